/** Blocks into a body, where its cursor is, as one step. */
import { Fragment, type Node, Slice } from "prosemirror-model";
import { type EditorState, NodeSelection, Selection, type Transaction } from "prosemirror-state";

import { isOfKind } from "../../body/blocks";
import { schema } from "../../body/schema";
import type { Edges } from "./text";

/** The transaction that puts the blocks in place of what is selected, the cursor behind them. */
export function put(state: EditorState, blocks: Node[], edges: Edges | null = null): Transaction {
  const { tr, selection } = state;
  // A picture that is selected stays: what is pasted goes below it.
  const $from = selection instanceof NodeSelection ? selection.$to : selection.$from;
  const { $to } = selection;
  const begun = $from.depth > 0 && $from.parentOffset > 0;
  const rest = $to.depth > 0 && $to.parentOffset < $to.parent.content.size;
  // A few words of a heading or a list are words of the line they are put into.
  const words = blocks.length === 1 && blocks[0]!.isTextblock && (begun || rest);
  const joinsStart = words || joins($from.parent, blocks[0]);
  const joinsEnd = words || joins($to.parent, blocks.at(-1));
  const content = edges && blocks.length === 1 ? [spaced(blocks[0]!, edges, begun)] : [...blocks];
  let [from, to] = [$from.pos, $to.pos];
  let [openStart, openEnd] = [joinsStart ? 1 : 0, joinsEnd ? 1 : 0];

  if (!joinsStart && $from.depth > 0) {
    if (!begun) from = $from.before();
    else {
      content.unshift($from.parent.copy());
      openStart = 1;
    }
  }
  if (!joinsEnd && $to.depth > 0) {
    if (!rest) to = $to.after();
    else {
      content.push($to.parent.copy());
      openEnd = 1;
    }
  }
  // Below a picture there is always a line to go on writing in.
  const line = content.at(-1)?.type.name === "photo" && to === state.doc.content.size;
  if (line) content.push(schema.node("paragraph"));

  tr.replace(from, to, new Slice(Fragment.from(content), openStart, openEnd));
  const end = tr.mapping.map(to);
  const behind = !joinsEnd && rest ? tr.doc.resolve(end).before() : end;
  return tr.setSelection(Selection.near(tr.doc.resolve(behind), -1)).scrollIntoView();
}

function spaced(block: Node, { before, after }: Edges, begun: boolean): Node {
  const space = (wanted: boolean) => Fragment.from(wanted ? schema.text(" ") : null);
  return block.copy(
    space(before && begun)
      .append(block.content)
      .append(space(after)),
  );
}

/** Whether a block goes on the one beside it, or stands by itself. */
function joins(neighbour: Node, block: Node | undefined): boolean {
  if (!block?.isTextblock || !neighbour.isTextblock) return false;
  return block.type.name === "paragraph" || isOfKind(block, neighbour.type, neighbour.attrs);
}
