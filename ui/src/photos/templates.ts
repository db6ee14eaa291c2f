/** Caption templates: words with variables in them, filled from what each picture says of itself. */
import type { CaptionTemplate } from "../generated/CaptionTemplate";
import type { Photo } from "../generated/Photo";
import { fromStored } from "../shared/dates";
import { t } from "../strings/index.svelte";
import { textOf, valueInWords } from "../story/photo_fields";

export const VARIABLES = [
  "date",
  "place",
  "people",
  "credit",
  "headline",
  "byline",
  "caption",
  "filename",
  "number",
] as const;
export type Variable = (typeof VARIABLES)[number];

const BLANK = new RegExp(`\\{(${VARIABLES.join("|")})\\}`, "g");

/** What a variable stands for in a picture that is the `number`th of those it is filled for. */
function valueOf(variable: Variable, photo: Photo, number: number): string {
  switch (variable) {
    case "date":
      return fromStored(textOf(photo, "date_created"));
    case "place":
      return textOf(photo, "located");
    case "people":
      return valueInWords(photo.fields.people);
    case "filename":
      return photo.file_name;
    case "number":
      return String(number);
    default:
      return textOf(photo, variable);
  }
}

/** A variable without a value stays as it is written, for a person to see. */
export function filled(text: string, photo: Photo, number: number): string {
  return text.replace(BLANK, (blank, variable: Variable) => valueOf(variable, photo, number).trim() || blank);
}

/** The variables that stay unfilled, each with the number of pictures that have nothing for it. */
export function unfilled(text: string, photos: readonly Photo[]): Map<Variable, number> {
  const used = new Set([...text.matchAll(BLANK)].map(([, variable]) => variable as Variable));
  const counts = new Map<Variable, number>();
  for (const variable of used) {
    const without = photos.filter((photo, at) => valueOf(variable, photo, at + 1).trim() === "").length;
    if (without > 0) counts.set(variable, without);
  }
  return counts;
}

/** A person's own, or, until there are any, those that the language begins with. */
export function templatesOf(own: readonly CaptionTemplate[]): CaptionTemplate[] {
  if (own.length > 0) return [...own];
  return (["event", "portrait", "match"] as const).map((name) => ({
    name: t(`template.${name}`),
    text: t(`template.${name}_text`),
  }));
}
