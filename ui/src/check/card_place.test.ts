import fc from "fast-check";
import { expect, it } from "vitest";

import { placeCard } from "./card_place";

const window = { width: 720, height: 480 };

it("stands below its words, above them at the foot of the window, and never leaves it sideways", () => {
  const card = { width: 336, height: 200 };
  expect(placeCard({ left: 100, right: 180, top: 100, bottom: 120 }, card, window)).toMatchObject({
    left: 100,
    top: 128,
  });
  expect(placeCard({ left: 700, right: 710, top: 400, bottom: 420 }, card, window)).toMatchObject({
    left: 376,
    top: 192,
  });
});

it("never covers its words nor leaves the window, whatever room there is", () => {
  const sizes = fc.record({
    top: fc.integer({ min: 0, max: 460 }),
    height: fc.integer({ min: 10, max: 700 }),
  });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 0, max: 700 }), ({ top, height }, left) => {
      const stretch = { left, right: left + 40, top, bottom: top + 20 };
      const place = placeCard(stretch, { width: 336, height }, window);
      const bottom = place.top + Math.min(height, place.maxHeight);
      expect(place.top >= stretch.bottom || bottom <= stretch.top).toBe(true);
      expect(place.left).toBeGreaterThanOrEqual(0);
      expect(place.left + 336).toBeLessThanOrEqual(window.width);
      expect(place.top).toBeGreaterThanOrEqual(0);
      expect(bottom).toBeLessThanOrEqual(window.height);
    }),
  );
});
