/**
 * A transaction as a suggestion: what it would take away is marked, what it would bring is put in beside that, and nothing
 * of the story's own changes. What the person proposed themselves is theirs to change, and changes.
 *
 * Every step is carried over, whoever made it: keys, an input method, a paste, replacing everywhere, a fix of the checker.
 * What has no meaning as a suggestion is left out.
 */
import { type Attrs, Fragment, type Mark as EditorMark, type Node, Slice } from "prosemirror-model";
import {
  type EditorState,
  NodeSelection,
  Selection,
  TextSelection,
  type Transaction,
} from "prosemirror-state";
import {
  AddMarkStep,
  Mapping,
  RemoveMarkStep,
  ReplaceAroundStep,
  ReplaceStep,
  type Step,
  type StepMap,
} from "prosemirror-transform";

import type { Suggested } from "../generated/Suggested";
import type { SuggestionId } from "../generated/SuggestionId";
import type { Touch } from "../generated/Touch";
import { type Begun, beginning } from "./begun";
import { beginsOf, formatOf, inOrder, keepsText, kindOf, suggestedBy } from "./binding";
import { isOfKind } from "./blocks";
import { schema } from "./schema";

const { suggestion } = schema.marks as { suggestion: (typeof schema.marks)["suggestion"] & object };

/** What is known of the person who proposes. */
export interface Hand {
  /** Whether a suggestion that is open is theirs. */
  isOwn(id: SuggestionId): boolean;
  /** What theirs proposes, of one that says more than where it stands. */
  proposalOf(id: SuggestionId): Begun["proposal"] | null;
  /** An id for a suggestion that begins. */
  fresh(): SuggestionId;
}

/** What the transaction would do, proposed. */
export function proposed(tr: Transaction, state: EditorState, hand: Hand): Transaction {
  return new Proposing(tr, state, hand).made();
}

/** The suggestion that goes on where something is typed over a stretch: one's own, beside it or in it. */
export function goingOn(doc: Node, from: number, to: number, hand: Hand): SuggestionId | null {
  const own = (all: readonly Suggested[]) =>
    all.find(({ suggestion: id, touch }) => touch !== "formatted" && hand.isOwn(id))?.suggestion;
  const within = (): SuggestionId | undefined => {
    let found: SuggestionId | undefined;
    doc.nodesBetween(from, to, (node, at) => {
      if (from < to) found ??= own(node.isText ? proposedOf(node) : at >= from ? beginsOf(node) : []);
    });
    return found;
  };
  return own(before(doc, from)) ?? within() ?? own(after(doc, to)) ?? null;
}

/** What is proposed of the character, or the beginning of a block, before a place. */
function before(doc: Node, at: number): readonly Suggested[] {
  const { nodeBefore, parent, depth } = doc.resolve(at);
  if (nodeBefore?.isText) return proposedOf(nodeBefore);
  if (depth > 0) return beginsOf(parent);
  if (!nodeBefore) return [];
  return nodeBefore.lastChild ? proposedOf(nodeBefore.lastChild) : beginsOf(nodeBefore);
}

function after(doc: Node, at: number): readonly Suggested[] {
  const place = doc.resolve(at);
  const { nodeAfter, depth } = place;
  if (nodeAfter) return nodeAfter.isText ? proposedOf(nodeAfter) : beginsOf(nodeAfter);
  const next = depth > 0 ? doc.maybeChild(place.index(0) + 1) : null;
  return next ? beginsOf(next) : [];
}

function proposedOf(text: Node): Suggested[] {
  return text.marks.flatMap((mark) => suggestedBy(mark) ?? []);
}

/** What a transaction says of itself goes with it; what plugins keep of it was about the other one. */
function sayings(tr: Transaction): [string, unknown][] {
  const { meta } = tr as unknown as { meta: Record<string, unknown> };
  return Object.entries(meta).filter(([name]) => !name.includes("$"));
}

