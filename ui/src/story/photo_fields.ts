/** The fields of a picture: how each is typed, and in which groups they stand beside it. */
import type { FieldValue } from "../generated/FieldValue";
import type { Photo } from "../generated/Photo";
import type { PhotoField } from "../generated/PhotoField";
import { LABELS } from "../services/shortcuts";
import { isBlank as isUnseen } from "../shared/letters";
import type { Phrase } from "../strings/index.svelte";

/** `known` is a line that is completed from what the story's other pictures have. */
export type PhotoShape = "prose" | "line" | "known" | "names" | "date" | "usage";

/** Those that are words to type; stars, marks and frames have their own ways. */
export const TYPED = {
  caption: "prose",
  credit: "known",
  alt_text: "prose",
  byline: "known",
  headline: "prose",
  people: "names",
  located: "known",
  sublocation: "known",
  state: "known",
  country: "known",
  country_code: "known",
  date_created: "date",
  title: "line",
  keywords: "names",
  subjects: "names",
  copyright_notice: "known",
  web_statement: "line",
  licensor: "names",
  licensor_url: "names",
  data_mining: "line",
  other_constraints: "prose",
  ai_system: "line",
  ai_system_version: "line",
  ai_prompt: "prose",
  ai_prompt_writer: "line",
  instructions: "prose",
  job_id: "line",
  usage_terms: "prose",
  extended_description: "prose",
  caption_writer: "known",
  source: "known",
  digital_source_type: "line",
  usage: "usage",
  embargoed: "date",
  expires: "date",
} as const satisfies Partial<Record<PhotoField, PhotoShape>>;

export type TypedField = keyof typeof TYPED;

/** What a package must have of each picture that the body shows. */
export const REQUIRED = ["caption", "credit", "alt_text"] as const satisfies TypedField[];
export type RequiredField = (typeof REQUIRED)[number];

/** Beside the large picture: what every picture needs, what it may have, and what may be done with it. */
export const PAD_GROUPS = {
  words: ["caption", "credit", "alt_text", "byline"],
  more: [
    "headline",
    "people",
    "sublocation",
    "located",
    "state",
    "country",
    "country_code",
    "date_created",
    "copyright_notice",
    "extended_description",
    "title",
    "keywords",
  ],
  rights: ["instructions", "usage", "usage_terms", "embargoed", "expires"],
} as const satisfies Record<string, TypedField[]>;

/** What is often the same for many pictures, in the order of the pad. */
export const APPLIED: readonly TypedField[] = [
  "caption",
  "credit",
  "byline",
  "alt_text",
  "headline",
  "people",
  "located",
  "date_created",
  "copyright_notice",
  "usage_terms",
  "usage",
  "embargoed",
  "expires",
];

/** A picture's byline is its photographer, and its headline is not the story's. */
const OTHER_NAMES: Partial<Record<PhotoField, Phrase>> = {
  byline: "field.photo_byline",
  headline: "field.photo_headline",
};

export function fieldPhrase(field: PhotoField): Phrase {
  return OTHER_NAMES[field] ?? (`field.${field}` as Phrase);
}

/** The name of a field's box on the page, wherever the picture is. */
export function boxName(field: PhotoField, photo: string): string {
  return `${field === "alt_text" ? "alt" : field === "copyright_notice" ? "copyright" : field}-${photo}`;
}

export function textOf(photo: Photo, field: PhotoField): string {
  const value = photo.fields[field];
  return typeof value === "string" ? value : "";
}

export const isBlank = (value: FieldValue | undefined): boolean =>
  value === undefined || [value].flat().every(isUnseen);

export function lacking(photo: Photo): RequiredField[] {
  return REQUIRED.filter((field) => isBlank(photo.fields[field]));
}

export const sameValue = (a: FieldValue | undefined, b: FieldValue | undefined): boolean =>
  JSON.stringify(a ?? "") === JSON.stringify(b ?? "") || (isBlank(a) && isBlank(b));

export const rating = (photo: Photo): number => Number(textOf(photo, "rating")) || 0;

export type Pick = "picked" | "rejected";

export function pick(photo: Photo): Pick | null {
  const value = textOf(photo, "pick");
  return value === "picked" || value === "rejected" ? value : null;
}

export type Label = (typeof LABELS)[number];

export function label(photo: Photo): Label | null {
  const value = textOf(photo, "label");
  return LABELS.find((one) => one === value) ?? null;
}

/** A value as a person reads it in one line. */
export function valueInWords(value: FieldValue | null | undefined): string {
  return [value ?? []].flat().join(", ");
}
