/**
 * The list of stories, as long as the window is open: what was asked for, what of it is at hand, where a person is in it and
 * what they chose. So it is as it was when one comes back from a story.
 */
import { SvelteMap } from "svelte/reactivity";

import type { App } from "../app/app.svelte";
import type { ErrorText } from "../generated/ErrorText";
import type { ListFilter } from "../generated/ListFilter";
import type { SavedList } from "../generated/SavedList";
import type { Sort } from "../generated/Sort";
import type { State } from "../generated/State";
import type { StoryId } from "../generated/StoryId";
import type { StorySummary } from "../generated/StorySummary";
import type { Survey } from "../generated/Survey";
import { holdsAll } from "../shared/hits";
import { errorText } from "../strings/errors";
import { daysUpTo } from "./days";
import { Deeds } from "./deeds.svelte";
import { Work } from "./work.svelte";

export const EVERYTHING: ListFilter = {
  state: null,
  section: null,
  author: null,
  held: false,
  packaged: false,
  lacking: false,
};

/** So many lines are asked for at once, and so many times that many are kept. */
const PAGE = 60;
const KEPT = 40;
/** So many rows beyond those in sight are asked for: a row whose line is at hand is drawn once, and not first without it. */
const AHEAD = 60;

export const isSame = (one: ListFilter, other: ListFilter): boolean =>
  JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
const inOrder = ({ state, section, author, held, packaged, lacking }: ListFilter) => [
  state,
  section,
  author,
  held,
  packaged,
  lacking,
];

export class StoryList {
  words = $state("");
  sort = $state<Sort>("changed");
  filter = $state.raw<ListFilter>(EVERYTHING);
  /** None until the first answer. */
  survey = $state.raw<Survey | null>(null);
  /** What the list on the screen was asked for. */
  answered = $state("");
  /** When it was asked for: its days are counted from then. */
  now = $state.raw(new Date());
  samples = $state.raw<StorySummary[]>([]);
  error = $state.raw<ErrorText | null>(null);
  /** The row that has the keyboard, or would have it. */
  current = $state(0);
  chosen = $state.raw<ReadonlyMap<StoryId, State | null>>(new Map());
  /** Where a stretch of chosen rows began. */
  private anchor: number | null = null;
  scrolled = 0;
  /** The row is to be brought into sight once the list has come. */
  brings = $state(false);
  /** Who shows the list hears that another is about to come, and that it has. */
  shown: { comes: () => void; came: () => void } | null = null;
  readonly deeds: Deeds;
  readonly work = new Work();
  private readonly pages = new SvelteMap<number, readonly (StorySummary | null)[]>();
  private readonly coming = new Set<number>();
  private readonly snippets = new SvelteMap<StoryId, string>();
  private number = 0;
  /** Whose row the next answer is to be about. */
  private sought: StoryId | null = null;

  constructor(private readonly app: App) {
    this.deeds = new Deeds(app);
  }

  get found(): number {
    return this.survey?.found ?? 0;
  }

  /** All rows, those of the samples behind the others. */
  get count(): number {
    return this.found + this.samples.length;
  }

  get isNarrowed(): boolean {
    return this.words !== "" || !isSame(this.filter, EVERYTHING);
  }

  /** Nothing of one's own is here, whatever is looked for. */
  get isNew(): boolean {
    const { survey } = this;
    return survey !== null && !this.isNarrowed && survey.found === 0 && survey.facets.states.length === 0;
  }

  isSample(at: number): boolean {
    return at >= this.found;
  }

  lineAt(at: number): StorySummary | null {
    if (this.isSample(at)) return this.samples[at - this.found] ?? null;
    return this.pages.get(Math.floor(at / PAGE))?.[at % PAGE] ?? null;
  }

  headlineOf(story: StoryId): string {
    for (const page of this.pages.values())
      for (const line of page) if (line?.id === story) return line.headline;
    return "";
  }

  /** Where the words that were looked for stand in its text; empty while nobody knows. */
  snippetOf(story: StoryId): string {
    return this.snippets.get(story) ?? "";
  }

