/** Findings in a few words. */
import type { FindingCounts } from "../generated/FindingCounts";
import type { Severity } from "../generated/Severity";
import { count } from "../strings/index.svelte";

export const SEVERITIES = ["error", "consistency", "suggestion"] as const satisfies Severity[];

/** "3 lỗi · 5 chỗ chưa nhất quán"; nothing where there is nothing. */
export function counted(counts: FindingCounts): string {
  return SEVERITIES.filter((severity) => counts[severity] > 0)
    .map((severity) => count(`check.count_${severity}`, counts[severity]))
    .join(" · ");
}

export function countsInWords(severities: readonly Severity[]): string {
  const counts = { error: 0, consistency: 0, suggestion: 0 };
  for (const severity of severities) counts[severity]++;
  return counted(counts);
}
