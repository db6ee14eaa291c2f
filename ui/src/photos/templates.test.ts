import { afterEach, describe, expect, it } from "vitest";

import { photoOf } from "../testing/photos";
import { speak } from "../strings/index.svelte";
import type { Photo } from "../generated/Photo";
import { VARIABLES, appliedTo, filled, templatesOf, unfilled, written } from "./templates";

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
    ["{ảnh} {} {date", "{ảnh} {} {date"],
    // By its name in either language, however it is written.
    ["{tít} – {nơi}, {Ngày}", "Khai hội – Vân Sa, 22/11/2026"],
    ["{người} {tên tệp} {số}", "Lê Hạ, Trần Bến p.jpg 7"],
  ])("%s reads %s", (text, expected) => expect(filled(text, photo, 7)).toBe(expected));

  it("shows what it could not fill, and counts it beforehand", () => {
    const bare = photoOf("q", { located: "  " });
    expect(filled("{place}: {people} {number}", bare, 2)).toBe("{place}: {people} 2");
    const caption = new Set(["caption"] as const);
    const without = (text: string, photos: Photo[]) => [...unfilled(caption, { caption: text }, photos)];
    expect(without("{place} {người} {number}", [photo, bare])).toEqual([
      ["place", 1],
      ["people", 1],
    ]);
    expect(without("Không có gì để điền", [bare])).toEqual([]);
  });

  it("takes a value of the same apply, and the caption that was there", () => {
    const ticked = new Set(["caption", "located", "headline"] as const);
    const values = { caption: "{chú thích} {place}: {tít}", located: "Bãi Dâu", headline: "Hội {nơi}" };
    expect([...appliedTo(photo, ticked, values, 1)]).toEqual([
      ["located", "Bãi Dâu"],
      ["headline", "Hội Bãi Dâu"],
      ["caption", "Lò rèn đỏ lửa. Bãi Dâu: Hội Bãi Dâu"],
    ]);
    expect([...unfilled(ticked, values, [photoOf("q")])]).toEqual([["caption", 1]]);
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
        const blanks = [...text.matchAll(/\{[^}]+\}/g)].map(([blank]) => blank);
        expect(blanks.length).toBeGreaterThan(0);
        for (const blank of blanks) expect(VARIABLES.map(written)).toContain(blank);
      }
    }
    const own = [{ name: "Của tôi", text: "{caption}" }];
    expect(templatesOf(own)).toEqual(own);
  });
});
