/** The fields that the details beside a story show, and how each is typed. */
import type { FieldValue } from "../generated/FieldValue";
import type { StoryField } from "../generated/StoryField";
import { fromStored, toStored } from "../shared/dates";

type Shape = "line" | "text" | "list" | "date";

export interface PanelField {
  field: StoryField &
    (
      | "kicker"
      | "byline"
      | "section"
      | "keywords"
      | "place"
      | "dateline"
      | "slugline"
      | "date_published"
      | "source"
      | "ednote"
    );
  shape: Shape;
}

export const PANEL_FIELDS: PanelField[] = [
  { field: "kicker", shape: "line" },
  { field: "byline", shape: "line" },
  { field: "section", shape: "line" },
  { field: "keywords", shape: "list" },
  { field: "place", shape: "line" },
  { field: "date_published", shape: "date" },
  { field: "source", shape: "line" },
  { field: "slugline", shape: "line" },
  { field: "ednote", shape: "text" },
];

/** Fields of whole sentences, with typographic quotes and dashes; in the others a hyphen is a hyphen. */
export const PROSE: ReadonlySet<StoryField> = new Set(["kicker", "ednote"]);

/** A stored value as it stands in its box. */
export function shownValue(value: FieldValue | undefined, shape: Shape): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.join(", ");
  return shape === "date" ? fromStored(value) : value;
}

/** What was typed as it is stored; null while it is nothing that can be stored. */
export function storedValue(typed: string, shape: Shape): FieldValue | null {
  switch (shape) {
    case "list":
      return typed
        .split(/[,;]/)
        .map((item) => item.trim())
        .filter(Boolean);
    case "date":
      return toStored(typed);
    case "line":
      return typed.replace(/[\r\n]+/g, " ");
    default:
      return typed;
  }
}
