/** The open story's way from draft to published: what has to be done before the next move, and making it. */
import type { ErrorText } from "../generated/ErrorText";
import type { Gate } from "../generated/Gate";
import type { Gates } from "../generated/Gates";
import type { Step } from "../generated/Step";
import type { Desk } from "../desk/desk.svelte";
import { madeDurable, moveOn } from "../story/moves";
import { errorText } from "../strings/errors";
import { t } from "../strings/index.svelte";

/** What stands beside the text. */
export const WAY = "way";
/** The whole story is looked at: not at each word, but once a person pauses. */
const PAUSE_MS = 1500;

export class Way {
  /** None until they were asked for. */
  gates = $state.raw<Gates | null>(null);
  /** Why a move was not made, or nothing could be told. */
  error = $state.raw<ErrorText | null>(null);
  /** The move that is being made. */
  going = $state(false);
  private waiting: ReturnType<typeof setTimeout> | null = null;
  private asked = 0;

  constructor(private readonly desk: Desk) {
    $effect(() => {
      const { story } = desk;
      // Whatever of it is durable now may have changed what is missing.
      const { save, state, suggestions, comments } = story;
      void [state, suggestions, comments];
      if (save.kind !== "saved" || !story.isBegun) return;
      this.askSoon();
      return () => this.forget();
    });
  }

  private forget(): void {
    if (this.waiting) clearTimeout(this.waiting);
    this.waiting = null;
  }

  /** Nobody waits for the gates of a draft that they do not look at. */
  private askSoon(): void {
    this.forget();
    if (!this.isShown && this.desk.story.state === "draft") return;
    this.waiting = setTimeout(() => void this.ask(), this.gates === null ? 0 : PAUSE_MS);
  }

  private get isShown(): boolean {
    return this.desk.rail.shown === WAY;
  }

  /** As it is durable. */
  async ask(): Promise<void> {
    const number = ++this.asked;
    try {
      const gates = await this.desk.host.gates(this.desk.story.id, null);
      if (number === this.asked) this.gates = gates;
    } catch (cause) {
      if (number === this.asked && this.isShown) this.error = errorText(cause);
    }
  }

  /** Answers whether the story moved. */
  async move(step: Step, reason: string): Promise<boolean> {
    return this.act(async () => {
      const gates = await moveOn(this.desk.story, step, reason);
      this.desk.told(t("way.moved", { state: t(`state.${gates.state}`) }));
      return gates;
    });
  }

  async pass(gate: Gate, by: string, reason: string): Promise<boolean> {
    const { story, host } = this.desk;
    return this.act(() => host.passGate(story.id, gate, null, by, reason));
  }

  async hold(gate: Gate): Promise<boolean> {
    const { story, host } = this.desk;
    return this.act(async () => {
      await host.holdGate(story.id, gate);
      return host.gates(story.id, null);
    });
  }

  /** What is on the screen is durable first. */
  private async act(work: () => Promise<Gates>): Promise<boolean> {
    const { story } = this.desk;
    if (this.going) return false;
    this.going = true;
    this.error = null;
    const done = (async () => {
      await madeDurable(story);
      const gates = await work();
      this.asked += 1;
      this.gates = gates;
    })();
    story.awaits(done.catch(() => {}));
    try {
      await done;
      return true;
    } catch (cause) {
      this.error = errorText(cause);
      void this.ask();
      return false;
    } finally {
      this.going = false;
    }
  }
}

const make = (desk: Desk): Way => new Way(desk);
export const wayOf = (desk: Desk): Way => desk.of(make);
