/** A body that changed elsewhere, brought into the editor without moving what a person looks at. */
import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import type { Transform } from "prosemirror-transform";
import type { EditorView } from "prosemirror-view";

const FROM_ELSEWHERE = "fromElsewhere";

/** Whether a transaction tells what Rust already knows: it is neither saved again nor undone. */
export function isFromElsewhere(tr: Transaction): boolean {
  return tr.getMeta(FROM_ELSEWHERE) === true;
}

/**
 * Makes the editor show `doc`, replacing only the stretch that differs so that the cursor stays where it is.
 * False when that stretch holds a word that is being composed: it is left in peace, and the caller asks again
 * once the word is done.
 */
export function replaceBody(view: EditorView, doc: Node): boolean {
  const stretch = difference(view.state.doc, doc);
  if (!stretch) return true;
  const { $from, $to } = view.state.selection;
  const touches = stretch.from <= $to.end() && $from.start() <= stretch.to;
  if (view.composing && touches) return false;
  const tr = changedInto(doc, () => view.state.tr);
  view.dispatch(tr.setMeta(FROM_ELSEWHERE, true).setMeta("addToHistory", false));
  return true;
}

/** What `begin` makes, with the stretch replaced in which its document differs from `doc`. */
export function changedInto<T extends Transform>(doc: Node, begin: () => T): T {
  const tr = begin();
  const stretch = difference(tr.doc, doc);
  if (!stretch) return tr;
  const { from, to, end } = stretch;
  tr.replace(from, to, doc.slice(from, end));
  // `replace` may close an open end its own way; then the whole body is put in.
  return tr.doc.eq(doc) ? tr : (begin().replaceWith(0, tr.before.content.size, doc.content) as T);
}

/** The stretch of `before` in which the two differ, and where it ends in `after`. */
function difference(before: Node, after: Node): { from: number; to: number; end: number } | null {
  const from = before.content.findDiffStart(after.content);
  const ends = before.content.findDiffEnd(after.content);
  if (from === null || ends === null) return null;
  // Where text repeats, the search from the end may pass the one from the start.
  const overlap = Math.max(0, from - Math.min(ends.a, ends.b));
  return { from, to: ends.a + overlap, end: ends.b + overlap };
}
