/**
 * Marks the blocks that the selection is in, so that focus mode can soften the others. While a word is being
 * composed the marks only move along: the page under an input method's hands is not touched.
 */
import { type EditorState, Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

export const CURRENT_BLOCK = "current-block";

/** `on` is asked at each drawing. */
export function currentBlock(on: () => boolean): Plugin<DecorationSet> {
  const plugin: Plugin<DecorationSet> = new Plugin<DecorationSet>({
    state: {
      init: (_config, state) => marks(state),
      apply: (tr, before, _old, state) =>
        tr.getMeta("composition") === undefined ? marks(state) : before.map(tr.mapping, tr.doc),
    },
    props: { decorations: (state) => (on() ? plugin.getState(state) : null) },
  });
  return plugin;
}

function marks({ doc, selection }: EditorState): DecorationSet {
  const found: Decoration[] = [];
  doc.nodesBetween(selection.from, selection.to, (node, position, parent) => {
    if (parent === doc) {
      found.push(Decoration.node(position, position + node.nodeSize, { class: CURRENT_BLOCK }));
    }
    return false;
  });
  return DecorationSet.create(doc, found);
}
