/** What a person does to the history of the open story: naming a version, bringing an older one back. */
import { tick } from "svelte";

import type { ErrorText } from "../generated/ErrorText";
import type { Moment } from "../generated/Moment";
import type { Desk } from "../desk/desk.svelte";
import type { NoteWay } from "../services/notes.svelte";
import { errorText } from "../strings/errors";
import { t } from "../strings/index.svelte";
import { shortLabelOf, suggestedName } from "./words";

const KEY = "history";

export class StoryHistory {
  /** Whether the box for a name is open, and what stands in it. */
  naming = $state(false);
  name = $state("");
  suggestion = $state("");
  error = $state.raw<ErrorText | null>(null);
  private busy = false;

  constructor(private readonly desk: Desk) {}

  /** The key for naming: once it asks for a name, twice it takes the one that is suggested. */
  async askName(): Promise<void> {
    if (this.naming) return this.giveName();
    this.suggestion = suggestedName(new Date());
    this.name = this.suggestion;
    this.desk.room.notes.close(KEY);
    this.error = null;
    this.naming = true;
    await this.desk.story.flush();
  }

  async giveName(): Promise<void> {
    const name = this.name.trim() || this.suggestion;
    await this.carryOut(async () => {
      await this.desk.host.nameVersion(this.desk.story.id, name);
      this.naming = false;
      this.tell(t("history.named", { name }));
    });
  }

  /** Makes the story what it was at one `among` its moments. What it was until now is kept as a version of its own. */
  async restore(moment: Moment, among: Moment[], closeSheet: () => void): Promise<void> {
    await this.carryOut(async () => {
      await this.bringBack(moment);
      // Only for taking it back: the restoring itself is done.
      const moments = await this.desk.host.history(this.desk.story.id).catch(() => []);
      const before = moments.find(
        ({ id, version }) => version?.kind === "before_restore" && among.every((known) => known.id !== id),
      );
      closeSheet();
      // What is said behind a sheet is not heard.
      await tick();
      const words = t("history.restored", { moment: shortLabelOf(moment) });
      const ways = before
        ? [{ name: "undo", words: t("editor.undo"), go: () => void this.undoRestore(before) }]
        : [];
      this.tell(words, ways);
    });
  }

  private async undoRestore(before: Moment): Promise<void> {
    // What comes from elsewhere waits for whoever is in its box; this is what they ask for.
    this.desk.story.body.focus();
    await this.carryOut(async () => {
      await this.bringBack(before);
      this.tell(t("history.undone"));
    });
    if (this.error) this.desk.room.notify(this.error);
  }

  private tell(words: string, ways: NoteWay[] = []): void {
    this.desk.room.notes.tell({ key: KEY, words, ways, story: this.desk.story.id });
  }

  private async bringBack(moment: Moment): Promise<void> {
    await this.desk.host.restore(this.desk.story.id, moment.id);
    await this.desk.story.saver.refresh();
  }

  /** Once at a time, and only on what is durable: a version holds what the library has. */
  private async carryOut(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    try {
      await this.desk.story.flush();
      const { save } = this.desk.story;
      if (save.kind === "failed") throw save.error;
      await work();
    } catch (cause) {
      this.error = errorText(cause);
    }
    this.busy = false;
  }
}

const make = (desk: Desk): StoryHistory => new StoryHistory(desk);
export const pastOf = (desk: Desk): StoryHistory => desk.of(make);
