import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

import { fit } from "./letters";

const fixture = join(import.meta.dirname, "../../../tests/fixtures/letters.json");
const cases = JSON.parse(readFileSync(fixture, "utf8")) as { text: string; fit: string }[];

it.each(cases)("as Rust has it: $fit", ({ text, fit: made }) => expect(fit(text)).toBe(made));

it("leaves a letter thirty marks, and no half of one", () => {
  expect(fit(`a${"\u0301".repeat(2000)}b`)).toBe(`\u00e1${"\u0301".repeat(29)}b`);
  expect(fit("a\ud83db\udc00")).toBe("ab");
});
