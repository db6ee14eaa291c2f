/** Which stories the list shows: those in use, or those of one state. */
import type { State } from "../generated/State";
import type { StorySummary } from "../generated/StorySummary";

export type Filter = State | "all";

/** The way of a story, and what left it last. */
const ORDER: State[] = [
  "draft",
  "submitted",
  "in_review",
  "returned",
  "approved",
  "published",
  "corrected",
  "killed",
  "spiked",
];

/** "All" leaves out what will not run: those stories are kept, and are found under their own name. */
export function filtered(stories: readonly StorySummary[], filter: Filter): StorySummary[] {
  return stories.filter(({ state }) => (filter === "all" ? state !== "spiked" : state === filter));
}

/** What there is to choose from, with how many of each; nothing where all stories are of one kind. */
export function filters(stories: readonly StorySummary[]): { filter: Filter; count: number }[] {
  const states = ORDER.filter((state) => stories.some((story) => story.state === state));
  const only = states[0];
  if (states.length === 0 || (states.length === 1 && only !== "spiked")) return [];
  return (["all", ...states] as Filter[]).map((filter) => ({
    filter,
    count: filtered(stories, filter).length,
  }));
}
