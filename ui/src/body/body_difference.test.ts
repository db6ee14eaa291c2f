import fc from "fast-check";
import { Transform } from "prosemirror-transform";
import { expect, it, test } from "vitest";

import type { Block } from "../generated/Block";
import { docFromBody } from "./binding";
import { changedInto, differences } from "./body_difference";

const p = (text: string): Block => ({ type: "paragraph", text });
const photo: Block = { type: "photo", photo: "a", text: "" };

const before = [p("một"), p("hai"), p("ba"), p("bốn")];
it.each<[string, Block[], [number, number][]]>([
  ["nothing", before, []],
  [
    "a letter in two blocks",
    [p("mốt"), p("hai"), p("ba"), p("bồn")],
    [
      [2, 3],
      [16, 17],
    ],
  ],
  [
    "two neighbours",
    [p("mốt"), p("hài"), p("ba"), p("bốn")],
    [
      [2, 3],
      [7, 8],
    ],
  ],
  [
    "a block more, and a letter far from it",
    [p("mốt"), p("hai"), p("mới"), p("ba"), p("bốn")],
    [
      [2, 3],
      [10, 10],
    ],
  ],
  [
    "a block less, and a letter far from it",
    [p("hai"), p("ba"), p("bồn")],
    [
      [0, 5],
      [16, 17],
    ],
  ],
  ["a photo put in", [p("một"), p("hai"), photo, p("ba"), p("bốn")], [[10, 10]]],
  [
    "a block moved",
    [p("hai"), p("ba"), p("một"), p("bốn")],
    [
      [0, 5],
      [14, 14],
    ],
  ],
])("%s is told apart from the text between", (_what, after, places) => {
  const found = differences(docFromBody(before), docFromBody(after));
  expect(found.map(({ from, to }) => [from, to])).toEqual(places);
});

const text = fc.constantFrom("", "a", "aa", "ab", "ba", "abab");
const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 4, arbitrary: text.map(p) },
  text.map((text): Block => ({ type: "heading", level: 1, text })),
  text.map((text): Block => ({ ...p(`${text}b`), marks: [{ type: "bold", start: 0, end: 1 }] })),
  fc.constant(photo),
);
const body = fc.array(block, { minLength: 1, maxLength: 8 });

test("one body becomes the other, whatever they are", () => {
  fc.assert(
    fc.property(body, body, (some, others) => {
      const [one, other] = [docFromBody(some), docFromBody(others)];
      const tr = changedInto(other, () => new Transform(one));
      expect(tr.doc.toJSON()).toEqual(other.toJSON());
      let end = 0;
      for (const { from, to } of differences(one, other)) {
        expect(from, "in order and apart").toBeGreaterThanOrEqual(end);
        end = to;
      }
    }),
    { numRuns: 1000 },
  );
});

it("takes no longer for two long bodies with nothing in common", () => {
  const [one, other] = ["x", "y"].map((name) =>
    docFromBody(Array.from({ length: 3000 }, (_, index) => p(`${name}${index}`))),
  );
  const begun = performance.now();
  expect(changedInto(other!, () => new Transform(one!)).doc.eq(other!)).toBe(true);
  expect(performance.now() - begun).toBeLessThan(2000);
});
