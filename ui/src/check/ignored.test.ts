import { expect, it } from "vitest";

import cases from "../../../tests/fixtures/ignored.json";
import type { Finding } from "../generated/Finding";
import { BODY } from "../story/spots";
import { isIgnored, placeOf } from "./ignored";

/** How much of the words on either side tells one place from another (ignore.rs). */
const NEAR = 16;

function found(text: string): Finding {
  const words = "Xanh Xanh";
  const at = text.indexOf(words);
  return {
    rule: "doubled_words",
    severity: "error",
    ...BODY,
    block: 0,
    start: at,
    end: at + words.length,
    text: words,
    before: text.slice(Math.max(0, at - NEAR), at),
    after: text.slice(at + words.length, at + words.length + NEAR),
    message: "",
  };
}

it("knows a place again as Rust does", () => {
  const ignored = [{ rule: "doubled_words", place: placeOf(found(cases[0]!.edited)), by: "", at: "" }];
  for (const { edited, covered } of cases) expect(isIgnored(found(edited), ignored), edited).toBe(covered);
});
