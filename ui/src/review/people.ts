/**
 * Who proposed what, in the text: a colour for each person of the story, the same wherever they are met. The marks are the
 * body's own; their colours and names lie over them.
 */
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

import type { Suggestion } from "../generated/Suggestion";
import type { SuggestionId } from "../generated/SuggestionId";
import { suggestedBy } from "../body/binding";

export interface Hand {
  /** 1 to 4; with more people colours come again, and initials tell. */
  colour: number;
  name: string;
  initials: string;
}

const COLOURS = 4;

/** The people of these suggestions, each with a colour by who came first. */
export function handsOf(suggestions: readonly Suggestion[], nobody: string): Map<SuggestionId, Hand> {
  const known = new Map<string, number>();
  const hands = new Map<SuggestionId, Hand>();
  for (const { id, person, by } of suggestions) {
    const key = person ?? by;
    if (!known.has(key)) known.set(key, (known.size % COLOURS) + 1);
    const name = by || nobody;
    hands.set(id, { colour: known.get(key)!, name, initials: initialsOf(name) });
  }
  return hands;
}

/** Of the last two words: a Vietnamese name ends with what a person is called. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return words
    .slice(-2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}

const key = new PluginKey("people");

/** `hands` is asked whenever the body is drawn. */
export function showPeople(hands: () => ReadonlyMap<SuggestionId, Hand>): Plugin {
  return new Plugin({
    key,
    props: {
      decorations(state) {
        const all = hands();
        if (all.size === 0) return null;
        const marks: Decoration[] = [];
        state.doc.descendants((node, at) => {
          for (const mark of node.marks) {
            const what = suggestedBy(mark);
            const hand = what && all.get(what.suggestion);
            if (hand)
              marks.push(
                Decoration.inline(at, at + node.nodeSize, {
                  class: `person-${hand.colour}`,
                  title: hand.name,
                }),
              );
          }
        });
        return DecorationSet.create(state.doc, marks);
      },
    },
  });
}
