/**
 * Steps that were made for a document, carried over to the document with another person's change in it. A step
 * that takes text away is cut in pieces around what the other person has put in the middle of it.
 */
import { type Node, Slice } from "prosemirror-model";
import {
  Mapping,
  ReplaceStep,
  type Step,
  type StepMap,
  type Transform,
  replaceStep,
} from "prosemirror-transform";

interface Stretch {
  from: number;
  to: number;
}

export class Crossing {
  /** The document with the change, after the steps so far. */
  private doc: Node;
  /** What the other person has put in there. */
  private theirs: Stretch[];
  /** From the document without the change, after the steps so far, to `doc`; and which maps undo each other. */
  private over: Mapping;
  private maps: readonly StepMap[];
  private mirrors: (readonly [first: number, last: number])[] = [];

  constructor(change: Transform) {
    this.doc = change.doc;
    this.maps = change.mapping.maps;
    this.over = this.mapping();
    this.theirs = change.mapping.maps.flatMap((map, index) => {
      const put: Stretch[] = [];
      map.forEach((_from, _to, from, to) => put.push({ from, to }));
      return put.map((stretch) => moved(stretch, change.mapping.slice(index + 1)));
    });
  }

  place(position: number): number {
    return this.over.map(position);
  }

  /** What becomes of the next of the steps; nothing where it has lost its place. */
  step(step: Step): Step[] {
    const made = this.carriedOut(step.map(this.over));
    const after = made?.steps.map((one) => one.getMap()) ?? [];
    // Back over the step, over the change, and forward over what became of the step.
    this.maps = [step.getMap().invert(), ...this.maps, ...after];
    this.mirrors = this.mirrors.map(([first, last]) => [first + 1, last + 1]);
    // A place in text that the step brings back is in the text brought back here.
    if (made?.isSame) this.mirrors.push([0, this.maps.length - 1]);
    this.over = this.mapping();
    if (made) this.doc = made.doc;
    this.theirs = this.theirs.map((stretch) => moved(stretch, new Mapping(after)));
    return made?.steps ?? [];
  }

  private mapping(): Mapping {
    const firstOf = new Map(this.mirrors.map(([first, last]) => [last, first]));
    const mapping = new Mapping();
    this.maps.forEach((map, index) => mapping.appendMap(map, firstOf.get(index)));
    return mapping;
  }

  private carriedOut(step: Step | null): { steps: Step[]; doc: Node; isSame: boolean } | null {
    if (!step) return null;
    let { doc } = this;
    const steps: Step[] = [];
    let isSame = true;
    for (const piece of this.around(step)) {
      let one: Step | null = piece;
      let next = piece.apply(doc).doc;
      if (!next && piece instanceof ReplaceStep) {
        // A piece may begin in one block and end beside it: ProseMirror finds what fits.
        one = replaceStep(doc, piece.from, piece.to, piece.slice);
        next = one?.apply(doc).doc ?? null;
        isSame = false;
      }
      if (!one || !next) return null;
      steps.push(one);
      doc = next;
    }
    return steps.length > 0 ? { steps, doc, isSame } : null;
  }

  /** The step in pieces that leave the other person's text alone, from the end on. */
  private around(step: Step): Step[] {
    if (!(step instanceof ReplaceStep)) return [step];
    const kept = this.theirs.filter(({ from, to }) => from < to && from < step.to && step.from < to);
    if (kept.length === 0) return [step];
    kept.sort((a, b) => a.from - b.from);
    const pieces: Stretch[] = [];
    let at = step.from;
    for (const { from, to } of kept) {
      pieces.push({ from: at, to: Math.max(at, from) });
      at = Math.max(at, to);
    }
    pieces.push({ from: at, to: Math.max(at, step.to) });
    return pieces
      .map(({ from, to }, index) => new ReplaceStep(from, to, index === 0 ? step.slice : Slice.empty))
      .filter(({ from, to, slice }) => from < to || slice.size > 0)
      .reverse();
  }
}

function moved({ from, to }: Stretch, mapping: Mapping): Stretch {
  const start = mapping.map(from, 1);
  return { from: start, to: Math.max(start, mapping.map(to, -1)) };
}
