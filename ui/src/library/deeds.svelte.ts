/** What was done in the list, and can be taken back there: many steps, whichever story was opened in between. */
import type { App } from "../app/app.svelte";
import type { SettingsChange } from "../generated/SettingsChange";
import type { StoryEdit } from "../generated/StoryEdit";
import type { StoryId } from "../generated/StoryId";

export interface Deed {
  words: string;
  /** Takes it back, and answers with what does it again. */
  undo(): Promise<Deed>;
  /** The story that it shows best in. */
  story?: StoryId | undefined;
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
        const other = await deed.undo();
        this[from] = this[from].filter((one) => one !== deed);
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
export function ofStories(app: App, words: string, edits: StoryEdit[]): Deed {
  return {
    words,
    story: edits.at(-1)?.story,
    async undo() {
      const again = await app.host.editStories(edits);
      app.libraryVersion++;
      return ofStories(app, words, again);
    },
  };
}

export function ofSettings(app: App, words: string, before: SettingsChange, now: SettingsChange): Deed {
  return {
    words,
    async undo() {
      app.change(before);
      app.libraryVersion++;
      return ofSettings(app, words, now, before);
    },
  };
}
