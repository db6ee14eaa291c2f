/** The row of blocks that a paste becomes, made from text and ends of blocks as they are met. */
import type { Mark, Node } from "prosemirror-model";

import { schema } from "../../body/schema";
import { closeUp, seen } from "./text";

export type Kind =
  | { type: "paragraph" }
  | { type: "quote" }
  /** As it was numbered where it was copied. */
  | { type: "heading"; level: number }
  | { type: "list_item"; ordered: boolean };

/** How a piece of text looks. */
export interface Look {
  bold: boolean;
  italic: boolean;
  href: string | null;
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
  constructor(private readonly exact: boolean) {}

  text(text: string, look: Look, kind: () => Kind): void {
    const words = seen(text).replace(/[\t\n\r\f]/g, " ");
    if (words === "" || (!this.exact && !this.current && words.trim() === "")) return;
    this.current ??= { kind: kind(), runs: [] };
    const last = this.current.runs.at(-1);
    if (last && last.bold === look.bold && last.italic === look.italic && last.href === look.href) {
      last.text += words;
    } else {
      this.current.runs.push({ text: words, bold: look.bold, italic: look.italic, href: look.href });
    }
  }

  /** Ends the block that was begun. */
  end(): void {
    const block = this.current;
    this.current = null;
    if (!block) return;
    if (this.exact) for (const run of block.runs) run.text = run.text.normalize("NFC");
    else block.runs = spaced(block.runs);
    if (block.runs.length > 0) this.done.push(block);
  }

  emptyBlock(kind: Kind): void {
    this.end();
    this.done.push({ kind, runs: [] });
  }

  photo(id: string): void {
    this.end();
    this.done.push({ photo: id });
  }

  blocks(): Node[] {
    this.end();
    const levels = this.done.flatMap((block) => ("kind" in block ? levelOf(block.kind) : []));
    // The page's title is no part of a body. Only a text with headings of the first order has titles in it.
    const top = !this.exact && levels.includes(1) ? 1 : 2;
    return this.done.map((block) =>
      "photo" in block ? schema.node("photo", { photo: block.photo }) : nodeOf(block, top, this.exact),
    );
  }
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
