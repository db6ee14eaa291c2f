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

/** How passing a gate is known to the story's undo. */
const PASSED = "passed";

/** Who lets the story pass, and why. */
interface Said {
  gate: Gate;
  by: string;
  reason: string;
}

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
    desk.story.performs(PASSED, (value, on) => {
      const said = JSON.parse(value) as Said;
      void this.act(() => (on ? this.toPass(said) : this.toHold(said)));
    });
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

  /** Answers whether it was passed. Like all that is done to a story, it is taken back by a key. */
  async pass(said: Said): Promise<boolean> {
    const done = await this.act(() => this.toPass(said));
    if (done) this.note(said, true);
    return done;
  }

  async hold(said: Said): Promise<boolean> {
    const done = await this.act(() => this.toHold(said));
    if (done) this.note(said, false);
    return done;
  }

  private toPass({ gate, by, reason }: Said): Promise<Gates> {
    return this.desk.host.passGate(this.desk.story.id, gate, null, by, reason);
  }

  private async toHold({ gate }: Said): Promise<Gates> {
    const { story, host } = this.desk;
    await host.holdGate(story.id, gate);
    return host.gates(story.id, null);
  }

  private note(said: Said, on: boolean): void {
    this.desk.story.undo.note({ is: "other", what: PASSED, value: JSON.stringify(said), on });
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
