import type { Language } from "../generated/Language";

/** What replaces the last `take` characters before the cursor, the one just typed among them. */
export interface Sign {
  take: number;
  put: string;
  /** What the person has typed there, where an earlier sign stands for some of it. */
  typed?: string;
}

/** The word before the cursor, where it is an address: nothing in one is changed. */
const ADDRESS = /(?:[a-z][a-z+.-]*:\/\/|mailto:|www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\/)\S*$/i;
/** No address is looked for further back than this. */
const LONGEST_ADDRESS = 500;
/** After these a quotation begins. */
const OPENING = /[\s([{</]$/;

/** The sign for a character that was typed after `before`, the text of its block; null where it stays itself. */
export function signFor(before: string, typed: string, language: Language): Sign | null {
  if (!/^["'.-]$/.test(typed) || ADDRESS.test(before.slice(-LONGEST_ADDRESS))) return null;
  if (typed === "-") return dash(before);
  if (typed === ".") return /(?:^|[^.])\.\.$/.test(before) ? { take: 3, put: "…" } : null;
  if (typed === '"') return quote(before, "“", "”", "‘");
  // Only English ends a number with an apostrophe, the 1990’s; phút 90' is a minute of a match.
  if (language === "en" && /\d$/.test(before)) return { take: 1, put: "’" };
  return quote(before, "‘", "’", "“");
}

/** Two hyphens are a dash, a third makes it a long one; a longer row is somebody's line across the page. */
function dash(before: string): Sign | null {
  if (/(?:^|[^-–—])-$/.test(before)) return { take: 2, put: "–" };
  return /(?:^|[^-–—])–$/.test(before) ? { take: 2, put: "—", typed: "---" } : null;
}

/** `around` opens a quotation of the other kind: right behind it, one begins within it. */
function quote(before: string, open: string, close: string, around: string): Sign | null {
  const isOpen = before.lastIndexOf(open) > before.lastIndexOf(close);
  // Behind a number, where no quotation is to be closed, it is an inch, a foot or a minute.
  if (/\d$/.test(before) && !isOpen) return null;
  const begins =
    before === "" || OPENING.test(before) || before.endsWith(around) || (/[-–—]$/.test(before) && !isOpen);
  return { take: 1, put: begins ? open : close };
}
