/**
 * A story's photo desk: which of its pictures are shown, which one a person is at and which are chosen. It lasts as
 * long as the story is open, so that a person finds it as they left it.
 */
import type { Photo } from "../generated/Photo";
import type { PhotoId } from "../generated/PhotoId";
import type { PhotoField } from "../generated/PhotoField";
import type { FieldValue } from "../generated/FieldValue";
import type { Desk } from "../desk/desk.svelte";
import { type Arrangement, type Filter, arranged } from "./arrange";
import type { TypedField } from "../story/photo_fields";

export type View = "sheet" | "large";
/** What the mouse and the arrows do to the large picture. */
export type Tool = "crop" | "focus" | null;
export const SIZES = ["small", "medium", "large"] as const;
export type CellSize = (typeof SIZES)[number];

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
  size = $state<CellSize>("medium");
  arrangement = $state.raw<Arrangement>({ filter: "all", order: "added", query: "" });
  /** Whether the search looks through the pictures of all stories. */
  everywhere = $state(false);
  draft = $state.raw<Draft>({ ticked: new Set(), values: {} });
  /** The box beside the large picture that has the focus when it opens. */
  box = $state<TypedField>("caption");
  /** What a listener is told. */
  news = $state("");
  /** Those chosen, whether the filter shows them or not. */
  private chosen = $state.raw<ReadonlySet<PhotoId>>(new Set());
  private at = $state.raw<PhotoId | null>(null);
  /** Where a stretch that is chosen with Shift begins. */
  private anchor: PhotoId | null = null;
  /** While the large view is open its row stays as it was: a picture does not go because it got its caption. */
  private row = $state.raw<readonly PhotoId[] | null>(null);

  constructor(private readonly desk: Desk) {}

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

  toLarge(id: PhotoId | null = this.current, box: TypedField = "caption"): void {
    if (id === null) return;
    this.box = box;
    this.at = id;
    this.row = this.ids;
    this.view = "large";
  }

  /** From the text straight to one picture, whatever the sheet shows. */
  enlarge(id: PhotoId, box?: TypedField): void {
    this.everywhere = false;
    this.arrange({ filter: "all", query: "" });
    this.show();
    // The row is made anew, and the boxes with it.
    this.toSheet();
    this.toLarge(id, box);
  }

  toSheet(): void {
    this.tool = null;
    this.row = null;
    this.view = "sheet";
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
  mark(field: Extract<PhotoField, "rating" | "pick">, value: string): void {
    this.desk.story.setPhotoFields(this.targets.map((photo) => ({ photo, field, value })));
  }
}

const make = (desk: Desk): PhotoDesk => new PhotoDesk(desk);
export const photoDeskOf = (desk: Desk): PhotoDesk => desk.of(make);
