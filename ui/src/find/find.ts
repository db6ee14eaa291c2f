/**
 * Finding words in a text: a text, a query and options in, places in UTF-16 units out. Knows no editor.
 *
 * Text and query are compared folded. How a letter was typed (composed or decomposed) never matters. Where
 * marks do not matter the rule is the library's: a query without marks finds any (duong: đường, dương), one
 * with marks means itself (đường: not dương), wherever the tone is put (hòa, hoà).
 */
export interface FindOptions {
  matchCase: boolean;
  wholeWord: boolean;
  marks: Marks;
}

/**
 * How marks are told apart. "loose": a query without marks finds any. "own": it means itself, as one with marks does,
 * wherever the tone is put. "exact": hòa is not hoà either.
 */
export type Marks = "loose" | "own" | "exact";

export interface Range {
  from: number;
  to: number;
}

/** How a text is folded. Texts and queries are compared in the same view. */
export interface View {
  keepCase: boolean;
  keepMarks: boolean;
}

export interface Folded {
  text: string;
  folded: string;
  /**
   * For each unit of `folded` where the letter that it begins stands in `text`, -1 inside a letter; one
   * entry more for the end. Null where unit stands beside unit, as in nearly all text.
   */
  places: Int32Array | null;
}

/** A query made ready to be looked for in many texts. */
export interface Needle {
  view: View;
  /** Null where there is nothing to look for. */
  pattern: RegExp | null;
  wholeWord: boolean;
}

export function find(text: string, query: string, options: FindOptions): Range[] {
  const needle = needleFor(query, options);
  return findIn(fold(text, needle.view), needle);
}

export function needleFor(query: string, options: FindOptions): Needle {
  const keepMarks = options.marks !== "loose" || hasMarks(query);
  const view = { keepCase: options.matchCase, keepMarks };
  const { folded } = fold(query, view);
  const spellings = keepMarks && options.marks !== "exact";
  const source = spellings ? anySpelling(folded) : escaped(folded);
  return { view, pattern: source === "" ? null : new RegExp(source, "g"), wholeWord: options.wholeWord };
}

/** What is found, from the left, none over another. */
export function findIn({ text, folded, places }: Folded, { pattern, wholeWord }: Needle): Range[] {
  const found: Range[] = [];
  if (pattern === null) return found;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(folded); match !== null; match = pattern.exec(folded)) {
    const end = match.index + match[0].length;
    const from = places === null ? match.index : places[match.index]!;
    const to = places === null ? end : places[end]!;
    // Half a letter is no match: a bare o in the ò that was typed as o and a grave.
    if (from < 0 || to < 0 || (wholeWord && (joins(text, from) || joins(text, to)))) {
      pattern.lastIndex = match.index + 1;
    } else {
      found.push({ from, to });
    }
  }
  return found;
}

/** The text with all the places replaced. */
export function replaced(text: string, ranges: Range[], replacement: (found: string) => string): string {
  let result = "";
  let at = 0;
  for (const { from, to } of ranges) {
    result += text.slice(at, from) + replacement(text.slice(from, to));
    at = to;
  }
  return result + text.slice(at);
}

/** Where capitals do not matter, what is put in begins, or is written, as what stood there: Làng becomes Xóm. */
export function inTheCaseOf(found: string, replacement: string): string {
  if (replacement !== replacement.toLowerCase() || found === found.toLowerCase()) return replacement;
  const letters = [...found].filter((letter) => letter.toLowerCase() !== letter.toUpperCase());
  const isUpper = (letter: string) => letter === letter.toUpperCase();
  if (letters.length > 1 && letters.every(isUpper)) return replacement.toUpperCase();
  const [first = "", ...rest] = replacement;
  return letters[0] && isUpper(letters[0]) ? first.toUpperCase() + rest.join("") : replacement;
}