  /** Asks anew, about the same row, or about another story's. */
  async ask(about: StoryId | null = null): Promise<void> {
    const number = ++this.number;
    const words = this.words;
    const now = new Date();
    this.sought = about ?? this.sought ?? this.lineAt(this.current)?.id ?? null;
    const query = { words, sort: this.sort, filter: this.filter, bounds: daysUpTo(now).bounds };
    const from = Math.floor(this.current / PAGE) * PAGE;
    try {
      const {
        survey,
        at,
        from: first,
        lines,
        samples,
      } = await this.app.host.surveyStories(query, number, from, 2 * PAGE, this.sought);
      // Answers may overtake each other; only the last question counts.
      if (number !== this.number) return;
      this.shown?.comes();
      // Who went on meanwhile is where they went.
      const here = about === null ? (this.lineAt(this.current)?.id ?? this.sought) : about;
      const sample = samples.findIndex(({ id }) => id === here);
      this.survey = survey;
      this.now = now;
      this.samples = samples;
      const { state } = this.filter;
      // The last story of a state may have left it.
      if (state !== null && survey.facets.states.every(([one]) => one !== state))
        this.filter = { ...this.filter, state: null };
      this.pages.clear();
      this.coming.clear();
      if (words !== this.answered) this.snippets.clear();
      this.answered = words;
      this.error = null;
      this.put(first, lines);
      const seen = here === this.sought ? at : lines.findIndex((line) => line?.id === here) + first;
      const stands = seen !== null && seen >= first;
      const place = stands ? seen : sample >= 0 ? survey.found + sample : this.current;
      this.current = Math.max(0, Math.min(place, this.count - 1));
      if (about !== null) this.brings = true;
      this.sought = null;
      this.forgetGone(lines);
      this.shown?.came();
    } catch (cause) {
      if (number === this.number) this.error = errorText(cause);
    }
  }

  /** Whole pages of what came around one place. */
  private put(first: number, lines: readonly (StorySummary | null)[]): void {
    const begin = Math.ceil(first / PAGE);
    for (let page = begin; (page - begin) * PAGE < lines.length; page++) {
      const from = page * PAGE - first;
      const some = lines.slice(from, from + PAGE);
      if (some.length === 0 || (some.length < PAGE && page * PAGE + some.length < this.found)) break;
      this.pages.set(page, some);
      this.look(some);
    }
  }

  /** These rows are in sight; those around them may be soon. */
  need(from: number, to: number): void {
    const last = Math.floor((Math.min(to + AHEAD, this.found) - 1) / PAGE);
    for (let page = Math.floor(Math.max(0, from - AHEAD) / PAGE); page <= last; page++) {
      if (!this.pages.has(page) && !this.coming.has(page)) void this.bring(page);
    }
  }

  private async bring(page: number): Promise<void> {
    const number = this.number;
    this.coming.add(page);
    try {
      const lines = await this.app.host.surveyLines(number, page * PAGE, PAGE);
      if (number !== this.number) return;
      if (lines === null) return void (await this.ask());
      if (this.pages.size >= KEPT) for (const far of this.farthest(page)) this.pages.delete(far);
      this.pages.set(page, lines);
      this.look(lines);
    } catch (cause) {
      if (number === this.number) this.error = errorText(cause);
    } finally {
      if (number === this.number) this.coming.delete(page);
    }
  }

  private farthest(from: number): number[] {
    const pages = [...this.pages.keys()].sort((one, other) => Math.abs(other - from) - Math.abs(one - from));
    return pages.slice(0, KEPT / 2);
  }

  /** Where the words stand, of those whose headline does not show them all. */
  private look(lines: readonly (StorySummary | null)[]): void {
    const words = this.answered;
    if (words.trim() === "") return;
    const stories = lines.flatMap((line) =>
      line && !this.snippets.has(line.id) && !holdsAll(words, line.headline) ? [line.id] : [],
    );
    if (stories.length === 0) return;
    void this.app.host.storySnippets(stories, words).then(
      (found) => {
        if (words !== this.answered) return;
        for (const [at, story] of stories.entries()) this.snippets.set(story, found[at] ?? "");
      },
      // The list is there without them.
      () => {},
    );
  }

