/**
 * What was just done, said quietly in one place, with the way on from it. A note is gone once it was answered, when its
 * time is over, when another of its kind comes, and with the story that it is about. It holds ids and no part of a screen.
 */
import type { StoryId } from "../generated/StoryId";

/** A step of a story's undoing. */
export interface StepOf {
  story: StoryId;
  step: number;
}

export type NoteWay =
  /** Takes a step back, as long as it is the last. */
  | { name: "undo"; words: string; undo: StepOf }
  /** `back`: it takes back what was done, as the key for that does in a list. */
  | { name: string; words: string; go: () => void; back?: boolean };

export interface Note {
  /** A later one of the same takes its place. */
  key: string;
  words: string;
  ways?: readonly NoteWay[];
  /** It is gone when this story is left. */
  story?: StoryId;
  /** It stays until it is answered. */
  stays?: boolean;
}

/** A note is read in this time; whoever hears the screen, or is at the note, has longer. */
const READ_MS = 8000;
const HEARD_MS = 30_000;

export class Notes {
  shown = $state.raw<readonly Note[]>([]);
  /** Whether a reader of the screen is at work. */
  heard = false;
  /** The mouse or the keyboard is at them: they stay. */
  private held = false;
  private timers = new Map<string, ReturnType<typeof setTimeout>>();

  tell(note: Note): void {
    this.close(note.key);
    this.shown = [...this.shown, note];
    this.time(note);
  }

  close(key: string): void {
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    if (this.shown.some((note) => note.key === key))
      this.shown = this.shown.filter((note) => note.key !== key);
  }

  /** The story was left. */
  leave(story: StoryId): void {
    for (const note of this.shown) if (note.story === story) this.close(note.key);
  }

  hold(on: boolean): void {
    this.held = on;
    for (const note of this.shown) {
      clearTimeout(this.timers.get(note.key));
      if (!on) this.time(note);
    }
  }

  /** The newest that takes back what was done in a list. */
  get back(): (() => void) | null {
    for (const note of [...this.shown].reverse()) {
      for (const way of note.ways ?? []) {
        if (!("go" in way && way.back)) continue;
        return () => {
          this.close(note.key);
          way.go();
        };
      }
    }
    return null;
  }

  private time(note: Note): void {
    if (note.stays || this.held) return;
    const after = this.heard ? HEARD_MS : READ_MS;
    this.timers.set(
      note.key,
      setTimeout(() => this.close(note.key), after),
    );
  }
}
