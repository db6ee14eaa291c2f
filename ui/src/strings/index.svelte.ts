/**
 * Every word the screens say. `t("library.new")` is the phrase in the chosen language, `count("ago.days", 3)`
 * the one that fits a number. A key that does not exist does not compile.
 */
import type { Language } from "../generated/Language";
import en from "./en.json";
import vi from "./vi.json";

type Catalogue = typeof vi;
type Plural = { one: string; other: string };

/** Dotted paths in the catalogue that lead to a `Leaf`. */
type Paths<Node, Leaf> = {
  [Key in keyof Node & string]: Node[Key] extends Leaf
    ? Key
    : Node[Key] extends string | Plural
      ? never
      : `${Key}.${Paths<Node[Key], Leaf>}`;
}[keyof Node & string];

export type Phrase = Paths<Catalogue, string>;
export type Counted = Paths<Catalogue, Plural>;
export type Params = Record<string, string | number>;

const catalogues: Record<Language, unknown> = { vi, en };

let current = $state<Language>("vi");

export function language(): Language {
  return current;
}

export function speak(chosen: Language): void {
  current = chosen;
  document.documentElement.lang = chosen;
}

/** Making one reads the system's tables each time. */
const formats: Partial<Record<Language, { number: Intl.NumberFormat; plural: Intl.PluralRules }>> = {};
const format = () =>
  (formats[current] ??= { number: new Intl.NumberFormat(current), plural: new Intl.PluralRules(current) });

/** 1.234.567 in Vietnamese, 1,234,567 in English. */
export function number(value: number): string {
  return format().number.format(value);
}

export function t(key: Phrase, params: Params = {}): string {
  const words = find(key);
  return typeof words === "string" ? fill(words, params) : key;
}

export function count(key: Counted, value: number, params: Params = {}): string {
  const forms = find(key) as Plural | undefined;
  if (!forms) return key;
  const form = format().plural.select(value) === "one" ? forms.one : forms.other;
  return fill(form, { count: number(value), ...params });
}

function find(key: string): unknown {
  return key
    .split(".")
    .reduce<unknown>(
      (node, part) => (node as Record<string, unknown> | undefined)?.[part],
      catalogues[current],
    );
}

function fill(words: string, params: Params): string {
  return words.replace(/\{(\w+)\}/g, (blank, name: string) => String(params[name] ?? blank));
}
