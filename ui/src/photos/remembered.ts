/**
 * How a story's contact sheet was left: what it shows, in which order, and the picture at hand; and how large the pictures are,
 * which is a matter of the screen and the same for all stories. What was searched for is not kept: it was a question, and is
 * answered.
 */
import type { PhotoId } from "../generated/PhotoId";
import { Remembered } from "../shared/remembered";
import { ALL_OF_THEM, type Arrangement, FILTERS, ORDERS } from "./arrange";
import { FACETS, type Facets, NOTHING_CHOSEN } from "./facets";

export interface Left {
  arrangement: Arrangement;
  facetsOpen: boolean;
  at: PhotoId | null;
}

export const SIZES = ["small", "medium", "large"] as const;
export type CellSize = (typeof SIZES)[number];

const STORIES = 200;
/** More than anybody ticks. */
const VALUES = 200;

const stories = new Remembered("dateline.sheets", STORIES, (stored) => readRow(stored));
const sizes = new Remembered("dateline.cells", 1, (stored) => oneOf(SIZES, stored));
/** One size for all of them. */
const ALL = "all";

export const recallSize = (): CellSize => sizes.of(ALL) ?? "medium";
export const rememberSize = (size: CellSize): void => sizes.keep(ALL, size);

export function recallSheet(story: string): Left {
  const row = stories.of(story);
  if (!row) return { arrangement: ALL_OF_THEM, facetsOpen: false, at: null };
  const { facetsOpen, at, facets, ...others } = row;
  return {
    arrangement: { ...ALL_OF_THEM, ...others, facets: setsOf(facets) },
    facetsOpen,
    at,
  };
}

export function rememberSheet(story: string, { arrangement, facetsOpen, at }: Left): void {
  const { filter, order, stars, facets } = arrangement;
  const rows = Object.fromEntries(FACETS.map((facet) => [facet, [...facets[facet]]])) as Row["facets"];
  stories.keep(story, { filter, order, stars, facets: rows, facetsOpen, at });
}

type Row = Pick<Arrangement, "filter" | "order" | "stars"> &
  Omit<Left, "arrangement"> & { facets: Record<keyof Facets, string[]> };

const setsOf = (facets: Row["facets"]): Facets =>
  Object.fromEntries(FACETS.map((facet) => [facet, new Set(facets[facet])])) as unknown as Facets;

function readRow(stored: unknown): Row | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { filter, order, stars, facets, facetsOpen, at } = stored as Record<string, unknown>;
  const isStars = Number.isSafeInteger(stars) && (stars as number) >= 0 && (stars as number) <= 5;
  return {
    filter: oneOf(FILTERS, filter) ?? ALL_OF_THEM.filter,
    order: oneOf(ORDERS, order) ?? ALL_OF_THEM.order,
    stars: isStars ? (stars as number) : 0,
    facets: Object.fromEntries(
      FACETS.map((facet) => [facet, wordsIn((facets ?? NOTHING_CHOSEN) as Record<string, unknown>, facet)]),
    ) as Row["facets"],
    facetsOpen: facetsOpen === true,
    at: typeof at === "string" ? at : null,
  };
}

const wordsIn = (facets: Record<string, unknown>, facet: string): string[] => {
  const words = facets[facet];
  return Array.isArray(words) ? words.filter((word) => typeof word === "string").slice(0, VALUES) : [];
};

const oneOf = <T>(all: readonly T[], stored: unknown): T | null => all.find((one) => one === stored) ?? null;
