/** What a box offers to complete: a few of the known texts that fit what is typed, without marks or with. */
import { type Letter, lettersOf, rank } from "./fuzzy";

export interface Option {
  /** What is taken when it is chosen. */
  value: string;
  /** What is shown, and compared with what is typed. */
  text: string;
  /** Beside it, to tell it from others: found too, but below those whose text fits. */
  note?: string;
  letters: Letter[];
}

export const OFFERED = 8;

export function option(text: string, value = text, note?: string): Option {
  return { value, text, note, letters: lettersOf(text) };
}

/** The best first; those that come first among equals, such as the most used, stay first. */
export function suggestions(typed: string, options: readonly Option[], offered = OFFERED): Option[] {
  if (lettersOf(typed).length === 0) return options.slice(0, offered);
  return rank(typed, options)
    .map(({ item }) => item)
    .slice(0, offered);
}
