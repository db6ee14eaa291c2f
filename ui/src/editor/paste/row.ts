/** The row of blocks that a paste becomes, made from text and ends of blocks as they are met. */
import type { Mark, Node } from "prosemirror-model";

import { schema } from "../../body/schema";
import { type Font, PLAIN } from "./fonts";
import { decoded } from "./legacy";
import { signsOf, withBullet } from "./lists";
import type { Report } from "./report";
import { shownAnywhere, shownIn } from "./symbols";
import { closeUp, seen } from "./text";

export type Kind =
  /** `label`: the number that it has in a list that a body cannot have, kept as text. */
  | { type: "paragraph"; label?: string }
  | { type: "quote" }
  /** As it was numbered where it was copied. */
  | { type: "heading"; level: number }
  | { type: "list_item"; ordered: boolean };

/** How a piece of text looks. */
export interface Look {
  bold: boolean;
  italic: boolean;
  href: string | null;
  font: Font;
}

interface Run extends Look {
  text: string;
}

interface Block {
  kind: Kind;
  runs: Run[];
}

export class Row {
  private readonly done: (Block | { photo: string })[] = [];
  private current: Block | null = null;

  /** `exact`: the text comes from an editor like ours, where each space and empty line was meant. */
  constructor(
    private readonly exact: boolean,
    private readonly report: Report,
  ) {}

  text(text: string, look: Look, kind: () => Kind): void {
    // In an old font each sign may be a letter: they are read when all of them are here.
    const words =
      look.font.kind === "plain" ? seen(text).replace(this.exact ? /[\t\n\r\f]/g : /[\n\r\f]/g, " ") : text;
    if (words === "" || (!this.exact && !this.current && words.trim() === "")) return;
    if (!this.current) {
      const begun = kind();
      this.current = { kind: begun, runs: [] };
      if (begun.type === "paragraph" && begun.label) {
        this.current.runs.push({ ...look, font: PLAIN, href: null, text: `${begun.label} ` });
      }
    }
    const last = this.current.runs.at(-1);
    if (last && isAlike(last, look)) last.text += words;
    else {
      const { bold, italic, href, font } = look;
      this.current.runs.push({ text: words, bold, italic, href, font });
    }
  }

  /** Ends the block that was begun. */
  end(): void {
    const block = this.current;
    this.current = null;
    if (!block) return;
    block.runs.forEach((run, at) => this.read(run, at === 0));
    if (block.kind.type === "paragraph" && block.runs[0] && !this.exact) {
      block.runs[0].text = withBullet(block.runs[0].text);
    }
    if (this.exact) for (const run of block.runs) run.text = run.text.normalize("NFC");
    else block.runs = spaced(block.runs);
    if (block.runs.length > 0) this.done.push(block);
  }

  /** What the letters of a run mean, in the font that it has. */
  private read(run: Run, begins: boolean): void {
    const { font, text } = run;
    const { converted, removed } = this.report;
    if (font.kind === "symbols") {
      const shown = shownIn(font.font, text);
      if (shown.text !== text) converted.symbols++;
      removed.symbols += shown.lost;
      run.text = seen(shown.text);
    } else if (font.kind === "old") {
      const { letters, capitals } = font;
      // Who writes Unicode in such a font sees another one, which the program takes for it.
      const isUnicode = /[\u1ea0-\u1ef9ơưđăƠƯĐĂ]/.test(text);
      const read = isUnicode ? text : decoded(letters, text, { capitals, begins });
      if (read !== text) converted[letters]++;
      run.text = seen(read);
    } else if (!this.exact) run.text = shownAnywhere(text);
  }

  emptyBlock(kind: Kind): void {
    this.end();
    this.done.push({ kind, runs: [] });
  }

  photo(id: string): void {
    this.end();
    this.done.push({ photo: id });
  }

  /** Paragraphs that begin with the sign of a list are items of it. */
  private list(): void {
    const paragraph = (block: Block | { photo: string } | undefined) =>
      block && "runs" in block && block.kind.type === "paragraph" && !block.kind.label ? block : null;
    const lines = this.done.map(
      (block) =>
        paragraph(block)
          ?.runs.map(({ text }) => text)
          .join("") ?? null,
    );
    for (const [at, sign] of signsOf(lines).entries()) {
      const block = sign && paragraph(this.done[at]);
      // A lone hyphen may as well be part of the words it is put between.
      if (!block || (lines.length === 1 && lines[0]!.startsWith("-"))) continue;
      block.kind = { type: "list_item", ordered: sign.ordered };
      block.runs = withoutFront(block.runs, sign.length);
    }
  }

  blocks(): Node[] {
    this.end();
    if (!this.exact) this.list();
    const levels = this.done.flatMap((block) => ("kind" in block ? levelOf(block.kind) : []));
    // The page's title is no part of a body. Only a text with headings of the first order has titles in it.
    const top = !this.exact && levels.includes(1) ? 1 : 2;
    return this.done.map((block) =>
      "photo" in block ? schema.node("photo", { photo: block.photo }) : nodeOf(block, top, this.exact),
    );
  }
}

function isAlike(run: Look, look: Look): boolean {
  return (
    run.bold === look.bold && run.italic === look.italic && run.href === look.href && run.font === look.font
  );
}

/** One space at most where runs meet, and none at the ends of the block. */
function spaced(runs: Run[]): Run[] {
  let ended = true;
  for (const run of runs) {
    run.text = closeUp(run.text);
    if (ended) run.text = run.text.replace(/^ /, "");
    if (run.text !== "") ended = run.text.endsWith(" ");
  }
  const kept = runs.filter(({ text }) => text !== "");
  const last = kept.at(-1);
  if (last) last.text = last.text.trimEnd();
  return kept.filter(({ text }) => text !== "");
}

function withoutFront(runs: Run[], length: number): Run[] {
  let left = length;
  for (const run of runs) {
    const cut = Math.min(left, run.text.length);
    run.text = run.text.slice(cut);
    left -= cut;
  }
  return runs.filter(({ text }) => text !== "");
}

function levelOf(kind: Kind): number[] {
  return kind.type === "heading" ? [kind.level] : [];
}

function nodeOf({ kind, runs }: Block, top: number, exact: boolean): Node {
  const attrs =
    kind.type === "heading"
      ? { level: kind.level <= top ? 1 : 2 }
      : kind.type === "list_item"
        ? { ordered: kind.ordered }
        : null;
  const plain = kind.type === "heading" && !exact;
  return schema.node(
    kind.type,
    attrs,
    // A heading is bold by itself.
    runs.map((run) => schema.text(run.text, marksOf(plain ? { ...run, bold: false } : run))),
  );
}

function marksOf({ bold, italic, href }: Look): Mark[] {
  return [
    ...(href === null ? [] : [schema.mark("link", { href })]),
    ...(bold ? [schema.mark("bold")] : []),
    ...(italic ? [schema.mark("italic")] : []),
  ];
}
