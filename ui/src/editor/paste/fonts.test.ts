/** Letters that a font had given another meaning, and lists that only their signs tell. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { clean } from "./clean";
import { decoded } from "./legacy";
import { blocksFromText } from "./plain";
import { isNews } from "./report";
import { written } from "./written";

const cleaned = (html: string) => clean(html, () => false);
const blocks = (html: string) => written(cleaned(html).blocks);
const span = (font: string, text: string) => `<span style='font-family:${font}'>${text}</span>`;

describe("fonts of signs", () => {
  it.each([
    ["an arrow of Word's", `Hà Nội ${span("Wingdings", "à")} Lâm Khê`, "Hà Nội → Lâm Khê"],
    ["as Word keeps it", `một ${span("Wingdings", "\uf0e0")} hai`, "một → hai"],
    [
      "and writes it down",
      "một <span style='font-family:Wingdings;mso-ascii-font-family:Calibri;mso-char-type:symbol;mso-symbol-font-family:Wingdings'><span style='mso-char-type:symbol;mso-symbol-font-family:Wingdings'>à</span></span> hai",
      "một → hai",
    ],
    ["a thousandth", `2,5 ${span("Symbol", "m")}m, ${span("Symbol", "³")} 50`, "2,5 μm, ≥ 50"],
    [
      "of signs for numbers",
      span("Symbol", "£ \uf0a3 ± ´ ¸ ° a b \uf061 ¹ » ® Þ"),
      "≤ ≤ ± × ÷ ° α β α ≠ ≈ → ⇒",
    ],
    ["ticks and crosses", span("Wingdings", "ü û þ ý n l § Ø v q"), "✓ ✗ ☑ ☒ ■ ● ▪ ➢ ❖ ❑"],
    [
      "of the other sets",
      `${span('"Wingdings 2"', "P O R")} ${span('"Wingdings 3"', "u")} ${span("Webdings", "a")}`,
      "✓ ✗ ☑ ▶ ✔",
    ],
    ["by an old tag", 'một <font face="Wingdings">à</font> hai', "một → hai"],
    ["by Writer, with another for who lacks it", '<font face="Symbol, serif">³</font> 50', "≥ 50"],
    ["by the short form", "một <span style='font:11.0pt Wingdings'>à</span> hai", "một → hai"],
    [
      "not where another is set within",
      span("Wingdings", `à <span style='font:7.0pt "Times New Roman"'>à</span>`),
      "→ à",
    ],
    ["without a word of the font", "một \uf0e0 hai \uf0fc", "một → hai ✓"],
    ["that are signs already", span("Symbol", "→ ≥ μ"), "→ ≥ μ"],
  ])("%s", (_what, html, text) => expect(blocks(`<p>${html}</p>`)).toBe(text));

  it("what no text has is counted", () => {
    const { blocks: found, report } = cleaned(`<p>một ${span("Wingdings", "\uf0ff7")} hai</p>`);
    expect(written(found)).toBe("một ⌨ hai");
    expect(report.removed.symbols).toBe(1);
    expect(report.converted.symbols).toBe(1);
  });
});

describe("Vietnamese of old fonts", () => {
  it.each([
    ["TCVN3", span('".VnTime"', "Thî ®ãng ghe cña «ng T\u00ad"), "Thợ đóng ghe của ông Tư"],
    ["in capitals by its font", span('".VnTimeH"', "thî ®ãng ghe"), "THỢ ĐÓNG GHE"],
    ["its first letter in the other font", `${span('".VnTimeH"', "Ê")}${span('".VnTime"', "n §é")}`, "Ấn Độ"],
    ["in capitals by the shift key", span(".VnArial", "CéNG HßA X· HéI"), "CỘNG HÒA XÃ HỘI"],
    ["VNI", span('"VNI-Times"', "Thôï ñoùng ghe"), "Thợ đóng ghe"],
    [
      "of either in a line",
      `${span(".VnTime", "Thî ®ãng")} ${span("VNI-Helve", "Thôï ñoùng")}`,
      "Thợ đóng Thợ đóng",
    ],
    ["by an old tag", '<font face=".VnTime">Hµ Néi</font>', "Hà Nội"],
    ["a letter and its mark apart", `${span("VNI-Times", "Tho")}${span("VNI-Times", "aùt")}`, "Thoát"],
    ["with bold words in it", span(".VnTime", "Hµ <b>Néi</b>"), "Hà **Nội**"],
    ["Unicode in such a font stays", span(".VnTime", "Tôi là Nguyễn"), "Tôi là Nguyễn"],
    ["words in another font stay", span(".VnTime", `Hµ ${span("Arial", "và bà")} Néi`), "Hà và bà Nội"],
  ])("%s", (_what, html, text) => expect(blocks(`<p>${html}</p>`)).toBe(text));

  it("by the rules that Word puts before the text", () => {
    const style =
      '<style>\n<!--\n /* Style Definitions */\n p.MsoNormal, li.MsoNormal\n\t{margin:0in;\n\tfont-family:".VnTime";}\nspan.tit {font-family:"\\.VnTimeH", sans-serif}\n@page {size:A4}\n-->\n</style>';
    const html = `<html><head>${style}</head><body><p class=MsoNormal><span class=tit>tin</span> ®ãng ghe ${span("Arial", "và bà")}</p><p>à</p></body></html>`;
    expect(blocks(html)).toBe("TIN đóng ghe và bà\nà");
  });

  it("is told, in places", () => {
    const { report } = cleaned(`<p>${span(".VnTime", "Hµ Néi")}</p><p>${span("VNI-Times", "Haø Noäi")}</p>`);
    expect(report.converted).toEqual({ tcvn3: 1, vni: 1, symbols: 0 });
    expect(isNews(report)).toBe(true);
    expect(isNews(cleaned(`<p>${span(".VnTime", "Ha Noi")}</p>`).report)).toBe(false);
  });

  it("reads as Rust does", () => {
    const file = join(import.meta.dirname, "../../../../tests/fixtures/legacy_letters.json");
    const cases = JSON.parse(readFileSync(file, "utf8")) as { letters: string; look: string; text: string }[];
    for (const { letters, look, text } of cases) {
      expect(decoded(letters as "tcvn3" | "vni", look, { begins: true })).toBe(text);
    }
  });
});

