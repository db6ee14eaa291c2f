/** A block as it is read: without what is only proposed. Whoever counts or checks the body on the screen asks here. */
import { Fragment, type Node } from "prosemirror-model";

import { beginsOf, suggestedBy } from "./binding";

const isComing = (text: Node): boolean => text.marks.some((mark) => suggestedBy(mark)?.touch === "inserted");

/** The very same where nothing is proposed. */
export function settled(block: Node): Node {
  const isProposed = block.children.some(({ marks }) => marks.some((mark) => suggestedBy(mark) !== null));
  if (!isProposed) return block;
  const own = block.children
    .filter((text) => !isComing(text))
    .map((text) => text.mark(text.marks.filter((mark) => suggestedBy(mark) === null)));
  return block.copy(Fragment.from(own));
}

/** Whether nothing of a block is the story's own, though it is more than an empty line. */
export function isOnlyProposed(block: Node): boolean {
  const isNew = beginsOf(block).some(({ touch }) => touch === "inserted");
  return (isNew || block.content.size > 0) && settled(block).content.size === 0;
}

/** Characters of the settled text, as characters of the whole; `apart` where something proposed stands amid them. */
export function inWhole(
  block: Node,
  start: number,
  end: number,
): { start: number; end: number; apart: boolean } {
  // Where each character that is the story's own stands.
  const own: number[] = [];
  let at = 0;
  block.forEach((text) => {
    const coming = isComing(text);
    for (const _ of text.text ?? "") {
      if (!coming) own.push(at);
      at++;
    }
  });
  const first = own[start] ?? at;
  const last = end > start ? (own[end - 1] ?? at) + 1 : first;
  return { start: first, end: last, apart: last - first !== end - start };
}
