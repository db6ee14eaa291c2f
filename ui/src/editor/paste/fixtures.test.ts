/** What each program puts on the clipboard, and what becomes of it. Beside each are its words, listed by hand. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { clean } from "./clean";
import type { Report } from "./report";
import { written } from "./written";

const read = (name: string) => readFileSync(join(import.meta.dirname, "fixtures", name), "utf8");
const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean);

interface Case {
  name: string;
  removed: Partial<Report["removed"]>;
  footnotes?: number;
  converted?: Partial<Report["converted"]>;
}

const CASES: Case[] = [
  {
    name: "word",
    removed: { images: 1, tables: 1, links: 1, deleted: 1, comments: 1, hidden: 1 },
    footnotes: 1,
  },
  // The same, as WebKit hands it to a page: without Word's own properties, and without what they hid.
  {
    name: "word-in-webkitgtk",
    removed: { images: 1, tables: 1, deleted: 1, comments: 1 },
    footnotes: 1,
  },
  { name: "word-mac", removed: {} },
  { name: "word-old-fonts", removed: {}, converted: { tcvn3: 10, vni: 2, symbols: 6 } },
  { name: "writer-lists", removed: {}, converted: { tcvn3: 1, vni: 1, symbols: 3 } },
  { name: "mail-bullets", removed: {}, converted: { symbols: 1 } },
  { name: "libreoffice-writer", removed: { images: 1, tables: 1, struck: 1 }, footnotes: 1 },
  { name: "webkitgtk", removed: {} },
  { name: "google-docs", removed: { images: 1, tables: 1 } },
  {
    name: "web-page",
    removed: { images: 2, tables: 1, links: 1, struck: 1, hidden: 1, embeds: 2, forms: 2 },
  },
];

describe.each(CASES)("from $name", ({ name, removed, footnotes = 0, converted = {} }) => {
  const { blocks, report } = clean(read(`${name}.html`), () => false);

  it("every word survives, in its order, and no other", () => {
    const words = blocks.flatMap(({ textContent }) => wordsOf(textContent));
    expect(words).toEqual(wordsOf(read(`${name}.txt`)));
  });

  it("the structure is kept", async () => {
    await expect(`${written(blocks)}\n`).toMatchFileSnapshot(`fixtures/${name}.blocks.txt`);
  });

  it("what was left behind is told", () => {
    const told = Object.fromEntries(Object.entries(report.removed).filter(([, count]) => count > 0));
    expect(told).toEqual(removed);
    expect(report.footnotes).toBe(footnotes);
    expect(report.converted).toEqual({ tcvn3: 0, vni: 0, symbols: 0, ...converted });
  });
});
