/**
 * Finding by a few letters: `xg`, `xuat goi` and `xuất gói` all find "Xuất gói". Each letter of the query
 * begins a word or goes on in a word that it has begun, so that letters strewn over a long headline do not
 * count. A mark that is typed must be there, one that is not may still come: `duong` finds đường and dương,
 * `đương` on the way to `đường` finds only that one.
 */
export interface Letter {
  /** In lower case and without marks: "ờ" is "o", "Đ" is "d". */
  base: string;
  marks: string;
  /** Where it stands in the text. */
  from: number;
  to: number;
  /** The number of its word, and whether it is the first or last of it. */
  word: number;
  begins: boolean;
  ends: boolean;
}

export interface Match {
  score: number;
  /** Which letters of the text fit those of the query, in order. */
  letters: Letter[];
}

/** What a letter earns. A run of letters that touch beats the same letters as the starts of words. */
const BEGINS = 8;
const TOUCHES = 10;
/** It leaves the rest of its word out and begins another one: `xg`. */
const JUMPS = 3;
/** It leaves letters of its word out: `pkg`. */
const SKIPS = 1;
/** That other word is the very next one. */
const NEXT = 2;
const FIRST_WORD = 3;
const WHOLE_WORD = 3;

/** What a barred d has and no decomposition tells: its stroke. The look-alikes are those of Rust's fold.rs. */
const STROKE = "\u0335";
const BARRED_D = /[đðɖ]/;

/** The letters and digits of a text, each with its place in it. */
export function lettersOf(text: string): Letter[] {
  const letters: Letter[] = [];
  let at = 0;
  let word = -1;
  let inside = false;
  for (const sign of text) {
    const from = at;
    at += sign.length;
    const last = letters.at(-1);
    if (/\p{M}/u.test(sign)) {
      // A mark that stands alone, as macOS writes file names, belongs to the letter before it.
      if (inside && last) {
        last.marks += sign;
        last.to = at;
      }
      continue;
    }
    if (!/[\p{L}\p{N}]/u.test(sign)) {
      if (inside && last) last.ends = true;
      inside = false;
      continue;
    }
    const parts = sign.toLowerCase().normalize("NFD");
    const bare = parts.replace(/\p{M}/gu, "");
    const barred = BARRED_D.test(bare);
    if (!inside) word++;
    letters.push({
      base: barred ? "d" : bare,
      marks: parts.replace(/\P{M}/gu, "") + (barred ? STROKE : ""),
      from,
      to: at,
      word,
      begins: !inside,
      ends: false,
    });
    inside = true;
  }
  const last = letters.at(-1);
  if (last) last.ends = true;
  return letters;
}

/** The best way in which the query fits the text; null where it does not, or holds no letter. */
export function match(query: Letter[], text: Letter[]): Match | null {
  if (query.length === 0) return null;
  // For each letter of the query: the best score that ends at each letter of the text, and what came before.
  const cameFrom: Int32Array[] = [];
  const marked = new Set(query.filter(({ marks }) => marks).map(({ word }) => word));
  let before = new Float64Array(text.length).fill(-Infinity);
  for (const [i, wanted] of query.entries()) {
    const scores = new Float64Array(text.length).fill(-Infinity);
    const origin = new Int32Array(text.length).fill(-1);
    // The best places so far: in this word, in the one before it, in any before that.
    let here = -1;
    let beside = -1;
    let earlier = -1;
    const better = (a: number, b: number): number => (b < 0 || (a >= 0 && before[a]! >= before[b]!) ? a : b);
    const lastOfWord = i === query.length - 1 || query[i + 1]!.begins;

    for (const [j, letter] of text.entries()) {
      if (letter.begins) {
        earlier = better(earlier, beside);
        beside = here;
        here = -1;
      }
      if (fits(wanted, letter, marked.has(wanted.word))) {
        let score = -Infinity;
        const come = (from: number, gain: number) => {
          if (from < 0 || before[from]! + gain <= score) return;
          score = before[from]! + gain;
          origin[j] = from;
        };
        if (i === 0) {
          if (letter.begins) score = BEGINS + (letter.word === 0 ? FIRST_WORD : 0);
        } else {
          if (!wanted.begins && !letter.begins) {
            come(j - 1, TOUCHES);
            come(here, SKIPS);
          }
          if (letter.begins) {
            const gain = wanted.begins ? BEGINS : JUMPS;
            come(beside, gain + NEXT);
            come(earlier, gain);
          }
        }
        scores[j] = score + (lastOfWord && letter.ends ? WHOLE_WORD : 0);
      }
      if (before[j]! > -Infinity) here = better(here, j);
    }
    cameFrom.push(origin);
    before = scores;
  }

  let end = -1;
  for (const [j, score] of before.entries()) if (score > (before[end] ?? -Infinity)) end = j;
  if (end < 0) return null;
  const score = before[end]!;
  const letters: Letter[] = [];
  for (let i = query.length - 1, j = end; i >= 0; j = cameFrom[i--]![j]!) letters.unshift(text[j]!);
  return { score, letters };
}

/** In a word that is typed with marks d is d: đ is a letter of its own, with no tone still to come. */
function fits(wanted: Letter, letter: Letter, marked: boolean): boolean {
  if (wanted.base !== letter.base) return false;
  if (marked && wanted.marks.includes(STROKE) !== letter.marks.includes(STROKE)) return false;
  return [...wanted.marks].every((mark) => letter.marks.includes(mark));
}

/** The items that fit, best first; equally good ones stay in the order in which they came. */
export function rank<T extends { letters: Letter[] }>(
  query: string,
  items: readonly T[],
): { item: T; match: Match }[] {
  const wanted = lettersOf(query);
  return items
    .flatMap((item) => {
      const found = match(wanted, item.letters);
      return found ? [{ item, match: found }] : [];
    })
    .sort((a, b) => b.match.score - a.match.score);
}

/** The text in stretches that were matched and that were not. */
export function stretches(text: string, letters: readonly Letter[]): { text: string; hit: boolean }[] {
  const made: { text: string; hit: boolean }[] = [];
  let at = 0;
  const add = (to: number, hit: boolean) => {
    if (to === at) return;
    const last = made.at(-1);
    if (last?.hit === hit) last.text += text.slice(at, to);
    else made.push({ text: text.slice(at, to), hit });
    at = to;
  };
  for (const { from, to } of letters) {
    add(from, false);
    add(to, true);
  }
  add(text.length, false);
  return made;
}

/** Lower case without marks, as search folds it. */
export function fold(text: string): string {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(new RegExp(BARRED_D, "g"), "d");
}
