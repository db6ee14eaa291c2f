/** The boxes that are checked, and the way to what stands in each. */
import type { CheckDates } from "../generated/CheckDates";
import type { CheckField } from "../generated/CheckField";
import type { PhotoField } from "../generated/PhotoField";
import type { StoryField } from "../generated/StoryField";
import { textOf } from "../story/photo_fields";
import { type BoxPlace, nameOfBox } from "../story/boxes";
import type { StorySession } from "../story/session.svelte";
import { ABOVE_TEXT, inField, inPhoto } from "../story/spots";

/** In the order of the screen: these above the body, then those beside it. */
export const ABOVE = ABOVE_TEXT;
export const BESIDE = ["kicker", "subheadline"] as const satisfies StoryField[];
export const OF_PHOTO = ["caption", "alt_text", "extended_description"] as const satisfies PhotoField[];

/** Findings name their places so, and `body` is one. */
export const keyOf = ({ photo, field }: BoxPlace): string => (photo ? `${field} ${photo}` : field);

/** What stands in one of them, as Rust is told it. */
export type Text = CheckField;

export function textsOf(session: StorySession): Text[] {
  const ofStory = [...ABOVE, ...BESIDE].map((field) => ({ ...inField(field), text: session.text(field) }));
  const ofPhotos = session.photos.flatMap((photo) =>
    OF_PHOTO.map((field) => ({ ...inPhoto(photo.id, field), text: textOf(photo, field) })),
  );
  return [...ofStory, ...ofPhotos];
}

/** What tells of when the story is: a weekday and an age without a year are counted from it. */
export const datesOf = (session: StorySession): CheckDates => ({
  published: session.text("date_published"),
  dateline: session.text("dateline"),
  scheduled: session.text("publish_schedule"),
  created: session.createdAt,
});

/** What the box of it shows. */
export function textAt(session: StorySession, { photo = null, field }: BoxPlace): string {
  const value = session.boxValue({ photo, field: field as StoryField | PhotoField });
  return typeof value === "string" ? value : "";
}

/** An entry of its own in what the box can undo. */
export function rewrite(story: StorySession, place: BoxPlace, after: string): void {
  // So that the box knows it, also where it has not been on the page yet.
  story.boxes.of(nameOfBox(place)).replaced(textAt(story, place), after, Date.now());
  if (place.photo) story.setPhotoField(place.photo, place.field as PhotoField, after);
  else story.setField(place.field as StoryField, after);
}
