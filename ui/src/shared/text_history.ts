/**
 * Undo and redo in one text box. The web view's own forgets everything once a text is set from code, and ends with
 * the window. Each entry is one stretch that was replaced; a text that changed elsewhere moves the entries beside
 * the change, and ends the past where the two meet.
 */

import { Steps } from "./steps.svelte";

/** `removed` stood at `at`, and `inserted` stands there now. */
interface Change {
  at: number;
  removed: string;
  inserted: string;
}

interface Entry extends Change {
  /** Which step of all that can be undone it is. */
  step: number;
  /** What was selected before it. */
  selection: Selected;
}

/** An entry that was taken back, and when. */
interface Undone extends Entry {
  branch?: number;
}

/** A text, and what is selected in it. */
export interface Shown {
  text: string;
  selection: Selected;
}

export type Selected = readonly [start: number, end: number];

/** A history as it is kept: it fits `text` and no other. */
export interface Stored {
  text: string;
  done: readonly Entry[];
  undone: readonly Entry[];
}

export interface Typed {
  text: string;
  /** Where the cursor stands after it. */
  cursor: number;
  selection: Selected;
  time: number;
  /** Which word is being composed: all of it is one entry. */
  composition?: number | null;
  /** Whether it is an entry of its own, as pasting is. */
  alone?: boolean;
}

/** What is typed after a longer pause is undone by itself. */
const PAUSE_MS = 500;
const MOST_ENTRIES = 200;

export class TextHistory {
  private done: readonly Entry[] = [];
  private undone: readonly Undone[] = [];
  /** Null until a box has shown its text. */
  private text: string | null = null;
  /** How the last entry goes on. */
  private open: { time: number; composition: number | null } | null = null;

  /** Shows what was undone or redone: the box of it that came to the page last. */
  private viewers: readonly ((to: Shown) => void)[] = [];

  constructor(
    stored: Stored | null = null,
    private readonly steps = new Steps(),
    /** Whoever undoes for all the boxes; without one a box undoes by itself. */
    readonly asked: ((back: boolean) => void) | null = null,
  ) {
    if (stored) ({ text: this.text, done: this.done } = stored);
    this.undone = stored?.undone.map((entry) => ({ ...entry, branch: steps.branch })) ?? [];
  }

  private get again(): readonly Undone[] {
    return this.steps.again(this.undone);
  }

  /** Null while there is nothing to undo or redo. */
  get stored(): Stored | null {
    const { text, done } = this;
    const undone = this.again.map(({ branch: _, ...entry }) => entry);
    return text === null || done.length + undone.length === 0 ? null : { text, done, undone };
  }

  typed({ text, cursor, selection, time, composition = null, alone = false }: Typed): void {
    const before = this.text ?? text;
    this.text = text;
    const change = difference(before, text, cursor);
    if (!change) return;
    this.undone = [];
    const last = this.done.at(-1);
    const together =
      !alone &&
      last &&
      this.steps.isLatest(last.step) &&
      this.goesOn(time, composition) &&
      joined(last, change);
    const entry = together ? { ...last, ...together } : { ...change, selection, step: this.steps.next() };
    const others = together ? this.done.slice(0, -1) : this.done.slice(1 - MOST_ENTRIES);
    // Typed and deleted at once is nothing to take back.
    this.done = entry.removed === entry.inserted ? others : [...others, entry];
    this.open = alone || this.done === others ? null : { time, composition };
  }

  private goesOn(time: number, composition: number | null): boolean {
    if (!this.open) return false;
    return (
      time - this.open.time <= PAUSE_MS || (composition !== null && composition === this.open.composition)
    );
  }

  /** What is typed next is an entry of its own. */
  close(): void {
    this.open = null;
  }

  /** The text was changed for the person, as by replacing in the whole story: an entry of its own. */
  replaced(before: string, text: string, time: number): void {
    this.shows(before);
    this.typed({ text, cursor: text.length, selection: [text.length, text.length], time, alone: true });
  }

  /** What the box shows. If it is another text than before, it was not typed in it. */
  shows(text: string): void {
    const change = this.text === null ? null : difference(this.text, text, text.length);
    this.text = text;
    if (!change) return;
    this.open = null;
    this.done = beside(this.done, change, "inserted", "removed");
    this.undone = beside(this.undone, change, "removed", "inserted");
  }

  /** The text as it was stored, of what was just typed: taken back together with that. */
  settled(text: string): void {
    const change = difference(this.text ?? text, text, text.length);
    const last = this.done.at(-1);
    const together = change && last && joined(last, change);
    if (!together) return this.shows(text);
    this.text = text;
    this.open = null;
    this.done = [...this.done.slice(0, -1), { ...last, ...together }];
  }

  /** The step that could be undone; null where there is none. */
  get lastDone(): number | null {
    return this.done.at(-1)?.step ?? null;
  }

  get lastUndone(): number | null {
    return this.again.at(-1)?.step ?? null;
  }

  /** What the box shows now; null until it has shown something. */
  get now(): string | null {
    return this.text;
  }

  /** While a box tells what was typed in it: what becomes of that is no other step. */
  reporting = false;

  /** A box is on the page; returns how it goes. */
  view(viewer: (to: Shown) => void): () => void {
    this.viewers = [...this.viewers, viewer];
    return () => (this.viewers = this.viewers.filter((other) => other !== viewer));
  }

  /** Undoes or redoes, and has the box show it. What to show, where no box is there to; null where there was nothing. */
  carry(back: boolean): { to: Shown; seen: boolean } | null {
    const to = back ? this.undo() : this.redo();
    if (!to) {
      // An entry that does not fit the text would stand in the way of all before it.
      if (back) this.done = this.done.slice(0, -1);
      else this.undone = this.undone.slice(0, -1);
      return null;
    }
    const viewer = this.viewers.at(-1);
    viewer?.(to);
    return { to, seen: viewer !== undefined };
  }

