/** How long a story is: syllables in Vietnamese, words in English; both are what stands between spaces. */
import type { Language } from "../generated/Language";

export function wordCount(text: string): number {
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** A Vietnamese syllable is shorter than an English word, and read faster. */
const A_MINUTE: Record<Language, number> = { vi: 300, en: 230 };

/** Never less than a minute, so that a line of text is not read in none. */
export function readingMinutes(words: number, language: Language): number {
  return Math.max(1, Math.round(words / A_MINUTE[language]));
}
