import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { slug } from "./slug";

// The same table that Rust's rule is held to.
const fixture = join(import.meta.dirname, "../../../tests/fixtures/slugs.json");
const cases = JSON.parse(readFileSync(fixture, "utf8")) as { input: string; expected: string }[];

describe("a slug", () => {
  it.each(cases)("of $input is $expected", ({ input, expected }) => {
    expect(slug(input)).toBe(expected);
    expect(slug(expected), "and a slug of its own").toBe(expected);
  });

  it("is cut between words, however short it has to be", () => {
    expect([9, 8, 7, 0].map((max) => slug("Đường về quê", max))).toEqual([
      "duong-ve",
      "duong-ve",
      "duong",
      "",
    ]);
  });
});
