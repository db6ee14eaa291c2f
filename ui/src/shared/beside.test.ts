import fc from "fast-check";
import { afterEach, expect, it, vi } from "vitest";

import { keepBeside, type Wishes } from "./beside";

const WINDOW = { width: 640, height: 480 };

/** What there is to measure: happy-dom lays nothing out. */
function measured(element: HTMLElement, sizes: Partial<Record<keyof HTMLElement, number>>): HTMLElement {
  for (const [name, value] of Object.entries(sizes)) Object.defineProperty(element, name, { value });
  return element;
}

afterEach(() => document.body.replaceChildren());

measured(document.documentElement, { clientWidth: WINDOW.width, clientHeight: WINDOW.height });

/** Where it comes to stand, and how high it then is. */
async function placed(anchor: DOMRect, width: number, height: number, wishes?: Wishes): Promise<DOMRect> {
  const floating = measured(document.createElement("div"), {
    offsetWidth: width,
    offsetHeight: height,
    clientHeight: height,
    scrollHeight: height,
  });
  floating.style.position = "fixed";
  document.body.append(floating);
  const letGo = keepBeside({ getBoundingClientRect: () => anchor }, floating, wishes);
  await vi.waitFor(() => expect(floating.style.maxHeight).not.toBe(""));
  letGo();
  const [left, top, room] = ["left", "top", "max-height"].map((name) =>
    parseFloat(floating.style.getPropertyValue(name)),
  ) as [number, number, number];
  return new DOMRect(left, top, parseFloat(floating.style.width) || width, Math.min(height, room));
}

it("stands below what it is beside, above it at the foot of the window, and never leaves it sideways", async () => {
  expect(await placed(new DOMRect(100, 100, 80, 20), 336, 200)).toMatchObject({ left: 100, top: 128 });
  expect(await placed(new DOMRect(600, 400, 10, 20), 336, 200)).toMatchObject({ left: 296, top: 192 });
});

it("ends where that ends, or is as wide, and no higher than it may be", async () => {
  const anchor = new DOMRect(400, 20, 80, 20);
  expect(await placed(anchor, 300, 100, { atEnd: true })).toMatchObject({ right: 480, top: 48 });
  expect(await placed(anchor, 96, 900, { asWide: true, most: 240 })).toMatchObject({
    left: 392,
    height: 240,
  });
});

it("is whole at the mouse wherever the window has the room, and no higher than the window", async () => {
  const middle = new DOMRect(300, 240, 0, 0);
  const menu = await placed(middle, 200, 400, { gap: 0, over: true });
  expect(menu.height).toBe(400);
  expect([menu.top >= 8, menu.bottom <= WINDOW.height - 8]).toEqual([true, true]);
  // Where there is room beside it, it is beside it.
  expect(await placed(middle, 200, 200, { gap: 0, over: true })).toMatchObject({ left: 300, top: 240 });
  expect(await placed(middle, 200, 900, { gap: 0, over: true })).toMatchObject({
    top: 8,
    height: WINDOW.height - 16,
  });
});

it("never covers that nor leaves the window, whatever room there is", () => {
  const anchors = fc.record({
    left: fc.integer({ min: 0, max: 600 }),
    top: fc.integer({ min: 0, max: 460 }),
    height: fc.integer({ min: 1, max: 20 }),
  });
  const checked = fc.asyncProperty(
    anchors,
    fc.integer({ min: 10, max: 700 }),
    async ({ left, top, height }, high) => {
      const anchor = new DOMRect(left, top, 40, height);
      const place = await placed(anchor, 336, high);
      expect(place.top >= anchor.bottom || place.bottom <= anchor.top).toBe(true);
      expect(place.left).toBeGreaterThanOrEqual(0);
      expect(place.right).toBeLessThanOrEqual(WINDOW.width);
      expect(place.top).toBeGreaterThanOrEqual(0);
      expect(place.bottom).toBeLessThanOrEqual(WINDOW.height);
      // Lower than it would like to be only where neither side has the room.
      if (place.height < high) expect(Math.max(top, WINDOW.height - anchor.bottom)).toBeLessThan(high + 16);
    },
  );
  return fc.assert(checked);
});
