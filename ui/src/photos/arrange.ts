/** Which of a story's pictures the contact sheet shows, and in which order. */
import type { Photo } from "../generated/Photo";
import type { PhotoId } from "../generated/PhotoId";
import { hasWords } from "../shared/query";
import { lacking, pick, rating, textOf } from "../story/photo_fields";

export const FILTERS = ["all", "lacking", "picked", "not_rejected", "not_shown"] as const;
export type Filter = (typeof FILTERS)[number];

export const ORDERS = ["added", "taken", "name", "rating"] as const;
export type Order = (typeof ORDERS)[number];

export function fitsFilter(photo: Photo, filter: Filter, shown: ReadonlySet<PhotoId>): boolean {
  switch (filter) {
    case "all":
      return true;
    case "lacking":
      return lacking(photo).length > 0;
    case "picked":
      return pick(photo) === "picked";
    case "not_rejected":
      return pick(photo) !== "rejected";
    case "not_shown":
      return !shown.has(photo.id);
  }
}

/** Letters without marks find those with them, as in the library; letters with marks are exact. */
export function fitsQuery(photo: Photo, query: string): boolean {
  return hasWords([photo.file_name, ...Object.values(photo.fields).flat()].join("\n"), query);
}

/** As a card's file names count: DSC_9 comes before DSC_10. */
const names = new Intl.Collator("vi", { numeric: true });

const COMPARE: Record<Exclude<Order, "added">, (a: Photo, b: Photo) => number> = {
  // Pictures that do not know when they were taken come last.
  taken: (a, b) => compare(textOf(a, "date_created") || "~", textOf(b, "date_created") || "~"),
  name: (a, b) => names.compare(a.file_name, b.file_name),
  rating: (a, b) => rating(b) - rating(a),
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Equals stay in the order in which they came. */
export function ordered(photos: readonly Photo[], order: Order): readonly Photo[] {
  return order === "added" ? photos : [...photos].sort(COMPARE[order]);
}

export interface Arrangement {
  filter: Filter;
  order: Order;
  query: string;
}

export function arranged(
  photos: readonly Photo[],
  { filter, order, query }: Arrangement,
  shown: ReadonlySet<PhotoId>,
): readonly Photo[] {
  const fitting =
    filter === "all" && query.trim() === ""
      ? photos
      : photos.filter((photo) => fitsFilter(photo, filter, shown) && fitsQuery(photo, query));
  return ordered(fitting, order);
}
