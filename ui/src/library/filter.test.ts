import { describe, expect, it } from "vitest";

import type { State } from "../generated/State";
import { newsroomWith } from "../testing/newsroom";
import { emptyStory } from "../testing/stories";
import { filtered, filters } from "./filter";
import { maySpike } from "./whole";

const list = async (...states: State[]) =>
  (await newsroomWith(states.map((state, at) => ({ ...emptyStory(`${at}`, "vi"), state })))).listStories("");

describe("the filters", () => {
  it.each<[State[], string]>([
    [[], ""],
    [["draft", "draft"], ""],
    [["published", "draft", "draft"], "all 3, draft 2, published 1"],
    [["spiked", "draft"], "all 1, draft 1, spiked 1"],
    [["spiked"], "all 0, spiked 1"],
    [["killed", "corrected"], "all 2, corrected 1, killed 1"],
  ])("of %j are %j", async (states, shown) => {
    const found = filters(await list(...states));
    expect(found.map(({ filter, count }) => `${filter} ${count}`).join(", ")).toBe(shown);
  });

  it("show just what they count", async () => {
    const stories = await list("draft", "spiked", "approved", "spiked");
    for (const { filter, count } of filters(stories)) expect(filtered(stories, filter)).toHaveLength(count);
  });
});

it.each<[State, boolean]>([
  ["draft", true],
  ["submitted", true],
  ["in_review", true],
  ["returned", true],
  ["approved", true],
  ["published", false],
  ["corrected", false],
  ["killed", false],
  ["spiked", false],
])("a story that is %s may be spiked: %j", (state, may) => expect(maySpike(state)).toBe(may));
