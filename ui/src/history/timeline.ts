/** The moments of a story as the timeline shows them: by day, newest first, what autosave wrote folded together. */
import type { Amount } from "../generated/Amount";
import type { Moment } from "../generated/Moment";
import type { MomentId } from "../generated/MomentId";

/** What autosave wrote between two milestones on one day. */
export interface Run {
  kind: "run";
  /** Of its oldest moment, which stays the oldest while new ones come in. */
  id: MomentId;
  moments: Moment[];
  /** Null while not all of them have been counted. */
  amount: Amount | null;
}

export type Entry = { kind: "moment"; moment: Moment } | Run;

export interface Day {
  date: Date;
  entries: Entry[];
}

/** Fewer stand by themselves: folding them would save no room. */
const FOLDED_FROM = 3;

export function daysOf(moments: Moment[]): Day[] {
  const days: { date: Date; moments: Moment[] }[] = [];
  for (const moment of moments) {
    const date = new Date(moment.at);
    const last = days.at(-1);
    if (last?.date.toDateString() === date.toDateString()) last.moments.push(moment);
    else days.push({ date, moments: [moment] });
  }
  return days.map(({ date, moments }) => ({ date, entries: entriesOf(moments) }));
}

function entriesOf(moments: Moment[]): Entry[] {
  const entries: Entry[] = [];
  let autosaves: Moment[] = [];
  const close = () => {
    if (autosaves.length >= FOLDED_FROM) entries.push(runOf(autosaves));
    else entries.push(...autosaves.map((moment): Entry => ({ kind: "moment", moment })));
    autosaves = [];
  };
  for (const moment of moments) {
    if (moment.version === null) {
      autosaves.push(moment);
      continue;
    }
    close();
    entries.push({ kind: "moment", moment });
  }
  close();
  return entries;
}

function runOf(moments: Moment[]): Run {
  let amount: Amount | null = { added: 0, removed: 0 };
  for (const one of moments) {
    amount = amount && one.amount && sumOf(amount, one.amount);
  }
  return { kind: "run", id: moments.at(-1)?.id ?? "", moments, amount };
}

function sumOf(one: Amount, other: Amount): Amount {
  return { added: one.added + other.added, removed: one.removed + other.removed };
}

/** Two ends of a comparison: the older, and the newer or null for the story as it is now. */
export interface Span {
  from: MomentId;
  to: MomentId | null;
}

/** What a person who opens the history wants first: what is new since the last milestone, else since the beginning. */
export function firstSpan(moments: Moment[]): Span | null {
  const older = moments.slice(1);
  const from = older.find(({ version }) => version !== null) ?? older.at(-1);
  return from ? { from: from.id, to: null } : null;
}

/** The older end comes first, in whichever order they were picked; null where both are the same. */
export function spanOf(moments: Moment[], one: MomentId | null, other: MomentId | null): Span | null {
  // The list is newest first, and now is newer than any.
  const age = (id: MomentId | null) => (id === null ? -1 : moments.findIndex((moment) => moment.id === id));
  const [from, to] = age(one) > age(other) ? [one, other] : [other, one];
  return from === null || from === to ? null : { from, to };
}
