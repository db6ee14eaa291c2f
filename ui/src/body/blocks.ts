/** What is done to whole blocks of the body, from the text or from elsewhere on the screen. */
import type { Attrs, Node, NodeType } from "prosemirror-model";
import { type Command, Selection, TextSelection } from "prosemirror-state";

import { alone } from "./history";
import { schema } from "./schema";

const { paragraph, photo } = schema.nodes as Record<"paragraph" | "photo", NodeType>;

/** Whether a block is of a kind, whatever is proposed of its beginning. */
export function isOfKind(block: Node, type: NodeType, attrs: Attrs | null): boolean {
  const { begins: _, ...kind } = attrs ?? {};
  return block.type === type && Object.entries(kind).every(([name, value]) => block.attrs[name] === value);
}

/** Puts a photo after the block with the cursor, in place of that block where it is empty. */
export const insertPhoto = (id: string): Command => insertPhotos([id]);

/**
 * Puts photos after the block with the cursor, one below the other, in place of that block where it is empty; the cursor
 * goes below them. With `at` they go after the block there, and the cursor stays where it is.
 */
export function insertPhotos(ids: readonly string[], at?: number): Command {
  return (state, dispatch) => {
    const size = state.doc.content.size;
    const $from = at === undefined ? state.selection.$from : state.doc.resolve(Math.min(at, size));
    const nodes = ids.map((id) => photo.create({ photo: id }));
    const tr = alone(state.tr);
    const block = state.doc.maybeChild($from.index(0));
    if (!block) tr.insert(size, nodes);
    else {
      const place = $from.depth === 0 ? $from.pos : $from.before(1);
      const empty = block.type === paragraph && block.content.size === 0;
      if (empty) tr.replaceWith(place, place + block.nodeSize, nodes);
      else tr.insert(place + block.nodeSize, nodes);
    }
    // Below a picture there is always a line to go on writing in.
    const last = positionOfPhoto(tr.doc, ids.at(-1) ?? "");
    if (last !== null && last + 1 === tr.doc.content.size) tr.insert(last + 1, paragraph.create());
    if (at === undefined) {
      const below = last === null ? null : Selection.findFrom(tr.doc.resolve(last + 1), 1, true);
      if (below) tr.setSelection(below);
      tr.scrollIntoView();
    }
    dispatch?.(tr);
    return true;
  };
}

export function positionOfPhoto(doc: Node, id: string): number | null {
  let found: number | null = null;
  doc.forEach((node, offset) => {
    if (node.type === photo && node.attrs.photo === id) found ??= offset;
  });
  return found;
}

/** Moves the block at `at` one place up or down. */
export function moveBlock(at: number, by: -1 | 1): Command {
  return (state, dispatch) => {
    const index = state.doc.resolve(at).index(0);
    const node = state.doc.child(index);
    const neighbour = state.doc.maybeChild(index + by);
    if (!neighbour) return false;
    const target = by < 0 ? at - neighbour.nodeSize : at + neighbour.nodeSize;
    dispatch?.(
      alone(state.tr)
        .delete(at, at + node.nodeSize)
        .insert(target, node)
        .scrollIntoView(),
    );
    return true;
  };
}

export function removeBlock(at: number): Command {
  return (state, dispatch) => {
    const node = state.doc.nodeAt(at);
    if (!node) return false;
    const isLast = state.doc.childCount === 1;
    dispatch?.(
      isLast
        ? alone(state.tr).replaceWith(at, at + node.nodeSize, paragraph.create())
        : alone(state.tr).delete(at, at + node.nodeSize),
    );
    return true;
  };
}

/** Puts the cursor into the text after a position of the body, with a new line for it where there is none. */
export function writeAfter(position: number): Command {
  return ({ tr, doc }, dispatch, view) => {
    if (!doc.nodeAt(position)?.isTextblock) tr.insert(position, paragraph.create());
    dispatch?.(tr.setSelection(TextSelection.create(tr.doc, position + 1)).scrollIntoView());
    view?.focus();
    return true;
  };
}
