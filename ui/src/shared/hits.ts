/**
 * Where the words of a search stand in a text, by the rules of the library's index: a word without marks finds any, one
 * with marks itself, wherever its tone is put, and the last may still be unfinished.
 */
import { type Letter, lettersOf } from "./fuzzy";

interface Word {
  text: string;
  from: number;
  to: number;
}

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let last = -1;
  for (const { word, from, to } of lettersOf(text)) {
    if (word === last) words.at(-1)!.to = to;
    else words.push({ text: "", from, to });
    last = word;
  }
  for (const word of words) word.text = text.slice(word.from, word.to);
  return words;
}

const lettersBare = (word: string) => lettersOf(word).map(({ base }) => base);
const isMarked = (word: string) => lettersOf(word).some(({ marks }) => marks !== "");

/** Letters and qualities in their places, and the tone wherever it stands: hòa is hoà. */
function exact(word: string): string {
  const letters = lettersOf(word);
  const tones = (marks: string) => [...marks].filter((mark) => TONES.includes(mark));
  const rest = (marks: string) => [...marks].filter((mark) => !TONES.includes(mark)).sort();
  return `${letters.map(({ base, marks }) => base + rest(marks).join("")).join(" ")}|${letters
    .flatMap(({ marks }) => tones(marks))
    .join("")}`;
}

const TONES = ["\u0300", "\u0301", "\u0303", "\u0309", "\u0323"];

type Test = (word: string) => boolean;

function testOf(word: string, unfinished: boolean): Test {
  if (!isMarked(word)) {
    const wanted = lettersBare(word).join("");
    return (other) => {
      const bare = lettersBare(other).join("");
      return unfinished ? bare.startsWith(wanted) : bare === wanted;
    };
  }
  const wanted = exact(word);
  const length = lettersOf(word).length;
  return (other) => {
    if (exact(other) === wanted) return true;
    const letters = lettersOf(other);
    return unfinished && letters.length > length && exact(other.slice(0, letters[length - 1]!.to)) === wanted;
  };
}

/** A query, made ready for many texts. */
export function seeker(query: string): (text: string) => Letter[] {
  const words = wordsOf(query);
  const isUnfinished = !/\s$/.test(query);
  const tests = words.map(({ text }, at) => testOf(text, isUnfinished && at === words.length - 1));
  return (text) => {
    if (tests.length === 0) return [];
    const found = wordsOf(text).map((word) => ({ ...word, is: tests.some((fits) => fits(word.text)) }));
    const hits: Letter[] = [];
    let last: (typeof found)[number] | null = null;
    for (const word of found) {
      if (!word.is) {
        last = null;
        continue;
      }
      // Words side by side are one stretch, with the space between them.
      const before = hits.at(-1);
      if (last && before && /^\s$/.test(text.slice(last.to, word.from))) before.to = word.to;
      else
        hits.push({ base: "", marks: "", from: word.from, to: word.to, word: 0, begins: true, ends: true });
      last = word;
    }
    return hits;
  };
}

/** Whether all of the words stand in it. */
export function holdsAll(query: string, text: string): boolean {
  const words = wordsOf(query);
  const isUnfinished = !/\s$/.test(query);
  const there = wordsOf(text);
  return words.every(({ text: word }, at) => {
    const fits = testOf(word, isUnfinished && at === words.length - 1);
    return there.some(({ text: other }) => fits(other));
  });
}
