import { describe, expect, it } from "vitest";

import { photoOf } from "../testing/photos";
import { moved, placeAfter, placeBetween, stepFor } from "./places";

const inOrder = (places: string[]) => places.every((place, at) => at === 0 || places[at - 1]! < place);

describe("a place between two others", () => {
  it("is there as often as somebody moves a picture before the same one, or behind it", () => {
    for (const side of ["before", "behind"] as const) {
      let [low, high] = ["n00000001", "n00000002"];
      for (let time = 0; time < 100; time++) {
        const place = placeBetween(low, high);
        if (place === null) throw new Error(`no room after ${time} times`);
        expect(low < place && place < high, `${low} ${place} ${high}`).toBe(true);
        expect(place.endsWith("0")).toBe(false);
        if (side === "before") high = place;
        else low = place;
      }
    }
  });

  it("is none where there is no room", () => {
    expect(placeBetween("n1", "n1")).toBeNull();
    expect(placeBetween("b", "a")).toBeNull();
    // As ids stood in their stead before there were places.
    expect(placeBetween("0192-aa", "0192-ab")).toBeNull();
  });

  it("before all others leaves room before it", () => {
    let first = "n00000001";
    for (let time = 0; time < 40; time++) {
      const place = placeBetween("", first)!;
      expect(place < first && place > "").toBe(true);
      first = place;
    }
  });

  it("behind all others is the one that Rust would give next", () => {
    expect(placeAfter("n00000009")).toBe("n00000010");
    expect(placeAfter("n00000007m")).toBe("n00000008");
    expect(placeAfter("")).toBe("n00000001");
  });
});

describe("pictures that are moved", () => {
  const PHOTOS = [1, 2, 3, 4, 5].map((at) => photoOf(`p${at}`, {}, { place: `n0000000${at}` }));
  const after = (some: string[], before: string | null, isOwn = true, photos = PHOTOS) => {
    const changes = moved(photos, new Set(some), before, isOwn);
    const places = new Map(changes.map(({ photo, to }) => [photo, to]));
    const then = photos
      .map(({ id, place }) => ({ id, place: places.get(id) ?? place }))
      .sort((a, b) => (a.place < b.place ? -1 : 1));
    expect(inOrder(then.map(({ place }) => place))).toBe(true);
    return [then.map(({ id }) => id).join(" "), changes.length];
  };

  it.each<[string[], string | null, string, number]>([
    [["p5"], "p1", "p5 p1 p2 p3 p4", 1],
    [["p1"], null, "p2 p3 p4 p5 p1", 1],
    [["p2", "p4"], "p1", "p2 p4 p1 p3 p5", 2],
    [["p1", "p3"], "p5", "p2 p4 p1 p3 p5", 2],
    [["p2"], "p3", "p1 p2 p3 p4 p5", 0],
    [[], "p1", "p1 p2 p3 p4 p5", 0],
  ])("%o before %s stand as %s", (some, before, order, changes) =>
    expect(after(some, before)).toEqual([order, changes]),
  );

  it("take what is seen for their own order, where they stood in another", () => {
    const byName = [...PHOTOS].reverse();
    expect(after(["p1"], "p5", false, byName)[0]).toBe("p1 p5 p4 p3 p2");
  });

  it("begin anew where two stand at one place", () => {
    const same = PHOTOS.map((photo) => ({ ...photo, place: "n00000001" }));
    expect(after(["p5"], "p2", true, same)[0]).toBe("p1 p5 p2 p3 p4");
  });

  it("go step by step, as one, and no further than the ends", () => {
    const ids = PHOTOS.map(({ id }) => id);
    const step = (some: string[], by: number) => stepFor(ids, new Set(some), by);
    expect(step(["p2"], 1)).toBe("p4");
    expect(step(["p2"], -1)).toBe("p1");
    expect(step(["p1"], -1)).toBeUndefined();
    expect(step(["p5"], 3)).toBeUndefined();
    expect(step(["p4"], 9)).toBeNull();
    expect(step(["p1", "p2"], 2)).toBe("p5");
    // Those that stand apart come together first.
    expect(step(["p1", "p3"], -1)).toBe("p2");
    expect(step(ids, 1)).toBeUndefined();
  });
});
