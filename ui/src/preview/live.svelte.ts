/**
 * The page as it would go out, while the story is written: asked for behind the typing, and never so often that it takes
 * more than a small part of the time.
 */
import { untrack } from "svelte";

import type { ErrorText } from "../generated/ErrorText";
import type { Desk } from "../desk/desk.svelte";
import { recallFolds, rememberFold } from "../shared/folds";
import { errorText } from "../strings/errors";

const PHONE = "page_as_on_a_phone";

/** As long as a person is between two words. */
const PAUSE_MS = 250;
/** Of the time, it takes one part in so many. */
const SHARE = 8;

export class LivePage {
  html = $state.raw<string | null>(null);
  error = $state.raw<ErrorText | null>(null);
  phone = $state(recallFolds()[PHONE] ?? true);
  /** How long the last one took. */
  private took = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking = false;
  private stale = false;

  constructor(private readonly desk: Desk) {}

  choose(phone: boolean): void {
    this.phone = phone;
    rememberFold(PHONE, phone);
  }

  /** Follows the story from now on; to be called in an effect. Returns how it ends. */
  follow(): () => void {
    const { story } = this.desk;
    $effect(() => {
      void [story.doc, story.fields, story.photos, story.related, story.language];
      untrack(() => this.soon());
    });
    return () => {
      clearTimeout(this.timer);
      this.timer = undefined;
    };
  }

  private soon(): void {
    this.stale = true;
    if (this.timer !== undefined || this.asking) return;
    const wait = this.html === null ? 0 : Math.max(PAUSE_MS, SHARE * this.took);
    this.timer = setTimeout(() => void this.ask(), wait);
  }

  private async ask(): Promise<void> {
    const { story, host } = this.desk;
    this.timer = undefined;
    this.asking = true;
    this.stale = false;
    try {
      // It is of what the library has: the words come there by themselves, only a little later.
      if (!story.body.view?.composing) await story.saver.flush();
      const began = performance.now();
      const html = await host.previewPage(story.id);
      this.took = performance.now() - began;
      if (html !== this.html) this.html = html;
      this.error = null;
    } catch (cause) {
      this.error = errorText(cause);
    }
    this.asking = false;
    if (this.stale) this.soon();
  }
}

const make = (desk: Desk): LivePage => new LivePage(desk);
export const livePageOf = (desk: Desk): LivePage => desk.of(make);
