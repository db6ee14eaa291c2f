/** What the story on the screen lacks before it can go out, by Rust's rule (missing.rs), as one types. */
import { flushSync } from "svelte";

import type { Conflict } from "../generated/Conflict";
import type { Missing } from "../generated/Missing";
import { REQUIRED, fieldPhrase, isBlank } from "../photos/fields";
import type { PhotoField } from "../generated/PhotoField";
import { type Phrase, t } from "../strings/index.svelte";
import type { StorySession } from "./session.svelte";

export function gapsOf(session: StorySession): Missing[] {
  const gaps: Missing[] = [];
  if (isBlank(session.text("headline"))) gaps.push({ field: "headline", photo: null });
  // `some` stops at the first word: a long story costs no more than a short one.
  if (!session.body.children.some((block) => !isBlank(block.textContent))) {
    gaps.push({ field: "body", photo: null });
  }
  for (const id of session.shown) {
    const photo = session.photo(id);
    for (const field of REQUIRED) {
      if (photo && isBlank(photo.fields[field])) gaps.push({ field, photo: id });
    }
  }
  return gaps;
}

/** "Mô tả ảnh – ảnh 2" */
export function gapName(session: StorySession, { field, photo }: Missing | Conflict): string {
  const name = t(photo ? fieldPhrase(field as PhotoField) : (`field.${field}` as Phrase));
  return photo ? t("missing.of_photo", { field: name, number: session.photoNumber(photo) }) : name;
}

/** To the versions of a field: on the page, or, of a picture that the text does not show, on the photo desk. */
export function goToConflict(session: StorySession, { field, photo }: Conflict): void {
  const of = photo === null ? "" : `[data-photo="${CSS.escape(photo)}"]`;
  const box = document.querySelector<HTMLElement>(`${of}[data-field="${CSS.escape(field)}"]`);
  if (!box && photo !== null) return session.desk.enlarge(photo);
  box?.scrollIntoView({ block: "center" });
  box?.querySelector<HTMLElement>("textarea, input, select")?.focus();
}

/** Puts the cursor where the gap is filled. */
export function goToGap(session: StorySession, { field, photo }: Missing): void {
  const { desk } = session;
  // From the photos one stays at the photos, and what the text lacks is in the text.
  if (photo && desk.open)
    return desk.enlarge(
      photo,
      REQUIRED.find((one) => one === field),
    );
  if (desk.open) desk.close();
  flushSync();
  const testid = photo ? `${field === "alt_text" ? "alt" : field}-${photo}` : field;
  const box = document.querySelector<HTMLElement>(`[data-testid="${CSS.escape(testid)}"]`);
  box?.scrollIntoView({ block: "center" });
  box?.focus();
}
