/**
 * What can be undone in each story, kept over restarts in the web view's own storage: it belongs to this screen
 * and not to the story, and losing it loses no word. It is kept only as of what Rust has acknowledged, with the
 * revision that this made, so that a story which has changed since is told from one that has not.
 */
import { Transform } from "prosemirror-transform";

import type { StoryView } from "../generated/StoryView";
import type { Host } from "../host/host";
import { readStored } from "../shared/text_history";
import { docFromBody } from "../body/binding";
import { NOTHING, type Stacks, acrossChange, restored, stored } from "../body/history";
import { changedInto } from "../body/body_difference";
import { NOTHING_DONE, type Undoable, readDeeds } from "./undo.svelte";

const KEY = "dateline.undo";
/** The stories written in last. */
export const STORIES_KEPT = 8;
/** For one story, in characters: the newest entries that fit. */
export const MOST_KEPT = 200_000;
/**
 * It is written in a pause, not with each save, and WebKit brings it to the disk half a second later. A power cut
 * within that time leaves the last words in the story, to be undone no more.
 */
const PAUSE_MS = 1000;

export class UndoLog {
  private waiting: { revision: number; undoable: Undoable } | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly story: string) {}

  /** What can be undone in the story as it stands at this revision. */
  keep(revision: number, undoable: Undoable): void {
    this.waiting = { revision, undoable };
    this.timer ??= setTimeout(() => this.write(), PAUSE_MS);
  }

  write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting) write(this.story, this.waiting.revision, this.waiting.undoable);
    this.waiting = null;
  }
}

/** What can be undone in the story that is opened; what does not fit it is dropped without a word. */
export async function recallUndo(host: Pick<Host, "bodyAt">, view: StoryView): Promise<Undoable> {
  const kept = read(view.story.id);
  if (!kept || kept.revision > view.revision) return NOTHING_DONE;
  const boxes: Undoable["boxes"] = {};
  for (const [name, value] of Object.entries(kept.boxes)) {
    const box = readStored(value);
    if (box) boxes[name] = box;
  }
  const deeds = readDeeds(kept.deeds);
  return { boxes, deeds, body: await recallBody(host, view, kept).catch(() => NOTHING) };
}

/** How much of the story's history was acknowledged when this was kept; null where nothing was. */
export const keptRevision = (story: string): number | null => read(story)?.revision ?? null;

async function recallBody(host: Pick<Host, "bodyAt">, view: StoryView, kept: Kept): Promise<Stacks> {
  const { id, body } = view.story;
  const now = docFromBody(body);
  if (kept.revision === view.revision) return restored(kept.body, now);
  // Another program has written since, or the last words were saved and this was not.
  const then = docFromBody(await host.bodyAt(id, kept.revision));
  return acrossChange(
    restored(kept.body, then),
    changedInto(now, () => new Transform(then)),
  );
}

interface Kept {
  revision: number;
  body: unknown;
  boxes: Record<string, unknown>;
  deeds: unknown;
}

function read(story: string): Kept | null {
  try {
    const text = localStorage.getItem(`${KEY}.${story}`);
    if (text === null || text.length > 2 * MOST_KEPT) return null;
    const { revision, body, boxes, deeds } = JSON.parse(text) as Record<string, unknown>;
    const isRecord = typeof boxes === "object" && boxes !== null;
    return Number.isSafeInteger(revision) && isRecord ? ({ revision, body, boxes, deeds } as Kept) : null;
  } catch {
    return null;
  }
}

function write(story: string, revision: number, { body, boxes, deeds }: Undoable): void {
  try {
    const left = new Allowance(MOST_KEPT);
    // What was undone last is wanted back soonest.
    const rows = stored(body);
    const undone = left.newest(rows.undone, MOST_KEPT / 4);
    const kept = Object.entries(boxes).filter(([, box]) => left.take(box, MOST_KEPT / 4));
    // Not what was taken back of these: it is little, and seldom wanted after a restart.
    const acts = left.newest(deeds.done, MOST_KEPT / 4);
    const done = left.newest(rows.done);
    const text = JSON.stringify({
      revision,
      body: { done, undone },
      boxes: Object.fromEntries(kept),
      deeds: { done: acts, undone: [] },
    });
    for (const other of remembered(story)) localStorage.removeItem(`${KEY}.${other}`);
    localStorage.setItem(`${KEY}.${story}`, text);
  } catch {
    // Full or forbidden: the next opening begins with nothing to undo. Half of it would be worse.
    forget(story);
  }
}

/** Puts the story first among those kept; returns those that are kept no longer. */
function remembered(story: string): string[] {
  let ids: unknown = null;
  try {
    ids = JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    // Damaged: it begins anew.
  }
  const others = Array.isArray(ids) ? ids.filter((id) => typeof id === "string" && id !== story) : [];
  localStorage.setItem(KEY, JSON.stringify([story, ...others.slice(0, STORIES_KEPT - 1)]));
  return others.slice(STORIES_KEPT - 1) as string[];
}

function forget(story: string): void {
  try {
    localStorage.removeItem(`${KEY}.${story}`);
  } catch {
    // Then nothing was there either.
  }
}

/** How much may still be stored. */
class Allowance {
  constructor(private left: number) {}

  /** Whether there was room for it, out of `most`. */
  take(value: unknown, most: number): boolean {
    const { length } = JSON.stringify(value);
    if (length > Math.min(most, this.left)) return false;
    this.left -= length;
    return true;
  }

  newest<T>(rows: readonly T[], most = this.left): T[] {
    const full = rows.findLastIndex((row) => {
      const before = this.left;
      const fits = this.take(row, most);
      most -= before - this.left;
      return !fits;
    });
    return rows.slice(full + 1);
  }
}
