/** A suggestion in words. */
import type { FieldValue } from "../generated/FieldValue";
import type { Spot } from "../generated/Spot";
import type { Suggestion } from "../generated/Suggestion";
import { t } from "../strings/index.svelte";

/** What is to be done. */
export function kindOf({ proposal, was, becomes }: Suggestion): string {
  switch (proposal.kind) {
    case "text":
      if (was && becomes) return t("review.replace");
      if (becomes) return t(becomes.trim() === "" ? "review.part" : "review.insert");
      return t(was.trim() === "" ? "review.join" : "review.delete");
    case "format": {
      const what = t(`review.${proposal.mark}`);
      return proposal.on ? what : t("review.plain", { what });
    }
    case "field":
    case "photo_field":
      return t("review.replace");
    default:
      return t(`review.${proposal.kind}`);
  }
}

/** What it is about. */
export function spotOf({ proposal }: Suggestion): Spot {
  switch (proposal.kind) {
    case "field":
      return { field: proposal.field, photo: null, block: null };
    case "photo_field":
      return { field: proposal.field, photo: proposal.photo, block: null };
    case "photo_added":
    case "photo_removed":
    case "photo_moved":
      return { field: "caption", photo: proposal.photo, block: null };
    case "related":
      return { field: "related", photo: null, block: null };
    default:
      return { field: "body", photo: null, block: null };
  }
}

const inWords = (value: FieldValue): string => (typeof value === "string" ? value : value.join(", "));

/** The words that would go, and those that would come. */
export function exchange({ proposal, was, becomes }: Suggestion): { was: string; becomes: string } {
  switch (proposal.kind) {
    case "field":
    case "photo_field":
      return { was: inWords(proposal.base), becomes: inWords(proposal.value) };
    case "related":
      return {
        was: proposal.base.map(({ title }) => title).join("; "),
        becomes: proposal.value.map(({ title }) => title).join("; "),
      };
    default:
      return { was: was.trim(), becomes: becomes.trim() };
  }
}

/** What the field has now, where that is neither what it was nor what is proposed. */
export function changedTo(suggestion: Suggestion, now: FieldValue): string | null {
  const { was, becomes } = exchange(suggestion);
  const words = inWords(now);
  return words === was || words === becomes ? null : words;
}
