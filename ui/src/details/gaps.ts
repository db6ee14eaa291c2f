/** What the story on the screen lacks before it can go out, by Rust's rule (missing.rs), as one types. */
import type { Missing } from "../generated/Missing";
import { REQUIRED, isBlank } from "../story/photo_fields";
import type { StorySession } from "../story/session.svelte";
import { BODY, inField, inPhoto } from "../story/spots";

export function gapsOf(session: StorySession): Missing[] {
  const gaps: Missing[] = [];
  if (isBlank(session.text("headline"))) gaps.push(inField("headline"));
  // `some` stops at the first word: a long story costs no more than a short one.
  if (!session.doc.children.some((block) => !isBlank(block.textContent))) {
    gaps.push(BODY);
  }
  for (const id of session.shown) {
    const photo = session.photo(id);
    for (const field of REQUIRED) {
      if (photo && isBlank(photo.fields[field])) gaps.push(inPhoto(id, field));
    }
  }
  return gaps;
}
