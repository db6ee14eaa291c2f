/** Places of a story, by the name that Rust gives them, and what they are called on the screen. */
import type { Node } from "prosemirror-model";

import type { PhotoField } from "../generated/PhotoField";
import type { PhotoId } from "../generated/PhotoId";
import type { Spot } from "../generated/Spot";
import type { StoryField } from "../generated/StoryField";
import { fieldPhrase } from "./photo_fields";
import { type Phrase, t } from "../strings/index.svelte";
import type { StorySession } from "./session.svelte";

/** In the order of the screen; the story's other fields are beside the text. */
export const ABOVE_TEXT = ["headline", "abstract"] as const satisfies StoryField[];

export const BODY: Spot = { field: "body", photo: null, block: null };

export const inField = (field: StoryField): Spot => ({ field, photo: null, block: null });

export const inPhoto = (photo: PhotoId, field: PhotoField): Spot => ({ field, photo, block: null });

/** Where the content of a block begins, as a position of the editor. */
export function blockStart(body: Node, block: number): number {
  let at = 1;
  for (let before = 0; before < block; before++) at += body.child(before).nodeSize;
  return at;
}

/** "Sapo", "Đoạn 3", "Chú thích ảnh – ảnh 2" */
export function spotName(session: StorySession, { field, photo, block }: Spot): string {
  if (block !== null) return t("check.paragraph", { number: block + 1 });
  const name = t(photo ? fieldPhrase(field as PhotoField) : (`field.${field}` as Phrase));
  return photo ? t("missing.of_photo", { field: name, number: session.photoNumber(photo) }) : name;
}

export function fieldName(field: StoryField | "body"): string {
  return known(`field.${field}`);
}

export function photoFieldName(field: PhotoField): string {
  return known(fieldPhrase(field));
}

/** A field that has no box yet may come from another program. */
function known(key: string): string {
  const words = t(key as Phrase);
  return words === key ? t("history.other_field") : words;
}
