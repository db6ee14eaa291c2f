/** Moments that a story waits for. */
import type { Hold } from "../generated/Hold";
import { momentOf } from "./dates";

/** The last that has not come; null where the story waits for none. */
export function lastAhead(holds: readonly Hold[], now: Date): Date | null {
  const ahead = holds.map(({ until }) => momentOf(until)).filter((then) => then !== null && then > now);
  return ahead.reduce((last, then) => (last === null || then! > last ? then : last), null);
}

/** A timer is no longer than this: later ones come at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Calls back at that very moment; returns how it is called off. */
export function atMoment(then: Date, now: Date, callback: () => void): () => void {
  const timer = setTimeout(callback, Math.min(Math.max(0, then.getTime() - now.getTime()), LONGEST_MS));
  return () => clearTimeout(timer);
}
