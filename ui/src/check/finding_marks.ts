/**
 * Marks over the body that stand for what the copy checker found. What they are is told from elsewhere (check/paint.ts,
 * read later); here they only move along with the words, also while one is being composed.
 */
import { type EditorState, Plugin, PluginKey } from "prosemirror-state";
import { DecorationSet, type EditorView } from "prosemirror-view";

const key = new PluginKey<DecorationSet>("findings");

/** What a mark is called by whoever has a menu for it. */
export const FINDING = "finding";

export function findingMarks(): Plugin<DecorationSet> {
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, marks) => (tr.getMeta(key) as DecorationSet | undefined) ?? marks.map(tr.mapping, tr.doc),
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

export function marksIn(state: EditorState): DecorationSet {
  return key.getState(state) ?? DecorationSet.empty;
}

/** Nothing is drawn anew while a word is being composed: whoever has marks to show asks again once it is done. */
export function showMarks(view: EditorView, marks: DecorationSet): void {
  if (!view.composing) view.dispatch(view.state.tr.setMeta(key, marks));
}
