/** What was done in the list, and can be taken back there: many steps, whichever story was opened in between. */
import type { App } from "../app/app.svelte";
import type { SettingsChange } from "../generated/SettingsChange";
import type { StoryEdit } from "../generated/StoryEdit";
import type { StoryId } from "../generated/StoryId";
import { count } from "../strings/index.svelte";
import type { Work } from "./work.svelte";

export interface Deed {
  words: string;
  /** Takes it back, and answers with what does it again, and with what is left of it where it was stopped. */
  undo(): Promise<{ other: Deed; rest?: Deed }>;
  /** The story that it shows best in. */
  story?: StoryId | undefined;
}

/** What was changed, by what takes it back; and how many were not reached before it was stopped. */
export interface Changed {
  back: StoryEdit[];
  left: number;
}

/** All of them, or as far as it came before it was stopped. Where one fails, none is changed. */
export async function editAll(
  app: App,
  work: Work,
  label: string,
  edits: readonly StoryEdit[],
): Promise<Changed> {
  const batches: StoryEdit[][] = [];
  // What takes back goes from the last to the first.
  const back = () => batches.toReversed().flat();
  let done = 0;
  try {
    await work.each(label, edits, async (some) => {
      batches.push(await app.host.editStories(some));
      done += some.length;
    });
  } catch (error) {
    await work.each(label, back(), async (some) => void (await app.host.editStories(some)));
    throw error;
  } finally {
    if (done > 0) app.libraryVersion++;
  }
  return { back: back(), left: edits.length - done };
}

/** More are nobody's. */
const KEPT = 100;

export class Deeds {
  private done = $state.raw<readonly Deed[]>([]);
  private undone = $state.raw<readonly Deed[]>([]);
  /** One after the other, however quickly the key is struck. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly app: App) {}

  get mayGoBack(): boolean {
    return this.done.length > 0;
  }

  get mayGoOn(): boolean {
    return this.undone.length > 0;
  }

  did(deed: Deed): void {
    this.done = [...this.done, deed].slice(-KEPT);
    this.undone = [];
  }

  /** Answers which story it was about; undefined where there was nothing, or it failed. */
  back(): Promise<Deed | undefined> {
    return this.take("done", "undone");
  }

  again(): Promise<Deed | undefined> {
    return this.take("undone", "done");
  }

  private take(from: "done" | "undone", to: "done" | "undone"): Promise<Deed | undefined> {
    const taken = this.queue.then(async () => {
      const deed = this[from].at(-1);
      if (!deed) return undefined;
      try {
        const { other, rest } = await deed.undo();
        const others = this[from].filter((one) => one !== deed);
        this[from] = rest ? [...others, rest] : others;
        this[to] = [...this[to], other];
        return deed;
      } catch (error) {
        this.app.notify(error);
        return undefined;
      }
    });
    this.queue = taken;
    return taken;
  }
}

/** Edits of stories, by what takes them back. */
export function ofStories(app: App, work: Work, words: string, edits: StoryEdit[]): Deed {
  return {
    words,
    story: edits.at(-1)?.story,
    async undo() {
      const { back, left } = await editAll(app, work, count("whole.undoing", edits.length), edits);
      const other = ofStories(app, work, words, back);
      return left > 0 ? { other, rest: ofStories(app, work, words, edits.slice(-left)) } : { other };
    },
  };
}

export function ofSettings(app: App, words: string, before: SettingsChange, now: SettingsChange): Deed {
  return {
    words,
    async undo() {
      app.change(before);
      app.libraryVersion++;
      return { other: ofSettings(app, words, now, before) };
    },
  };
}
