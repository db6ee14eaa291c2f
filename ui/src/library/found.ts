import type { FindingCounts } from "../generated/FindingCounts";
import { count, t } from "../strings/index.svelte";

/** "Bộ kiểm tra thấy 13 lỗi, 20 chỗ chưa nhất quán." Null where there is nothing to mend; suggestions can wait. */
export function foundInWords({ error, consistency }: FindingCounts): string | null {
  const list = [
    ...(error > 0 ? [count("import.errors", error)] : []),
    ...(consistency > 0 ? [count("import.inconsistencies", consistency)] : []),
  ];
  return list.length > 0 ? t("import.found", { list: list.join(", ") }) : null;
}
