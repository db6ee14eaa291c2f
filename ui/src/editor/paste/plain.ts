/** Plain text as blocks. */
import type { Mark, Node } from "prosemirror-model";

import { schema } from "../../body/schema";
import { LIMITS, TooMuch } from "./limits";
import { signsOf, withBullet } from "./lists";
import { shownAnywhere } from "./symbols";
import { tidy } from "./text";

/** Mails and terminals break their lines at such a width. */
const WRAP = { narrowest: 50, widest: 100 };
/** So many lines must have been broken for their width before any is believed to be. */
const WRAPPED_LINES = 3;

/**
 * A block for each line, of the kind of block it is put into; lines broken for their width are one again. Throws
 * `TooMuch` before a block is made.
 */
export function blocksFromText(text: string, into: Node | null = null, marks: readonly Mark[] = []): Node[] {
  if (text.length > LIMITS.text) throw new TooMuch();
  const pieces = text.split(/\r\n?|[\n\v\f\u0085\u2028\u2029]/);
  const lines = joined(pieces.map((line) => tidy(withBullet(shownAnywhere(line))))).filter(
    (line) => line !== "",
  );
  if (lines.length > LIMITS.blocks || lines.some(({ length }) => length > LIMITS.block)) throw new TooMuch();
  // One line may be part of the words that it is put between, with all its signs.
  const signs = lines.length > 1 || into?.content.size === 0 ? signsOf(lines) : [];
  return lines.map((line, index) => {
    const sign = signs[index];
    const [type, attrs] = kindFor(into, index);
    if (!sign) return schema.node(type, attrs, schema.text(line, marks));
    const words = schema.text(line.slice(sign.length), marks);
    if (type === "list_item") return schema.node(type, attrs, words);
    return schema.node("list_item", { ordered: sign.ordered }, words);
  });
}

/** Lists and quotations go on; a heading has one line. */
function kindFor(into: Node | null, index: number): [string, Node["attrs"] | null] {
  const name = into?.type.name;
  const goesOn = name === "list_item" || name === "quote" || (name === "heading" && index === 0);
  return into && goesOn ? [into.type.name, into.attrs] : ["paragraph", null];
}

function joined(lines: string[]): string[] {
  if (!isWrapped(lines)) return lines;
  const paragraphs: string[] = [];
  let before = "";
  for (const line of lines) {
    if (line !== "" && before !== "" && !begins(line)) paragraphs.push(`${paragraphs.pop()} ${line}`);
    else paragraphs.push(line);
    before = line;
  }
  return paragraphs;
}

/** Whether a line is an item by itself, whatever stands above it. */
function begins(line: string): boolean {
  return signsOf([line, line])[0] !== null && !line.startsWith("-");
}

/** Whether every line goes on until no further word would have fitted, as only a machine breaks lines. */
function isWrapped(lines: string[]): boolean {
  const width = lines.reduce((longest, { length }) => Math.max(longest, length), 0);
  if (width < WRAP.narrowest || width > WRAP.widest) return false;
  let broken = 0;
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1];
    if (!line || !next) continue;
    const word = next.split(" ", 1)[0] ?? "";
    if (line.length + 1 + word.length <= width) return false;
    broken++;
  }
  return broken >= WRAPPED_LINES;
}
