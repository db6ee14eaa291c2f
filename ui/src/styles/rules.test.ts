/** How the screen looks is said once: sizes of type, corners and layers in tokens.css, sizes of the window in sizes.ts. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { type AST, parse, parseCss } from "svelte/compiler";
import { expect, it } from "vitest";

import * as SIZES from "./sizes";

const SRC = join(import.meta.dirname, "..");

interface File {
  path: string;
  text: string;
}

const files = (...ends: string[]): File[] =>
  readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((path) => ends.some((end) => path.endsWith(end)) && !path.endsWith(".test.ts"))
    .map((path) => ({ path, text: readFileSync(join(SRC, path), "utf8") }));

const TOKENS = new Set(
  [...readFileSync(join(SRC, "styles/tokens.css"), "utf8").matchAll(/^ *(--[\w-]+):/gm)].map(
    ([, name]) => name,
  ),
);

/** Whether the value is made of the tokens of one kind. */
const from = (kind: string) => (value: string) =>
  value.split(" ").every((one) => {
    const [, token] = /^var\((--[\w-]+)\)$/.exec(one) ?? [];
    return token !== undefined && token.startsWith(`--${kind}`) && TOKENS.has(token);
  });

/** What a declaration may say. */
const ALLOWED: Record<string, (value: string) => boolean> = {
  "z-index": from("layer"),
  // 0 where a sign alone is seen, and its word only heard.
  "font-size": (value) => ["inherit", "0"].includes(value) || from("text")(value),
  font: (value) => {
    const [, size = ""] = /^\d+ (var\([\w-]+\)) \/ [\d.]+ var\(--(?:serif|sans|mono)\)$/.exec(value) ?? [];
    return value === "inherit" || from("text")(size);
  },
  // A circle is as round as its box is large.
  "border-radius": (value) => value === "50%" || from("radius")(value),
};

const MEDIA: string[] = [
  ...Object.values(SIZES),
  "(forced-colors: active)",
  "(prefers-reduced-motion: reduce)",
];

type Node = AST.CSS.StyleSheetBase["children"][number] | AST.CSS.Declaration;

/** What a style sheet says itself that is said elsewhere for all. */
function ownLooks(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => {
    if (node.type === "Declaration") {
      const value = node.value.replace(/\s+/g, " ");
      return (ALLOWED[node.property]?.(value) ?? true) ? [] : [`${node.property}: ${value}`];
    }
    const inside = ownLooks(node.block?.children ?? []);
    if (node.type !== "Atrule" || !["media", "container"].includes(node.name)) return inside;
    const known = node.name === "media" && node.prelude.split(", ").every((query) => MEDIA.includes(query));
    return known ? inside : [`@${node.name} ${node.prelude}`, ...inside];
  });
}

const sheetOf = ({ path, text }: File) =>
  path.endsWith(".css") ? parseCss(text).children : (parse(text, { modern: true }).css?.children ?? []);

const scriptOf = ({ text }: File) => text.split("<style>", 1)[0]!;

it("no component has a size of type, a corner, a layer or a breakpoint of its own", () => {
  const sheets = files(".svelte", ".css");
  expect(sheets.length).toBeGreaterThan(50);
  const found = sheets.flatMap((sheet) => ownLooks(sheetOf(sheet)).map((one) => `${sheet.path}: ${one}`));
  expect(found).toEqual([]);
});

it("no script knows sizes of the window from elsewhere", () => {
  const sized = /\((min|max)-(width|height):/;
  const asking = files(".svelte", ".ts").filter((file) => sized.test(scriptOf(file)));
  expect(asking.map(({ path }) => path)).toEqual(["styles/sizes.ts"]);
});

it.each([
  "z-index: 3",
  "z-index: var(--layer-cellar)",
  "font-size: 1rem",
  "font: 600 1.0625rem/1.4 var(--serif)",
  "font: 600 var(--text-huge) / 1.4 var(--serif)",
  "border-radius: 4px",
  "border-radius: var(--radius) 4px",
])("sees %s, wherever it is said", (own) => {
  const found = (css: string) => ownLooks(parseCss(css).children);
  expect(found(`a { b { ${own} } }`)).toEqual([own]);
  expect(found(`@media (max-width: 30rem) { a { ${own} } }`)).toEqual([own]);
  expect(found(`/* ${own} */ a { color: red }`)).toEqual([]);
});

it.each([
  "@media (max-width: 31rem)",
  "@media (max-width: 30rem), (max-height: 28rem)",
  "@container (width > 3rem)",
])("sees %s", (own) => expect(ownLooks(parseCss(`${own} { a { color: red } }`).children)).toEqual([own]));
