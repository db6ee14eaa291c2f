/** A body that changed elsewhere, brought into the editor without moving what a person looks at. */
import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
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
  const before = view.state.doc;
  const start = before.content.findDiffStart(doc.content);
  const ends = before.content.findDiffEnd(doc.content);
  if (start === null || ends === null) return true;
  // Where text repeats, the search from the end may pass the one from the start.
  const overlap = Math.max(0, start - Math.min(ends.a, ends.b));
  const [end, newEnd] = [ends.a + overlap, ends.b + overlap];

  const { $from, $to } = view.state.selection;
  const touches = start <= $to.end() && $from.start() <= end;
  if (view.composing && touches) return false;

  let tr = view.state.tr.replace(start, end, doc.slice(start, newEnd));
  // `replace` may close an open end its own way; then the whole body is put in.
  if (!tr.doc.eq(doc)) tr = view.state.tr.replaceWith(0, before.content.size, doc.content);
  view.dispatch(tr.setMeta(FROM_ELSEWHERE, true).setMeta("addToHistory", false));
  return true;
}
