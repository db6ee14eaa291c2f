/**
 * The way between the editor's document and Rust's: a body as blocks, and a transaction as edits.
 *
 * Rust counts a body in units: one for the marker that begins a block, one for each UTF-16 code unit of its
 * text. ProseMirror counts two for a block of text, one for a photo. Everything else is the same row.
 */
import type { Mark as EditorMark, Node, Slice } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import {
  AddMarkStep,
  AttrStep,
  RemoveMarkStep,
  ReplaceAroundStep,
  ReplaceStep,
  type Step,
} from "prosemirror-transform";

import type { Block } from "../generated/Block";
import type { BlockKind } from "../generated/BlockKind";
import type { Edit } from "../generated/Edit";
import type { Mark } from "../generated/Mark";
import type { MarkKind } from "../generated/MarkKind";
import type { Marks } from "../generated/Marks";
import type { Piece } from "../generated/Piece";
import type { Suggested } from "../generated/Suggested";
import type { SuggestedText } from "../generated/SuggestedText";
import type { Touch } from "../generated/Touch";
import { begunIn } from "./begun";
import { bringsBack } from "./history";
import { schema } from "./schema";

export function docFromBody(body: Block[]): Node {
  const blocks = body.map(nodeFromBlock);
  return schema.node("doc", null, blocks.length > 0 ? blocks : [schema.node("paragraph")]);
}

export function bodyFromDoc(doc: Node): Block[] {
  return doc.children.map(blockFromNode);
}

/** How long a body is in units. */
export function bodyLength(doc: Node): number {
  return doc.children.reduce((length, block) => length + units(block), 0);
}

/** What Rust must do so that its body becomes the transaction's. */
export function editsFor(tr: Transaction): Edit[] {
  // What says more than where it stands is said first.
  const begun = (begunIn(tr) ?? []).filter(({ proposal }) => proposal.kind !== "text");
  return [
    ...begun.map(({ id, proposal }): Edit => ({ edit: "propose", suggestion: id, proposal })),
    ...tr.steps.flatMap((step, index) =>
      editsForStep(step, tr.docs[index]!, tr.docs[index + 1] ?? tr.doc, keptIn(tr)),
    ),
  ];
}

function editsForStep(step: Step, before: Node, after: Node, keeps: Keeps): Edit[] {
  if (step instanceof ReplaceStep) {
    const at = unitAt(before, step.from);
    const insert = piecesOf(step.slice, (block) => keeps(block, after));
    const taken = unitAt(before, step.to) - at;
    return taken === 0 && insert.length === 0 ? [] : [{ edit: "splice", at, delete: taken, insert }];
  }
  if (step instanceof AddMarkStep) return [markEdit(before, step, true)];
  if (step instanceof RemoveMarkStep) return [markEdit(before, step, false)];
  const several = markSteps(step);
  // Marks move nothing, so each of them means the places before the first.
  if (several !== null) return several.flatMap((one) => editsForStep(one, before, after, keeps));
  if (step instanceof ReplaceAroundStep && keepsText(step)) return [blockEdit(before, after, step.from)];
  if (step instanceof AttrStep && step.attr === "begins") return beginEdits(before, after, step.pos);
  if (step instanceof AttrStep) return [blockEdit(before, after, step.pos)];
  return [{ edit: "set_body", body: bodyFromDoc(after) }];
}

/** The steps in a set of mark steps, which undoing one makes of it; ProseMirror does not export their class. */
function markSteps(step: Step): Step[] | null {
  return "steps" in step && Array.isArray(step.steps) ? (step.steps as Step[]) : null;
}

/** Whether the step gives one block another kind and leaves its text alone. */
export function keepsText(step: ReplaceAroundStep): boolean {
  return (
    step.gapFrom === step.from + 1 &&
    step.gapTo === step.to - 1 &&
    step.insert === 1 &&
    step.slice.content.childCount === 1
  );
}

function markEdit(before: Node, step: AddMarkStep | RemoveMarkStep, on: boolean): Edit {
  const { from, to, mark } = step;
  const what = suggestedBy(mark);
  if (what) return { edit: "suggest", ...what, from: unitAt(before, from), to: unitAt(before, to), on };
  return {
    edit: "set_mark",
    from: unitAt(before, from),
    to: unitAt(before, to),
    mark: kindOfMark(mark),
    on,
    href: on ? (hrefOf(mark) ?? null) : null,
    ...(on && mark.type.name === "lang" && { lang: langOf(mark) }),
  };
}

