/** What is missing, gathered by kind: fifty-nine pictures without a credit are one row. */
import type { Missing } from "../generated/Missing";
import type { PhotoField } from "../generated/PhotoField";
import type { PhotoId } from "../generated/PhotoId";

export interface Gap {
  field: string;
  /** Empty where the story itself lacks it. */
  photos: PhotoId[];
  /** The first place. */
  first: Missing;
  /** Whether one box says it for all. */
  byOneBox: boolean;
}

/** Many pictures are of one photographer; no two have one caption. */
const ALIKE: readonly PhotoField[] = ["credit"];

export function gapsIn(missing: readonly Missing[]): Gap[] {
  const gaps = new Map<string, Gap>();
  for (const one of missing) {
    const key = `${one.photo !== null} ${one.field}`;
    const gap = gaps.get(key) ?? { field: one.field, photos: [], first: one, byOneBox: false };
    if (one.photo !== null) gap.photos.push(one.photo);
    gaps.set(key, gap);
  }
  return [...gaps.values()].map((gap) => ({
    ...gap,
    byOneBox:
      gap.photos.length > 0
        ? gap.photos.length === 1 || (ALIKE as readonly string[]).includes(gap.field)
        : gap.field !== "body",
  }));
}
