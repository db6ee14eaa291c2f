/**
 * Who proposed what, in the text: a colour for each person of the story, the same wherever they are met. The marks are the
 * body's own; their colours and names lie over them.
 */
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

import type { SuggestionId } from "../generated/SuggestionId";
import { suggestedBy } from "../body/binding";
import { initialsOf } from "../shared/people";

export interface Hand {
  /** 1 to 4; with more people colours come again, and initials tell. */
  colour: number;
  name: string;
  initials: string;
}

const COLOURS = 4;

/** Whoever signed something. */
export interface SignedBy {
  by: string;
  person?: string;
  at: string;
}

/** How people of a story are shown, each with a colour by who came first. */
export function handsOf(
  said: readonly SignedBy[],
  nobody: string,
): (signed: Pick<SignedBy, "by" | "person">) => Hand {
  const known = new Map<string, number>();
  for (const { person, by } of [...said].sort((one, other) => (one.at < other.at ? -1 : 1))) {
    const key = person ?? by;
    if (!known.has(key)) known.set(key, (known.size % COLOURS) + 1);
  }
  return ({ person, by }) => {
    const name = by || nobody;
    return { colour: known.get(person ?? by) ?? 1, name, initials: initialsOf(name) };
  };
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
