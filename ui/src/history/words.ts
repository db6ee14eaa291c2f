/** How the history speaks of moments, amounts and places, in the words of the catalogue. */
import type { BlockKind } from "../generated/BlockKind";
import type { Comparison } from "../generated/Comparison";
import type { Moment } from "../generated/Moment";
import type { PhotoField } from "../generated/PhotoField";
import type { Spot } from "../generated/Spot";
import type { StoryField } from "../generated/StoryField";
import { fieldName, photoFieldName } from "../story/spots";
import { clock, day, fromStored, moment as dateAndClock } from "../shared/dates";
import { count, number, t } from "../strings/index.svelte";
import { isKept, unchanged } from "./folding";

export function titleOf({ version, at }: Moment): string {
  switch (version?.kind) {
    case undefined:
      return t("history.autosave");
    case "named":
      // The command line may have given a blank one.
      return version.name || suggestedName(new Date(at));
    case "moved":
      return version.reason
        ? t("history.moved_why", { state: t(`state.${version.state}`), reason: version.reason })
        : t("history.moved", { state: t(`state.${version.state}`) });
    case "passed":
      return t("history.passed", { ...version, gate: t(`gate.${version.gate}`) });
    case "overridden":
      return count("history.overridden", version.errors, { by: version.by });
    case "lifted":
      return t("history.lifted", { ...version, until: fromStored(version.until) });
    case "held_again":
      return t("history.held_again", { until: fromStored(version.until) });
    case "packaged":
      return t(version.draft ? "history.packaged_draft" : "history.packaged", { name: version.name });
    case "imported":
      return t("history.imported", { file: version.file });
    case "fixed_all":
      return count("history.fixed_all", version.count);
    case "replaced_all":
      return count("history.replaced_all", version.count, { sought: version.sought, put: version.put });
    case "before_restore":
      return t("history.before_restore");
    case "restored":
      return t("history.restored_version");
  }
}

/** As one line tells it from every other: what it is called, and when. */
export function labelOf(moment: Moment): string {
  return t("history.label", { title: titleOf(moment), time: dateAndClock(new Date(moment.at)) });
}

/** The moment in a sentence or on a button: by its name, or by its time where it has none. */
export function shortLabelOf(moment: Moment): string {
  return moment.version?.kind === "named"
    ? `“${titleOf(moment)}”`
    : t("history.unnamed", { time: timeOf(new Date(moment.at)) });
}

/** What a version is called that nobody has named: "Bản 14:05 22/11". */
export function suggestedName(now: Date): string {
  return t("history.suggestion", { time: timeOf(now) });
}

/** 14:05 22/11 */
function timeOf(date: Date): string {
  return `${clock(date)} ${day(date).slice(0, 5)}`;
}

export function dayName(date: Date, now: Date): string {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (date.toDateString() === now.toDateString()) return t("history.today");
  if (date.toDateString() === yesterday.toDateString()) return t("history.yesterday");
  return day(date);
}

export function amountInWords({ added, removed }: { added: number; removed: number }): string {
  if (added === 0 && removed === 0) return t("history.no_words");
  return t("history.amount_words", { added: number(added), removed: number(removed) });
}

/** A frame or a point is told by what was done: its numbers say nothing to a person. Null for other fields. */
export function frameWords(field: PhotoField): string | null {
  if (field === "focus_point") return t("history.refocused");
  return field.startsWith("crop_") ? t("history.recropped") : null;
}

/** One of several pictures stands for them all, so that none is named. */
export function placeName({ photo, field }: Spot): string {
  return photo ? photoFieldName(field as PhotoField) : fieldName(field as StoryField);
}

export function blockName(block: BlockKind): string {
  switch (block.type) {
    case "paragraph":
      return t("editor.paragraph");
    case "heading":
      return t(block.level === 1 ? "editor.heading" : "editor.subheading");
    case "quote":
      return t("editor.quote");
    case "list_item":
      return t(block.ordered ? "editor.numbers" : "editor.bullets");
    case "photo":
      return t("history.photo");
  }
}

/** Whether nothing differs between the two. */
export function same({ fields, body, photos, related, facts }: Comparison): boolean {
  const others = fields.length + photos.length + facts.length === 0 && related.every(isKept);
  return others && body.every(unchanged);
}