/** How a mark of the editor formats words, as a suggestion says it. */
export function formatOf(mark: EditorMark): {
  mark: MarkKind;
  href: string | null;
  lang: string | null;
} {
  return { mark: kindOfMark(mark), href: hrefOf(mark) ?? null, lang: langOf(mark) ?? null };
}

/** What is proposed of a block's beginning that was not, and what no longer is. */
function beginEdits(before: Node, after: Node, position: number): Edit[] {
  const from = unitAt(before, position);
  const [was, is] = [before, after].map((doc) => beginsOf(doc.child(before.resolve(position).index(0))));
  const edit = (what: Suggested, on: boolean): Edit => ({ edit: "suggest", ...what, from, to: from + 1, on });
  const isIn = (all: Suggested[]) => (what: Suggested) => all.some((one) => inOrder(one, what) === 0);
  return [
    ...was!.filter((what) => !isIn(is!)(what)).map((what) => edit(what, false)),
    ...is!.filter((what) => !isIn(was!)(what)).map((what) => edit(what, true)),
  ];
}

function blockEdit(before: Node, after: Node, position: number): Edit {
  const changed = after.child(before.resolve(position).index(0));
  return { edit: "set_block", at: unitAt(before, position), block: kindOf(changed) };
}

/** The unit at a position of the editor. */
export function unitAt(doc: Node, position: number): number {
  const place = doc.resolve(position);
  const block = place.index(0);
  let unit = 0;
  for (let index = 0; index < block; index++) unit += units(doc.child(index));
  return place.depth === 0 ? unit : unit + 1 + place.parentOffset;
}

/** The position at a unit: the end of a block's text is there, and not before the next. */
export function positionOf(doc: Node, unit: number): number {
  let [position, left] = [0, unit];
  for (const block of doc.children) {
    if (left <= units(block)) return position + (block.isTextblock ? left : Math.min(left, 1));
    left -= units(block);
    position += block.nodeSize;
  }
  return doc.content.size;
}

function units(block: Node): number {
  return 1 + block.content.size;
}

/** Whether what is proposed of a block's beginning comes with it, into the body that a step makes. */
type Keeps = (block: Node, after: Node) => boolean;

/**
 * What is undone was there before, what is proposed now says so of itself, and a block that is put elsewhere is the same; a
 * line that is parted proposes nothing.
 */
function keptIn(tr: Transaction): Keeps {
  const among = (doc: Node, begins: unknown) =>
    doc.children.filter((block) => block.attrs.begins === begins).length;
  return ({ attrs: { begins } }, after) =>
    begins !== null &&
    (bringsBack(tr) || begunIn(tr) !== null || among(after, begins) <= among(tr.before, begins));
}

function piecesOf(slice: Slice, keeps: (block: Node) => boolean): Piece[] {
  const pieces: Piece[] = [];
  slice.content.forEach((node, _offset, index) => {
    if (node.isText) {
      pieces.push(textPiece(node));
      return;
    }
    // A first block that is open joins the one it is put into.
    if (index > 0 || slice.openStart === 0) {
      const suggested = keeps(node) ? beginsOf(node) : [];
      pieces.push({ piece: "block", block: kindOf(node), ...(suggested.length > 0 && { suggested }) });
    }
    node.forEach((text) => pieces.push(textPiece(text)));
  });
  return pieces;
}

function textPiece(node: Node): Piece {
  return { piece: "text", text: node.text ?? "", marks: marksOf(node) };
}

/** What each mark of the editor is to Rust. */
const MARKS: Record<MarkKind, (mark: EditorMark) => Marks> = {
  bold: () => ({ bold: true }),
  italic: () => ({ italic: true }),
  link: (mark) => ({ link: hrefOf(mark) }),
  lang: (mark) => ({ lang: langOf(mark) }),
};

/** Throws for a mark that nobody has said what it is to Rust: it would be stored as another. */
function kindOfMark({ type: { name } }: EditorMark): MarkKind {
  if (!Object.hasOwn(MARKS, name)) throw new TypeError(`The mark ${name} has no line in MARKS`);
  return name as MarkKind;
}

function marksOf(node: Node): Marks {
  const suggested = suggestedOf(node);
  const own = node.marks.filter((mark) => suggestedBy(mark) === null);
  const marks = Object.assign({}, ...own.map((mark) => MARKS[kindOfMark(mark)](mark))) as Marks;
  return suggested.length > 0 ? { ...marks, suggested } : marks;
}

/** What a mark says that is proposed; null for one of the text's own. */
export function suggestedBy(mark: EditorMark): Suggested | null {
  return mark.type.name === "suggestion" ? ({ ...mark.attrs } as Suggested) : null;
}

