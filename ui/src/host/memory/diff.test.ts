import { expect, it } from "vitest";

import type { DiffPiece } from "../../generated/DiffPiece";
import { diffWords } from "./diff";

const SIGNS: Record<DiffPiece["kind"], string> = { kept: "", added: "+", removed: "-" };

it.each([
  ["Sông cạn", "Sông cạn", "Sông cạn"],
  ["", "Sông cạn", "[+Sông cạn]"],
  ["Sông cạn", "Sông đầy", "Sông [-cạn][+đầy]"],
  // A syllable is one thing, and so is a number with its separators.
  ["hòa bình", "hoa bình", "[-hòa][+hoa] bình"],
  ["1.200 con dao", "1.300 con dao", "[-1.200][+1.300] con dao"],
  ["tăng 4,5% so với 2019", "tăng 4,6% so với 2020", "tăng [-4,5%][+4,6%] so với [-2019][+2020]"],
  ["ngày 15/10/2019", "ngày 16/10/2019", "ngày [-15/10/2019][+16/10/2019]"],
  ["a b c", "b c d", "[-a ]b c[+ d]"],
])("%s → %s", (before, after, expected) => {
  const shown = diffWords(before, after).map(({ kind, text }) =>
    kind === "kept" ? text : `[${SIGNS[kind]}${text}]`,
  );
  expect(shown.join("")).toBe(expected);
});
