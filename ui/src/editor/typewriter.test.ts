import { describe, expect, it } from "vitest";

import { typewriterScroll } from "./typewriter";

describe("the typewriter", () => {
  // A page 1000 px high that begins 50 px below the top of the window: its line stands at 500.
  const page = { top: 50, bottom: 1050 };
  const longest = 4000;

  it.each([
    ["a line below its height moves up", 690, 710, 1000, 1200],
    ["a line above it moves down", 290, 310, 1000, 800],
    ["a line at it stays", 490, 510, 1000, 1000],
    ["a fraction of a pixel is no reason to move", 490.4, 510.4, 1000, 1000],
    ["at the top of the story there is nothing to scroll away", 150, 170, 20, 0],
    ["at its end nothing to scroll to", 900, 920, 3900, longest],
    ["a line outside the window is fetched", -2010, -1990, 3000, 500],
    ["the middle of a tall line counts", 480, 560, 1000, 1020],
  ])("%s", (_what, top, bottom, scroll, wanted) => {
    expect(typewriterScroll({ top, bottom }, page, scroll, longest)).toBeCloseTo(wanted);
  });

  it("leaves a page alone that is shorter than the window", () => {
    expect(typewriterScroll({ top: 900, bottom: 920 }, page, 0, 0)).toBe(0);
  });
});
