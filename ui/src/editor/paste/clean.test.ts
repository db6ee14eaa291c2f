import { describe, expect, it } from "vitest";
import fc from "fast-check";

import { clean } from "./clean";
import { LIMITS, TooMuch } from "./limits";
import { isNews } from "./report";
import { written } from "./written";

const cleaned = (html: string, photos: string[] = []) => clean(html, (id) => photos.includes(id));
const blocks = (html: string, photos?: string[]) => written(cleaned(html, photos).blocks);

describe("the white space of the source", () => {
  it.each([
    ["ends of lines are spaces", "<p>một\n  hai\t ba</p>", "một hai ba"],
    ["one space where runs meet", "<p><b>một </b> <i> hai</i></p>", "**một **_hai_"],
    ["spaces between blocks are nothing", "<div> <p>một</p> \n <p> hai </p> </div>", "một\nhai"],
    ["spaces that fill a line are one", "<p>một&nbsp;&nbsp; &nbsp;hai&nbsp;</p>", "một hai"],
    ["a number keeps its unit", "<p>5&nbsp;km, 10&nbsp;%, lúc&nbsp;đó</p>", "5\u00a0km, 10\u00a0%, lúc đó"],
    ["what has no width goes", "<p>t&#8203;hu&shy;ng\ufeff l\u2060ũng</p>", "thung lũng"],
    ["letters that are put together are one", "<p>Tie\u0302\u0301ng Vie\u0323\u0302t</p>", "Tiếng Việt"],
    ["a mail's own lines are lines", '<div style="white-space: pre-wrap">một\nhai</div>', "một\nhai"],
  ])("%s", (_rule, html, text) => expect(blocks(html)).toBe(text));
});

describe("the structure", () => {
  it.each([
    ["a line break begins a block", "một<br>hai<br><br>ba<br>", "một\nhai\nba"],
    [
      "not in a heading, nor in an item",
      "<h2>một<br>hai</h2><ul><li>ba<br>bốn</li></ul>",
      "# một hai\n- ba bốn",
    ],
    ["a page's sections are headings", "<h2>một</h2><h3>hai</h3><h6>ba</h6>", "# một\n## hai\n## ba"],
    ["below a title they are smaller ones", "<h1>một</h1><h2>hai</h2>", "# một\n## hai"],
    ["a heading by its role", '<div role="heading" aria-level="3">một</div>', "## một"],
    ["a heading needs no bold", "<h2><b>một</b> <i>hai</i></h2>", "# một _hai_"],
    ["words around blocks stand by themselves", "một<p>hai</p>ba", "một\nhai\nba"],
    ["an item's later paragraph has no bullet", "<li><p>một</p><p>hai</p></li>", "- một\nhai"],
    ["a list in a list is a list", "<ol><li>một<ul><li>hai</li></ul></li></ol>", "1. một\n- hai"],
    [
      "an inner weight undoes an outer one",
      '<b>một <span style="font-weight:400">hai</span></b>',
      "**một **hai",
    ],
    ["italic by style", '<span style="font-style: italic !important">một</span>', "_một_"],
    ["a raised number stays apart", "10<sup>6</sup>, 1<sup>st</sup>, CO<sub>2</sub>", "10⁶, 1st, CO2"],
    ["an empty paragraph is only room", "<p>một</p><p>&nbsp;</p><p><br></p><p>hai</p>", "một\nhai"],
  ])("%s", (_rule, html, text) => expect(blocks(html)).toBe(text));
});

describe("links", () => {
  it.each([
    ["a safe one stays", "https://example.org/a?b=1", "[một](https://example.org/a?b=1)"],
    ["a mail address too", "mailto:toasoan@example.org", "[một](mailto:toasoan@example.org)"],
    [
      "Google's detour is left out",
      "https://www.google.com/url?q=https://example.org/&sa=D",
      "[một](https://example.org/)",
    ],
    [
      "no script behind the detour",
      "https://www.google.com/url?q=javascript:alert(1)",
      "[một](https://www.google.com/url?q=javascript:alert(1))",
    ],
    ["a script's words only", " java\nscript:alert(1)", "một"],
    ["no file of this computer", "file:///etc/passwd", "một"],
    ["no data", "data:text/html,hai", "một"],
    ["nothing that is no address", "https://", "một"],
  ])("%s", (_rule, href, text) => {
    expect(blocks(`<a href="${href}">một</a>`)).toBe(text);
  });

  it("that lead nowhere are counted, those within the text are not", () => {
    expect(cleaned('<a href="javascript:1">một</a>').report.removed.links).toBe(1);
    expect(isNews(cleaned('<a href="#hai">một</a>').report)).toBe(false);
  });
});

