/** The text boxes of a story by the names that the page has for them. */
import type { PhotoField } from "../generated/PhotoField";
import type { PhotoId } from "../generated/PhotoId";
import { TYPED, boxName } from "./photo_fields";
import { ABOVE_TEXT } from "./spots";

/** Of a field of the story, or of one of a picture's. */
export interface BoxPlace {
  field: string;
  photo?: PhotoId | null;
}

const isAbove = (field: string) => (ABOVE_TEXT as readonly string[]).includes(field);

export function nameOfBox({ photo, field }: BoxPlace): string {
  if (photo) return boxName(field as PhotoField, photo);
  return isAbove(field) ? field : `field-${field}`;
}

export function placeOfBox(name: string): BoxPlace {
  if (isAbove(name)) return { field: name, photo: null };
  if (name.startsWith("field-")) return { field: name.slice("field-".length), photo: null };
  const photo = name.slice(name.indexOf("-") + 1);
  const field = (Object.keys(TYPED) as PhotoField[]).find((one) => boxName(one, photo) === name);
  return { field: field ?? name, photo };
}
