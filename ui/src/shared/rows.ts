/** Gives the keyboard to the row that is so many further down, from wherever it is; from outside to the first, or the last. */
export function stepAmong(rows: readonly HTMLElement[], by: number): void {
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(at + by, rows.length - 1));
  rows[next]?.focus();
}
