import { describe, expect, it } from "vitest";

import cases from "../../../tests/fixtures/frames.json";
import {
  type Area,
  type Handle,
  WHOLE,
  around,
  grown,
  moved,
  movedPoint,
  pixels,
  pixelsNeeded,
  readArea,
  readPoint,
  resized,
  widened,
  writeArea,
  writePoint,
} from "./frame";

const WIDE = { width: 6000, height: 4000 };
const area = (text: string): Area => {
  const read = readArea(text);
  if (!read) throw new Error(text);
  return read;
};

/** What `text` becomes when it is read and written again; null where it is none. */
const rewritten = <T>(text: string, read: (text: string) => T | null, write: (read: T) => string) => {
  const it = read(text);
  return it === null ? null : write(it);
};

// Rust's frame.rs reads the same cases.
it.each(cases.points)("the point $text is written $written", ({ text, written }) =>
  expect(rewritten(text, readPoint, writePoint)).toBe(written),
);

it.each(cases.areas)("the area $text is written $written", ({ text, written }) =>
  expect(rewritten(text, readArea, writeArea)).toBe(written),
);

it.each(cases.around)("the crop suggested around a focus point: $what", ({ focus, aspect, size, area }) => {
  const [across = 0, down = 0] = aspect;
  const [width = 0, height = 0] = size;
  expect(writeArea(around(readPoint(focus)!, across / down, { width, height }))).toBe(area);
});

describe("an area", () => {
  it.each([
    ["0.1,0.1,0.5,0.5", 0.1, -0.05, "0.2,0.05,0.5,0.5"],
    ["0.1,0.1,0.5,0.5", 0.9, -0.9, "0.5,0,0.5,0.5"],
    ["0,0,1,1", 0.2, 0.2, "0,0,1,1"],
  ])("%s moves no further than the picture goes", (from, dx, dy, to) => {
    expect(writeArea(moved(area(from), dx, dy))).toBe(to);
  });

  it.each([
    // In a picture of 3 : 2, a square that is 0.2 wide is 0.3 high.
    ["0.4,0.35,0.2,0.3", 0.1, 1, "0.35,0.275,0.3,0.45"],
    ["0.4,0.35,0.2,0.3", -0.1, 1, "0.45,0.425,0.1,0.15"],
    ["0.4,0.35,0.2,0.3", 2, 1, "0.16667,0,0.66667,1"],
    ["0.4,0.35,0.2,0.3", -2, 1, "0.49,0.485,0.02,0.03"],
    // At the edge it grows towards the other side.
    ["0.8,0.7,0.2,0.3", 0.1, 1, "0.7,0.55,0.3,0.45"],
    // Of no given aspect it keeps its own.
    ["0.4,0.4,0.2,0.2", 0.2, null, "0.3,0.3,0.4,0.4"],
  ])("%s grows about its middle by %d", (from, by, aspect, to) => {
    expect(writeArea(grown(area(from), by, aspect, WIDE))).toBe(to);
  });

  it("becomes wider by itself only where it has no aspect", () => {
    expect(writeArea(widened(area("0.4,0.2,0.2,0.5"), 0.2))).toBe("0.3,0.2,0.4,0.5");
    expect(writeArea(widened(area("0,0,0.5,1"), 0.2))).toBe("0,0,0.7,1");
  });

  it.each<[Handle, number, number, number | null, string]>([
    ["se", 0.1, 0.05, null, "0.2,0.2,0.5,0.45"],
    ["nw", -0.1, -0.1, null, "0.1,0.1,0.5,0.5"],
    ["e", 0.9, 0.5, null, "0.2,0.2,0.8,0.4"],
    ["n", 0.5, 0.9, null, "0.2,0.58,0.4,0.02"],
    // With an aspect the other side follows, and the corner across stays.
    ["se", 0.1, 0, 1, "0.2,0.2,0.5,0.75"],
    ["nw", -0.1, 0, 1, "0.2,0,0.4,0.6"],
    ["s", 0, 0.2, 1, "0.2,0.2,0.4,0.6"],
  ])("dragged at %s by %d, %d of %d", (handle, dx, dy, aspect, to) => {
    expect(writeArea(resized(area("0.2,0.2,0.4,0.4"), handle, dx, dy, aspect, WIDE))).toBe(to);
  });

  it("stays in the picture and in its aspect, wherever it is dragged", () => {
    const places = [-2, -0.3, -0.01, 0, 0.2, 3];
    for (const aspect of [16 / 9, 1, null]) {
      const from = aspect === null ? area("0.2,0.3,0.4,0.4") : grown(WHOLE, -0.5, aspect, WIDE);
      for (const handle of ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as Handle[]) {
        for (const dx of places) {
          for (const dy of places) {
            const made = resized(from, handle, dx, dy, aspect, WIDE);
            expect(readArea(writeArea(made)), `${handle} ${dx} ${dy} ${aspect}`).not.toBeNull();
            if (aspect === null) continue;
            const { width, height } = made;
            expect((width * WIDE.width) / (height * WIDE.height)).toBeCloseTo(aspect, 6);
          }
        }
      }
    }
  });

  it("says how many pixels it needs where it has too few", () => {
    const small = area("0,0,0.1,0.1");
    expect(pixels(small, WIDE)).toEqual({ width: 600, height: 400 });
    expect(pixelsNeeded(small, 16 / 9, WIDE)).toEqual({ width: 640, height: 360 });
    expect(pixelsNeeded(small, null, WIDE)).toEqual({ width: 640, height: 427 });
    expect(pixelsNeeded(area("0,0,0.2,0.2"), 16 / 9, WIDE)).toBeNull();
  });
});

it("a focus point stays in the picture", () => {
  expect(movedPoint({ x: 0.5, y: 0.5 }, 0.7, -0.6)).toEqual({ x: 1, y: 0 });
});
