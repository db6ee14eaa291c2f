/**
 * Where pictures stand in the order that people give them: each has a place, and they come letter by letter. Moving some
 * gives those new places and leaves the others where they are.
 */
import type { Photo } from "../generated/Photo";
import type { PhotoId } from "../generated/PhotoId";

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
/** As Rust counts on (`place_after`). */
const LENGTH = 8;
const LONGEST = 60;

const numbered = (number: number): string => `n${String(number).padStart(LENGTH, "0")}`;

/** The place behind one that is last. */
export function placeAfter(last: string): string {
  const number = /^n(\d{8})/.exec(last)?.[1];
  return numbered(Number(number ?? 0) + 1);
}

/** A place between two; null where there is none. */
export function placeBetween(low: string, high: string): string | null {
  let made = "";
  let top: string | null = high;
  while (made.length < LONGEST) {
    const at = made.length;
    const from = Math.max(0, LETTERS.indexOf(low[at] ?? "0"));
    const to = top === null ? LETTERS.length : LETTERS.indexOf(top[at] ?? "0");
    const middle = Math.floor((from + to) / 2);
    if (middle > from) {
      made += LETTERS[middle];
      break;
    }
    made += LETTERS[from];
    // Whatever follows is below what it began alike with.
    if (to > from) top = null;
  }
  return low < made && made < high ? made : null;
}

/** As many as there are pictures to be put between two that stand still; null where there is no room. */
function placesBetween(count: number, low: string, high: string | undefined): string[] | null {
  const places: string[] = [];
  for (let last = low; places.length < count; last = places.at(-1)!) {
    const next = high === undefined ? placeAfter(last) : placeBetween(last, high);
    if (next === null || next <= last) return null;
    places.push(next);
  }
  return places;
}

export interface Moved {
  photo: PhotoId;
  from: string;
  to: string;
}

/**
 * Puts some pictures, as one, before another (behind all, where there is none), and tells which places change.
 * `isOwn` says whether they stand in the order of their places; where not, what is seen becomes that order.
 */
export function moved(
  all: readonly Photo[],
  some: ReadonlySet<PhotoId>,
  before: PhotoId | null,
  isOwn: boolean,
): Moved[] {
  const going = all.filter(({ id }) => some.has(id));
  const staying = all.filter(({ id }) => !some.has(id));
  const at = before === null ? staying.length : staying.findIndex(({ id }) => id === before);
  if (at < 0 || going.length === 0) return [];
  const then = [...staying.slice(0, at), ...going, ...staying.slice(at)];
  if (then.every((photo, index) => photo === all[index])) return [];
  const between = isOwn
    ? placesBetween(going.length, staying[at - 1]?.place ?? "", staying[at]?.place)
    : null;
  const places = between
    ? new Map(going.map(({ id }, index) => [id, between[index]!]))
    : new Map(then.map(({ id }, index) => [id, numbered(index + 1)]));
  return [...all].flatMap(({ id, place }) => {
    const to = places.get(id) ?? place;
    return to === place ? [] : [{ photo: id, from: place, to }];
  });
}

/**
 * Before which picture those at hand stand after a step: by as many places as `by` says, and no further than the ends.
 * Undefined where they stand there already.
 */
export function stepFor(
  ids: readonly PhotoId[],
  some: ReadonlySet<PhotoId>,
  by: number,
): PhotoId | null | undefined {
  const staying = ids.filter((id) => !some.has(id));
  const first = ids.findIndex((id) => some.has(id));
  if (first < 0 || staying.length === 0) return undefined;
  // How many of the others stand before them.
  const here = ids.slice(0, first).filter((id) => !some.has(id)).length;
  const isTogether = ids.slice(first, first + some.size).every((id) => some.has(id));
  const to = Math.max(0, Math.min(here + by, staying.length));
  if (to === here && isTogether) return undefined;
  return staying[to] ?? null;
}