class Proposing {
  private readonly out: Transaction;
  private readonly begun: Begun[] = [];
  /** From the document before the next step back to the first, and on to `out`'s. */
  private maps: readonly StepMap[] = [];
  private mirrors: (readonly [first: number, last: number])[] = [];
  /** The end of what came in last, as the transaction has it and as `out` does. */
  private came: { there: number; here: number } | null = null;
  /** The suggestion of a transaction that takes something from one place to another. */
  private readonly moving: SuggestionId | null;

  constructor(
    private readonly tr: Transaction,
    private readonly state: EditorState,
    private readonly hand: Hand,
  ) {
    this.out = state.tr;
    this.moving = isMove(tr.steps) ? this.fresh() : null;
  }

  made(): Transaction {
    const { tr, out } = this;
    tr.steps.forEach((step, index) => this.carry(step, index));
    out.setTime(tr.time).setSelection(this.selection());
    if (tr.storedMarks) out.setStoredMarks(tr.storedMarks);
    if (tr.scrolledIntoView) out.scrollIntoView();
    for (const [name, value] of sayings(tr)) out.setMeta(name, value);
    return beginning(out, this.begun);
  }

  private get over(): Mapping {
    const firstOf = new Map(this.mirrors.map(([first, last]) => [last, first]));
    const mapping = new Mapping();
    this.maps.forEach((map, index) => mapping.appendMap(map, firstOf.get(index)));
    return mapping;
  }

