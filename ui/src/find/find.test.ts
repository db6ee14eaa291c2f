/** What find and replace finds in a text, as rules; and that its places are right in any text. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { type FindOptions, type Marks, find, fold, hasMarks, inTheCaseOf, needleFor, replaced } from "./find";

const WIDE: FindOptions = { matchCase: false, wholeWord: false, marks: "loose" };
const CASE: FindOptions = { ...WIDE, matchCase: true };
const WORD: FindOptions = { ...WIDE, wholeWord: true };
const MARKS: FindOptions = { ...WIDE, marks: "exact" };
const OWN: FindOptions = { ...WIDE, marks: "own" };

const words = (text: string, query: string, options: FindOptions) =>
  find(text, query, options).map(({ from, to }) => text.slice(from, to));

const nfd = (text: string) => text.normalize("NFD");

describe("a query", () => {
  it.each<[what: string, text: string, query: string, options: FindOptions, found: string[]]>([
    ["that is empty finds nothing", "đường", "", WIDE, []],
    ["finds nothing in no text", "", "a", WIDE, []],
    [
      "without marks finds any",
      "đường, dương, duong, Đường",
      "duong",
      WIDE,
      ["đường", "dương", "duong", "Đường"],
    ],
    ["with marks means itself", "đường, dương, duong", "đường", WIDE, ["đường"]],
    ["with marks is not đ where it says d", "đương dương", "dương", WIDE, ["dương"]],
    ["finds a tone in either place", "hòa hoà hoa hóa Hoà", "hoà", WIDE, ["hòa", "hoà", "Hoà"]],
    ["finds a tone in either place of y", "thủy thuỷ thuý", "thủy", WIDE, ["thủy", "thuỷ"]],
    ["is found while it is still being typed", "hoàn toàn", "toà", WIDE, ["toà"]],
    ["of one toned letter is found beside another vowel", "hoà", "à", WIDE, ["à"]],
    ["finds đ as old fonts write it", "Ðà Nẵng, Đà Nẵng", "đà nẵng", WIDE, ["Ðà Nẵng", "Đà Nẵng"]],
    ["without marks is exact where marks matter", "đường dương duong", "duong", MARKS, ["duong"]],
    ["without marks means itself where it keeps to its own", "gồm gom Gom gôm", "gom", OWN, ["gom", "Gom"]],
    ["keeps to its own marks wherever the tone is put", "hòa hoà hoa", "hòa", OWN, ["hòa", "hoà"]],
    ["with marks is exact where marks matter", "hòa hoà", "hoà", MARKS, ["hoà"]],
    [
      "does not care how letters were typed",
      `đường ${nfd("đường")}`,
      nfd("đường"),
      MARKS,
      ["đường", nfd("đường")],
    ],
    ["takes the marks of a letter with it", `${nfd("hoà")}.`, "hoa", WIDE, [nfd("hoà")]],
    ["is no part of a letter", `${nfd("hoà")} hoa`, "hoa", MARKS, ["hoa"]],
    ["in capitals finds small letters", "bến Bến BẾN", "BẾN", WIDE, ["bến", "Bến", "BẾN"]],
    ["is told from capitals", "bến Bến BẾN", "Bến", CASE, ["Bến"]],
    ["without marks is told from capitals", "đường Đường", "Duong", CASE, ["Đường"]],
    ["stands after a letter that grows in lower case", "İstanbul là İ", "la", WIDE, ["là"]],
    ["finds every sigma", "ΟΔΟΣ οδος ΟΔΟΣΑ", "οδος", WIDE, ["ΟΔΟΣ", "οδος", "ΟΔΟΣ"]],
    ["stands after an emoji", "🙂 lửa 👩‍🚒 lửa", "lua", WIDE, ["lửa", "lửa"]],
    ["may be an emoji", "một 🙂 hai 🙂", "🙂", WIDE, ["🙂", "🙂"]],
    ["is no part of an emoji", "👩‍🚒 🚒", "🚒", WIDE, ["🚒"]],
    ["does not overlap itself", "aaaaa", "aa", WIDE, ["aa", "aa"]],
    ["of a lone mark finds no letter", `u\u0308 ${"ü"}`, "\u0308", WIDE, []],
    ["may be two spaces", "một  hai", "  ", WIDE, ["  "]],
    ["finds a space that does not break", "71\u00A0tuổi", "71 tuổi", WIDE, ["71\u00A0tuổi"]],
    ["is no pattern", "a.c abc (x) [x]", "a.c", WIDE, ["a.c"]],
    ["with marks is no pattern either", "đ.c đbc", "đ.c", WIDE, ["đ.c"]],
    ["may hold brackets and bars", "(x|[y]) đ*", "(x|[y]) đ*", WIDE, ["(x|[y]) đ*"]],
  ])("%s", (_what, text, query, options, found) => {
    expect(words(text, query, options)).toEqual(found);
  });

  it.each<[text: string, query: string, found: string[]]>([
    ["an, bàn, ăn, ban", "an", ["an", "ăn"]],
    ["an bàn ăn", "ăn", ["ăn"]],
    ["lò rèn, lòng", "lo", ["lò"]],
    [nfd("lò lòng"), "lo", [nfd("lò")]],
    ["làng rèn làng", "làng rèn", ["làng rèn"]],
    ["“lửa” lửa.", "lửa", ["lửa", "lửa"]],
    ["200 1.200 200.000 200, 200.", "200", ["200", "200", "200"]],
    ["1.200 con dao, 11.200", "1.200", ["1.200"]],
    ["x_lò lò-rèn", "lò", ["lò"]],
    ["𝐚lò lò𝐚 lò", "lò", ["lò"]],
    ["a a aa a a", "a a", ["a a", "a a"]],
    ["aa a a", "a a", ["a a"]],
    ["nói: “không”", ": “", [": “"]],
  ])("that is a whole word in %j: %j", (text, query, found) => {
    expect(words(text, query, WORD)).toEqual(found);
  });

  it("has marks or none", () => {
    for (const query of ["đường", nfd("ơ"), "Đ", "ả"]) expect(hasMarks(query), query).toBe(true);
    for (const query of ["", "duong", "über", "日本"]) expect(hasMarks(query), query).toBe(false);
  });
});

it("replaces every place and nothing else", () => {
  const text = "Lò này, lò kia, lòng";
  expect(replaced(text, find(text, "lò", WORD), () => "bễ")).toBe("bễ này, bễ kia, lòng");
  expect(replaced(text, [], () => "x")).toBe(text);
  expect(replaced("aaa", find("aaa", "a", WIDE), () => "")).toBe("");
});

const SYLLABLES = [
  "a",
  "à",
  "hòa",
  "hoà",
  "đường",
  "Dương",
  "duong",
  "o\u0300",
  "ỷ",
  "uy",
  "İ",
  "ß",
  "각",
  "ᄀ",
];
const OTHERS = [" ", ".", "1", "\u00A0", "\u0301", "\u0323", "🙂", "👩‍🚒", "❤️", "\uD83D", "Σ", "ς", "(", "\\"];
const anyText = fc
  .array(fc.oneof(fc.constantFrom(...SYLLABLES, ...OTHERS), fc.string({ unit: "binary", maxLength: 2 })), {
    maxLength: 24,
  })
  .map((parts) => parts.join(""));
const anyOptions = fc.record({
  matchCase: fc.boolean(),
  wholeWord: fc.boolean(),
  marks: fc.constantFrom<Marks>("loose", "own", "exact"),
});

describe("in any text", () => {
  it("what is found folds to the folded query, in order and apart", () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(), anyOptions, (text, start, length, options) => {
        // A piece of the text itself, so that there is something to find.
        const from = start % (text.length + 1);
        const query = text.slice(from, from + (length % 6));
        const { view, pattern } = needleFor(query, options);
        let last = 0;
        for (const range of find(text, query, options)) {
          expect(range.from).toBeGreaterThanOrEqual(last);
          expect(range.to).toBeGreaterThan(range.from);
          last = range.to;
          const folded = fold(text.slice(range.from, range.to), view).folded;
          if (options.marks === "exact" || (options.marks === "loose" && !hasMarks(query)))
            expect(folded).toBe(fold(query, view).folded);
          // Another spelling of it: as long, and the whole of it fits.
          else expect(folded.replace(new RegExp(`^(?:${pattern!.source})$`), "")).toBe("");
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("it is found composed and decomposed alike", () => {
    const letters = fc.array(fc.constantFrom("a", "à", "hoà", "hòa", "đ", "ướ", "Ệ", " ", ".", "🙂"));
    fc.assert(
      fc.property(letters, letters, anyOptions, (parts, wanted, options) => {
        const [text, query] = [parts.join(""), wanted.join("")];
        const found = words(text, query, options);
        expect(words(nfd(text), query, options).map((word) => word.normalize())).toEqual(found);
        expect(words(text, nfd(query), options)).toEqual(found);
      }),
      { numRuns: 1000 },
    );
  });

  it("a text holds itself", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...SYLLABLES, " ", "🙂"), { minLength: 1 }),
        anyOptions,
        (parts, options) => {
          const text = parts.join("");
          expect(find(text, text, options)).toEqual([{ from: 0, to: text.length }]);
        },
      ),
    );
  });

  it("nothing is left to find once all is replaced by something else", () => {
    fc.assert(
      fc.property(
        anyText,
        fc.nat(),
        anyOptions,
        fc.constantFrom("#", "%%"),
        (text, start, options, other) => {
          const from = start % (text.length + 1);
          const query = text.slice(from, from + 3);
          fc.pre(!query.includes("#") && !query.includes("%"));
          // A word may come to stand alone when its neighbour is taken away.
          const loose = { ...options, wholeWord: false };
          const after = replaced(text, find(text, query, loose), () => other);
          expect(find(after, query, loose)).toEqual([]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("what is put in", () => {
  it.each([
    ["làng", "xóm", "xóm"],
    ["Làng", "xóm", "Xóm"],
    ["LÀNG", "xóm", "XÓM"],
    ["Làng Rèn", "xóm bể", "Xóm bể"],
    ["làng Vân Sa", "xóm bể", "xóm bể"],
    ["“Làng", "xóm", "Xóm"],
    ["Á", "ô", "Ô"],
    ["Làng", "XÓM", "XÓM"],
    ["Làng", "Xóm bể", "Xóm bể"],
    ["LÀNG", "iPhone", "iPhone"],
    ["1.200", "hai", "hai"],
    ["Đò", "", ""],
  ])("in the place of %s for %s is %s", (found, replacement, put) =>
    expect(inTheCaseOf(found, replacement)).toBe(put),
  );
});
