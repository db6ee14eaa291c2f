/**
 * Where a person was in each story: the box, the cursor in it, and how far the page was scrolled. It is kept in
 * the web view's own storage, since it belongs to this screen and not to the story; losing it loses no word.
 */
export type PlaceBox = "headline" | "abstract" | "body";

export interface Place {
  box: PlaceBox;
  /** In the body as ProseMirror counts, in the other boxes in characters. */
  anchor: number;
  head: number;
  /** Null where the page was not laid out as it will be: the cursor is then brought into view. */
  scroll: number | null;
  /** How much of the story's history was on the screen then; null or none where some of it was not saved. */
  revision?: number | null;
}

const KEY = "dateline.places";
/** The stories visited last; older places are forgotten. */
export const STORIES_REMEMBERED = 200;

export function recallPlace(story: string): Place | null {
  const place = read().find(([id]) => id === story)?.[1];
  return isPlace(place) ? place : null;
}

export function rememberPlace(story: string, place: Place): void {
  const others = read().filter(([id]) => id !== story);
  const rows = [[story, place], ...others].slice(0, STORIES_REMEMBERED);
  try {
    localStorage.setItem(KEY, JSON.stringify(rows));
  } catch {
    // Full or forbidden: the next opening begins at the top, and nothing else is worse.
  }
}

/** What is stored may be of another version, cut off, or anybody's: only rows that look like ours count. */
function read(): [string, unknown][] {
  try {
    const rows: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(rows) ? rows.filter(isRow) : [];
  } catch {
    return [];
  }
}

function isRow(row: unknown): row is [string, unknown] {
  return Array.isArray(row) && typeof row[0] === "string";
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== "object" || value === null) return false;
  const { box, anchor, head, scroll, revision = null } = value as Record<string, unknown>;
  return (
    (box === "headline" || box === "abstract" || box === "body") &&
    [anchor, head].every((at) => Number.isSafeInteger(at) && (at as number) >= 0) &&
    (scroll === null || Number.isFinite(scroll)) &&
    (revision === null || Number.isSafeInteger(revision))
  );
}
