import { describe, expect, it } from "vitest";

import { type Codes, codeSign, codesIn, expanded, unknownCodes } from "./codes";

const CODES: Codes = new Map([
  ["smt", ["Sơn Minh Thắng", "tiền vệ Sơn Minh Thắng"]],
  ["đội-1", ["đội Bến Sông"]],
  ["a.b_2", ["x"]],
  ["9", ["thủ môn Lê Hạ"]],
  ["dài".repeat(20) + "abcd", ["vừa đủ"]],
]);

describe("codes", () => {
  it.each([
    ["=smt=", "Sơn Minh Thắng"],
    ["=smt#1=", "Sơn Minh Thắng"],
    ["=smt#2= ghi bàn", "tiền vệ Sơn Minh Thắng ghi bàn"],
    ["(=smt=)", "(Sơn Minh Thắng)"],
    ["=smt==9=", "Sơn Minh Thắngthủ môn Lê Hạ"],
    ["=đội-1= thắng, =a.b_2=", "đội Bến Sông thắng, x"],
    ["=smt= và =lạ= và =9=", "Sơn Minh Thắng và =lạ= và thủ môn Lê Hạ"],
    [`=${"dài".repeat(20)}abcd=`, "vừa đủ"],
    // Case is part of a code.
    ["=SMT=", "=SMT="],
    // No such text.
    ["=smt#3=", "=smt#3="],
    ["=smt#0=", "=smt#0="],
    // Not inside of words, nor with spaces: sums stay sums.
    ["a=smt=", "a=smt="],
    ["1=9=", "1=9="],
    ["ạ=9=", "ạ=9="],
    ["a = b = c", "a = b = c"],
    ["= smt =", "= smt ="],
    ["==", "=="],
    ["=smt", "=smt"],
    ["=smt#=", "=smt#="],
    ["=smt\n=", "=smt\n="],
    // An unfinished code hides no finished one.
    ["=smt =9=", "=smt thủ môn Lê Hạ"],
  ])("%s becomes %s", (text, made) => expect(expanded(text, CODES)).toBe(made));

  it("that nobody knows are told with their place", () => {
    expect(unknownCodes("Anh =abc=, =smt= và =x#2=", CODES)).toEqual([
      { from: 4, to: 9, written: "=abc=", text: null },
      { from: 20, to: 25, written: "=x#2=", text: null },
    ]);
    expect(codesIn(`=${"a".repeat(65)}=`, CODES)).toEqual([]);
  });

  it("are replaced at the sign that ends them, and at no other", () => {
    expect(codeSign("Ảnh: =smt", "=", CODES)).toEqual({ take: 5, put: "Sơn Minh Thắng" });
    expect(codeSign("=smt#2", "=", CODES)).toEqual({ take: 7, put: "tiền vệ Sơn Minh Thắng" });
    for (const before of ["", "=", "=lạ", "a=smt", "=smt ", "=smt=9"]) {
      expect(codeSign(before, "=", CODES), before).toBeNull();
    }
    expect(codeSign("=smt", "-", CODES)).toBeNull();
    expect(codeSign("=smt", "=", new Map())).toBeNull();
  });
});
