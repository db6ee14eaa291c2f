/**
 * Undo and redo in the body. ProseMirror's own history takes away what somebody else wrote amid one's own words
 * once these are undone, and it ends with the window. This one leaves other people's text where it stands, and
 * can be stored.
 *
 * An event is what one undo takes back: the steps that do it, in their order. Both stacks always fit the document
 * as it is, since a change from elsewhere moves every step in them at once.
 */
import type { Node } from "prosemirror-model";
import {
  type Command,
  type EditorState,
  NodeSelection,
  Plugin,
  PluginKey,
  type Selection,
  TextSelection,
  type Transaction,
} from "prosemirror-state";
import { AddMarkStep, ReplaceStep, Step, type Transform } from "prosemirror-transform";

import { Steps } from "../shared/steps.svelte";
import { Crossing } from "./crossing";
import { schema } from "./schema";

interface Event {
  /** Which step of all that can be undone it is. */
  step: number;
  steps: readonly Step[];
  /** When it was taken back, as `Steps` counts. */
  branch?: number;
  /** Where the cursor was before the event. */
  anchor: number;
  head: number;
}

/** What can be undone and redone; the next one is the last. */
export interface Stacks {
  done: readonly Event[];
  undone: readonly Event[];
}

interface History extends Stacks {
  /** How the last event goes on; null once it is closed. */
  open: { time: number; composition: unknown; ranges: readonly number[] } | null;
}

/** What is typed after a longer pause is undone by itself. */
const PAUSE_MS = 500;
const MOST_EVENTS = 200;

export const NOTHING: Stacks = { done: [], undone: [] };

const key = new PluginKey<History>("undo");
const CLOSE = "closeHistory";
const BACK = "bringsBack";
const ALONE = "alone";

/** Whether a transaction takes back what was done, or does it again: what it brings was there before. */
export function bringsBack(tr: Transaction): boolean {
  return tr.getMeta(BACK) === true;
}

interface Options {
  pause?: number;
  /** Shared with whatever else can be undone. */
  order?: Steps;
  /** Whoever undoes for all of it; without one the body undoes by itself. */
  asked?: ((back: boolean) => void) | null;
}

/** `start` is what could be undone and redone when the story was left. */
export function history(
  start: Stacks = NOTHING,
  { pause = PAUSE_MS, order = new Steps(), asked = null }: Options = {},
): Plugin<History> {
  return new Plugin<History>({
    key,
    order,
    state: {
      init: () => ({
        done: start.done,
        undone: start.undone.map((event) => ({ ...event, branch: order.branch })),
        open: null,
      }),
      apply(tr, before, { selection }) {
        const after = tr.getMeta(key) as History | undefined;
        if (after) return after;
        const now = tr.getMeta(CLOSE) === true ? { ...before, open: null } : before;
        if (!tr.docChanged) return now;
        if (tr.getMeta("addToHistory") === false) return crossed(now, tr);
        return recorded(now, tr, selection, pause, order);
      },
    },
    props: {
      handleDOMEvents: {
        /** From the web view's own menu. */
        beforeinput(view, event) {
          const back = { historyUndo: true, historyRedo: false }[event.inputType];
          if (back === undefined) return false;
          event.preventDefault();
          if (view.composing) return true;
          if (asked) asked(back);
          else (back ? undo : redo)(view.state, view.dispatch);
          return true;
        },
      },
    },
  });
}

export const undo: Command = (state, dispatch) => carryOut(state, dispatch, "done", "undone");
export const redo: Command = (state, dispatch) => carryOut(state, dispatch, "undone", "done");

/** What comes after the transaction is not undone together with what went before it. */
export function closeHistory(tr: Transaction): Transaction {
  return tr.setMeta(CLOSE, true);
}

/** The steps that would be undone, and redone, next. */
export function lastSteps(state: EditorState): [done: number | undefined, undone: number | undefined] {
  const { done, undone } = stacksOf(state);
  return [done.at(-1)?.step, undone.at(-1)?.step];
}

