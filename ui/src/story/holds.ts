/** What holds a story back until its time has come, by Rust's rule (holds.rs), as one types. */
import type { Hold } from "../generated/Hold";
import type { StoryField } from "../generated/StoryField";
import { inField } from "./spots";
import type { StorySession } from "./session.svelte";

export const HOLDING = ["embargoed", "publish_schedule"] as const satisfies StoryField[];

/** Moments that have passed among them. */
export function holdsOf(story: Pick<StorySession, "text" | "isLifted">): Hold[] {
  return HOLDING.map((field) => ({ ...inField(field), until: story.text(field) })).filter(
    ({ field, until }) => until !== "" && !story.isLifted({ field: field as StoryField, until }),
  );
}
