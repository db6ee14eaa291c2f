/**
 * Who proposed what, in the text: a colour for each person of the story, the same wherever they are met. The marks are the
 * body's own; their colours and names lie over them.
 */
import { type EditorState, Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

import type { SuggestionId } from "../generated/SuggestionId";
import { suggestedBy } from "../body/binding";
import { isSuggesting } from "../body/suggesting";
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
  // Somebody of whom there is nothing yet.
  const next = (known.size % COLOURS) + 1;
  return ({ person, by }) => {
    const name = by || nobody;
    return { colour: known.get(person ?? by) ?? next, name, initials: initialsOf(name) };
  };
}

const key = new PluginKey<DecorationSet>("people");

/** `handOf` is asked whenever the body changes. While a word is being composed nothing is put around it. */
export function showPeople(
  handOf: (id: SuggestionId) => Hand | undefined,
  here: () => Hand,
): Plugin<DecorationSet> {
  let editor: EditorView | null = null;
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, state) => marks(state, handOf),
      apply: (tr, before, _old, state) =>
        tr.getMeta("composition") !== undefined || editor?.composing
          ? before.map(tr.mapping, tr.doc)
          : marks(state, handOf),
    },
    view(view) {
      editor = view;
      return { destroy: () => (editor = null) };
    },
    props: {
      decorations: (state) => key.getState(state),
      // In suggest mode the cursor is the person's.
      attributes: (state): Record<string, string> =>
        isSuggesting(state) ? { class: `person-${here().colour}` } : {},
    },
  });
}

function marks({ doc }: EditorState, handOf: (id: SuggestionId) => Hand | undefined): DecorationSet {
  const found: Decoration[] = [];
  doc.descendants((node, at) => {
    for (const mark of node.marks) {
      const what = suggestedBy(mark);
      const hand = what && handOf(what.suggestion);
      if (!hand) continue;
      const look = { class: `person-${hand.colour}`, title: hand.name };
      found.push(Decoration.inline(at, at + node.nodeSize, look));
    }
  });
  return DecorationSet.create(doc, found);
}
