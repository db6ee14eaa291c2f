/** What a house chooses between, in the order in which the screen offers it. */
import type { Lengths } from "../generated/Lengths";
import type { Weight } from "../generated/Weight";
import type { Writing } from "../generated/Writing";
import type { Phrase } from "../strings/index.svelte";

export const WEIGHTS: Weight[] = ["off", "suggestion", "consistency", "error"];

export const WRITING: { [Key in keyof Writing]: Writing[Key][] } = {
  tone: ["older", "newer", "alike"],
  ranges: ["spaced_hyphen", "hyphen", "spaced_dash", "dash", "alike"],
  quotes: ["curly", "straight", "alike"],
  caption_stop: ["always", "never", "alike"],
  numbers: ["grouped", "plain", "alike"],
};

export const QUESTIONS = Object.keys(WRITING) as (keyof Writing)[];

export const LENGTHS: (keyof Lengths)[] = ["headline", "lead", "sentence"];

export const questionPhrase = (question: keyof Writing) => `style_choice.${question}` as const;

/** "Either" is the same answer to every question; any other is told by an example. */
export const choicePhrase = (question: keyof Writing, choice: string) =>
  (choice === "alike" ? "style_choice.alike" : `style_choice.${question}_${choice}`) as Phrase;
