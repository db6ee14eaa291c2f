import { describe, expect, it } from "vitest";

import { emptyStory } from "./empty_story";
import { knownValues, mediaTopics } from "./known";

describe("the media topics", () => {
  const topics = mediaTopics();

  it("are the seventeen of IPTC and what stands directly under them", () => {
    const tops = topics.filter(({ parent }) => parent === null);
    expect(tops.map(({ code }) => code)).toEqual(
      Array.from({ length: 17 }, (_, at) => `${String(at + 1).padStart(2, "0")}000000`),
    );
    const codes = new Set(tops.map(({ code }) => code));
    const below = topics.filter(({ parent }) => parent !== null);
    expect(below.length).toBeGreaterThan(100);
    for (const { code, parent } of below) {
      expect(code).toMatch(/^2000\d{4}$/);
      expect(codes.has(parent ?? ""), code).toBe(true);
    }
  });

  it("have a code of their own and a name in both languages", () => {
    expect(new Set(topics.map(({ code }) => code)).size).toBe(topics.length);
    for (const language of ["vi", "en"] as const) {
      const names = topics.map((topic) => `${topic.parent} ${topic[language]}`);
      expect(new Set(names).size, language).toBe(topics.length);
      for (const topic of topics)
        expect(topic[language], topic.code).toBe(topic[language].trim() || "a name");
    }
  });
});

it("knows what stories hold, most used first", () => {
  const story = (id: string, byline: string, keywords: string[]) => ({
    ...emptyStory(id, "vi"),
    fields: { byline, keywords },
  });
  const known = knownValues([
    story("1", "Minh Hạ", ["sông"]),
    story("2", "Quang Lâm", ["chợ", "sông"]),
    story("3", "Quang Lâm", []),
  ]);
  expect(known.byline).toEqual(["Quang Lâm", "Minh Hạ"]);
  expect(known.keywords).toEqual(["sông", "chợ"]);
  expect(known.section).toEqual([]);
});