/** The transaction is a step by itself: it goes on with nothing, and nothing with it. */
export function alone(tr: Transaction): Transaction {
  return closeHistory(tr).setMeta(ALONE, true);
}

export function stacksOf(state: EditorState): Stacks {
  const { done, undone } = key.getState(state) ?? NOTHING;
  return { done, undone: orderOf(state)?.again(undone) ?? [] };
}

const orderOf = (state: EditorState) => key.get(state)?.spec.order as Steps | undefined;

function carryOut(
  state: EditorState,
  dispatch: ((tr: Transaction) => void) | undefined,
  from: keyof Stacks,
  to: keyof Stacks,
): boolean {
  const stacks = stacksOf(state);
  const event = stacks[from].at(-1);
  if (!event) return false;
  if (!dispatch) return true;
  const { tr } = state;
  for (const step of event.steps) tr.maybeStep(step);
  const back = {
    step: event.step,
    branch: orderOf(state)?.branch,
    steps: inverted(tr, []),
    ...placeOf(state.selection),
  };
  const after = { [from]: stacks[from].slice(0, -1), [to]: [...stacks[to], back], open: null };
  dispatch(
    tr.setSelection(selectionAt(tr.doc, event)).setMeta(key, after).setMeta(BACK, true).scrollIntoView(),
  );
  return true;
}

function recorded(
  { done, open }: History,
  tr: Transaction,
  before: Selection,
  pause: number,
  order: Steps,
): History {
  const composition = tr.getMeta("composition") as unknown;
  const last = done.at(-1);
  const goesOn =
    open !== null &&
    last !== undefined &&
    // A word that is being composed stays one, whatever was done beside it.
    (composition !== undefined || order.isLatest(last.step)) &&
    ((composition !== undefined && composition === open.composition) ||
      (tr.time - open.time <= pause && touches(tr, open.ranges)));
  const begun = goesOn ? last : { step: order.next(), steps: [], ...placeOf(before) };
  const event = { ...begun, steps: inverted(tr, begun.steps) };
  const others = goesOn ? done.slice(0, -1) : done.slice(1 - MOST_EVENTS);
  return {
    done: [...others, event],
    undone: [],
    open:
      tr.getMeta(ALONE) === true
        ? null
        : { time: tr.time, composition: composition ?? open?.composition, ranges: rangesAfter(tr) },
  };
}

/** The steps that take the transaction back, and after it what `steps` take back. */
function inverted(tr: Transform, steps: readonly Step[]): Step[] {
  const all = [...steps];
  tr.steps.forEach((step, index) => {
    const inverse = step.invert(tr.docs[index]!);
    const next = all.shift();
    const one = next && asOne(inverse, next);
    all.unshift(...(one ? [one] : next ? [inverse, next] : [inverse]));
  });
  return all;
}

/**
 * Two steps as one, where the first only puts something back within what the second takes away, or right beside it.
 * So a word that an input method wrote over and over is one step, as is a burst of typing.
 */
function asOne(first: Step, second: Step): Step | null {
  if (!(first instanceof ReplaceStep) || !(second instanceof ReplaceStep)) return null;
  const end = first.from + first.slice.size;
  const within = second.from <= first.from && end <= second.to;
  // A step that only changes how blocks are cut must find nothing but these cuts.
  if (!within || isStructural(first) || isStructural(second)) return first.merge(second);
  return new ReplaceStep(second.from, second.to + first.to - end, second.slice);
}

/** ProseMirror keeps it to itself. */
function isStructural(step: ReplaceStep): boolean {
  return "structure" in step && step.structure === true;
}

function touches({ steps: [first] }: Transaction, ranges: readonly number[]): boolean {
  let found = false;
  if (first)
    changedBy(first, (from, to) => {
      for (let at = 0; at < ranges.length; at += 2) found ||= from <= ranges[at + 1]! && to >= ranges[at]!;
    });
  return found;
}

