import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { type Place, recallPlace, rememberPlace, STORIES_REMEMBERED } from "./places";

const place = (head: number): Place => ({ box: "body", anchor: head, head, scroll: 120.5 });
const KEY = "dateline.places";

beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

describe("the place in a story", () => {
  it("is remembered for each, and the newest counts", () => {
    rememberPlace("a", place(1));
    rememberPlace("b", { box: "headline", anchor: 0, head: 4, scroll: 0 });
    rememberPlace("a", place(7));
    expect(recallPlace("a")).toEqual(place(7));
    expect(recallPlace("b")).toEqual({ box: "headline", anchor: 0, head: 4, scroll: 0 });
    expect(recallPlace("c")).toBeNull();
  });

  it("may be the cursor alone", () => {
    const cursor: Place = { ...place(3), scroll: null };
    rememberPlace("a", cursor);
    expect(recallPlace("a")).toEqual(cursor);
  });

  it("is forgotten where a person has not been for long", () => {
    rememberPlace("first", place(1));
    rememberPlace("second", place(2));
    for (let number = 2; number < STORIES_REMEMBERED; number++) rememberPlace(`story-${number}`, place(3));
    rememberPlace("first", place(5));
    rememberPlace("one more", place(4));
    expect(recallPlace("first"), "visited again").toEqual(place(5));
    expect(recallPlace("second")).toBeNull();
    expect(JSON.parse(localStorage.getItem(KEY) ?? "")).toHaveLength(STORIES_REMEMBERED);
  });

  it.each([
    ["cut off", '[["a",{"box":"bo'],
    ["of another shape", '{"a":1}'],
    ["no rows", '[null,3,["a"],["a",null]]'],
    ["another box", '[["a",{"box":"caption","anchor":1,"head":1,"scroll":0}]]'],
    ["before the start", '[["a",{"box":"body","anchor":-1,"head":1,"scroll":0}]]'],
    ["between two characters", '[["a",{"box":"body","anchor":1,"head":1.5,"scroll":0}]]'],
    ["nowhere", '[["a",{"box":"body","anchor":1,"head":1e400,"scroll":0}]]'],
    ["without a scroll", '[["a",{"box":"body","anchor":1,"head":1}]]'],
  ])("is none where what is stored is %s, and can be written again", (_what, stored) => {
    localStorage.setItem(KEY, stored);
    expect(recallPlace("a")).toBeNull();
    rememberPlace("a", place(3));
    expect(recallPlace("a")).toEqual(place(3));
  });

  it("is not worth an error where nothing can be stored", () => {
    const refuse = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse });
    expect(() => rememberPlace("a", place(1))).not.toThrow();
    expect(recallPlace("a")).toBeNull();
  });
});
