import { expect, it } from "vitest";

import type { BlockChange } from "../generated/BlockChange";
import { folded } from "./folding";

const still: BlockChange = {
  kind: "kept",
  block: { type: "paragraph" },
  was: null,
  pieces: [{ kind: "kept", text: "Sông cạn." }],
  marks_changed: false,
};
const changes: Record<string, BlockChange> = {
  _: still,
  w: { ...still, pieces: [...still.pieces, { kind: "added", text: " Đò nghỉ." }] },
  "+": { ...still, kind: "added" },
  "-": { ...still, kind: "removed" },
  k: { ...still, was: { type: "quote" } },
  b: { ...still, marks_changed: true },
};

it.each([
  ["", ""],
  ["w", "w"],
  // One on either side stays in sight: where the change stands.
  ["____w____", "(3)_w_(3)"],
  ["_+_", "_+_"],
  ["__-__", "__-__"],
  ["___k___", "(2)_k_(2)"],
  ["b____w", "b_(2)_w"],
  ["b___w", "b___w"],
  ["____", "(4)"],
])("folds %s to %s", (body, expected) => {
  const signs = new Map(Object.entries(changes).map(([sign, change]) => [change, sign]));
  const rows = folded(body.split("").map((sign) => changes[sign] as BlockChange));
  const shown = rows.map((row) => (row.kind === "fold" ? `(${row.changes.length})` : signs.get(row.change)));
  expect(shown.join("")).toBe(expected);
});
