import type { Missing } from "../generated/Missing";
import { type Phrase, t } from "../strings/index.svelte";

/** What a story lacks, each kind named once: "tít chính, chú thích ảnh (2)". */
export function missingNames(missing: Missing[]): string {
  const counts = new Map<string, number>();
  for (const { field } of missing) counts.set(field, (counts.get(field) ?? 0) + 1);
  return [...counts]
    .map(([field, times]) => {
      const name = t(`missing.${field}` as Phrase);
      return times > 1 ? t("missing.times", { name, count: times }) : name;
    })
    .join(", ");
}
