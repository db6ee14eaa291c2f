/** What people have decided to leave as it is: the same rule as Rust's (ignore.rs), so that it is gone at once. */
import type { Finding } from "../generated/Finding";
import type { Ignored } from "../generated/Ignored";
import type { IgnoredPlace } from "../generated/IgnoredPlace";

/** A place may have been edited on one side since: the other, and the words themselves, still tell. */
function covers({ rule, place }: Ignored, finding: Finding): boolean {
  if (rule !== finding.rule) return false;
  if (place === null) return true;
  const { text, before, after } = finding;
  return place.text === text && (place.before === before || place.after === after);
}

export function isIgnored(finding: Finding, ignored: readonly Ignored[]): boolean {
  return ignored.some((one) => covers(one, finding));
}

export function placeOf({ text, before, after }: Finding): IgnoredPlace {
  return { text, before, after };
}

export function sameDecision(
  one: Pick<Ignored, "rule" | "place">,
  other: Pick<Ignored, "rule" | "place">,
): boolean {
  if (one.rule !== other.rule) return false;
  if (one.place === null || other.place === null) return one.place === other.place;
  const [a, b] = [one.place, other.place];
  return a.text === b.text && a.before === b.before && a.after === b.after;
}
