/** How much the checker found, in a few words. */
import type { Severity } from "../generated/Severity";
import { number, t } from "../strings/index.svelte";

export function countsInWords({ error, consistency }: Record<Severity, number>): string {
  const counts = { error: number(error), consistency: number(consistency) };
  if (error === 0) return t("check.consistency_only", counts);
  return t(consistency === 0 ? "check.errors_only" : "check.counts", counts);
}
