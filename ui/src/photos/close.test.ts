import { describe, expect, it } from "vitest";

import { Close, offset, seenPart, within } from "./close.svelte";

const pane = { width: 500, height: 400 };
const large = { picture: { width: 2000, height: 1000 }, pane };
const small = { picture: { width: 300, height: 1000 }, pane };

describe("a picture, a pixel for a pixel", () => {
  it("never leaves the edge of its pane", () => {
    expect(within({ x: 0, y: 5 }, large)).toEqual({ x: 0.125, y: 0.8 });
    expect(offset({ x: 0, y: 0 }, large)).toEqual({ left: 0, top: 0 });
    expect(offset({ x: 1, y: 1 }, large)).toEqual({ left: 500 - 2000, top: 400 - 1000 });
  });

  it("that is smaller than its pane stands in the middle of it", () => {
    expect(offset({ x: 0, y: 0 }, small)).toEqual({ left: 100, top: 0 });
    expect(seenPart({ x: 0.5, y: 0.5 }, small)).toEqual({ x: 0, y: 0.3, width: 1, height: 0.4 });
  });

  it("moves with the one beside it, or alone", () => {
    const both = new Close();
    both.begin("a", "b", true);
    both.pan({ x: 200, y: 0 }, false, [large, large]);
    expect(both.middles).toEqual([
      { x: 0.6, y: 0.5 },
      { x: 0.6, y: 0.5 },
    ]);
    both.swap();
    both.pan({ x: 0, y: 100 }, true, [large, large]);
    expect(both.middles[0]).toEqual({ x: 0.6, y: 0.5 });
    expect(both.middles[1]!.y).toBeCloseTo(0.6);
    // Back from the edge at once, however often somebody pushed against it.
    for (let time = 0; time < 50; time++) both.pan({ x: 900, y: 0 }, false, [large, large]);
    both.pan({ x: -200, y: 0 }, false, [large, large]);
    expect(both.middles[0]!.x).toBeCloseTo(0.875 - 0.1);
  });
});
