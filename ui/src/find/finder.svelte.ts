/**
 * Find and replace in one story: what is looked for, what is found in the order of the screen (headline, lead,
 * then the body with the captions of its photos), and which of it a person is at.
 */

import {
  type FindOptions,
  type Marks,
  type Needle,
  type Range,
  find,
  findIn,
  fold,
  inTheCaseOf,
  needleFor,
  replaced,
} from "./find";
import { findInBlock, replaceInBody } from "./find_in_body";
import type { PhotoId } from "../generated/PhotoId";
import type { Desk } from "../desk/desk.svelte";
import type { Mark } from "../desk/marks.svelte";
import { type BoxPlace, nameOfBox } from "../story/boxes";

const FIELDS = ["headline", "abstract"] as const;
/** In the order in which they stand under a picture. */
const PHOTO_FIELDS = ["caption", "credit", "alt_text"] as const;

type Field = (typeof FIELDS)[number];
type FoundPhotoField = (typeof PHOTO_FIELDS)[number];

export type Place =
  | { in: "field"; field: Field }
  | { in: "photo"; field: FoundPhotoField; photo: PhotoId }
  | { in: "body"; field: "body" };

type FieldPlace = Exclude<Place, { in: "body" }>;

/**
 * Where something stands on the screen: a position of the body, less than 0 above it; which field of the
 * photo there; which unit of the field.
 */
type Spot = readonly [position: number, field: number, unit: number];
const TOP: Spot = [-Infinity, 0, 0];

/** Found words. `from` and `to` are units of a field, positions of the editor in the body. */
export interface Match extends Range {
  place: Place;
  spot: Spot;
}

/** One way in which what is looked for is written in the story. */
export interface Form {
  words: string;
  count: number;
  /** Left as it is when all is replaced. */
  left: boolean;
}

export interface Outcome {
  count: number;
  /** Of all that can be taken back. */
  step: number;
  /** How many in each kind of place, in the order of the screen. */
  places: { field: Place["field"]; count: number }[];
}

const BODY: Place = { in: "body", field: "body" };
const NONE: Mark[] = [];
/** More are counted, but not painted: a letter that stands everywhere would make the page slow. */
const PAINTED_AROUND = 500;

export class Finder {
  open = $state(false);
  replacing = $state(false);
  query = $state("");
  replacement = $state("");
  private asSaid = $state.raw<{ matchCase: boolean; wholeWord: boolean; marks: boolean | null }>({
    matchCase: false,
    wholeWord: false,
    marks: null,
  });
  /** What is looked for is found widely; what is replaced keeps to its own marks, unless a person said otherwise. */
  readonly options = $derived.by((): FindOptions => {
    const { marks, ...others } = this.asSaid;
    const usual: Marks = this.replacing ? "own" : "loose";
    return { ...others, marks: marks === null ? usual : marks ? "exact" : "loose" };
  });
  /** Forms that are left as they are. */
  private left = $state.raw<ReadonlySet<string>>(new Set());
  /** What replacing all did. It can be taken back until the body changes or something else is looked for. */
  outcome = $state.raw<Outcome | null>(null);
  /** Counts up when the bar is asked for, so that it takes the focus again. */
  asked = $state(0);
  /** Counts up when a person should see the match they are at. */
  sought = $state(0);

  /** The match a person is at is the first from here on. */
  private spot = $state.raw<Spot>(TOP);

  constructor(private readonly desk: Desk) {}

  private readonly needle = $derived.by(() => needleFor(this.query, this.options));
  private readonly found = $derived.by(() => (this.open && this.query ? this.search(this.needle) : []));
  readonly matches = $derived.by(() =>
    this.left.size === 0 ? this.found : this.found.filter((match) => !this.left.has(this.wordsOf(match))),
  );
  /** All the ways in which it is written: what replacing all would change. */
  readonly forms = $derived.by((): Form[] => {
    if (!this.replacing) return [];
    const counts = new Map<string, number>();
    for (const match of this.found) {
      const words = this.wordsOf(match);
      counts.set(words, (counts.get(words) ?? 0) + 1);
    }
    return [...counts]
      .map(([words, count]) => ({ words, count, left: this.left.has(words) }))
      .sort((one, other) => other.count - one.count);
  });
  /** Which of the matches a person is at; -1 where there is none. */
  readonly at = $derived.by(() => {
    if (this.matches.length === 0) return -1;
    const next = this.matches.findIndex(({ spot }) => compare(spot, this.spot) >= 0);
    return next < 0 ? 0 : next;
  });
  readonly now = $derived.by(() => this.matches[this.at] ?? null);
  /** Of the body, those to paint. */
  readonly painted = $derived.by(() =>
    this.matches
      .slice(Math.max(0, this.at - PAINTED_AROUND), this.at + PAINTED_AROUND)
      .filter(({ place }) => place === BODY),
  );

