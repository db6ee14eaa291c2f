/** The marks of the body's findings. They are where a finding stands now, too: edits move them with the words. */
import type { Node } from "prosemirror-model";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

import { marksIn, showMarks } from "../editor/finding_marks";
import type { Finding } from "../generated/Finding";
import type { Stretch } from "./units";
import { stretchOf } from "./units";

/** What the mark of a finding covers: its words; a letter beside it where it is a place between two; its whole block. */
type Cover = "words" | "after" | "before" | "block";

interface Spec {
  finding: Finding;
  cover: Cover;
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

function decoration(from: number, to: number, spec: Spec, now: Finding | null): Decoration {
  const { finding, cover } = spec;
  const attrs = { class: lookOf(finding, cover, finding === now) };
  return cover === "block"
    ? Decoration.node(from, to, attrs, spec)
    : Decoration.inline(from, to, attrs, spec);
}

function marksOf(block: Node, position: number, findings: readonly Finding[], now: Finding | null) {
  const text = block.textContent;
  return findings.map((finding) => {
    if (text === "") return decoration(position, position + block.nodeSize, { finding, cover: "block" }, now);
    const { from, to, cover } = shownAt(stretchOf(text, finding), text.length);
    return decoration(position + 1 + from, position + 1 + to, { finding, cover }, now);
  });
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
 * findings that are `gone`.
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
  const marks: Decoration[] = [];
  doc.forEach((block, position, index) => {
    const fromEnd = doc.childCount - index;
    if (index < start || fromEnd <= end) {
      const known = findings[index < start ? index : told.length - fromEnd] ?? [];
      marks.push(
        ...marksOf(
          block,
          position,
          known.filter((one) => !gone(one)),
          now,
        ),
      );
      return;
    }
    for (const { from, to, spec } of before.find(position, position + block.nodeSize)) {
      const kept = spec as Spec;
      const within = from >= position && to <= position + block.nodeSize;
      if (within && !gone(kept.finding)) marks.push(decoration(from, to, kept, now));
    }
  });
  if (marks.length === 0 && before === DecorationSet.empty) return;
  showMarks(view, DecorationSet.create(doc, marks));
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
