/** What changed between two texts, in whole words: a plain stand-in for Rust's comparison. */
import type { DiffPiece } from "../../generated/DiffPiece";

/** A number with its separators, a word, a stretch of blanks, or one other character. */
const TOKEN = /\p{N}+(?:[.,:/-]\p{N}+)*%?|[\p{L}\p{M}]+|\s+|./gsu;
const NUMBER = /^\p{N}/u;
/** Two capitalised words and more: a name, by and large. */
const NAME = /\p{Lu}\p{L}*(?: \p{Lu}\p{L}*)+/gu;

export function tokens(text: string): string[] {
  return text.normalize("NFC").match(TOKEN) ?? [];
}

export const isWord = (token: string): boolean => /[\p{L}\p{N}]/u.test(token);

export function numbersIn(text: string): string[] {
  return tokens(text).filter((token) => NUMBER.test(token));
}

export function namesIn(text: string): string[] {
  return text.match(NAME) ?? [];
}

export type Step<T> = { kind: "kept" | "added" | "removed"; item: T };

/** The fewest steps from one row to the other. */
export function steps<T>(before: T[], after: T[], equal: (a: T, b: T) => boolean): Step<T>[] {
  // Mostly little changes in one place: what both begin and end with need not be looked at in every pairing.
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && equal(before[head] as T, after[head] as T)) head++;
  let tail = 0;
  while (tail < shorter - head && equal(before.at(-1 - tail) as T, after.at(-1 - tail) as T)) tail++;
  const kept = (item: T): Step<T> => ({ kind: "kept", item });
  return [
    ...after.slice(0, head).map(kept),
    ...between(before.slice(head, before.length - tail), after.slice(head, after.length - tail), equal),
    ...after.slice(after.length - tail).map(kept),
  ];
}

/** By the longest row that both have in common. */
function between<T>(before: T[], after: T[], equal: (a: T, b: T) => boolean): Step<T>[] {
  const width = after.length + 1;
  const common = new Uint32Array((before.length + 1) * width);
  const at = (a: number, b: number) => common[a * width + b] ?? 0;
  for (let a = before.length - 1; a >= 0; a--) {
    for (let b = after.length - 1; b >= 0; b--) {
      const same = equal(before[a] as T, after[b] as T);
      common[a * width + b] = same ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
    }
  }
  const found: Step<T>[] = [];
  let [a, b] = [0, 0];
  while (a < before.length || b < after.length) {
    const [old, now] = [before[a], after[b]] as [T, T];
    const both = a < before.length && b < after.length;
    if (both && equal(old, now)) {
      found.push({ kind: "kept", item: now });
      a++;
      b++;
    } else if (a < before.length && (b >= after.length || at(a + 1, b) >= at(a, b + 1))) {
      found.push({ kind: "removed", item: old });
      a++;
    } else {
      found.push({ kind: "added", item: now });
      b++;
    }
  }
  return found;
}

/** Words that went, then those that came in their stead; a blank between two changes does not tear them apart. */
export function diffWords(before: string, after: string): DiffPiece[] {
  const pieces: DiffPiece[] = [];
  let [removed, added] = ["", ""];
  const close = () => {
    if (removed) pieces.push({ kind: "removed", text: removed });
    if (added) pieces.push({ kind: "added", text: added });
    [removed, added] = ["", ""];
  };
  const all = steps(tokens(before), tokens(after), (a, b) => a === b);
  all.forEach(({ kind, item }, at) => {
    const next = all[at + 1]?.kind ?? "kept";
    const joins = kind === "kept" && item.trim() === "" && removed !== "" && added !== "" && next !== "kept";
    if (kind === "removed" || joins) removed += item;
    if (kind === "added" || joins) added += item;
    if (kind !== "kept" || joins) return;
    close();
    const last = pieces.at(-1);
    if (last?.kind === "kept") last.text += item;
    else pieces.push({ kind, text: item });
  });
  close();
  return pieces;
}