  private readonly boxes = $derived.by(() => {
    const boxes = new Map<string, Match[]>();
    for (const match of this.matches) {
      if (match.place.in === "body") continue;
      const box = nameOfBox(match.place);
      const found = boxes.get(box);
      if (found) found.push(match);
      else boxes.set(box, [match]);
    }
    return boxes;
  });

  /** What is found in a box of the page, to be shown there. */
  marks(place: BoxPlace): Mark[] {
    if (!this.open) return NONE;
    const found = this.boxes.get(nameOfBox(place)) ?? [];
    return found.map((match) => {
      const look = match === this.now ? "match match-now" : "match";
      return { from: match.from, to: match.to, look, wrong: false };
    });
  }

  /** Opens the bar, looking for the words that are selected, from where the cursor is. */
  show(replacing: boolean): void {
    const editor = this.desk.story.body.view;
    if (editor?.composing) return;
    this.replacing = replacing || (this.open && this.replacing);
    // In the bar itself the query is just asked for again.
    if (!this.open || editor?.hasFocus() || document.activeElement instanceof HTMLTextAreaElement) {
      this.lookFromCursor();
    }
    this.open = true;
    this.asked++;
    this.sought++;
  }

  private lookFromCursor(): void {
    this.outcome = null;
    const box = document.activeElement;
    if (box instanceof HTMLTextAreaElement) {
      const words = box.value.slice(box.selectionStart, box.selectionEnd);
      this.lookForSelected(words);
      this.spot = this.spotOf(box);
      return;
    }
    if (!this.desk.story.body.view?.hasFocus()) {
      this.spot = TOP;
      return;
    }
    const { doc, selection } = this.desk.story.body.view.state;
    const words = doc.textBetween(selection.from, selection.to, "\n", "\n");
    this.lookForSelected(words);
    this.spot = [selection.from, 0, 0];
  }

  /** A few words of one line that are selected; not what was found for another query, as đường for duong. */
  private lookForSelected(words: string): void {
    if (words.trim() === "" || words.length > 200 || words.includes("\n")) return;
    const [first] = find(words, this.query, this.options);
    if (first?.from !== 0 || first.to !== words.length) this.lookFor({ query: words });
  }

  private spotOf(box: HTMLTextAreaElement): Spot {
    const unit = box.selectionStart;
    const above = FIELDS.findIndex((field) => box.dataset.testid === field);
    if (above >= 0) return [above - FIELDS.length, 0, unit];
    let spot = TOP;
    this.desk.story.doc.forEach((block, position) => {
      const photo = block.attrs.photo as PhotoId;
      const index = PHOTO_FIELDS.findIndex((field) => nameOfBox({ photo, field }) === box.dataset.testid);
      if (index >= 0) spot = [position, index, unit];
    });
    return spot;
  }

  close(): void {
    this.open = false;
    this.outcome = null;
  }

  /** The query or an option is another: what is found first from here on is shown. */
  lookFor(change: { query?: string; options?: { [option in keyof FindOptions]?: boolean } }): void {
    if (change.query !== undefined) this.query = change.query;
    if (change.options) this.asSaid = { ...this.asSaid, ...change.options };
    this.left = new Set();
    this.outcome = null;
    this.sought++;
  }

  /** Whether an option is on, for the button that switches it. */
  isOn(option: keyof FindOptions): boolean {
    const { [option]: value } = this.options;
    return value === true || value === "own" || value === "exact";
  }

  /** To leave a form as it is, or to replace it after all. */
  leave(words: string, on: boolean): void {
    const left = new Set(this.left);
    if (on) left.add(words);
    else left.delete(words);
    this.left = left;
    this.outcome = null;
  }

  /** To the next match or the one before; after the last comes the first. */
  step(by: 1 | -1): void {
    const { length } = this.matches;
    this.outcome = null;
    if (length === 0) return;
    this.spot = this.matches[(this.at + by + length) % length]!.spot;
    this.sought++;
  }

  /** A key for stepping also opens the bar, at the first match from the cursor on that is not selected. */
  again(by: 1 | -1): void {
    const selected = this.open ? null : (this.desk.story.body.view?.state.selection ?? null);
    if (!this.open) this.show(false);
    const first = selected !== null && (selected.empty || this.now?.from !== selected.from);
    if (!first || by < 0) this.step(by);
  }

  /** The body changed: a place in it moves with its words. */
  moved(map: (position: number) => number): void {
    this.outcome = null;
    const [position, ...rest] = this.spot;
    if (position >= 0) this.spot = [map(position), ...rest];
  }

