/**
 * What must be replaced so that one body becomes another: as little as can be told, block by block. The cursor, and
 * what can be undone, keep to the text between.
 */
import type { Node } from "prosemirror-model";
import type { Transform } from "prosemirror-transform";

/** A stretch of the one body, and where it ends and begins in the other. */
export interface Difference {
  from: number;
  to: number;
  otherFrom: number;
  otherTo: number;
}

/** More pairs of blocks are not compared: then everything between the first and the last difference is one. */
const MOST_PAIRS = 40_000;

/** What `begin` makes, with each stretch replaced in which its document differs from `doc`. */
export function changedInto<T extends Transform>(doc: Node, begin: () => T): T {
  const tr = begin();
  const before = tr.doc;
  // From the end, so that the places before stay where they are.
  for (const { from, to, otherFrom, otherTo } of differences(before, doc).reverse()) {
    tr.replace(from, to, doc.slice(otherFrom, otherTo));
  }
  // `replace` may close an open end its own way; then the whole body is put in.
  return tr.doc.eq(doc) ? tr : (begin().replaceWith(0, before.content.size, doc.content) as T);
}

/** In the order of the body. */
export function differences(before: Node, after: Node): Difference[] {
  const found: Difference[] = [];
  // Where the next run of blocks begins, and how far into the bodies that is.
  let [one, other, at, otherAt] = [0, 0, 0, 0];
  const blocks = [before.children, after.children] as const;
  const compare = (count: number, otherCount: number): void => {
    const run = before.content.cut(at, at + size(blocks[0], one, count));
    const otherRun = after.content.cut(otherAt, otherAt + size(blocks[1], other, otherCount));
    const from = run.findDiffStart(otherRun);
    const ends = run.findDiffEnd(otherRun);
    if (from !== null && ends !== null) {
      // Where text repeats, the search from the end may pass the one from the start.
      const overlap = Math.max(0, from - Math.min(ends.a, ends.b));
      const [to, otherTo] = [ends.a + overlap, ends.b + overlap];
      found.push({ from: at + from, to: at + to, otherFrom: otherAt + from, otherTo: otherAt + otherTo });
    }
    [one, other, at, otherAt] = [one + count, other + otherCount, at + run.size, otherAt + otherRun.size];
  };
  for (const [end, otherEnd] of [...sameBlocks(...blocks), [blocks[0].length, blocks[1].length] as const]) {
    const [count, otherCount] = [end - one, otherEnd - other];
    // As many as there were: each is what became of the one in its place.
    if (count === otherCount) for (let pair = 0; pair < count; pair++) compare(1, 1);
    else compare(count, otherCount);
    // The block that is in both.
    if (end < blocks[0].length) compare(1, 1);
  }
  return found;
}

function size(blocks: readonly Node[], from: number, count: number): number {
  return blocks.slice(from, from + count).reduce((sum, { nodeSize }) => sum + nodeSize, 0);
}

/** Pairs of blocks that are the same, in order in both: as many as there can be. */
function sameBlocks(some: readonly Node[], others: readonly Node[]): (readonly [number, number])[] {
  const shorter = Math.min(some.length, others.length);
  let start = 0;
  while (start < shorter && some[start]!.eq(others[start]!)) start++;
  let end = 0;
  while (end < shorter - start && some.at(-1 - end)!.eq(others.at(-1 - end)!)) end++;
  const rows = some.slice(start, some.length - end);
  const columns = others.slice(start, others.length - end);
  const middle = rows.length * columns.length > MOST_PAIRS ? [] : longestCommon(rows, columns);
  return [
    ...Array.from({ length: start }, (_, index) => [index, index] as const),
    ...middle.map(([row, column]) => [start + row, start + column] as const),
    ...Array.from(
      { length: end },
      (_, index) => [some.length - end + index, others.length - end + index] as const,
    ),
  ];
}

function longestCommon(rows: readonly Node[], columns: readonly Node[]): [number, number][] {
  const width = columns.length + 1;
  /** How many pairs there are at most from this row and column on. */
  const most = new Uint16Array((rows.length + 1) * width);
  const same = (row: number, column: number) => rows[row]!.eq(columns[column]!);
  for (let row = rows.length - 1; row >= 0; row--) {
    for (let column = columns.length - 1; column >= 0; column--) {
      const at = row * width + column;
      most[at] = same(row, column) ? most[at + width + 1]! + 1 : Math.max(most[at + width]!, most[at + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  for (let row = 0, column = 0; row < rows.length && column < columns.length;) {
    const at = row * width + column;
    if (same(row, column)) pairs.push([row++, column++]);
    else if (most[at + width]! >= most[at + 1]!) row++;
    else column++;
  }
  return pairs;
}
