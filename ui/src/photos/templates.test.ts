import { afterEach, describe, expect, it } from "vitest";

import { photoOf } from "../testing/photos";
import { speak } from "../strings/index.svelte";
import { VARIABLES, filled, templatesOf, unfilled } from "./templates";

const photo = photoOf("p", {
  date_created: "2026-11-22",
  located: "Vân Sa",
  people: ["Lê Hạ", "Trần Bến"],
  credit: "Thu An",
  headline: "Khai hội",
  byline: "Minh Hạ",
  caption: "Lò rèn đỏ lửa.",
});

describe("a caption template", () => {
  it.each([
    ["{people} tại {place}, ngày {date}.", "Lê Hạ, Trần Bến tại Vân Sa, ngày 22/11/2026."],
    ["{caption} Ảnh: {credit}/{byline}", "Lò rèn đỏ lửa. Ảnh: Thu An/Minh Hạ"],
    ["{headline} ({filename}, {number})", "Khai hội (p.jpg, 7)"],
    // What is no variable is text.
    ["{ảnh} {} {Date}", "{ảnh} {} {Date}"],
  ])("%s reads %s", (text, expected) => expect(filled(text, photo, 7)).toBe(expected));

  it("shows what it could not fill, and counts it beforehand", () => {
    const bare = photoOf("q", { located: "  " });
    expect(filled("{place}: {people} {number}", bare, 2)).toBe("{place}: {people} 2");
    expect([...unfilled("{place} {people} {number}", [photo, bare])]).toEqual([
      ["place", 1],
      ["people", 1],
    ]);
    expect(unfilled("Không có gì để điền", [bare]).size).toBe(0);
  });
});

describe("the first templates", () => {
  afterEach(() => speak("vi"));

  it("are in the person's language, and give way to their own", () => {
    for (const language of ["vi", "en"] as const) {
      speak(language);
      const first = templatesOf([]);
      expect(first).toHaveLength(3);
      for (const { name, text } of first) {
        expect(name).not.toMatch(/^template\./);
        const blanks = [...text.matchAll(/\{(\w+)\}/g)].map(([, variable]) => variable);
        expect(blanks.length).toBeGreaterThan(0);
        for (const variable of blanks) expect(VARIABLES).toContain(variable);
      }
    }
    const own = [{ name: "Của tôi", text: "{caption}" }];
    expect(templatesOf(own)).toEqual(own);
  });
});
