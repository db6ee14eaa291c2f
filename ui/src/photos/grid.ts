/** Where the pictures of a contact sheet stand, and which of them are to be drawn. Lengths are in pixels. */
export interface Layout {
  columns: number;
  /** Of a cell. */
  width: number;
  height: number;
  gap: number;
  rows: number;
}

export const px = (length: number): string => `${length}px`;

/** Of the frame around a picture: one that stands has as much room as one that lies. */
const ASPECT = 4 / 3;

/** Cells of at least `least`, as wide as the row lets them be. `foot` is the height of the words below a picture. */
export function layoutFor(count: number, room: number, least: number, foot: number, gap: number): Layout {
  const columns = Math.max(1, Math.floor((room + gap) / (least + gap)));
  const width = Math.max(1, Math.floor((room - gap * (columns - 1)) / columns));
  return { columns, width, height: Math.round(width / ASPECT) + foot, gap, rows: Math.ceil(count / columns) };
}

export const rowOf = (index: number, { columns }: Layout): number => Math.floor(index / columns);

export const topOf = (row: number, { height, gap }: Layout): number => row * (height + gap);

export const wholeHeight = (layout: Layout): number => Math.max(0, topOf(layout.rows, layout) - layout.gap);

/** The first picture that is to be drawn, and the first that is not, with a row more on either side. */
export function drawn(from: number, to: number, layout: Layout, count: number): [first: number, end: number] {
  const pitch = layout.height + layout.gap;
  const first = Math.max(0, Math.floor(from / pitch) - 1);
  const last = Math.max(first, Math.ceil(to / pitch));
  return [Math.min(count, first * layout.columns), Math.min(count, (last + 1) * layout.columns)];
}

/** Before which picture something goes that is let go here: the nearest gap. As many as there are is behind all. */
export function slotAt(x: number, y: number, layout: Layout, count: number): number {
  const { columns, width, height, gap, rows } = layout;
  const row = Math.max(0, Math.min(rows - 1, Math.floor((y + gap / 2) / (height + gap))));
  const column = Math.max(0, Math.min(columns, Math.round((x + gap / 2) / (width + gap))));
  return Math.min(count, row * columns + column);
}

/** Where a key goes from a picture; `page` is how many rows are seen. */
export function after(key: string, index: number, count: number, columns: number, page: number): number {
  const by: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * page,
    PageDown: columns * page,
  };
  const last = count - 1;
  if (key === "Home") return 0;
  if (key === "End") return last;
  const to = index + (by[key] ?? 0);
  // From the last whole row one comes down to the last picture, and no further; up from the first row nowhere.
  const inside =
    key.startsWith("Page") || (to > last && Math.floor(index / columns) < Math.floor(last / columns));
  return to < 0 || to > last ? (inside ? Math.max(0, Math.min(to, last)) : index) : to;
}

/** A picture, and its number on the sheet. */
export interface Cell {
  id: string;
  index: number;
}

/**
 * Those that are seen, and the one with the focus wherever it is. They stay in order: an element that is moved on the
 * page loses the focus.
 */
export function withCurrent(cells: Cell[], current: string | null, index: number): Cell[] {
  if (current === null || cells.some((cell) => cell.index === index)) return cells;
  const cell = { id: current, index };
  return index < (cells[0]?.index ?? 0) ? [cell, ...cells] : [...cells, cell];
}
