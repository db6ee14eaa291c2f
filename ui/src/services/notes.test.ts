import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { Notes } from "./notes.svelte";

let notes: Notes;
const words = () => notes.shown.map((note) => note.words);

beforeEach(() => {
  vi.useFakeTimers();
  notes = new Notes();
});
afterEach(() => vi.useRealTimers());

const UNDO = { name: "undo", words: "Hoàn tác", go: () => {} };

it("leave after some eight seconds, with a way or without", () => {
  notes.tell({ key: "plain", words: "Đã lưu." });
  notes.tell({ key: "way", words: "Đã bỏ.", ways: [UNDO] });
  vi.advanceTimersByTime(7000);
  expect(words()).toEqual(["Đã lưu.", "Đã bỏ."]);
  vi.advanceTimersByTime(1500);
  expect(words()).toEqual([]);
});

it("stay longer for whoever hears the screen, and as long as they are pointed at", () => {
  notes.heard = true;
  notes.tell({ key: "way", words: "Đã bỏ.", ways: [UNDO] });
  vi.advanceTimersByTime(20_000);
  expect(words()).toEqual(["Đã bỏ."]);
  notes.hold(true);
  vi.advanceTimersByTime(60_000);
  expect(words()).toEqual(["Đã bỏ."]);
  notes.hold(false);
  vi.advanceTimersByTime(31_000);
  expect(words()).toEqual([]);
});

it("go with the story that they are about, and for a later one of their kind", () => {
  notes.tell({ key: "of", words: "Một.", story: "a" });
  notes.tell({ key: "of", words: "Hai.", story: "a" });
  notes.tell({ key: "other", words: "Ba.", story: "b" });
  expect(words()).toEqual(["Hai.", "Ba."]);
  notes.leave("a");
  expect(words()).toEqual(["Ba."]);
});