  /** Asks for something else: from its beginning. */
  narrow(some: { words?: string; filter?: ListFilter; sort?: Sort }): void {
    Object.assign(this, some);
    this.sought = null;
    this.current = 0;
    this.scrolled = 0;
    this.pages.clear();
    this.letGo();
  }

  take({ words, sort, filter }: SavedList): void {
    this.narrow({ words, sort, filter });
  }

  clear(): void {
    this.narrow({ words: "", filter: EVERYTHING });
  }

  /** This row is where a person is. */
  goTo(at: number): void {
    this.current = Math.max(0, Math.min(at, this.count - 1));
    this.anchor = null;
  }

  toggle(at: number): void {
    const line = this.lineAt(at);
    if (!line || this.isSample(at)) return;
    const chosen = new Map(this.chosen);
    if (!chosen.delete(line.id)) chosen.set(line.id, line.state);
    this.chosen = chosen;
    this.anchor = at;
  }

  /** The stretch from where it began to this row, and no more of it. */
  extendTo(at: number): void {
    const to = Math.max(0, Math.min(at, this.found - 1));
    const from = (this.anchor ??= this.current);
    const chosen = new Map(this.chosen);
    const stretch = (end: number) => [Math.min(from, end), Math.max(from, end)] as const;
    const lines = ([first, last]: readonly [number, number]) =>
      Array.from({ length: last - first + 1 }, (_, step) => this.lineAt(first + step)).filter((line) => line);
    for (const line of lines(stretch(this.current))) chosen.delete(line!.id);
    for (const line of lines(stretch(to))) chosen.set(line!.id, line!.state);
    this.chosen = chosen;
    this.current = to;
    const [first, last] = stretch(to);
    // What is not at hand is in the stretch all the same.
    if (lines([first, last]).length <= last - first) void this.chooseStretch(first, last);
  }

  private async chooseStretch(first: number, last: number): Promise<void> {
    const { number, anchor } = this;
    const all = await this.app.host.surveyIds(number, first, last);
    if (all && number === this.number && anchor === this.anchor)
      this.chosen = new Map([...this.chosen, ...all]);
  }

  /** All that were found, however many. */
  async chooseAll(): Promise<void> {
    try {
      const all = await this.allFound();
      if (all) this.chosen = new Map(all);
    } catch (cause) {
      this.app.notify(cause);
    }
  }

  /** Null where another list was asked for meanwhile. */
  private async allFound(): Promise<[StoryId, State | null][] | null> {
    for (let at = 0; at < 2; at++) {
      const { number } = this;
      const all = await this.app.host.surveyIds(number, 0, Math.max(0, this.found - 1));
      if (number !== this.number) return null;
      if (all) return all;
      // It is not kept any more.
      await this.ask();
    }
    return null;
  }

  letGo(): void {
    this.anchor = null;
    if (this.chosen.size > 0) this.chosen = new Map();
  }

  /** What is chosen, or else the row where one is. */
  get meant(): { id: StoryId; state: State | null }[] {
    if (this.chosen.size > 0) return [...this.chosen].map(([id, state]) => ({ id, state }));
    const line = this.isSample(this.current) ? null : this.lineAt(this.current);
    return line ? [line] : [];
  }

  /** The states of what is chosen, as far as they are in sight. */
  private forgetGone(lines: readonly (StorySummary | null)[]): void {
    if (this.chosen.size === 0) return;
    const chosen = new Map(this.chosen);
    for (const line of lines) if (line && chosen.has(line.id)) chosen.set(line.id, line.state);
    this.chosen = chosen;
  }
}

export const listOf = (app: App): StoryList => app.of(makeList);
const makeList = (app: App): StoryList => new StoryList(app);
