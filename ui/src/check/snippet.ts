/** A few whole syllables around a stretch of a text: none is cut, and a sign says where the text goes on. */
import type { Stretch } from "./units";

/** So many letters to either side, at most. */
const REACH = 32;

export function around(text: string, { from, to }: Stretch): { before: string; after: string } {
  const [start, end] = [Math.max(0, from - REACH), Math.min(text.length, to + REACH)];
  const before = start === 0 ? text.slice(0, from) : `… ${wholeFrom(text, start, from)}`;
  const after = end === text.length ? text.slice(to) : `${wholeTo(text, to, end)} …`;
  return { before, after };
}

function wholeFrom(text: string, start: number, end: number): string {
  if (/\s/.test(text[start - 1]!)) return text.slice(start, end);
  const stretch = text.slice(start, end);
  const gap = stretch.search(/\s+\S/);
  // Nothing but one long word: an address, say. No half of a sign beyond the basic plane begins it.
  return gap < 0 ? stretch.replace(/^[\udc00-\udfff]/, "") : stretch.slice(gap).trimStart();
}

function wholeTo(text: string, start: number, end: number): string {
  if (/\s/.test(text[end]!)) return text.slice(start, end);
  const stretch = text.slice(start, end);
  const gap = stretch.search(/\s+\S*$/);
  return gap <= 0 ? stretch.replace(/[\ud800-\udbff]$/, "") : stretch.slice(0, gap);
}
