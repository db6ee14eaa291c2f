import { describe, expect, it } from "vitest";

import { after, drawn, layoutFor, rowOf, topOf, wholeHeight, withCurrent } from "./grid";

describe("the layout of a contact sheet", () => {
  const layout = layoutFor(2000, 1000, 190, 24, 10);

  it("fills the width with cells that are no narrower than wanted", () => {
    expect(layout).toEqual({ columns: 5, width: 192, height: 168, gap: 10, rows: 400 });
    expect(layoutFor(3, 100, 190, 40, 10).columns).toBe(1);
    expect(rowOf(11, layout)).toBe(2);
    expect(topOf(2, layout)).toBe(356);
    expect(wholeHeight(layout)).toBe(400 * 178 - 10);
    expect(wholeHeight(layoutFor(0, 1000, 190, 40, 10))).toBe(0);
  });

  it("draws what is seen and a row on either side", () => {
    expect(drawn(0, 600, layout, 2000)).toEqual([0, 25]);
    expect(drawn(1780, 2380, layout, 2000)).toEqual([45, 75]);
    expect(drawn(71_000, 71_600, layout, 2000)).toEqual([1985, 2000]);
    expect(drawn(0, 600, layout, 3)).toEqual([0, 3]);
    expect(drawn(0, 0, layoutFor(0, 0, 190, 40, 10), 0)).toEqual([0, 0]);
  });

  it("keeps the picture with the focus among those that are drawn, and all in order", () => {
    const seen = [4, 5, 6].map((index) => ({ id: `p${index}`, index }));
    const order = (at: number) => withCurrent(seen, `p${at}`, at).map(({ index }) => index);
    expect(order(5)).toEqual([4, 5, 6]);
    expect(order(1)).toEqual([1, 4, 5, 6]);
    expect(order(9)).toEqual([4, 5, 6, 9]);
    expect(withCurrent(seen, null, -1)).toBe(seen);
  });

  it.each([
    // Eleven pictures in rows of four: 0–3, 4–7, 8–10.
    ["ArrowRight", 3, 4],
    ["ArrowLeft", 0, 0],
    ["ArrowRight", 10, 10],
    ["ArrowDown", 5, 9],
    ["ArrowDown", 7, 10],
    ["ArrowDown", 9, 9],
    ["ArrowUp", 2, 2],
    ["ArrowUp", 6, 2],
    ["Home", 6, 0],
    ["End", 6, 10],
    ["PageDown", 1, 9],
    ["PageDown", 6, 10],
    ["PageUp", 9, 1],
    ["PageUp", 2, 0],
  ])("%s goes from %d to %d", (key, from, to) => expect(after(key, from, 11, 4, 2)).toBe(to));
});
