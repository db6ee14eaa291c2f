/** The past of the stories in a memory host: each form that a story had, and who brought it there when. */
import type { Comparison } from "../../generated/Comparison";
import type { Moment } from "../../generated/Moment";
import type { MomentId } from "../../generated/MomentId";
import type { Story } from "../../generated/Story";
import type { Version } from "../../generated/Version";
import { compareStories } from "./compare";

/** A moment, and the story as it was when it ended. */
interface Past {
  moment: Omit<Moment, "amount">;
  story: Story;
  /** Autosave goes on writing it. */
  open: boolean;
}

/** What one person writes with no longer pause than this is one moment. */
const PAUSE_MS = 600_000;

export class MemoryHistory {
  /** Oldest first. */
  private readonly pasts = new Map<string, Past[]>();
  private count = 0;

  /** What autosave writes is one moment, until a pause, a milestone or another person. */
  wrote(before: Story, after: Story, by: string, now = new Date()): void {
    const past = this.past(before);
    const last = past.at(-1);
    const paused = now.getTime() - Date.parse(last?.moment.at ?? "") > PAUSE_MS;
    const moment = this.moment(null, by, now);
    if (last?.open && last.moment.by === by && !paused) {
      moment.began_at = last.moment.began_at;
      past.pop();
    }
    past.push({ moment, story: after, open: true });
  }

  /** A milestone is what autosave wrote last, by another name; or a moment of its own, where nothing was. */
  milestone(story: Story, version: Version, by: string, now = new Date()): void {
    const past = this.past(story);
    const last = past.at(-1);
    const moment = this.moment(version, by, now);
    if (last?.open) {
      const { by, began_at } = last.moment;
      past[past.length - 1] = { ...last, moment: { ...moment, by, began_at }, open: false };
    } else past.push({ moment, story, open: false });
  }

  /** Newest first. */
  moments(story: Story): Moment[] {
    const past = this.past(story);
    return past
      .map(({ moment, story }, at) => {
        const { added, removed } = compareStories(past[at - 1]?.story ?? nothing(story), story);
        return { ...moment, amount: { added, removed } };
      })
      .reverse();
  }

  /** Null where a moment is none of the story's. */
  compare(story: Story, from: MomentId, to: MomentId | null): Comparison | null {
    const [before, after] = [this.at(story, from), to === null ? story : this.at(story, to)];
    return before && after ? compareStories(before, after) : null;
  }

  at(story: Story, moment: MomentId): Story | null {
    return this.past(story).find((past) => past.moment.id === moment)?.story ?? null;
  }

  /** A story that came with the host begins as it was found; an empty one with its first words. */
  private past(story: Story): Past[] {
    const known = this.pasts.get(story.id);
    if (known) return known;
    const empty = Object.keys(story.fields).length === 0 && story.body.every(({ text }) => text === "");
    const found = { moment: this.moment(null, "", new Date(story.updated_at)), story, open: false };
    const past = empty ? [] : [found];
    this.pasts.set(story.id, past);
    return past;
  }

  private moment(version: Version | null, by: string, now: Date): Past["moment"] {
    const at = now.toISOString();
    return { id: `moment-${++this.count}`, version, by, began_at: at, at };
  }
}

function nothing(story: Story): Story {
  return { ...story, fields: {}, body: [], photos: [], related: [] };
}
