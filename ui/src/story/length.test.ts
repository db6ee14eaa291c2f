import { expect, it } from "vitest";

import words from "../../../tests/fixtures/words.json";
import { schema } from "../body/schema";
import { characterCount, copyfit, lengthOf, readingMinutes, wordCount } from "./length";

/** Rust counts by the same cases: lists, packages, the copy checker. */
it.each(words)("$text has $count syllables", ({ text, count }) => expect(wordCount(text)).toBe(count));

it("reads a note in a minute and a long story in more", () => {
  expect(readingMinutes(3, "vi")).toBe(1);
  expect(readingMinutes(1500, "vi")).toBe(5);
  expect(readingMinutes(1500, "en")).toBe(7);
});

it.each([
  ["", null],
  ["0", null],
  ["600", { planned: 600, over: -188, share: 412 / 600 }],
  ["412", { planned: 412, over: 0, share: 1 }],
  ["377", { planned: 377, over: 35, share: 1 }],
])("412 words of %j planned", (planned, fit) => expect(copyfit(412, planned)).toEqual(fit));

it.each([
  ["", 0],
  ["Chợ nổi", 7],
  ["Cho\u031b\u0323", 3],
  ["một\nhai", 6],
  ["🙂", 1],
])("%j has %i characters", (text, count) => expect(characterCount(text)).toBe(count));

it("counts a body by its blocks, and an edited one anew", () => {
  const paragraph = (text: string) => schema.node("paragraph", null, text ? [schema.text(text)] : []);
  const before = schema.node("doc", null, [paragraph("Chợ nổi"), paragraph(""), paragraph("Nước lên.")]);
  expect(lengthOf(before)).toEqual({ words: 4, characters: 16 });
  const after = before.copy(before.content.replaceChild(0, paragraph("Chợ")));
  expect(lengthOf(after)).toEqual({ words: 3, characters: 12 });
});