/** Where the transaction's last step that changed words left its mark. */
function rangesAfter({ steps }: Transform): number[] {
  const ranges: number[] = [];
  for (let at = steps.length - 1; at >= 0 && ranges.length === 0; at--) {
    changedBy(steps[at]!, (_from, _to, from, to) => ranges.push(from, to));
  }
  return ranges;
}

/** Words that come or go, before the step and after it; those that are only proposed to go go on like those that went. */
function changedBy(
  step: Step,
  see: (from: number, to: number, newFrom: number, newTo: number) => void,
): void {
  if (step instanceof AddMarkStep && step.mark.attrs.touch === "deleted")
    see(step.from, step.to, step.from, step.to);
  else step.getMap().forEach(see);
}

function crossed({ done, undone, open }: History, tr: Transform): History {
  const moved = acrossChange({ done, undone }, tr);
  const goesOn = open !== null && moved.done.length === done.length;
  return {
    ...moved,
    open: goesOn ? { ...open, ranges: open.ranges.map((at) => tr.mapping.map(at)) } : null,
  };
}

/** The stacks for the document with another's change in it. What that left nothing of is no longer there. */
export function acrossChange({ done, undone }: Stacks, change: Transform): Stacks {
  return { done: across(done, new Crossing(change)), undone: across(undone, new Crossing(change)) };
}

function across(events: readonly Event[], crossing: Crossing): Event[] {
  const moved = [...events].reverse().map(({ step, branch, steps, anchor, head }) => ({
    step,
    branch,
    steps: steps.flatMap((one) => crossing.step(one)),
    anchor: crossing.place(anchor),
    head: crossing.place(head),
  }));
  return moved.filter(({ steps }) => steps.length > 0).reverse();
}

function placeOf(selection: Selection): { anchor: number; head: number } {
  const { from, to, anchor, head } = selection;
  return selection instanceof NodeSelection ? { anchor: from, head: to } : { anchor, head };
}

function selectionAt(doc: Node, { anchor, head }: Event): Selection {
  const at = (place: number) => doc.resolve(Math.max(0, Math.min(place, doc.content.size)));
  const node = doc.nodeAt(at(anchor).pos);
  if (node?.isAtom && node.isBlock && head === anchor + node.nodeSize)
    return NodeSelection.create(doc, anchor);
  return TextSelection.between(at(anchor), at(head));
}

/** The stacks as they are stored. */
export function stored({ done, undone }: Stacks): Record<keyof Stacks, unknown[]> {
  const rows = (events: readonly Event[]) =>
    events.map(({ step, steps, anchor, head }) => ({
      step,
      steps: steps.map((one) => one.toJSON() as unknown),
      anchor,
      head,
    }));
  return { done: rows(done), undone: rows(undone) };
}

/** What was stored, as far as it fits the document. Throws where it is not what this program stores. */
export function restored(json: unknown, doc: Node): Stacks {
  const { done, undone } = json as Record<keyof Stacks, Event[]>;
  const events = (rows: readonly Event[]) =>
    rows.map(({ step, steps, anchor, head }) => {
      if (![step, anchor, head].every(Number.isSafeInteger)) throw new RangeError("no place");
      return { step, steps: steps.map((one) => Step.fromJSON(schema, one)), anchor, head };
    });
  return { done: fitting(events(done), doc), undone: fitting(events(undone), doc) };
}

/** The events down to the first that cannot be carried out. */
function fitting(events: readonly Event[], doc: Node): Event[] {
  let now: Node | null = doc;
  const first = events.findLastIndex(({ steps }) => {
    for (const step of steps) now &&= applied(step, now);
    return now === null;
  });
  return events.slice(first + 1);
}

function applied(step: Step, doc: Node): Node | null {
  try {
    return step.apply(doc).doc;
  } catch {
    // Beyond the end of the document.
    return null;
  }
}
