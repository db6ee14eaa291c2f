/** The marks of the body's findings. They are where a finding stands now, too: edits move them with the words. */
import type { Node } from "prosemirror-model";
import { Decoration, type EditorView } from "prosemirror-view";

import { FINDING, marksIn, showMarks } from "./finding_marks";
import type { Finding } from "../generated/Finding";
import type { Stretch } from "./units";
import { stretchOf } from "./units";

/** What the mark of a finding covers: its words; a letter beside it where it is a place between two; its whole block. */
type Cover = "words" | "after" | "before" | "block";

interface Spec {
  finding: Finding;
  cover: Cover;
  look: string;
}

/** Where a finding stands in the body. */
export interface Found extends Stretch {
  finding: Finding;
}

/** The looks of a mark, by severity and shape; see findings.css. */
export function lookOf({ severity, text }: Finding, cover: Cover, now: boolean): string {
  const gap = cover === "words" && text.trim() === "" ? " finding-gap" : "";
  const shape = cover === "words" ? "" : ` finding-${cover}`;
  return `finding finding-${severity}${gap}${shape}${now ? " finding-now" : ""}`;
}

/** A place between two letters is shown on the one before it; at the start on the one that follows. */
export function shownAt({ from, to }: Stretch, length: number): Stretch & { cover: Cover } {
  if (from < to) return { from, to, cover: "words" };
  if (from > 0) return { from: from - 1, to: from, cover: "after" };
  return { from, to: Math.min(1, length), cover: "before" };
}

function decoration(
  from: number,
  to: number,
  finding: Finding,
  cover: Cover,
  now: Finding | null,
): Decoration {
  const look = lookOf(finding, cover, finding === now);
  const spec: Spec = { finding, cover, look };
  return cover === "block"
    ? Decoration.node(from, to, { class: look, "data-menu": FINDING }, spec)
    : Decoration.inline(from, to, { class: look, "data-menu": FINDING }, spec);
}

function marksOf(block: Node, position: number, findings: readonly Finding[], now: Finding | null) {
  const text = block.textContent;
  return findings.map((finding) => {
    if (text === "") return decoration(position, position + block.nodeSize, finding, "block", now);
    const { from, to, cover } = shownAt(stretchOf(text, finding), text.length);
    return decoration(position + 1 + from, position + 1 + to, finding, cover, now);
  });
}

function isSame(one: Decoration, other: Decoration): boolean {
  const [some, others] = [one.spec as Spec, other.spec as Spec];
  return (
    one.from === other.from &&
    one.to === other.to &&
    some.finding === others.finding &&
    some.look === others.look
  );
}

/** How many blocks are the very same at the start, and at the end, of two rows. */
export function sameEnds(some: readonly Node[], others: readonly Node[]): { start: number; end: number } {
  const shorter = Math.min(some.length, others.length);
  let start = 0;
  while (start < shorter && some[start] === others[start]) start++;
  let end = 0;
  while (end < shorter - start && some.at(-1 - end) === others.at(-1 - end)) end++;
  return { start, end };
}

/**
 * Shows `findings`, those of the blocks that were told. What was edited since keeps the marks that it has, save of
 * findings that are `gone`. Marks that are right already are left alone, so that nothing is drawn anew for them.
 */
export function paint(
  view: EditorView,
  told: readonly Node[],
  findings: readonly (readonly Finding[])[],
  now: Finding | null,
  gone: (finding: Finding) => boolean,
): void {
  const { doc } = view.state;
  const before = marksIn(view.state);
  const { start, end } = sameEnds(told, doc.children);
  const wrong: Decoration[] = [];
  const missing: Decoration[] = [];
  doc.forEach((block, position, index) => {
    const after = position + block.nodeSize;
    const shown = before.find(position, after).filter(({ from, to }) => from >= position && to <= after);
    const fromEnd = doc.childCount - index;
    let wanted: Decoration[];
    if (index < start || fromEnd <= end) {
      const known = findings[index < start ? index : told.length - fromEnd] ?? [];
      const left = known.filter((one) => !gone(one));
      wanted = marksOf(block, position, left, now);
    } else {
      wanted = shown.flatMap(({ from, to, spec }) => {
        const { finding, cover } = spec as Spec;
        return gone(finding) ? [] : decoration(from, to, finding, cover, now);
      });
    }
    wrong.push(...shown.filter((one) => !wanted.some((other) => isSame(one, other))));
    missing.push(...wanted.filter((one) => !shown.some((other) => isSame(one, other))));
  });
  if (wrong.length > 0 || missing.length > 0) showMarks(view, before.remove(wrong).add(doc, missing));
}

export function foundIn(view: EditorView, from?: number, to?: number): Found[] {
  return marksIn(view.state)
    .find(from, to)
    .map((mark) => {
      const { finding, cover } = mark.spec as Spec;
      if (cover === "after") return { finding, from: mark.to, to: mark.to };
      if (cover === "before") return { finding, from: mark.from, to: mark.from };
      if (cover === "block") return { finding, from: mark.from + 1, to: mark.from + 1 };
      return { finding, from: mark.from, to: mark.to };
    });
}
