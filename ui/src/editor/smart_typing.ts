/**
 * Typographic quotes, dashes and dots, made of the keys that a keyboard has. What was typed is put in first and
 * the sign in its stead as a change of its own, so that one undo gives back the characters that were typed.
 */
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import type { Language } from "../generated/Language";
import type { Sign } from "../shared/sign";
import { closeHistory } from "../body/history";

/** The word before the cursor, where it is an address: nothing in one is changed. */
const ADDRESS = /(?:[a-z][a-z+.-]*:\/\/|mailto:|www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\/)\S*$/i;
/** No address is looked for further back than this. */
const LONGEST_ADDRESS = 500;
/** After these a quotation begins. */
const OPENING = /[\s([{</]$/;

/** The sign for a character that was typed after `before`, the text of its block; null where it stays itself. */
export function signFor(before: string, typed: string, language: Language): Sign | null {
  if (!/^["'.-]$/.test(typed) || ADDRESS.test(before.slice(-LONGEST_ADDRESS))) return null;
  if (typed === "-") return dash(before);
  if (typed === ".") return /(?:^|[^.])\.\.$/.test(before) ? { take: 3, put: "…" } : null;
  if (typed === '"') return quote(before, "“", "”", "‘");
  // Only English ends a number with an apostrophe, the 1990’s; phút 90' is a minute of a match.
  if (language === "en" && /\d$/.test(before)) return { take: 1, put: "’" };
  return quote(before, "‘", "’", "“");
}

/** Two hyphens are a dash, a third makes it a long one; a longer row is somebody's line across the page. */
function dash(before: string): Sign | null {
  if (/(?:^|[^-–—])-$/.test(before)) return { take: 2, put: "–" };
  return /(?:^|[^-–—])–$/.test(before) ? { take: 2, put: "—", typed: "---" } : null;
}

/** `around` opens a quotation of the other kind: right behind it, one begins within it. */
function quote(before: string, open: string, close: string, around: string): Sign | null {
  const isOpen = before.lastIndexOf(open) > before.lastIndexOf(close);
  // Behind a number, where no quotation is to be closed, it is an inch, a foot or a minute.
  if (/\d$/.test(before) && !isOpen) return null;
  const begins =
    before === "" || OPENING.test(before) || before.endsWith(around) || (/[-–—]$/.test(before) && !isOpen);
  return { take: 1, put: begins ? open : close };
}

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
