import { expect, it } from "vitest";

import { readingMinutes, wordCount } from "./length";

it.each([
  ["", 0],
  ["Lửa nghề bên sông", 4],
  ["  Sáng 15/10 –  khai hội…\n“Đông lắm!” ", 6],
  ["- – •", 0],
])("%j has %i syllables", (text, count) => expect(wordCount(text)).toBe(count));

it("reads a note in a minute and a long story in more", () => {
  expect(readingMinutes(3, "vi")).toBe(1);
  expect(readingMinutes(1500, "vi")).toBe(5);
  expect(readingMinutes(1500, "en")).toBe(7);
});
