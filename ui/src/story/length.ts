/**
 * How long a story is: syllables in Vietnamese, words in English; both are what stands between spaces and has a letter or
 * a digit. Lists, packages and the copy checker count alike: `words.json` holds them to it.
 */
import type { Node } from "prosemirror-model";

import { settled } from "../body/settled";
import type { Language } from "../generated/Language";

export function wordCount(text: string): number {
  return text.split(/[\s\u0085]+/u).filter((word) => /[\p{Alphabetic}\p{N}]/u.test(word)).length;
}

/** A Vietnamese syllable is shorter than an English word, and read faster. */
const A_MINUTE: Record<Language, number> = { vi: 300, en: 230 };

/** Never less than a minute, so that a line of text is not read in none. */
export function readingMinutes(words: number, language: Language): number {
  return Math.max(1, Math.round(words / A_MINUTE[language]));
}

/** Letters, digits, signs and spaces; a letter with its marks is one. */
export function characterCount(text: string): number {
  let count = 0;
  for (const sign of text.normalize("NFC")) if (sign !== "\n") count++;
  return count;
}

export interface Length {
  words: number;
  characters: number;
}

/** A block that was not edited is the same node, and is not counted again: a long story costs no more than a short one. */
const lengths = new WeakMap<Node, Length>();

export function lengthOf(body: Node): Length {
  const whole = { words: 0, characters: 0 };
  body.forEach((block) => {
    const { words, characters } = lengthOfBlock(block);
    whole.words += words;
    whole.characters += characters;
  });
  return whole;
}

function lengthOfBlock(block: Node): Length {
  const known = lengths.get(block);
  if (known) return known;
  const text = settled(block).textContent;
  const length = { words: wordCount(text), characters: characterCount(text) };
  lengths.set(block, length);
  return length;
}

export interface Copyfit {
  planned: number;
  /** How much longer than planned; shorter where it is negative. */
  over: number;
  /** Of the planned length, from 0 to 1. */
  share: number;
}

/** How a length fits the one that is stored as planned; null where none is. */
export function copyfit(words: number, stored: string): Copyfit | null {
  const planned = Number(stored);
  if (stored === "" || !Number.isSafeInteger(planned) || planned <= 0) return null;
  return { planned, over: words - planned, share: Math.min(1, words / planned) };
}
