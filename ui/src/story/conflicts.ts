/** Fields that several people gave different values at the same time: all are shown, and a person decides. */
import type { Conflict } from "../generated/Conflict";
import type { FieldValue } from "../generated/FieldValue";
import type { PhotoId } from "../generated/PhotoId";

export function conflictOf(
  conflicts: readonly Conflict[],
  photo: PhotoId | null,
  field: string,
): Conflict | null {
  return conflicts.find((one) => one.photo === photo && one.field === field) ?? null;
}

/** Kinds of which there can be only one: a date of two people's making is no date. */
const ONE_ONLY = new Set([
  "usage",
  "embargoed",
  "expires",
  "rating",
  "pick",
  "focus_point",
  "date_created",
  "date_published",
  "publish_schedule",
  "urgency",
  "word_count_planned",
  "views",
  "slug",
]);

export const canMerge = ({ field }: Conflict): boolean => !ONE_ONLY.has(field) && !field.startsWith("crop_");

/** Every version one after the other, each once; null where they cannot stand in one value. */
export function merged(values: readonly FieldValue[]): FieldValue | null {
  if (values.some(Array.isArray)) return [...new Set(values.flat())];
  const texts = values
    .filter((value): value is string => typeof value === "string")
    .map((text) => text.trim());
  const kept = texts.filter(
    (text, at) =>
      text !== "" && !texts.some((other, from) => contains(other, text) && (other !== text || from < at)),
  );
  return kept.length > 0 ? kept.join(" ") : null;
}

const contains = (whole: string, part: string): boolean => whole.includes(part);
