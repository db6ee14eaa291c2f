/** The fields that the details beside a story show, in which groups, and how each is typed. */
import type { StoryField } from "../generated/StoryField";

/** How a field is typed: `known` is a line that is completed from what other stories have. */
export type Shape =
  | "line"
  | "text"
  | "known"
  | "keywords"
  | "topics"
  | "slug"
  | "moment"
  | "date"
  | "urgency"
  | "planned"
  | "number";

/** Those that have a place of their own on the page. */
type OnPage = "headline" | "abstract";
export type PanelField = Exclude<StoryField, OnPage>;
export type GroupName = "story" | "release" | "desk" | "rights" | "record";

export const SHAPES: Record<PanelField, Shape> = {
  kicker: "line",
  subheadline: "line",
  byline: "known",
  dateline: "known",
  section: "known",
  keywords: "keywords",
  subjects: "topics",
  slug: "slug",
  embargoed: "moment",
  publish_schedule: "moment",
  urgency: "urgency",
  genre: "known",
  place: "known",
  source: "known",
  slugline: "line",
  word_count_planned: "planned",
  ednote: "text",
  usage_terms: "text",
  copyright_holder: "known",
  copyright_notice: "known",
  date_published: "date",
  views: "number",
};

/** What a reporter fills in comes first; what is looked up once in a while is folded until it is asked for. */
export const GROUPS: { name: GroupName; fields: PanelField[]; open: boolean }[] = [
  {
    name: "story",
    fields: ["kicker", "subheadline", "byline", "dateline", "section", "keywords", "subjects"],
    open: true,
  },
  {
    name: "release",
    fields: ["slug", "embargoed", "publish_schedule", "urgency", "genre", "place", "source"],
    open: true,
  },
  { name: "desk", fields: ["slugline", "word_count_planned", "ednote"], open: true },
  { name: "rights", fields: ["usage_terms", "copyright_holder", "copyright_notice"], open: false },
  { name: "record", fields: ["date_published", "views"], open: false },
];

/** A whole number as it is typed, with or without points between thousands; null for what is none. */
export function wholeNumber(typed: string): string | null {
  const digits = typed.trim().replace(/(\d)[., \u00a0](?=\d{3}(?!\d))/g, "$1");
  if (digits === "") return "";
  return /^\d{1,9}$/.test(digits) ? String(Number(digits)) : null;
}

/** Fields of whole sentences, with typographic quotes and dashes; in the others a hyphen is a hyphen. */
export const PROSE: ReadonlySet<StoryField> = new Set(["kicker", "subheadline", "ednote", "usage_terms"]);

/** What is pasted into a line may have had several. */
export const oneLine = (text: string): string => text.replace(/[\r\n]+/g, " ");
