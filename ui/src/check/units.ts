/** Rust counts characters (Unicode scalar values), the page counts UTF-16 units: the same but beyond the basic plane. */
export function unitOf(text: string, character: number): number {
  if (!/[\ud800-\udfff]/.test(text)) return Math.min(character, text.length);
  let unit = 0;
  for (const sign of text) {
    if (character-- <= 0) break;
    unit += sign.length;
  }
  return unit;
}

export interface Stretch {
  from: number;
  to: number;
}

export function stretchOf(text: string, { start, end }: { start: number; end: number }): Stretch {
  return { from: unitOf(text, start), to: unitOf(text, end) };
}

/** The one stretch in which two texts differ, as places in the first, and by how much the rest has moved. */
export function changeBetween(before: string, after: string): (Stretch & { by: number }) | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let end = 0;
  while (end < shorter - from && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { from, to: before.length - end, by: after.length - before.length };
}

/** Where a stretch of a text stands after a change; null where the change touched it. */
export function movedBy(stretch: Stretch, change: (Stretch & { by: number }) | null): Stretch | null {
  if (!change || stretch.to < change.from) return stretch;
  if (stretch.from > change.to) return { from: stretch.from + change.by, to: stretch.to + change.by };
  // Typing right at one end of a word that stays as it is.
  const empty = stretch.from === stretch.to;
  if (!empty && stretch.to === change.from) return stretch;
  if (!empty && stretch.from === change.to && change.to > change.from) {
    return { from: stretch.from + change.by, to: stretch.to + change.by };
  }
  return null;
}