  /** The text as it was, and what to select in it; null where there is nothing to undo. */
  undo(): Shown | null {
    const entry = this.done.at(-1);
    const text = entry && this.exchange(entry.at, entry.inserted, entry.removed);
    if (!entry || text === null || text === undefined) return null;
    this.done = this.done.slice(0, -1);
    this.undone = [...this.again, { ...entry, branch: this.steps.branch }];
    const [start, end] = entry.selection;
    return { text, selection: [Math.min(start, text.length), Math.min(end, text.length)] };
  }

  redo(): Shown | null {
    const last = this.again.at(-1);
    const text = last && this.exchange(last.at, last.removed, last.inserted);
    if (!last || text === null || text === undefined) return null;
    const { branch: _, ...entry } = last;
    this.undone = this.undone.slice(0, -1);
    this.done = [...this.done, entry];
    const end = entry.at + entry.inserted.length;
    return { text, selection: [end, end] };
  }

  /** Null where the text is not what the entry says, as after damage to what was stored. */
  private exchange(at: number, from: string, to: string): string | null {
    const { text } = this;
    this.open = null;
    if (text === null || !text.startsWith(from, at)) return null;
    return (this.text = text.slice(0, at) + to + text.slice(at + from.length));
  }
}

/** The histories of all boxes of a page, by name. */
export class TextHistories {
  private readonly histories = new Map<string, TextHistory>();

  constructor(
    stored: Record<string, Stored> = {},
    private readonly steps = new Steps(),
    private readonly asked: ((back: boolean) => void) | null = null,
  ) {
    for (const [name, one] of Object.entries(stored)) this.histories.set(name, this.make(one));
  }

  private make(stored: Stored | null): TextHistory {
    return new TextHistory(stored, this.steps, this.asked);
  }

  /** Null where no box of this name has been there. */
  known(name: string): TextHistory | null {
    return this.histories.get(name) ?? null;
  }

  /** By name. */
  entries(): IterableIterator<[string, TextHistory]> {
    return this.histories.entries();
  }

  of(name: string): TextHistory {
    const history = this.histories.get(name) ?? this.make(null);
    this.histories.set(name, history);
    return history;
  }

  get stored(): Record<string, Stored> {
    const all = [...this.histories].map(([name, { stored }]) => [name, stored] as const);
    return Object.fromEntries(all.filter((row): row is [string, Stored] => row[1] !== null));
  }
}

/** The one stretch in which they differ, so that what was put in ends at the cursor where it can. */
function difference(before: string, after: string, cursor: number): Change | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let same = 0;
  const most = Math.min(shorter, after.length - cursor);
  while (same < most && before.at(-1 - same) === after.at(-1 - same)) same++;
  let at = 0;
  while (at < shorter - same && before[at] === after[at]) at++;
  // The cursor need not stand behind the change: what is equal behind it is not part of it.
  while (same < shorter - at && before.at(-1 - same) === after.at(-1 - same)) same++;
  return {
    at,
    removed: before.slice(at, before.length - same),
    inserted: after.slice(at, after.length - same),
  };
}

/** Both as one stretch; null where the second does not touch the first. */
function joined(first: Change, second: Change): Change | null {
  const end = first.at + first.inserted.length;
  const secondEnd = second.at + second.removed.length;
  if (second.at > end || secondEnd < first.at) return null;
  const before = second.removed.slice(0, Math.max(0, first.at - second.at));
  const behind = secondEnd > end ? second.removed.slice(end - second.at) : "";
  return {
    at: Math.min(first.at, second.at),
    removed: before + first.removed + behind,
    inserted:
      first.inserted.slice(0, Math.max(0, second.at - first.at)) +
      second.inserted +
      first.inserted.slice(Math.max(0, secondEnd - first.at)),
  };
}

/** The entries that lie beside the change, from the next one down to the first that does not. */
function beside(
  entries: readonly Entry[],
  change: Change,
  from: "inserted" | "removed",
  to: "inserted" | "removed",
): Entry[] {
  const kept: Entry[] = [];
  let { at } = change;
  const longer = change.inserted.length - change.removed.length;
  for (const entry of [...entries].reverse()) {
    if (at + change.removed.length <= entry.at) {
      const [start, end] = entry.selection;
      kept.push({ ...entry, at: entry.at + longer, selection: [start + longer, end + longer] });
    } else if (at >= entry.at + entry[from].length) {
      kept.push(entry);
      // The next entry counts in the text that this one leads to.
      at += entry[to].length - entry[from].length;
    } else break;
  }
  return kept.reverse();
}

/** What was stored, where it looks like it. */
export function readStored(value: unknown): Stored | null {
  if (typeof value !== "object" || value === null) return null;
  const { text, done, undone } = value as Record<string, unknown>;
  return typeof text === "string" && areEntries(done) && areEntries(undone) ? { text, done, undone } : null;
}

function areEntries(value: unknown): value is Entry[] {
  return Array.isArray(value) && value.length <= MOST_ENTRIES && value.every(isEntry);
}

function isEntry(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { at, removed, inserted, selection, step } = value as Record<string, unknown>;
  const isPlace = (place: unknown) => Number.isSafeInteger(place) && (place as number) >= 0;
  return (
    isPlace(at) &&
    isPlace(step) &&
    typeof removed === "string" &&
    typeof inserted === "string" &&
    Array.isArray(selection) &&
    selection.length === 2 &&
    selection.every(isPlace)
  );
}