  private carry(step: Step, index: number): void {
    const { over } = this;
    const begun = this.out.steps.length;
    let isWhole: boolean | undefined = false;
    if (step instanceof ReplaceStep) {
      const from = over.map(step.from, 1);
      isWhole = this.replace(from, Math.max(from, over.map(step.to, -1)), step.slice);
    } else if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) {
      const isOn = step instanceof AddMarkStep;
      // A mark of another address takes the place of the one that goes.
      const isReplaced = this.tr.steps
        .slice(index + 1)
        .some((later) => later instanceof AddMarkStep && later.mark.type === step.mark.type);
      if (isOn || !isReplaced) this.format(over.map(step.from, 1), over.map(step.to, -1), step.mark, isOn);
    } else if (step instanceof ReplaceAroundStep && keepsText(step)) {
      const wanted = step.slice.content.firstChild;
      if (wanted) this.become(over.map(step.from, 1), wanted);
    }
    this.pass(step, begun, isWhole ?? false);
  }

  private pass(step: Step, begun: number, isWhole: boolean): void {
    const { out } = this;
    const made = out.steps.slice(begun).map((one) => one.getMap());
    const map = step.getMap();
    this.maps = [map.invert(), ...this.maps, ...made];
    this.mirrors = this.mirrors.map(([first, last]) => [first + 1, last + 1]);
    // A place in what comes in is in what came in.
    if (isWhole) this.mirrors.push([0, this.maps.length - 1]);
    const later = out.mapping.slice(begun);
    if (step instanceof ReplaceStep && step.slice.size > 0) {
      this.came = this.cameTo === null ? null : { there: step.from + step.slice.size, here: this.cameTo };
    } else if (this.came) {
      this.came = { there: map.map(this.came.there, -1), here: later.map(this.came.here, -1) };
    }
    this.cameTo = null;
  }

  /** A suggestion of words that begins. */
  private fresh(): SuggestionId {
    const id = this.hand.fresh();
    this.begun.push({ id, proposal: { kind: "text" } });
    return id;
  }

  /** Where what the step at hand brought ends. */
  private cameTo: number | null = null;

  /** Whether what came in is all in the last step, as the transaction has it. */
  private replace(from: number, to: number, slice: Slice): boolean {
    const { out } = this;
    const id = this.moving ?? goingOn(out.doc, from, to, this.hand) ?? this.fresh();
    const coming = this.asComing(slice, id);
    if (from < to && this.isOwnText(from, to) && isInline(coming)) {
      out.step(new ReplaceStep(from, to, coming));
      this.cameTo = from + coming.size;
      return coming.size === slice.size;
    }
    const begun = out.steps.length;
    if (from < to) this.takeAway(from, to, id);
    if (coming.size === 0) return false;
    const mapping = out.mapping.slice(begun);
    const put = out.steps.length;
    this.putIn(mapping.map(from, -1), mapping.map(to), coming);
    const isOne = out.steps.length === put + 1;
    return isOne && (out.steps[put] as ReplaceStep).slice.size === slice.size;
  }

  /** Words of one block, all of them proposed by the person themselves. */
  private isOwnText(from: number, to: number): boolean {
    const { doc } = this.out;
    const [$from, $to] = [doc.resolve(from), doc.resolve(to)];
    if ($from.depth === 0 || !$from.sameParent($to)) return false;
    let own = true;
    doc.nodesBetween(from, to, (node) => {
      if (node.isText) own &&= this.isOwn(proposedOf(node), "inserted");
    });
    return own;
  }

  private isOwn(all: readonly Suggested[], wanted: Touch): boolean {
    return all.some(({ suggestion: id, touch }) => touch === wanted && this.hand.isOwn(id));
  }

  /** What the person proposed goes; of all else it is said that it is to go. From the end, so that places stay. */
  private takeAway(from: number, to: number, id: SuggestionId): void {
    const { out } = this;
    const begun = out.steps.length;
    const blocks: { block: Node; at: number }[] = [];
    out.doc.forEach((block, at) => {
      if (at < to && at + block.nodeSize > from) blocks.push({ block, at });
    });
    for (const { block, at } of blocks.reverse()) {
      this.takeAwayText(block, at + 1, from, to, id);
      if (from > at) continue;
      const begins = beginsOf(block);
      if (this.isOwn(begins, "inserted")) this.join(at, out.mapping.slice(begun).map(to));
      else if (!this.isOwn(begins, "deleted"))
        this.begin(at, [...begins, { suggestion: id, touch: "deleted" }]);
    }
  }

  private takeAwayText(block: Node, start: number, from: number, to: number, id: SuggestionId): void {
    const texts: { text: Node; begin: number; end: number }[] = [];
    block.forEach((text, offset) => {
      const begin = Math.max(from, start + offset);
      const end = Math.min(to, start + offset + text.nodeSize);
      if (begin < end) texts.push({ text, begin, end });
    });
    for (const { text, begin, end } of texts.reverse()) {
      const all = proposedOf(text);
      if (this.isOwn(all, "inserted")) this.out.delete(begin, end);
      else if (!this.isOwn(all, "deleted")) this.out.addMark(begin, end, markOf(id, "deleted"));
    }
  }

  /** A block that the person proposed is one no more: what is left of it joins the one before. */
  private join(at: number, to: number): void {
    const { out } = this;
    const block = out.doc.nodeAt(at);
    const previous = out.doc.resolve(at).nodeBefore;
    if (!block) return;
    // Where what comes is to stand in it, the place is kept.
    const isGone = block.content.size === 0 && to >= at + block.nodeSize;
    if (isGone && out.doc.childCount > 1) out.delete(at, at + block.nodeSize);
    else if (block.isTextblock && previous?.isTextblock) out.delete(at - 1, at + 1);
  }

  private begin(at: number, begins: readonly Suggested[]): void {
    this.out.setNodeAttribute(at, "begins", begins.length > 0 ? [...begins].sort(inOrder) : null);
  }

  /** `from` and `to`: what is to go stands between them. What comes stands behind it. */
  private putIn(from: number, to: number, slice: Slice): void {
    const { out } = this;
    const { content, openStart } = slice;
    const $to = out.doc.resolve(to);
    let [start, made] = [to, slice];
    if (isInline(slice)) {
      if (!$to.parent.inlineContent) made = new Slice(Fragment.from(this.block(content, slice)), 0, 0);
    } else if ($to.depth > 0) {
      // Before a first block that is whole, the one that is parted ends.
      if (openStart === 0)
        made = new Slice(Fragment.from($to.parent.copy()).append(content), 1, slice.openEnd);
    } else if (openStart > 0) {
      // Its words belong to the block before, which has ended.
      if ($to.nodeBefore?.isTextblock) start = to - 1;
      else {
        const { firstChild: first } = content;
        const rest = Fragment.from(content.content.slice(1));
        if (rest.size > 0) out.step(new ReplaceStep(to, to, new Slice(rest, 0, slice.openEnd)));
        if (first && out.doc.resolve(from).parent.inlineContent)
          out.step(new ReplaceStep(from, from, new Slice(first.content, 0, 0)));
        this.cameTo = out.mapping.slice(out.steps.length - 1).map(to);
        return;
      }
    }
    const before = out.doc.content.size;
    if (out.maybeStep(new ReplaceStep(start, to, made)).failed) out.replace(to, to, slice);
    this.cameTo = to + out.doc.content.size - before;
  }

  /** Words as a paragraph of their own, where there is none to put them in. */
  private block(content: Fragment, slice: Slice): Node {
    const id = firstProposed(slice.content);
    return schema.node("paragraph", { begins: id ? [{ suggestion: id, touch: "inserted" }] : null }, content);
  }

  /** As it comes: the person's, and nobody else's. Words that are to go don't come along. */
  private asComing(slice: Slice, id: SuggestionId): Slice {
    const what = markOf(id, "inserted");
    const isGoing = (text: Node) => proposedOf(text).some(({ touch }) => touch === "deleted");
    const texts = (of: Fragment) =>
      Fragment.from(
        of.content
          .filter((text) => !isGoing(text))
          .map((text) => text.mark(what.addToSet(text.marks.filter(({ type }) => type !== suggestion)))),
      );
    const { content, openStart, openEnd } = slice;
    if (isInline(slice)) return new Slice(texts(content), openStart, openEnd);
    const blocks = content.content.map((block, index) => {
      const begins = index === 0 && openStart > 0 ? null : [{ suggestion: id, touch: "inserted" as const }];
      return block.type.create({ ...block.attrs, begins }, texts(block.content));
    });
    return new Slice(Fragment.from(blocks), openStart, openEnd);
  }

  /** One's own words are formatted; of all others it is proposed. Proposing it once more takes that back. */
  private format(from: number, to: number, mark: EditorMark, isOn: boolean): void {
    // Nobody marks words as proposed by hand: the page only shows what is so.
    if (mark.type === suggestion || from >= to) return;
    const { out, hand } = this;
    const proposal: Begun["proposal"] = { kind: "format", ...formatOf(mark), on: isOn };
    const same = JSON.stringify(proposal);
    const stretches: { from: number; to: number; said: EditorMark[] }[] = [];
    out.doc.nodesBetween(from, to, (node, at) => {
      if (!node.isText || mark.isInSet(node.marks) === isOn) return;
      const stretch = { from: Math.max(from, at), to: Math.min(to, at + node.nodeSize) };
      if (this.isOwn(proposedOf(node), "inserted")) {
        if (isOn) out.addMark(stretch.from, stretch.to, mark);
        else out.removeMark(stretch.from, stretch.to, mark);
        return;
      }
      const said = node.marks.filter((one) => {
        const what = suggestedBy(one);
        if (what?.touch !== "formatted" || !hand.isOwn(what.suggestion)) return false;
        const before = hand.proposalOf(what.suggestion);
        return before?.kind === "format" && before.mark === mark.type.name;
      });
      stretches.push({ ...stretch, said });
    });
    const isSaid = (said: readonly EditorMark[]) =>
      said.some((one) => JSON.stringify(hand.proposalOf(suggestedBy(one)!.suggestion)) === same);
    const isBack = stretches.length > 0 && stretches.every(({ said }) => isSaid(said));
    const id = hand.fresh();
    for (const { from, to, said } of stretches) {
      for (const one of said) if (isBack || !isSaid([one])) out.removeMark(from, to, one);
      if (!isBack && !isSaid(said)) out.addMark(from, to, markOf(id, "formatted"));
    }
    if (!isBack && stretches.some(({ said }) => !isSaid(said))) this.begun.push({ id, proposal });
  }

  /** What a block is to be: of one's own at once. */
  private become(at: number, wanted: Node): void {
    const { out, hand } = this;
    const block = out.doc.nodeAt(at);
    if (!block?.isTextblock) return;
    const begins = beginsOf(block);
    const attrs: Attrs = { ...wanted.attrs, begins: block.attrs.begins as unknown };
    if (this.isOwn(begins, "inserted")) {
      out.setNodeMarkup(at, wanted.type, attrs);
      return;
    }
    const before = begins.find(
      ({ suggestion: id, touch }) =>
        touch === "formatted" && hand.isOwn(id) && hand.proposalOf(id)?.kind === "block",
    );
    const said = before && hand.proposalOf(before.suggestion);
    const to = kindOf(wanted);
    const isSaid = said?.kind === "block" && JSON.stringify(said.to) === JSON.stringify(to);
    if (isSaid || isOfKind(block, wanted.type, wanted.attrs)) {
      this.begin(
        at,
        begins.filter((one) => one !== before),
      );
      return;
    }
    const id = before?.suggestion ?? hand.fresh();
    if (!before) this.begin(at, [...begins, { suggestion: id, touch: "formatted" }]);
    this.begun.push({ id, proposal: { kind: "block", from: kindOf(block), to } });
  }

  /** Where the transaction would put the cursor. Before what is to go, or behind it where it was deleted forward. */
  private selection(): Selection {
    const { tr, out, came, over } = this;
    const { selection } = this.state;
    const [first] = tr.steps;
    const isForward =
      first instanceof ReplaceStep &&
      first.slice.size === 0 &&
      selection.empty &&
      selection.from === first.from;
    const at = (place: number) => {
      const here = came?.there === place ? came.here : over.map(place, isForward ? 1 : -1);
      return out.doc.resolve(Math.min(here, out.doc.content.size));
    };
    const { anchor, head, from } = tr.selection;
    if (tr.selection instanceof NodeSelection) {
      const $from = at(from);
      return $from.nodeAfter?.isAtom ? NodeSelection.create(out.doc, $from.pos) : Selection.near($from);
    }
    const [$anchor, $head] = [at(anchor), at(head)];
    const side = isForward ? 1 : -1;
    if (anchor === head)
      return $head.parent.inlineContent ? new TextSelection($head) : Selection.near($head, side);
    return TextSelection.between($anchor, $head);
  }
}

const markOf = (id: SuggestionId, touch: Touch): EditorMark => suggestion.create({ suggestion: id, touch });

const isInline = ({ content }: Slice): boolean => content.firstChild?.isText ?? true;

function firstProposed(content: Fragment): SuggestionId | null {
  const { firstChild } = content;
  return (firstChild && proposedOf(firstChild)[0]?.suggestion) ?? null;
}

/** Something goes at one place and comes at another. */
function isMove(steps: readonly Step[]): boolean {
  const [first, second] = steps;
  if (steps.length !== 2 || !(first instanceof ReplaceStep) || !(second instanceof ReplaceStep)) return false;
  const goes = (step: ReplaceStep) => step.from < step.to && step.slice.size === 0;
  const comes = (step: ReplaceStep) => step.from === step.to && step.slice.size > 0;
  return (goes(first) && comes(second)) || (comes(first) && goes(second));
}
