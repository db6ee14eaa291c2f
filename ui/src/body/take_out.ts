/** Pictures that leave the body together, as one step. */
import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";

import type { PhotoId } from "../generated/PhotoId";
import { closeHistory } from "./history";
import { schema } from "./schema";

export function takeOut(view: EditorView, ids: ReadonlySet<PhotoId>): void {
  const places: { at: number; node: Node }[] = [];
  view.state.doc.forEach((node, at) => {
    if (node.type === schema.nodes.photo && ids.has(node.attrs.photo as PhotoId)) places.push({ at, node });
  });
  if (places.length === 0) return;
  const tr = closeHistory(view.state.tr);
  // From the end, so that the places before stay where they are.
  for (const { at, node } of places.reverse()) tr.delete(at, at + node.nodeSize);
  if (tr.doc.childCount === 0) tr.insert(0, schema.node("paragraph"));
  view.dispatch(tr);
  view.dispatch(closeHistory(view.state.tr));
}
