/**
 * What can be taken back in a story, in the order in which it was done: in its body, in its text boxes, and all else that
 * a person does to it (`Deed`). Each of the three keeps its own past, which others' changes move; the numbers of their
 * steps tell which comes next. What was done as one, as replacing everywhere, is taken back as one.
 *
 * A deed is taken back only where what it made still stands: what somebody else wrote there since is theirs.
 */
import type { EditorView } from "prosemirror-view";

import { type Stacks, NOTHING, lastSteps, redo, undo } from "../body/history";
import type { FieldValue } from "../generated/FieldValue";
import type { Ignored } from "../generated/Ignored";
import type { Language } from "../generated/Language";
import type { Lifted } from "../generated/Lifted";
import type { Photo } from "../generated/Photo";
import type { PhotoField } from "../generated/PhotoField";
import type { PhotoId } from "../generated/PhotoId";
import type { Related } from "../generated/Related";
import type { State } from "../generated/State";
import type { StoryField } from "../generated/StoryField";
import { Steps } from "../shared/steps.svelte";
import { type Selected, type Stored, TextHistories } from "../shared/text_history";

/** A field of the story, or of one of its pictures, that was given another value. */
export interface ValueChange {
  photo: PhotoId | null;
  field: StoryField | PhotoField;
  from: FieldValue;
  to: FieldValue;
}

/** A picture that was given another place. */
export interface PlaceChange {
  photo: PhotoId;
  from: string;
  to: string;
}

/** Something done to a story outside its body and its text boxes, with what is needed to do the opposite. */
export type Deed =
  | { is: "values"; changes: ValueChange[] }
  | { is: "state"; from: State; to: State }
  | { is: "language"; from: Language; to: Language }
  | { is: "related"; from: Related[]; to: Related[] }
  | { is: "ignored"; decision: Ignored; on: boolean }
  | { is: "photos"; photos: Photo[]; on: boolean }
  /** Holds that were lifted, or put back. */
  | { is: "lifted"; lifted: Lifted[]; on: boolean }
  /** Pictures that were put elsewhere among the others. */
  | { is: "places"; changes: PlaceChange[] }
  /** Something that a part of the screen does beside the story, as naming a house's own words. */
  | { is: "other"; what: string; value: string; on: boolean };

interface Done {
  step: number;
  deed: Deed;
  /** When it was taken back, as `Steps` counts. */
  branch?: number;
}

/** All that is kept over restarts. */
export interface Undoable {
  body: Stacks;
  boxes: Record<string, Stored>;
  deeds: { done: Done[]; undone: Done[] };
}

export const NOTHING_DONE: Undoable = { body: NOTHING, boxes: {}, deeds: { done: [], undone: [] } };

/** Where something was taken back or done again. */
export type Touched =
  { in: "body" } | { in: "box"; box: string; selection: Selected } | { in: "deed"; deed: Deed };

/** The story, as far as undoing changes it. */
interface Doer {
  readonly view: EditorView | null;
  /** False where it does not stand as it was left: then nothing is done. */
  perform(deed: Deed, back: boolean): boolean;
  setBox(box: string, text: string): void;
}

const MOST_DEEDS = 200;
/** A title in the row of related stories is typed: so long a pause ends the step. */
const PAUSE_MS = 500;

export class StoryUndo {
  readonly steps: Steps;
  /** What can be undone in each text box, by the name of the box on the page. */
  readonly boxes: TextHistories;
  private done: readonly Done[];
  private undone: readonly Done[];
  private lastAt = 0;
  /** Counts up with each step that is taken, so that what is told of the last one can be told anew. */
  private changes = $state(0);
  /** While something is taken back nothing is noted. */
  private carrying = false;
  /** Asked by the web view's own menu. */
  onAsked: ((back: boolean) => void) | null = null;

  constructor(
    private readonly doer: Doer,
    { body, boxes, deeds }: Undoable,
  ) {
    const all = [
      ...[...body.done, ...body.undone].map(({ step }) => step),
      ...Object.values(boxes).flatMap(({ done, undone }) => [...done, ...undone].map(({ step }) => step)),
      ...[...deeds.done, ...deeds.undone].map(({ step }) => step),
    ];
    this.steps = new Steps(Math.max(0, ...all));
    this.boxes = new TextHistories(boxes, this.steps, (back) => this.onAsked?.(back));
    this.done = deeds.done;
    this.undone = deeds.undone.map((row) => ({ ...row, branch: this.steps.branch }));
  }

  get stored(): Omit<Undoable, "body"> {
    return { boxes: this.boxes.stored, deeds: { done: [...this.done], undone: [...this.takenBack] } };
  }

  /** Deeds that can be done again. */
  private get takenBack(): readonly Done[] {
    return this.steps.again(this.undone);
  }

  /** Whether a deed is just being taken back, or done again. */
  get isCarrying(): boolean {
    return this.carrying;
  }

  /** All that is done meanwhile is taken back at once. */
  together<T>(work: () => T): T {
    return this.steps.together(work);
  }

