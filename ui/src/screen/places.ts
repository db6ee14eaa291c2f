/** Where a person was in each story: the box, the cursor in it, and how far the page was scrolled. */
import { Remembered } from "../shared/remembered";

export type PlaceBox = "headline" | "abstract" | "body";

export interface Place {
  box: PlaceBox;
  /** In the body as ProseMirror counts, in the other boxes in characters. */
  anchor: number;
  head: number;
  /** Null where the page was not laid out as it will be: the cursor is then brought into view. */
  scroll: number | null;
  /** How much of the story's history was on the screen then; null or none where some of it was not saved. */
  revision?: number | null;
}

/** The stories visited last; older places are forgotten. */
export const STORIES_REMEMBERED = 200;

const places = new Remembered<Place>("dateline.places", STORIES_REMEMBERED, (stored) =>
  isPlace(stored) ? stored : null,
);

export const recallPlace = (story: string): Place | null => places.of(story);
export const rememberPlace = (story: string, place: Place): void => places.keep(story, place);

function isPlace(value: unknown): value is Place {
  if (typeof value !== "object" || value === null) return false;
  const { box, anchor, head, scroll, revision = null } = value as Record<string, unknown>;
  return (
    (box === "headline" || box === "abstract" || box === "body") &&
    [anchor, head].every((at) => Number.isSafeInteger(at) && (at as number) >= 0) &&
    (scroll === null || Number.isFinite(scroll)) &&
    (revision === null || Number.isSafeInteger(revision))
  );
}