  /** Replaces the match a person is at and goes on to the next. */
  replaceOne(): void {
    const { now } = this;
    if (!now) return;
    this.spot = now.spot;
    const put = this.inPlaceOf(this.wordsOf(now));
    if (this.replace([now]) === null) return;
    // In the body the place has moved with the text.
    const [position, field, unit] = now.spot;
    if (now.place !== BODY) this.spot = [position, field, unit + put.length];
    this.outcome = null;
    this.sought++;
  }

  replaceAll(): void {
    const all = this.matches;
    const step = all.length > 0 ? this.replace(all) : null;
    if (step === null) return;
    const places = new Map<Place["field"], number>();
    for (const { place } of all) places.set(place.field, (places.get(place.field) ?? 0) + 1);
    this.outcome = {
      count: all.length,
      step,
      places: [...places].map(([field, count]) => ({ field, count })),
    };
    if (all.length > 1) {
      const { query: sought, replacement: put } = this;
      void this.desk.story.mark({ kind: "replaced_all", sought, put, count: all.length });
    }
  }

  /** Whether nothing was done since all was replaced. */
  readonly isLast = $derived.by(
    () => this.outcome !== null && this.desk.story.undo.last === this.outcome.step,
  );

  /** Takes a replacing of all back, where nothing was done since. */
  takeBack(): void {
    const { undo } = this.desk.story;
    if (this.outcome && undo.last === this.outcome.step) undo.back();
    this.outcome = null;
  }

  /** All as one step; null where nothing may be touched now. */
  private replace(matches: Match[]): number | null {
    const replacement = (found: string) => this.inPlaceOf(found);
    const { story } = this.desk;
    const { view } = story.body;
    if (view?.composing) return null;
    return story.undo.together(() => {
      for (const [place, ranges] of byField(matches)) {
        const before = this.textOf(place);
        const after = replaced(before, ranges, replacement);
        story.boxes.of(nameOfBox(place)).replaced(before, after, Date.now());
        this.setText(place, after);
      }
      const inBody = matches.filter(({ place }) => place === BODY);
      if (inBody.length > 0 && view) replaceInBody(view, inBody, replacement);
      return story.undo.steps.next();
    });
  }

  private inPlaceOf(found: string): string {
    const { replacement, options } = this;
    return options.matchCase ? replacement : inTheCaseOf(found, replacement);
  }

  private wordsOf({ place, from, to }: Match): string {
    const words =
      place.in === "body" ? this.desk.story.doc.textBetween(from, to) : this.textOf(place).slice(from, to);
    return words.normalize();
  }

  private setText(place: FieldPlace, text: string): void {
    if (place.in === "field") this.desk.story.setField(place.field, text);
    else this.desk.story.setPhotoField(place.photo, place.field, text);
  }

  private textOf(place: FieldPlace): string {
    const photo = place.in === "field" ? null : place.photo;
    // What the box shows.
    const value = this.desk.story.boxValue({ photo, field: place.field });
    return typeof value === "string" ? value : "";
  }

  private search(needle: Needle): Match[] {
    const matches: Match[] = [];
    const inText = (place: FieldPlace, position: number, field: number): void => {
      for (const range of findIn(fold(this.textOf(place), needle.view), needle)) {
        matches.push({ ...range, place, spot: [position, field, range.from] });
      }
    };
    FIELDS.forEach((field, index) => inText({ in: "field", field }, index - FIELDS.length, 0));
    const seen = new Set<PhotoId>();
    this.desk.story.doc.forEach((block, position) => {
      if (block.isTextblock) {
        for (const range of findInBlock(block, needle)) {
          const from = position + 1 + range.from;
          matches.push({ place: BODY, from, to: position + 1 + range.to, spot: [from, 0, 0] });
        }
        return;
      }
      const photo = block.attrs.photo as PhotoId;
      // A photo shown twice has but one caption.
      if (seen.has(photo)) return;
      seen.add(photo);
      PHOTO_FIELDS.forEach((field, index) => inText({ in: "photo", photo, field }, position, index));
    });
    return matches;
  }
}

const make = (desk: Desk): Finder => new Finder(desk);
export const finderOf = (desk: Desk): Finder => desk.of(make);

function compare(a: Spot, b: Spot): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** Matches outside the body by the field that they stand in; those of one field share its place. */
function byField(matches: Match[]): Map<FieldPlace, Range[]> {
  const fields = new Map<FieldPlace, Range[]>();
  for (const match of matches) {
    const { place } = match;
    if (place.in !== "body") fields.set(place, [...(fields.get(place) ?? []), match]);
  }
  return fields;
}
