import { expect, it } from "vitest";

import cases from "../../../../tests/fixtures/list_signs.json";
import { signsOf } from "./lists";

it.each(cases)("reads the signs of lists as the import does: $lines", ({ lines, are }) => {
  const letters = signsOf(lines).map((sign) => (sign === null ? "p" : sign.ordered ? "n" : "b"));
  expect(letters.join("")).toBe(are);
});
