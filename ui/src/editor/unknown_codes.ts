/** Codes of the body that nobody knows: underlined, and told by a word where the mouse is. */
import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

import { type CodeAt, type Codes, unknownCodes } from "../shared/codes";
import { t } from "../strings/index.svelte";

interface Shown {
  codes: Codes;
  marks: DecorationSet;
}

const key = new PluginKey<Shown>("unknownCodes");

/** A block that was not edited is the same node, and is not searched again. */
const searched = new WeakMap<Node, { codes: Codes; found: CodeAt[] }>();

function unknownIn(block: Node, codes: Codes): CodeAt[] {
  const last = searched.get(block);
  if (last?.codes === codes) return last.found;
  const found = unknownCodes(block.textContent, codes);
  searched.set(block, { codes, found });
  return found;
}

function marksIn(doc: Node, codes: Codes): DecorationSet {
  const marks: Decoration[] = [];
  doc.forEach((block, offset) => {
    if (!block.isTextblock) return;
    for (const { from, to, written } of unknownIn(block, codes)) {
      const title = t("photo.unknown_code", { codes: written });
      marks.push(Decoration.inline(offset + 1 + from, offset + 1 + to, { class: "unknown-code", title }));
    }
  });
  return DecorationSet.create(doc, marks);
}

export function flagUnknownCodes(codes: Codes): Plugin<Shown> {
  let editor: EditorView | null = null;
  return new Plugin<Shown>({
    key,
    view(view) {
      editor = view;
      return {};
    },
    state: {
      init: (_config, { doc }) => ({ codes, marks: marksIn(doc, codes) }),
      apply(tr, shown) {
        const told = tr.getMeta(key) as Codes | undefined;
        if (!told && !tr.docChanged) return shown;
        const known = told ?? shown.codes;
        // The text of a word that is being composed is not redrawn.
        if (tr.getMeta("composition") !== undefined || editor?.composing) {
          return { codes: known, marks: shown.marks.map(tr.mapping, tr.doc) };
        }
        return { codes: known, marks: marksIn(tr.doc, known) };
      },
    },
    props: {
      decorations: (state: EditorState) => key.getState(state)?.marks,
      handleDOMEvents: {
        // After the editor's own listener, which reads the composed word from the page.
        compositionend(view) {
          setTimeout(() => {
            if (view.isDestroyed || view.composing) return;
            view.dispatch(view.state.tr.setMeta(key, key.getState(view.state)?.codes));
          });
        },
      },
    },
  });
}

/** Another file of codes was taken in. */
export function knowCodes(view: EditorView, codes: Codes): void {
  if (key.getState(view.state)?.codes !== codes) view.dispatch(view.state.tr.setMeta(key, codes));
}
