/** What a person does to the history of the open story: naming a version, bringing an older one back. */
import { tick } from "svelte";

import type { ErrorText } from "../generated/ErrorText";
import type { Moment } from "../generated/Moment";
import type { Desk } from "../desk/desk.svelte";
import { errorText } from "../strings/errors";
import { shortLabelOf, suggestedName } from "./words";

/** What was done last, and how it is taken back. */
export type Note =
  | { kind: "named"; name: string }
  | { kind: "restored"; label: string; before: Moment | null }
  | { kind: "undone" };

export class StoryHistory {
  /** Whether the box for a name is open, and what stands in it. */
  naming = $state(false);
  name = $state("");
  suggestion = $state("");
  note = $state.raw<Note | null>(null);
  error = $state.raw<ErrorText | null>(null);
  private busy = false;

  constructor(private readonly desk: Desk) {}

  /** The key for naming: once it asks for a name, twice it takes the one that is suggested. */
  async askName(): Promise<void> {
    if (this.naming) return this.giveName();
    this.suggestion = suggestedName(new Date());
    this.name = this.suggestion;
    this.note = null;
    this.error = null;
    this.naming = true;
    await this.desk.story.flush();
  }

  async giveName(): Promise<void> {
    const name = this.name.trim() || this.suggestion;
    await this.carryOut(async () => {
      await this.desk.host.nameVersion(this.desk.story.id, name);
      this.naming = false;
      this.note = { kind: "named", name };
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
      this.note = { kind: "restored", label: shortLabelOf(moment), before: before ?? null };
    });
  }

  async undoRestore(): Promise<void> {
    const before = this.note?.kind === "restored" ? this.note.before : null;
    if (!before) return;
    await this.carryOut(async () => {
      await this.bringBack(before);
      this.note = { kind: "undone" };
    });
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
