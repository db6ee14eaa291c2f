/** Caption templates: words with variables in them, filled from what each picture says of itself. */
import type { CaptionTemplate } from "../generated/CaptionTemplate";
import type { FieldValue } from "../generated/FieldValue";
import type { Photo } from "../generated/Photo";
import { fromStored } from "../shared/dates";
import { language, t } from "../strings/index.svelte";
import { APPLIED, type TypedField, valueInWords } from "../story/photo_fields";

/** Each by its names: what it is called in English and in Vietnamese. Both are understood, whatever the screen speaks. */
const NAMES = {
  date: ["date", "ngày"],
  place: ["place", "nơi"],
  people: ["people", "người"],
  credit: ["credit", "nguồn"],
  headline: ["headline", "tít"],
  byline: ["byline", "người chụp"],
  caption: ["caption", "chú thích"],
  filename: ["filename", "tên tệp"],
  number: ["number", "số"],
} as const;
export type Variable = keyof typeof NAMES;
export const VARIABLES = Object.keys(NAMES) as Variable[];

/** As it is written where the screen speaks this language. */
export const written = (variable: Variable): string => `{${NAMES[variable][language() === "vi" ? 1 : 0]}}`;

const KNOWN = new Map(
  VARIABLES.flatMap((variable) => NAMES[variable].map((name) => [name.normalize(), variable])),
);
const BLANK = /\{([^{}]{1,40})\}/g;

const variableIn = (word: string): Variable | undefined =>
  KNOWN.get(word.trim().toLowerCase().normalize()) as Variable | undefined;

/** What a picture has, or is about to have. */
type Values = Partial<Record<TypedField, FieldValue>>;

/** What a variable stands for in a picture that is the `number`th of those it is filled for. */
function valueOf(variable: Variable, { fields, file_name }: Photo, number: number): string {
  switch (variable) {
    case "date":
      return fromStored(valueInWords(fields.date_created));
    case "place":
      return valueInWords(fields.located);
    case "filename":
      return file_name;
    case "number":
      return String(number);
    default:
      return valueInWords(fields[variable]);
  }
}

/** A variable without a value stays as it is written, for a person to see. */
export function filled(text: string, photo: Photo, number: number): string {
  return text.replace(BLANK, (blank, word: string) => {
    const variable = variableIn(word);
    return (variable && valueOf(variable, photo, number).trim()) || blank;
  });
}

const has = (value: FieldValue): boolean =>
  [value].flat().some((text) => [...text.matchAll(BLANK)].some(([, word]) => variableIn(word ?? "")));

/**
 * What is applied to one picture. Words without variables come first, and the caption last: so `{place}` of the same
 * apply goes into it. A field's own variable is what the picture had.
 */
export function appliedTo(
  photo: Photo,
  ticked: ReadonlySet<TypedField>,
  values: Values,
  number: number,
): Map<TypedField, FieldValue> {
  const rank = (field: TypedField): number => (!has(values[field] ?? "") ? 0 : field === "caption" ? 2 : 1);
  const inOrder = APPLIED.filter((field) => ticked.has(field)).sort((one, other) => rank(one) - rank(other));
  const fields = { ...photo.fields };
  const applied = new Map<TypedField, FieldValue>();
  for (const field of inOrder) {
    const fill = (text: string): string => filled(text, { ...photo, fields }, number).trim();
    const value = values[field] ?? "";
    const made = Array.isArray(value) ? value.map(fill) : fill(value);
    applied.set(field, made);
    fields[field] = made;
  }
  return applied;
}

/** The variables that stay unfilled in what is applied, each with the number of pictures that have nothing for it. */
export function unfilled(
  ticked: ReadonlySet<TypedField>,
  values: Values,
  photos: readonly Photo[],
): Map<Variable, number> {
  const counts = new Map<Variable, number>();
  const used = [...ticked].some((field) => has(values[field] ?? ""));
  if (!used) return counts;
  photos.forEach((photo, at) => {
    const made = [...appliedTo(photo, ticked, values, at + 1).values()].map(valueInWords).join("\n");
    const left = new Set([...made.matchAll(BLANK)].map(([, word]) => variableIn(word ?? "")));
    for (const variable of left) if (variable) counts.set(variable, (counts.get(variable) ?? 0) + 1);
  });
  return counts;
}

/** With the variables as they are called where the screen speaks its language. */
const inWords = (text: string): string =>
  text.replace(BLANK, (blank, word: string) => {
    const variable = variableIn(word);
    return variable ? written(variable) : blank;
  });

/** A person's own, or, until there are any, those that the language begins with. */
export function templatesOf(own: readonly CaptionTemplate[]): CaptionTemplate[] {
  if (own.length > 0) return [...own];
  return (["event", "portrait", "match"] as const).map((name) => ({
    name: t(`template.${name}`),
    text: inWords(t(`template.${name}_text`)),
  }));
}
