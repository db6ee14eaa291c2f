/**
 * What a screen remembers of each story, in the web view's own storage: it belongs to this computer and not to the story, and
 * losing it loses no word. The stories visited last; those of long ago are forgotten.
 */
export class Remembered<T> {
  /** What is stored may be of another version, cut off, or anybody's: only what `read` makes something of counts. */
  constructor(
    private readonly key: string,
    private readonly most: number,
    private readonly read: (stored: unknown) => T | null,
  ) {}

  of(story: string): T | null {
    const row = this.rows().find(([id]) => id === story);
    return row ? this.read(row[1]) : null;
  }

  /** With null it is forgotten. */
  keep(story: string, value: T | null): void {
    const others = this.rows().filter(([id]) => id !== story);
    const rows = value === null ? others : [[story, value], ...others].slice(0, this.most);
    try {
      localStorage.setItem(this.key, JSON.stringify(rows));
    } catch {
      // Full or forbidden: the next opening is as the first one, and nothing else is worse.
    }
  }

  private rows(): [string, unknown][] {
    try {
      const rows: unknown = JSON.parse(localStorage.getItem(this.key) ?? "[]");
      return Array.isArray(rows) ? rows.filter(isRow) : [];
    } catch {
      return [];
    }
  }
}

function isRow(row: unknown): row is [string, unknown] {
  return Array.isArray(row) && typeof row[0] === "string";
}
