/** A body that changed elsewhere, brought into the editor without moving what a person looks at. */
import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import { changedInto, differences } from "./body_difference";

const FROM_ELSEWHERE = "fromElsewhere";

/** Whether a transaction tells what Rust already knows: it is neither saved again nor undone. */
export function isFromElsewhere(tr: Transaction): boolean {
  return tr.getMeta(FROM_ELSEWHERE) === true;
}

/**
 * Makes the editor show `doc`, replacing only what differs so that the cursor stays where it is. False when that
 * holds a word that is being composed: it is left in peace, and the caller asks again once the word is done.
 */
export function replaceBody(view: EditorView, doc: Node): boolean {
  const stretches = differences(view.state.doc, doc);
  if (stretches.length === 0) return true;
  const { $from, $to } = view.state.selection;
  const touches = stretches.some(({ from, to }) => from <= $to.end() && $from.start() <= to);
  if (view.composing && touches) return false;
  const tr = changedInto(doc, () => view.state.tr);
  view.dispatch(tr.setMeta(FROM_ELSEWHERE, true).setMeta("addToHistory", false));
  return true;
}