describe("copied here", () => {
  const copied = (html: string) => html.replace(">", ' data-pm-slice="1 1 []">');

  it("each space and empty line was meant", () => {
    expect(blocks(copied("<p>một  hai </p><p></p><p>ba</p>"))).toBe("một  hai \n\nba");
  });

  it("headings, lists and quotes are what they were", () => {
    const html = "<h2>một</h2><h3>hai</h3><ol><li>ba</li></ol><ol><li></li></ol><blockquote>bốn</blockquote>";
    expect(blocks(copied(html))).toBe("# một\n## hai\n1. ba\n1. \n> bốn");
  });

  it("a photo stays where it is the story's, and is no file of another's", () => {
    const html = copied('<figure data-photo="a"></figure>') + '<figure data-photo="b"><img src="x"></figure>';
    const { blocks, report } = cleaned(html, ["a"]);
    expect(written(blocks)).toBe("[photo a]");
    expect(report.removed.images).toBe(1);
    expect(report.kept.photo).toBe(1);
  });
});

describe("more than a person's text", () => {
  const tight = (limits: Partial<typeof LIMITS>) => ({ ...LIMITS, ...limits });

  it.each([
    ["characters", "<p>một hai ba</p>", { html: 10 }],
    ["nodes", "<p>một</p>".repeat(20), { nodes: 30 }],
    ["levels", `${"<div>".repeat(40)}một`, { depth: 30 }],
    ["time", "<p>một</p>".repeat(1000), { milliseconds: -1 }],
  ])("in %s is given up", (_what, html, limits) => {
    expect(() => clean(html, () => false, tight(limits))).toThrow(TooMuch);
    expect(clean(html, () => false).blocks.length).toBeGreaterThan(0);
  });

  it("is not a picture that the HTML carries within it", () => {
    const html = `<p>một <img src="data:image/png;base64,${"A".repeat(LIMITS.html)}"></p>`;
    const { blocks, report } = cleaned(html);
    expect(written(blocks)).toBe("một");
    expect(report.removed.images).toBe(1);
  });
});

describe("any HTML", () => {
  const word = fc.stringMatching(/^[a-zăâđêôơưáàảãạ]{1,8}$/);
  const around = fc.constantFrom(
    ..."p div h1 h3 h6 ul ol li blockquote table b i a span font o:p section pre dl dd sup q center".split(
      " ",
    ),
  );
  const attribute = fc.constantFrom(
    "",
    ' style="font-weight:700;mso-list:l0 level1 lfo1"',
    ' class="MsoListParagraph" style="mso-list:l0 level1 lfo1"',
    ' class="MsoTitle"',
    ' href="javascript:alert(1)"',
    ' href="https://example.org/"',
    ' style="white-space:pre-wrap;;:;font"',
    ' role="heading" aria-level="x"',
    ' onclick="alert(1)"',
  );
  /** Within a table only its cells hold words. */
  const wrap = (tag: string, attributes: string, inner: string) =>
    tag === "table"
      ? `<table${attributes}><tbody><tr><td>${inner}</td></tr></tbody></table>`
      : `<${tag}${attributes}>${inner}</${tag}>`;
  interface Made {
    html: string;
    words: string[];
  }
  const text = word.map((one): Made => ({ html: ` ${one} `, words: [one] }));
  const unseen = fc
    .tuple(fc.constantFrom("script", "style", "template", "noscript", "textarea", "del"), word)
    .map(([tag, one]): Made => ({ html: `<${tag}>${one}UNSEEN</${tag}>`, words: [] }));
  const alone = fc
    .constantFrom(
      "<br>",
      "<hr>",
      "<!-- UNSEEN -->",
      '<img src="https://example.org/a.png">',
      "<o:p>&nbsp;</o:p>",
    )
    .map((html): Made => ({ html, words: [] }));
  const { tree } = fc.letrec<{ tree: Made }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      text,
      unseen,
      alone,
      fc
        .tuple(around, attribute, fc.array(tie("tree"), { maxLength: 4 }))
        .map(([tag, attributes, inner]): Made => ({
          html: wrap(tag, attributes, inner.map(({ html }) => html).join("")),
          words: inner.flatMap(({ words }) => words),
        })),
    ),
  }));

  it("keeps each word that was seen, in a body that is whole, and none that was not", () => {
    fc.assert(
      fc.property(tree, ({ html, words }) => {
        const { blocks } = cleaned(html);
        for (const block of blocks) block.check();
        const text = blocks.map(({ textContent }) => textContent).join(" ");
        const found = text.split(/[\s“”]+/).filter(Boolean);
        expect(found.sort()).toEqual([...words].sort());
      }),
      { numRuns: 400 },
    );
  });

  it("never throws but for its limits", () => {
    const scrap = fc.constantFrom(
      "<",
      ">",
      "</",
      "<p",
      "<b style='",
      "'",
      '"',
      "<!--",
      "-->",
      "&nbsp;",
      "&#0;",
      "<![if x]>",
      "<td>",
      "một",
    );
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 40 }), (scraps) => {
        for (const block of cleaned(scraps.join("")).blocks) block.check();
      }),
      { numRuns: 300 },
    );
  });

  it("is read in time, however it is nested", () => {
    const begun = performance.now();
    const deep = "<div><b><sup><q><li>".repeat(4000);
    expect(() => cleaned(`${deep}một`)).toThrow(TooMuch);
    const wide = "<ul><li><p style='mso-list:l0 level1 lfo1'>một</p></li></ul>".repeat(1000);
    expect(cleaned(wide).blocks).toHaveLength(1000);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
