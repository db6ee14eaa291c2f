/** What a story's pictures have in one of their fields, most used first: for completing what is typed. */
import type { Photo } from "../generated/Photo";
import type { TypedField } from "../story/photo_fields";

export function valuesOf(photos: readonly Photo[], field: TypedField): string[] {
  const counts = new Map<string, number>();
  for (const { fields } of photos) {
    for (const value of [fields[field] ?? []].flat()) {
      if (value.trim() !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
}