/** In Rust's order. */
function suggestedOf(node: Node): Suggested[] {
  return node.marks.flatMap((mark) => suggestedBy(mark) ?? []).sort(inOrder);
}

const TOUCHES: Touch[] = ["inserted", "deleted", "formatted"];
export const inOrder = (one: Suggested, other: Suggested): number =>
  one.suggestion < other.suggestion
    ? -1
    : one.suggestion > other.suggestion
      ? 1
      : TOUCHES.indexOf(one.touch) - TOUCHES.indexOf(other.touch);

export function beginsOf(node: Node): Suggested[] {
  return (node.attrs.begins as Suggested[] | null) ?? [];
}

function hrefOf(mark: EditorMark): string | undefined {
  return mark.type.name === "link" ? (mark.attrs.href as string) : undefined;
}

function langOf(mark: EditorMark): string | undefined {
  return mark.type.name === "lang" ? (mark.attrs.lang as string) : undefined;
}

export function kindOf(node: Node): BlockKind {
  switch (node.type.name) {
    case "heading":
      return { type: "heading", level: node.attrs.level as number };
    case "quote":
      return { type: "quote" };
    case "list_item":
      return { type: "list_item", ordered: node.attrs.ordered as boolean };
    case "photo":
      return { type: "photo", photo: node.attrs.photo as string };
    default:
      return { type: "paragraph" };
  }
}

export function blockFromNode(node: Node): Block {
  const marks: Mark[] = [];
  const suggested: SuggestedText[] = [];
  const open = new Map<string, Mark>();
  let at = 0;
  node.forEach((text) => {
    const end = at + [...(text.text ?? "")].length;
    for (const what of suggestedOf(text)) {
      const before = suggested.findLast((one) => inOrder(one, what) === 0);
      if (before?.end === at) before.end = end;
      else suggested.push({ ...what, start: at, end });
    }
    for (const mark of text.marks) {
      if (suggestedBy(mark)) continue;
      const [href, lang] = [hrefOf(mark), langOf(mark)];
      const key = `${mark.type.name} ${href ?? lang ?? ""}`;
      const before = open.get(key);
      if (before?.end === at) {
        before.end = end;
      } else {
        const begun: Mark = {
          type: kindOfMark(mark),
          start: at,
          end,
          ...(href !== undefined && { href }),
          ...(lang !== undefined && { lang }),
        };
        open.set(key, begun);
        marks.push(begun);
      }
    }
    at = end;
  });
  marks.sort((a, b) => a.start - b.start || MARK_ORDER.indexOf(a.type) - MARK_ORDER.indexOf(b.type));
  const begins = beginsOf(node);
  return {
    ...kindOf(node),
    text: node.textContent,
    ...(marks.length > 0 && { marks }),
    ...(suggested.length > 0 && { suggested }),
    ...(begins.length > 0 && { begins }),
  };
}

/** Rust's order of marks that begin together. */
const MARK_ORDER: MarkKind[] = ["bold", "italic", "link", "lang"];

function nodeFromBlock(block: Block): Node {
  const { text, marks = [], suggested = [], begins = [] } = block;
  const attrs =
    block.type === "heading"
      ? { level: block.level }
      : block.type === "list_item"
        ? { ordered: block.ordered }
        : block.type === "photo"
          ? { photo: block.photo }
          : null;
  return schema.node(
    block.type,
    { ...attrs, begins: begins.length > 0 ? begins : null },
    block.type === "photo" ? [] : textNodes(text, marks, suggested),
  );
}

/** The text cut wherever a mark begins or ends. */
function textNodes(text: string, marks: Mark[], suggested: SuggestedText[]): Node[] {
  if (text === "") return [];
  if (marks.length + suggested.length === 0) return [schema.text(text)];
  const characters = [...text];
  const cuts = new Set([0, characters.length]);
  for (const { start, end } of [...marks, ...suggested]) cuts.add(start).add(end);
  const places = [...cuts].filter((cut) => cut <= characters.length).sort((a, b) => a - b);
  return places.slice(1).map((end, index) => {
    const start = places[index]!;
    const here = marks.filter((mark) => mark.start <= start && end <= mark.end);
    const set = here.map(({ type, href, lang }) =>
      schema.mark(type, type === "link" ? { href } : type === "lang" ? { lang } : null),
    );
    const proposed = suggested
      .filter((one) => one.start <= start && end <= one.end)
      .map(({ suggestion, touch }) => schema.mark("suggestion", { suggestion, touch }));
    return schema.text(characters.slice(start, end).join(""), [...set, ...proposed]);
  });
}
