import fc from "fast-check";
import { expect, it } from "vitest";

import { around } from "./snippet";

const LONG =
  "Theo danh sách của ban tổ chức, bảy lò còn lại làm ra khoảng 1.200 con dao mỗi tháng, bằng một phần tư.";

const shown = (text: string, words: string) => {
  const from = text.indexOf(words);
  const { before, after } = around(text, { from, to: from + words.length });
  return `${before}[${words}]${after}`;
};

it.each([
  ["Nước lên lên nhanh.", "lên lên", "Nước [lên lên] nhanh."],
  [LONG, "làm ra", "… của ban tổ chức, bảy lò còn lại [làm ra] khoảng 1.200 con dao mỗi tháng, …"],
  [LONG, "Theo", "[Theo] danh sách của ban tổ chức, bảy …"],
  [LONG, "phần tư", "… con dao mỗi tháng, bằng một [phần tư]."],
  ["x", "x", "[x]"],
  [`xem ${"a".repeat(60)} đây`, "đây", `… ${"a".repeat(31)} [đây]`],
  ["🙂".repeat(40), "🙂".repeat(2), `[🙂🙂]${"🙂".repeat(16)} …`],
])("of %j at %j shows %j", (text, words, wanted) => expect(shown(text, words)).toBe(wanted));

it("cuts no syllable and no sign, in any text", () => {
  const text = fc
    .array(fc.constantFrom("nước ", "lên", " ", "🙂", "ngập ", "ế", "\n"))
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(9), (text, place, length) => {
      const from = place % (text.length + 1);
      const to = Math.min(text.length, from + length);
      const { before, after } = around(text, { from, to });
      const [left, right] = [before.replace(/^… /, ""), after.replace(/ …$/, "")];
      expect(text.slice(0, from).endsWith(left)).toBe(true);
      expect(text.slice(to).startsWith(right)).toBe(true);
      const isWord = (sign: string | undefined) => sign !== undefined && !/\s/.test(sign);
      const cutLeft =
        before !== left && /\s/.test(left) && isWord(text[from - left.length - 1]) && isWord(left[0]);
      expect(cutLeft).toBe(false);
    }),
  );
});
