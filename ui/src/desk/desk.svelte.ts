/**
 * What a part of the story's screen is given: the story, and one of each service. A part keeps what it needs as long as
 * the story is open (`of`), and leaves with the desk here what others may ask it for: its marks in boxes, its way to a
 * place, its commands. It knows no other part.
 */
import type { Spot } from "../generated/Spot";
import type { Host } from "../host/host";
import type { CommandList } from "../services/commands";
import type { Menus } from "../services/menus.svelte";
import type { NoteWay, StepOf } from "../services/notes.svelte";
import type { Room } from "./room";
import type { StorySession } from "../story/session.svelte";
import { BoxMarks } from "./marks.svelte";
import { placeOfBox } from "../story/boxes";
import type { Touched } from "../story/undo.svelte";
import { t } from "../strings/index.svelte";
import { boxOf, goTo } from "./going";
import { Rail } from "./rail.svelte";

/**
 * Brings the screen to where a place of the story has its box, should it be one of the part's. Answers whether what is
 * shown has changed, so that the box comes a moment later; null where the place is somebody else's.
 */
export type Way = (spot: Spot) => boolean | null;

export class Desk {
  readonly marks = new BoxMarks();
  readonly rail = new Rail();
  /** What is shown in the place of the text; null while that is. */
  surface = $state<string | null>(null);
  private readonly parts = new Map<unknown, unknown>();
  private readonly ends: (() => void)[] = [];
  private ways: readonly Way[] = [];
  /** A sheet that a part asks a person to finish before anything else. */
  asks = $state<string | null>(null);
  /** How many bars stand above the text. */
  bars = $state(0);
  private files: ((paths: string[]) => void) | null = null;
  /** What was dropped before anybody took files in. */
  private early: string[][] = [];

  constructor(
    readonly room: Room,
    readonly story: StorySession,
  ) {
    this.rail.folded = !story.isBegun;
    story.undo.onAsked = (back) => void (back ? this.back() : this.again());
  }

  get host(): Host {
    return this.room.host;
  }

  get commands(): CommandList {
    return this.room.commands;
  }

  get menus(): Menus {
    return this.room.menus;
  }

  /** What a part keeps as long as the story is open; made when it is asked for first. */
  of<Part>(make: (desk: Desk) => Part): Part {
    if (!this.parts.has(make)) {
      // Whoever happens to ask first is not the one with whom it goes.
      this.ends.push($effect.root(() => void this.parts.set(make, make(this))));
    }
    return this.parts.get(make) as Part;
  }

  /** The story is left. */
  end(): void {
    for (const end of this.ends) end();
  }

  /** Returns how it is taken back. */
  leads(way: Way): () => void {
    this.ways = [...this.ways, way];
    return () => (this.ways = this.ways.filter((other) => other !== way));
  }

  /** Answers whether what is shown has changed. */
  bringUp(spot: Spot): boolean {
    for (const way of this.ways) {
      const changed = way(spot);
      if (changed !== null) return changed;
    }
    return false;
  }

  /** Says what was just done; it can be taken back from there. */
  told(words: string): void {
    const { id: story, undo } = this.story;
    const { last: step } = undo;
    const ways: NoteWay[] =
      step === null ? [] : [{ name: "undo", words: t("editor.undo"), undo: { story, step } }];
    this.room.notes.tell({ key: "done", words, story, ways });
  }

  /** Whether nothing was done in the story since. */
  isLast({ story, step }: StepOf): boolean {
    return story === this.story.id && step === this.story.undo.last;
  }

  /** Takes the last step back, and goes where it was. */
  async back(): Promise<void> {
    await this.showTouched(this.story.undo.back());
  }

  async again(): Promise<void> {
    await this.showTouched(this.story.undo.again());
  }

  private async showTouched(touched: Touched[] | null): Promise<void> {
    const box = touched?.find((one) => one.in === "box");
    // What was done to pictures is seen where they are.
    if (this.surface !== null && touched?.some((one) => one.in === "deed")) return;
    if (box) {
      const place = placeOfBox(box.box);
      const [from, to] = box.selection;
      if (boxOf(this, place) === document.activeElement) return;
      await goTo(this, { photo: null, block: null, ...place }, () => ({ from, to }));
    } else if (touched?.some((one) => one.in === "body")) {
      this.surface = null;
      this.story.body.focus();
    }
  }

  /** Somebody takes in files that are dropped on the window; returns how that is taken back. */
  takesFiles(take: (paths: string[]) => void): () => void {
    this.files = take;
    // Not while the screen is still being put together.
    for (const paths of this.early.splice(0)) queueMicrotask(() => this.dropped(paths));
    return () => (this.files = null);
  }

  dropped(paths: string[]): void {
    if (this.files) this.files(paths);
    else this.early.push(paths);
  }

  /** Whether nothing lies over the text or stands beside it but what always does. */
  get isPlain(): boolean {
    return this.surface === null && this.rail.panel === null && this.bars === 0;
  }
}
