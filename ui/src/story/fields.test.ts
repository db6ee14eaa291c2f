import { describe, expect, it } from "vitest";

import type { StoryField } from "../generated/StoryField";
import vi from "../strings/vi.json";
import { GROUPS, SHAPES, oneLine, wholeNumber } from "./fields";

describe("the fields beside a story", () => {
  const shown = GROUPS.flatMap(({ fields }) => fields);

  it("stand in one group each, and none is left out", () => {
    expect([...shown].sort()).toEqual((Object.keys(SHAPES) as StoryField[]).sort());
    expect(new Set(shown).size).toBe(shown.length);
  });

  it("have names", () => {
    const names: Record<string, string> = vi.field;
    for (const field of shown) expect(names[field], field).toBeTypeOf("string");
    expect(new Set(shown.map((field) => names[field])).size).toBe(shown.length);
  });
});

it.each([
  ["600", "600"],
  [" 0600 ", "600"],
  ["1.200", "1200"],
  ["1,200", "1200"],
  ["12 000", "12000"],
  ["", ""],
  ["1,5", null],
  ["-3", null],
  ["sáu trăm", null],
  ["1234567890", null],
])("the number %j is stored as %j", (typed, stored) => expect(wholeNumber(typed)).toBe(stored));

it("makes one line of what is pasted", () => expect(oneLine("Tít\r\nhai dòng")).toBe("Tít hai dòng"));