describe("lists that only their signs tell", () => {
  const arial = `<p style="margin-left:36.0pt;text-indent:-18.0pt"><span style='font-family:Arial'>●<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><span>Mục một</span></p>`;
  it.each([
    ["Word's, without a mark", arial, "- Mục một"],
    [
      "in a font of signs",
      `<p>${span("Wingdings", "§")}&nbsp;&nbsp; một</p><p>${span("Symbol", "·")}&nbsp; hai</p>`,
      "- một\n- hai",
    ],
    ["hollow ones", `<p><span style='font-family:"Courier New"'>o&nbsp;&nbsp;</span>một</p>`, "- một"],
    ["a letter that lost its font", "<p>\uf0b7 một</p><p>\uf0d8 hai</p>", "- một\n- hai"],
    ["hyphens", "<p>- một</p><p>- hai</p>", "- một\n- hai"],
    ["numbers from 1", "<p>1. một</p><p>2. hai</p>", "1. một\n1. hai"],
    ["a number that counts nothing stays", "<p>5. một</p><p>2019. hai</p>", "5. một\n2019. hai"],
    ["talk stays", "<p>- Anh đi đâu?</p><p>- Tôi về.</p>", "- Anh đi đâu?\n- Tôi về."],
    ["what is below nothing stays", "<p>một</p><p>- 15 độ C</p>", "một\n- 15 độ C"],
    ["a word stays", "<p>o một</p><p>* * *</p>", "o một\n* * *"],
  ])("%s", (_what, html, text) => expect(blocks(html)).toBe(text));

  it.each([
    ["bullets", "• Ghe bầu\n• Ghe chài", "- Ghe bầu\n- Ghe chài"],
    [
      "Word's, with its tab",
      "•\tGhe bầu\r\no\tGhe chài\r\n§\tGhe lê\r\nØ\tGhe cửa",
      "- Ghe bầu\n- Ghe chài\n- Ghe lê\n- Ghe cửa",
    ],
    ["numbers", "1. Ghe bầu\n2. Ghe chài", "1. Ghe bầu\n1. Ghe chài"],
    ["hyphens", "Các loại:\n- Ghe bầu\n- Ghe chài", "Các loại:\n- Ghe bầu\n- Ghe chài"],
    ["talk stays", "- Anh đi đâu?\n- Tôi về.", "- Anh đi đâu?\n- Tôi về."],
    ["one line stays", "- 5", "- 5"],
  ])("as plain text: %s", (_what, text, made) => expect(written(blocksFromText(text))).toBe(made));
});

describe("numbers that a list has", () => {
  it.each([
    ["from 5 on", "<ol start=5><li>một</li><li>hai</li></ol>", "5. một\n6. hai"],
    ["by its items", '<ol><li>một</li><li value="7">hai</li><li>ba</li></ol>', "1. một\n7. hai\n8. ba"],
    ["letters", "<ol type=a><li>một</li><li>hai</li></ol>", "a. một\nb. hai"],
    ["of Google's", '<ol><li style="list-style-type:lower-alpha">một</li></ol>', "a. một"],
    ["Roman ones", "<ol type=I start=4><li>một</li></ol>", "IV. một"],
    ["backwards", "<ol reversed><li>một</li><li>hai</li></ol>", "2. một\n1. hai"],
    ["1, 2, 3", "<ol start=1 type=1><li>một</li><li value=2>hai</li></ol>", "1. một\n1. hai"],
    ["only at the item's head", "<ol start=2><li><p>một</p><p>hai</p></li></ol>", "2. một\nhai"],
  ])("%s", (_what, html, text) => expect(blocks(html)).toBe(text));

  it("of Word's lists", () => {
    const item = (list: string, sign: string, text: string) =>
      `<p class=MsoListParagraph style='mso-list:${list}'><span style='mso-list:Ignore'>${sign}<span>&nbsp;&nbsp;</span></span>${text}</p>`;
    const html = [
      item("l0 level1 lfo1", "1.", "một"),
      item("l0 level1 lfo1", "2.", "hai"),
      item("l1 level1 lfo2", "5.", "ba"),
      item("l1 level1 lfo2", "6.", "bốn"),
      item("l2 level1 lfo3", "a)", "năm"),
    ].join("");
    expect(blocks(html)).toBe("1. một\n1. hai\n5. ba\n6. bốn\na) năm");
  });
});

describe("what parts lines", () => {
  it.each(["\v", "\u0085", "\u2028", "\u2029"])("parts words everywhere: %j", (sign) => {
    expect(blocks(`<p>một${sign}hai</p>`)).toBe("một\nhai");
    expect(blocks(`<h2>một${sign}hai</h2>`)).toBe("# một hai");
    expect(written(blocksFromText(`một${sign}hai`))).toBe("một\nhai");
  });
});
