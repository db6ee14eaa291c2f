/**
 * A story's photo desk: which of its pictures are shown, which one a person is at and which are chosen. It lasts as
 * long as the story is open, so that a person finds it as they left it.
 */
import type { Photo } from "../generated/Photo";
import type { PhotoId } from "../generated/PhotoId";
import type { PhotoField } from "../generated/PhotoField";
import type { FieldValue } from "../generated/FieldValue";
import type { Desk } from "../desk/desk.svelte";
import { ALL_OF_THEM, type Arrangement, type Filter, arranged, ordered } from "./arrange";
import { Close } from "./close.svelte";
import { type CellSize, recallSheet, recallSize, rememberSheet, rememberSize } from "./remembered";
import type { TypedField } from "../story/photo_fields";

/** All of them, one large with its words, or one or two looked at closely. */
export type View = "sheet" | "large" | "close";
/** What the mouse and the arrows do to the large picture. */
export type Tool = "crop" | "focus" | null;

/** What is to be applied to many: what is ticked, and the words for it. */
export interface Draft {
  ticked: ReadonlySet<TypedField>;
  values: Partial<Record<TypedField, FieldValue>>;
}

/** The surface that it is. */
export const PHOTOS = "photos";

export class PhotoDesk {
  view = $state<View>("sheet");
  tool = $state<Tool>(null);
  size = $state<CellSize>(recallSize());
  arrangement = $state.raw<Arrangement>(ALL_OF_THEM);
  /** Whether the cameras, lenses, days and colours to choose by are shown. */
  facetsOpen = $state(false);
  /** Whether the search looks through the pictures of all stories. */
  everywhere = $state(false);
  draft = $state.raw<Draft>({ ticked: new Set(), values: {} });
  /** The box beside the large picture that has the focus when it opens. */
  box = $state<TypedField>("caption");
  /** What a listener is told. */
  news = $state("");
  /** Counts up when the picture at hand is to have the keyboard. */
  asked = $state(0);
  readonly closeUp = new Close();
  /** Those chosen, whether the filter shows them or not. */
  private chosen = $state.raw<ReadonlySet<PhotoId>>(new Set());
  private at = $state.raw<PhotoId | null>(null);
  /** Where a stretch that is chosen with Shift begins. */
  private anchor: PhotoId | null = null;
  /** While one is large its row stays as it was: a picture does not go because it got its caption. */
  private row = $state.raw<readonly PhotoId[] | null>(null);
  /** Where one came from to look closely. */
  private before: View = "sheet";

  constructor(private readonly desk: Desk) {
    const { id } = desk.story;
    ({ arrangement: this.arrangement, facetsOpen: this.facetsOpen, at: this.at } = recallSheet(id));
    $effect(() => {
      const { arrangement, facetsOpen, at } = this;
      rememberSheet(id, { arrangement, facetsOpen, at });
    });
    $effect(() => rememberSize(this.size));
  }

  private readonly arranged = $derived.by(() =>
    arranged(this.desk.story.photos, this.arrangement, this.desk.story.shown),
  );
  /** What is on the sheet, or in the row under the large picture. */
  readonly photos = $derived.by((): readonly Photo[] => {
    const { row, desk } = this;
    return row ? row.map((id) => desk.story.photo(id)).filter((photo) => photo !== undefined) : this.arranged;
  });
  /** A string, so that a word in a caption moves nothing. */
  private readonly order = $derived(this.photos.map(({ id }) => id).join(" "));
  readonly ids = $derived.by((): readonly PhotoId[] => this.order.split(" ").filter(Boolean));
  private readonly places = $derived(new Map(this.ids.map((id, at) => [id, at])));

  /** The picture that a person is at; the first where that one is not shown. */
  readonly current = $derived.by(() =>
    this.at !== null && this.places.has(this.at) ? this.at : (this.ids[0] ?? null),
  );
  readonly index = $derived(this.current === null ? -1 : (this.places.get(this.current) ?? -1));
  readonly photo = $derived.by(() =>
    this.current === null ? null : (this.desk.story.photo(this.current) ?? null),
  );
  /** In the order of the sheet. */
  readonly selected = $derived.by(() => this.ids.filter((id) => this.chosen.has(id)));

  /** Those that a filter hides among them. */
  get everyOne(): readonly Photo[] {
    return ordered(this.desk.story.photos, this.arrangement.order);
  }

  get open(): boolean {
    return this.desk.surface === PHOTOS;
  }

  show(): void {
    this.desk.surface = PHOTOS;
  }

  close(): void {
    this.toSheet();
    if (this.open) this.desk.surface = null;
  }

  arrange(some: Partial<Arrangement>): void {
    this.arrangement = { ...this.arrangement, ...some };
  }

  filter(filter: Filter): void {
    this.arrange({ filter });
  }

  /** All pictures again, in the order in which they are. */
  showAll(): void {
    this.arrange({ ...ALL_OF_THEM, order: this.arrangement.order });
  }

  toLarge(id: PhotoId | null = this.current, box: TypedField = "caption"): void {
    if (id === null) return;
    this.box = box;
    this.at = id;
    this.row ??= this.ids;
    this.view = "large";
  }