/** A letter with its marks; an emoji with its colour, and those joined to it. */
const LETTER = /\p{M}+|\P{M}[\p{M}\u{1F3FB}-\u{1F3FF}]*(?:\u200D\P{M}[\p{M}\u{1F3FB}-\u{1F3FF}]*)*/gu;
/** What may make a letter of several units, or be put together with its neighbour. */
const LONG_LETTERS = /[\p{M}\u200D\u1100-\u11FF\u{10000}-\u{10FFFF}]/u;

export function fold(text: string, view: View): Folded {
  if (!LONG_LETTERS.test(text)) {
    // No letter folds to nothing, so where the whole is as long as before, so is each letter.
    const folded = foldLetters(text, view);
    if (folded.length === text.length) return { text, folded, places: null };
  }
  let folded = "";
  const places: number[] = [];
  for (const { 0: letter, index } of text.matchAll(LETTER)) {
    const plain = foldLetters(letter, view);
    for (let unit = 0; unit < plain.length; unit++) places.push(unit === 0 ? index : -1);
    folded += plain;
  }
  places.push(text.length);
  return { text, folded, places: Int32Array.from(places) };
}

function foldLetters(text: string, { keepCase, keepMarks }: View): string {
  // A sigma is written in another way at the end of a word.
  const cased = (keepCase ? text : text.toLowerCase().replaceAll("ς", "σ")).replace(/[\u00A0\u202F]/g, " ");
  if (keepMarks) return cased.normalize("NFC");
  return cased
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/[đðɖ]/g, "d")
    .replace(/[ĐÐƉ]/g, "D");
}

/** đ and the letters that old fonts put in its place. No decomposition leads from any of them to d. */
const BARRED_D = ["đðɖ", "ĐÐƉ"];
const VIETNAMESE_MARK = /[\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031B]/;

/** Whether a query carries a Vietnamese mark, and so means just itself. */
export function hasMarks(query: string): boolean {
  return /[đðɖĐÐƉ]/.test(query) || VIETNAMESE_MARK.test(query.normalize("NFD"));
}

/** Finds the query however its tones are placed and its đ is encoded. */
function anySpelling(query: string): string {
  const letters = [...query];
  let source = "";
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at]!;
    const next = letters[at + 1] ?? "";
    const other = otherPlacing(letter + next);
    const barred = BARRED_D.find((row) => row.includes(letter));
    if (other !== null) {
      source += `(?:${letter}${next}|${other})`;
      at++;
    } else {
      source += barred ? `[${barred}]` : escaped(letter);
    }
  }
  return source;
}

const TONE = "[\u0300\u0301\u0303\u0309\u0323]";
const TONED_PAIR = new RegExp(`^(?:(o)(${TONE}?)([ae])|(u)(${TONE}?)(y))(${TONE}?)$`, "i");

/** The same two vowels with the tone on the other of them: oà and òa, uý and úy. */
function otherPlacing(pair: string): string | null {
  const parts = TONED_PAIR.exec(pair.normalize("NFD"));
  if (parts === null) return null;
  const [, o, oTone, ae, u, uTone, y, secondTone = ""] = parts;
  const firstTone = oTone ?? uTone ?? "";
  if ((firstTone === "") === (secondTone === "")) return null;
  return `${o ?? u ?? ""}${secondTone}${ae ?? y ?? ""}${firstTone}`.normalize("NFC");
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

const OF_A_WORD = /[\p{L}\p{N}\p{M}_]/u;

/** Whether a word, or a number such as 1.200, goes on across the place. In Vietnamese a syllable is a word. */
function joins(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2), at);
  const after = text.slice(at, at + 2);
  const last = [...before].at(-1) ?? "";
  const [first = ""] = after;
  if (OF_A_WORD.test(last) && OF_A_WORD.test(first)) return true;
  return (/\d[.,]$/.test(before) && /^\d/.test(after)) || (/\d$/.test(before) && /^[.,]\d/.test(after));
}
