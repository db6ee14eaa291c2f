import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { fold, lettersOf, match, rank, stretches } from "./fuzzy";

const found = (query: string, text: string) => match(lettersOf(query), lettersOf(text));

/** The text with what was matched in brackets. */
function marked(query: string, text: string): string | null {
  const fits = found(query, text);
  if (!fits) return null;
  return stretches(text, fits.letters)
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join("");
}

describe("a few letters", () => {
  it.each([
    ["xuat goi", "Xuất gói", "[Xuất] [gói]"],
    ["xuatgoi", "Xuất gói", "[Xuất] [gói]"],
    ["xg", "Xuất gói", "[X]uất [g]ói"],
    ["XUẤT", "Xuất gói", "[Xuất] gói"],
    ["cho noi", "Một sáng ở chợ nổi", "Một sáng ở [chợ] [nổi]"],
    ["pkg", "Package", "[P]ac[k]a[g]e"],
    ["duong", "Con đường dương liễu", "Con [đường] dương liễu"],
    ["dương", "Con đường dương liễu", "Con đường [dương] liễu"],
    ["đ", "Dòng đời", "Dòng [đ]ời"],
    // While the input method still builds the word: a mark that is there counts, the tone may follow.
    ["đương", "Con đường", "Con [đường]"],
    ["05", "Chỉ thị 05-CT/TW", "Chỉ thị [05]-CT/TW"],
    ["ct/tw", "Chỉ thị 05-CT/TW", "Chỉ thị 05-[CT]/[TW]"],
    // Letters that touch are better than letters that begin words.
    ["th", "Tiếng hát Thu", "Tiếng hát [Th]u"],
    // Decomposed, as macOS writes file names.
    ["cho", "cho\u0323\u031b ca\u0301", "[cho\u0323\u031b] ca\u0301"],
    ["da", "Ðà Nẵng", "[Ðà] Nẵng"],
    ["a", "🙂 an", "🙂 [a]n"],
  ])("%s in %s", (query, text, expected) => {
    expect(marked(query, text)).toBe(expected);
  });

  it.each([
    ["đường", "dương"],
    ["dương", "đường"],
    ["bán", "bạn"],
    ["goi xuat", "Xuất gói"],
    ["uat", "Xuất gói"],
    // The letters are all there, in order, but none of them belong together.
    ["hoa", "Thợ rèn ở làng"],
    ["chonoi", "Cầu gỗ mở lại"],
    ["", "Xuất gói"],
    ["…", "Xuất gói"],
    ["x", ""],
    ["x", "…"],
    ["xuat goi nay", "Xuất gói"],
  ])("%s is not in %s", (query, text) => {
    expect(found(query, text)).toBeNull();
  });
});

describe("the order", () => {
  const ranked = (query: string, ...texts: string[]) =>
    rank(
      query,
      texts.map((text) => ({ text, letters: lettersOf(text) })),
    ).map(({ item }) => item.text);

  it("puts whole words before starts of words, and those before initials", () => {
    expect(ranked("la", "Lửa ấm", "Giữ lửa làng", "Lan man", "Lá")).toEqual([
      "Lá",
      "Lan man",
      "Giữ lửa làng",
      "Lửa ấm",
    ]);
  });

  it("leaves what is equally good as it came", () => {
    expect(ranked("bai", "Bài ba", "Bài một", "Bài hai")).toEqual(["Bài ba", "Bài một", "Bài hai"]);
    expect(ranked("bai", "Bài hai", "Bài một", "Bài ba")).toEqual(["Bài hai", "Bài một", "Bài ba"]);
  });
});

describe("for any text", () => {
  const word = fc.string({
    unit: fc.constantFrom(..."aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấờửĐẶƯỷ019"),
    minLength: 1,
    maxLength: 9,
  });
  const words = fc.array(word, { minLength: 1, maxLength: 8 });
  const gap = fc.constantFrom(" ", "  ", ", ", " – ", "/");

  it("the start of any of its words finds it, with marks and without, and marks so many letters", () => {
    fc.assert(
      fc.property(words, gap, fc.nat(), fc.nat(), fc.boolean(), (words, gap, which, length, plain) => {
        const chosen = words[which % words.length]!;
        const start = chosen.slice(0, 1 + (length % chosen.length));
        const fits = found(plain ? fold(start) : start, words.join(gap));
        expect(fits?.letters).toHaveLength(start.length);
        // It is the best way to fit: never worse than the bare start of a word.
        expect(fits?.score).toBeGreaterThanOrEqual(8 + 10 * (start.length - 1));
      }),
    );
  });

  it("what is marked reads as the query does, in order", () => {
    const query = fc.string({ unit: fc.constantFrom(..."abcdđeoôơnữ "), maxLength: 6 });
    fc.assert(
      fc.property(words, query, (words, query) => {
        const text = words.join(" ");
        const fits = found(query, text);
        if (!fits) return;
        const places = fits.letters.map(({ from }) => from);
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
        expect(fits.letters.map(({ base }) => base).join("")).toBe(fold(query).replaceAll(" ", ""));
        expect(
          stretches(text, fits.letters)
            .map((stretch) => stretch.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});
