/** Which of a story's pictures the contact sheet shows, and in which order. */
import type { Photo } from "../generated/Photo";
import type { PhotoId } from "../generated/PhotoId";
import { hasWords } from "../shared/query";
import { lacking, pick, rating, textOf } from "../story/photo_fields";
import { NOTHING_CHOSEN, type Facets, fitsFacets } from "./facets";

export const FILTERS = ["all", "lacking", "picked", "rejected", "not_rejected", "not_shown"] as const;
export type Filter = (typeof FILTERS)[number];

export const ORDERS = ["own", "taken", "name", "rating"] as const;
export type Order = (typeof ORDERS)[number];

export function fitsFilter(photo: Photo, filter: Filter, shown: ReadonlySet<PhotoId>): boolean {
  switch (filter) {
    case "all":
      return true;
    case "lacking":
      // Of a picture that nobody will use nothing is missing.
      return (pick(photo) !== "rejected" || shown.has(photo.id)) && lacking(photo).length > 0;
    case "picked":
      return pick(photo) === "picked";
    case "rejected":
      return pick(photo) === "rejected";
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

const COMPARE: Record<Order, (a: Photo, b: Photo) => number> = {
  // One that has no place yet comes last.
  own: (a, b) => compare(a.place || "~", b.place || "~"),
  // Pictures that do not know when they were taken come last.
  taken: (a, b) => compare(textOf(a, "date_created") || "~", textOf(b, "date_created") || "~"),
  name: (a, b) => names.compare(a.file_name, b.file_name),
  rating: (a, b) => rating(b) - rating(a),
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Equals stay in the order in which they came. */
export function ordered(photos: readonly Photo[], order: Order): readonly Photo[] {
  return [...photos].sort(COMPARE[order]);
}

export interface Arrangement {
  filter: Filter;
  order: Order;
  query: string;
  /** So many stars or more. */
  stars: number;
  facets: Facets;
}

/** Everything, in the order that people gave it. */
export const ALL_OF_THEM: Arrangement = {
  filter: "all",
  order: "own",
  query: "",
  stars: 0,
  facets: NOTHING_CHOSEN,
};

/** What fits all that is asked for but one thing, which is left to be counted. */
export function fitting(
  photos: readonly Photo[],
  { filter, query, stars, facets }: Arrangement,
  shown: ReadonlySet<PhotoId>,
): readonly Photo[] {
  const isAsked = query.trim() !== "";
  return photos.filter(
    (photo) =>
      fitsFilter(photo, filter, shown) &&
      rating(photo) >= stars &&
      fitsFacets(photo, facets) &&
      (!isAsked || fitsQuery(photo, query)),
  );
}

export function arranged(
  photos: readonly Photo[],
  arrangement: Arrangement,
  shown: ReadonlySet<PhotoId>,
): readonly Photo[] {
  return ordered(fitting(photos, arrangement, shown), arrangement.order);
}
