/**
 * Typographic quotes, dashes and dots, made of the keys that a keyboard has. What was typed is put in first and
 * the sign in its stead as a change of its own, so that one undo gives back the characters that were typed.
 */
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import type { Sign } from "../shared/sign";
import { closeHistory } from "../body/history";

const key = new PluginKey<number | null>("smartTyping");

/** `signOf` knows what takes the place of a character that is typed after a text of its block. */
export function smartTyping(signOf: (before: string, typed: string) => Sign | null): Plugin<number | null> {
  return new Plugin<number | null>({
    key,
    state: {
      init: () => null,
      /** Where the last composed text ended: an input method may hand over a word with the quote behind it. */
      apply: (tr, ended) => {
        if (!tr.docChanged) return ended;
        return tr.getMeta("composition") === undefined ? null : tr.selection.head;
      },
    },
    props: {
      handleTextInput(view, from, _to, text, typeIt) {
        if (view.composing) return false;
        const sign = signAt(view.state, from, text, signOf);
        if (!sign) return false;
        view.dispatch(typeIt());
        replace(view, sign);
        return true;
      },
      handleDOMEvents: {
        compositionend(view) {
          // After the editor's own listener, which reads the composed word from the page.
          setTimeout(() => {
            if (view.isDestroyed || view.composing) return;
            const { head, empty } = view.state.selection;
            if (!empty || key.getState(view.state) !== head || head === 0) return;
            const typed = view.state.doc.textBetween(head - 1, head);
            const sign = signAt(view.state, head - 1, typed, signOf);
            if (sign) replace(view, sign);
          });
        },
      },
    },
  });
}

function signAt(
  state: EditorState,
  at: number,
  typed: string,
  signOf: (before: string, typed: string) => Sign | null,
): Sign | null {
  const place = state.doc.resolve(at);
  if (!place.parent.isTextblock || place.marks().some(({ type }) => type.name === "link")) return null;
  const before = place.parent.textBetween(0, place.parentOffset);
  return signOf(before, typed);
}

function replace(view: EditorView, { take, put, typed }: Sign): void {
  if (typed) {
    view.dispatch(putBeforeCursor(view.state, take, typed));
    take = typed.length;
  }
  view.dispatch(closeHistory(putBeforeCursor(view.state, take, put)));
  // What is typed next is undone by itself too.
  view.dispatch(closeHistory(view.state.tr));
}

function putBeforeCursor({ tr, selection: { head } }: EditorState, take: number, text: string): Transaction {
  tr.insertText(text, head - take, head);
  return tr.setSelection(TextSelection.create(tr.doc, head - take + text.length)).scrollIntoView();
}
