/** What pictures have in common, to choose them by: the camera, the lens, the day, the colour. */
import type { Photo } from "../generated/Photo";
import { textOf } from "../story/photo_fields";

export const FACETS = ["label", "camera", "lens", "day"] as const;
export type Facet = (typeof FACETS)[number];

/** Of each, the values of which a picture must have one; any where none is named. */
export type Facets = Readonly<Record<Facet, ReadonlySet<string>>>;

const NONE: ReadonlySet<string> = new Set();
export const NOTHING_CHOSEN: Facets = { label: NONE, camera: NONE, lens: NONE, day: NONE };

/** Empty where the picture does not say. */
export function facetOf(photo: Photo, facet: Facet): string {
  return facet === "day" ? textOf(photo, "date_created").slice(0, 10) : textOf(photo, facet);
}

export const fitsFacets = (photo: Photo, facets: Facets, but?: Facet): boolean =>
  FACETS.every(
    (facet) => facet === but || facets[facet].size === 0 || facets[facet].has(facetOf(photo, facet)),
  );

export function withChoice(facets: Facets, facet: Facet, value: string, on: boolean): Facets {
  const chosen = new Set(facets[facet]);
  if (on) chosen.add(value);
  else chosen.delete(value);
  return { ...facets, [facet]: chosen };
}

export const chosenIn = (facets: Facets): number =>
  FACETS.reduce((sum, facet) => sum + facets[facet].size, 0);

/**
 * The values that the pictures have, with how many would be left by each, in the order of the values; those that say
 * nothing come last. One that is chosen stays, though no picture has it any more.
 */
export function valuesFor(
  photos: readonly Photo[],
  facets: Facets,
  facet: Facet,
): { value: string; count: number }[] {
  const counts = new Map<string, number>([...facets[facet]].map((value) => [value, 0]));
  for (const photo of photos) {
    const value = facetOf(photo, facet);
    counts.set(value, (counts.get(value) ?? 0) + (fitsFacets(photo, facets, facet) ? 1 : 0));
  }
  return [...counts]
    .sort(([a], [b]) => Number(a === "") - Number(b === "") || (a < b ? -1 : 1))
    .map(([value, count]) => ({ value, count }));
}
