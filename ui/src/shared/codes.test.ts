import { describe, expect, it } from "vitest";

import fixture from "../../../tests/fixtures/codes.json";
import { type Codes, codeSign, codesIn, expanded, unknownCodes } from "./codes";

const CODES: Codes = new Map([
  ["smt", ["Sơn Minh Thắng", "tiền vệ Sơn Minh Thắng"]],
  ["h/10", ["Hồ Khê"]],
  ["9", ["thủ môn Lê Hạ"]],
]);

describe("codes", () => {
  // Rust's codes.rs reads the same cases.
  const known: Codes = new Map(Object.entries(fixture.codes));
  it.each(fixture.cases)("$text becomes $expanded", ({ text, expanded: made, unknown }) => {
    expect(expanded(text, known)).toBe(made);
    expect(unknownCodes(text, known).map(({ written }) => written.slice(1, -1))).toEqual(unknown);
  });

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
    expect(codeSign("Số 10 =h/10", "=", CODES)).toEqual({ take: 6, put: "Hồ Khê" });
    for (const before of ["", "=", "=lạ", "a=smt", "=smt ", "=smt=9"]) {
      expect(codeSign(before, "=", CODES), before).toBeNull();
    }
    expect(codeSign("=smt", "-", CODES)).toBeNull();
    expect(codeSign("=smt", "=", new Map())).toBeNull();
  });
});
