import { describe, expect, it } from "vitest";

import { Close, Wheel, offset, partAt, seenPart, within } from "./close.svelte";

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

describe("the wheel", () => {
  const turned = (deltaY: number, more: Partial<WheelEvent> = {}) => ({
    deltaX: 0,
    deltaY,
    deltaMode: 0,
    ctrlKey: false,
    ...more,
  });

  it("leaves under the mouse what was there, and shows the same place of the other picture", () => {
    const both = new Close();
    both.begin("a", "b", false);
    // Whole in its pane, the picture is 500 by 250, with 75 above it.
    const point = { x: 400, y: 100 };
    expect(partAt(point, large)).toEqual({ x: 0.8, y: 0.1 });
    both.zoomAt(point, 0, [large, large]);
    expect(both.zoomed).toBe(true);
    const { left, top } = offset(both.middles[0]!, large);
    expect([left + 0.8 * 2000, top + 0.1 * 1000]).toEqual([400, 100]);
    expect(both.middles[1]).toEqual(both.middles[0]);
    // Beside the picture is its edge.
    expect(partAt({ x: 10, y: 0 }, large)).toEqual({ x: 0.02, y: 0 });
  });

  it.each([
    ["a notch of a wheel", [turned(-100)], ["in"]],
    ["a notch the other way", [turned(120)], ["out"]],
    ["a wheel that counts in lines", [turned(-3, { deltaMode: 1 })], ["in"]],
    ["two fingers on a pad, by and by", [turned(-15), turned(-15), turned(-15)], [null, null, "in"]],
    ["fingers that waver", [turned(-30), turned(15), turned(-30)], [null, null, null]],
    ["fingers that part", [turned(-5, { ctrlKey: true }), turned(-6, { ctrlKey: true })], [null, "in"]],
    ["fingers sideways", [turned(2, { deltaX: 30 })], [{ along: 30 }]],
  ])("%s", (_what, turns, ways) => {
    const wheel = new Wheel();
    expect(turns.map((one) => wheel.turn(one))).toEqual(ways);
  });
});
