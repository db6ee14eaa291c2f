/** Words of the body that somebody commented on: a pale ground, which follows them as the text goes on. */
import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

import type { CommentId } from "../generated/CommentId";

export interface CommentStretch {
  id: CommentId;
  /** Positions of the editor. */
  from: number;
  to: number;
}

const key = new PluginKey<DecorationSet>("comments");

export function commentMarks(): Plugin {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, marks) {
        const stretches = tr.getMeta(key) as CommentStretch[] | undefined;
        if (!stretches) return marks.map(tr.mapping, tr.doc);
        // Where they stand is told by the library; what was typed since is not in that yet, and moved them here.
        const known = new Map(marks.find().map((mark) => [(mark.spec as { id: CommentId }).id, mark]));
        return DecorationSet.create(
          tr.doc,
          stretches.flatMap(({ id, from, to }) => {
            const at = known.get(id) ?? { from, to };
            return at.from < at.to ? [Decoration.inline(at.from, at.to, { class: "commented" }, { id })] : [];
          }),
        );
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** Those that are to be seen now. Answers whether others were: nothing is dispatched where they are the same. */
export function showComments(view: EditorView, stretches: readonly CommentStretch[]): boolean {
  const shown = new Set(commentPlaces(view.state).keys());
  if (shown.size === stretches.length && stretches.every(({ id }) => shown.has(id))) return false;
  view.dispatch(view.state.tr.setMeta(key, stretches).setMeta("addToHistory", false));
  return true;
}

export function commentPlaces(state: EditorState): Map<CommentId, { from: number; to: number }> {
  const places = new Map<CommentId, { from: number; to: number }>();
  for (const { from, to, spec } of key.getState(state)?.find() ?? []) {
    const { id } = spec as { id: CommentId };
    const before = places.get(id);
    places.set(
      id,
      before ? { from: Math.min(before.from, from), to: Math.max(before.to, to) } : { from, to },
    );
  }
  return places;
}