  /** A person has done this. */
  note(deed: Deed): void {
    if (this.carrying) return;
    const last = this.done.at(-1);
    const now = Date.now();
    const goesOn = last !== undefined && this.steps.isLatest(last.step) && now - this.lastAt <= PAUSE_MS;
    const both = goesOn ? asOne(last.deed, deed) : null;
    this.undone = [];
    this.done = both
      ? [...this.done.slice(0, -1), { step: last!.step, deed: both }]
      : [...this.done, { step: this.steps.next(), deed }].slice(-MOST_DEEDS);
    this.lastAt = now;
    this.changes++;
  }

  /** It was not done after all. */
  forget(deed: Deed): void {
    const others = (rows: readonly Done[]) => rows.filter((row) => row.deed !== deed);
    [this.done, this.undone] = [others(this.done), others(this.undone)];
    this.changes++;
  }

  /** The step that would be taken back next; null where there is none. */
  get last(): number | null {
    void [this.changes, this.steps.latest];
    return this.top("done");
  }

  /** The step that would be done again next: none once something else was done. */
  get next(): number | null {
    void [this.changes, this.steps.latest];
    return this.top("undone");
  }

  /**
   * Takes the last step back of which something still stands. Null where there is none, or a word is being composed.
   */
  back(): Touched[] | null {
    return this.carryOn(true, () => this.last);
  }

  again(): Touched[] | null {
    return this.carryOn(false, () => this.next);
  }

  private carryOn(back: boolean, which: () => number | null): Touched[] | null {
    for (let step = which(); step !== null; step = which()) {
      const touched = this.carry(back, step);
      if (touched === null || touched.length > 0) return touched;
    }
    return null;
  }

  private top(of: "done" | "undone"): number | null {
    const { view } = this.doer;
    const isDone = of === "done";
    const body = view ? lastSteps(view.state)[isDone ? 0 : 1] : undefined;
    const deed = (isDone ? this.done : this.takenBack).at(-1)?.step;
    const boxes = [...this.boxes.entries()].map(([, box]) => (isDone ? box.lastDone : box.lastUndone));
    const all = [body, deed, ...boxes].filter((step) => step !== undefined && step !== null);
    if (all.length === 0) return null;
    // The last that was undone is the first to come back.
    return isDone ? Math.max(...all) : Math.min(...all);
  }

  private carry(back: boolean, step: number): Touched[] | null {
    if (this.doer.view?.composing) return null;
    this.carrying = true;
    try {
      // A picture is with the story before the body shows it, and goes after it has gone from there.
      const deeds = back ? this.carryDeeds(back, step) : [];
      const words = [...this.carryBody(back, step), ...this.carryBoxes(back, step)];
      this.changes++;
      return [...deeds, ...words, ...(back ? [] : this.carryDeeds(back, step))];
    } finally {
      this.carrying = false;
    }
  }

  private carryDeeds(back: boolean, step: number): Touched[] {
    let [from, to] = back ? [this.done, this.takenBack] : [this.takenBack, this.done];
    const touched: Touched[] = [];
    for (let last = from.at(-1); last?.step === step; last = from.at(-1)) {
      const { deed } = last;
      from = from.slice(0, -1);
      if (!this.doer.perform(deed, back)) continue;
      to = [...to, { step, deed, ...(back && { branch: this.steps.branch }) }];
      touched.push({ in: "deed", deed });
    }
    [this.done, this.undone] = back ? [from, to] : [to, from];
    return touched;
  }

  private carryBody(back: boolean, step: number): Touched[] {
    const { view } = this.doer;
    let touched: Touched[] = [];
    while (view && lastSteps(view.state)[back ? 0 : 1] === step) {
      (back ? undo : redo)(view.state, view.dispatch);
      touched = [{ in: "body" }];
    }
    return touched;
  }

  private carryBoxes(back: boolean, step: number): Touched[] {
    const touched: Touched[] = [];
    for (const [box, history] of this.boxes.entries()) {
      while ((back ? history.lastDone : history.lastUndone) === step) {
        const carried = history.carry(back);
        // A text that is not what was kept has nothing to go back to.
        if (!carried) continue;
        const { to, seen } = carried;
        if (!seen) this.doer.setBox(box, to.text);
        touched.push({ in: "box", box, selection: to.selection });
      }
    }
    return touched;
  }
}

/** Both as one; null where the second has nothing to do with the first. */
function asOne(first: Deed, second: Deed): Deed | null {
  return first.is === "related" && second.is === "related" ? { ...first, to: second.to } : null;
}

/** What was kept of deeds, where it looks like it. */
export function readDeeds(value: unknown): Undoable["deeds"] {
  const { done, undone } = (value ?? {}) as Record<string, unknown>;
  return { done: rows(done), undone: rows(undone) };
}

const KINDS: readonly Deed["is"][] = [
  "values",
  "state",
  "language",
  "related",
  "ignored",
  "photos",
  "lifted",
  "places",
  "other",
];

function rows(value: unknown): Done[] {
  if (!Array.isArray(value) || value.length > MOST_DEEDS) return [];
  const all = value as Done[];
  const fits = ({ step, deed }: Done) => Number.isSafeInteger(step) && KINDS.includes(deed?.is);
  return all.every((row) => typeof row === "object" && row !== null && fits(row)) ? all : [];
}