  /** From the text straight to one picture, whatever the sheet shows. */
  enlarge(id: PhotoId, box?: TypedField): void {
    this.everywhere = false;
    this.show();
    // The row is made anew, and the boxes with it.
    this.toSheet();
    if (!this.places.has(id)) this.showAll();
    this.toLarge(id, box);
  }

  /** The pictures of which something must be filled, and no other. */
  showLacking(): void {
    this.everywhere = false;
    this.arrange({ ...ALL_OF_THEM, order: this.arrangement.order, filter: "lacking" });
    this.toSheet();
    this.show();
  }

  /** Pictures came in, and are seen. */
  came(photos: readonly PhotoId[]): void {
    if (photos.some((id) => !this.places.has(id)) && this.view === "sheet") this.showAll();
  }

  toSheet(): void {
    this.tool = null;
    this.row = null;
    this.view = "sheet";
  }

  /** One pixel for one, or two beside each other: the one at hand, and the next of those that are chosen. */
  lookClosely(two: boolean, zoomed: boolean): void {
    const { current } = this;
    if (current === null) return;
    if (this.view !== "close") this.before = this.view;
    this.tool = null;
    this.at = current;
    this.row ??= this.ids;
    this.closeUp.begin(current, two ? this.nextTo(current) : null, zoomed);
    this.view = "close";
  }

  leaveClose(): void {
    if (this.before === "large") this.view = "large";
    else this.toSheet();
    this.asked++;
  }

  /** The picture beside, where there is one. */
  private nextTo(id: PhotoId): PhotoId | null {
    const among = this.chosen.size > 1 && this.chosen.has(id) ? this.selected : this.ids;
    const at = among.indexOf(id);
    const next = among[at + 1] ?? among[at - 1] ?? null;
    return next === id ? null : next;
  }

  /** The other of two is at hand. */
  swap(): void {
    const other = this.closeUp.swap();
    if (other !== null) this.at = other;
  }

  /** Another picture takes the place of the one at hand. */
  exchange(by: number): void {
    const to = this.index + by;
    // Never the same twice beside each other.
    const next = this.closeUp.has(this.ids[to]) ? to + by : to;
    const id = this.ids[next];
    if (id === undefined) return;
    this.at = id;
    this.closeUp.put(id);
  }

  isSelected(id: PhotoId): boolean {
    return this.chosen.has(id);
  }

  /** A plain step gives up nothing that is chosen; a stretch begins anew. */
  goTo(index: number): void {
    const id = this.ids[Math.max(0, Math.min(index, this.ids.length - 1))];
    if (id === undefined) return;
    this.at = id;
    this.anchor = id;
    if (this.view === "close") this.closeUp.put(id);
  }

  step(by: number): void {
    this.goTo(this.index + by);
  }

  extendTo(index: number): void {
    const to = Math.max(0, Math.min(index, this.ids.length - 1));
    const id = this.ids[to];
    if (id === undefined) return;
    this.anchor ??= this.current;
    const from = (this.anchor !== null ? this.places.get(this.anchor) : undefined) ?? this.index;
    this.chosen = new Set(this.ids.slice(Math.min(from, to), Math.max(from, to) + 1));
    this.at = id;
  }

  toggle(id: PhotoId | null = this.current): void {
    if (id === null) return;
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this.chosen = chosen;
    this.at = id;
    this.anchor = id;
  }

  selectAll(): void {
    this.chosen = new Set(this.ids);
  }

  clearSelection(): void {
    this.chosen = new Set();
  }

  /** What a key acts on: all that are chosen where the picture at hand is one of them, else that one alone. */
  get targets(): readonly PhotoId[] {
    const { current } = this;
    if (current === null) return [];
    return this.view === "sheet" && this.chosen.has(current) ? this.selected : [current];
  }

  /** Stars and marks, of all that a key acts on. */
  mark(field: Extract<PhotoField, "rating" | "pick" | "label">, value: string): void {
    const { targets } = this;
    const goesOn = this.desk.room.settings.rating_goes_on && targets.length === 1 && value !== "";
    this.keepingPlace(goesOn ? 1 : 0, () =>
      this.desk.story.setPhotoFields(targets.map((photo) => ({ photo, field, value }))),
    );
  }

  /**
   * Does what may take pictures off the sheet. At hand is then the one that many further on, and where the one at hand
   * has gone, the one that comes into its place.
   */
  keepingPlace(by: number, work: () => void): void {
    const { ids, current, index } = this;
    work();
    const isThere = (id: PhotoId | undefined): boolean => id !== undefined && this.places.has(id);
    const after = ids.slice(index + 1).filter(isThere);
    const to =
      current !== null && isThere(current) ? (by > 0 ? (after[by - 1] ?? current) : current) : after[0];
    const at = to ?? [...ids.slice(0, index)].reverse().find(isThere);
    if (at !== undefined && at !== current) this.goTo(this.places.get(at) ?? 0);
    if (current !== null && at !== current) this.asked++;
  }
}

const make = (desk: Desk): PhotoDesk => new PhotoDesk(desk);
export const photoDeskOf = (desk: Desk): PhotoDesk => desk.of(make);
