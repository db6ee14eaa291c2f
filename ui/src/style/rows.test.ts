import { describe, expect, it } from "vitest";

import { alikeToStore, firstRows, pairFault, pairsToStore } from "./rows";

const rows = (...pairs: [string, string][]) => pairs.map(([from, to], at) => ({ id: at + 1, from, to }));
const faults = (...pairs: [string, string][]) => {
  const all = rows(...pairs);
  return all.map((pair) => pairFault(firstRows(all), pair));
};

describe("a row of the house list", () => {
  it.each([
    ["is whole", ["Hà nội", "Hà Nội"], null],
    ["may be empty: nobody has written in it yet", ["", " "], null],
    ["needs what is written wrongly", [" ", "Hà Nội"], "no_from"],
    ["needs what is right", ["Hà nội", ""], "no_to"],
    ["needs two sides that differ", ["Hà Nội ", "Hà Nội"], "same"],
  ] as const)("%s", (_, [from, to], fault) => expect(faults([from, to])).toEqual([fault]));

  it("is told that its key stands in an earlier one, however its letters are made up", () => {
    expect(faults(["xử lí", "xử lý"], ["xử lí ".normalize("NFD"), "giải quyết"])).toEqual([null, "twice"]);
  });

  it("is stored once it is whole, without space around it", () => {
    const all = rows(
      [" Hà nội ", "Hà Nội"],
      ["Hà nội", "HN"],
      ["xử lí", ""],
      ["", ""],
      ["sáp nhập", "sáp nhập"],
    );
    expect(pairsToStore(all)).toEqual({ "Hà nội": "Hà Nội" });
  });

  it("of terms that mean the same takes two", () => {
    const alike = [
      { id: 1, terms: ["bảo đảm", "đảm bảo"] },
      { id: 2, terms: ["máy bay"] },
      { id: 3, terms: [] },
    ];
    expect(alikeToStore(alike)).toEqual([["bảo đảm", "đảm bảo"]]);
  });
});
