/** What the host in memory tells of a story: its view, its line in the list, what it lacks. */
import type { Missing } from "../../generated/Missing";
import type { Story } from "../../generated/Story";
import type { StorySummary } from "../../generated/StorySummary";
import type { StoryView } from "../../generated/StoryView";
import { hasWords } from "../../shared/query";
import { bodyLength } from "./apply_edit";

export function text(value: string | string[] | undefined): string {
  return typeof value === "string" ? value : "";
}

export function missing(story: Story): Missing[] {
  const found: Missing[] = [];
  if (!text(story.fields.headline)) found.push({ field: "headline", photo: null });
  if (!story.body.some((block) => block.text.trim())) found.push({ field: "body", photo: null });
  const shown = new Set(story.body.map((block) => (block.type === "photo" ? block.photo : null)));
  for (const { id, fields } of story.photos.filter((photo) => shown.has(photo.id))) {
    for (const field of ["caption", "credit", "alt_text"] as const) {
      if (!text(fields[field])) found.push({ field, photo: id });
    }
  }
  return found;
}

export function view(story: Story): StoryView {
  return {
    story,
    missing: missing(story),
    conflicts: [],
    loss: null,
    body_length: bodyLength(story.body),
    revision: 0,
  };
}

export function summary(story: Story): StorySummary {
  const words = [text(story.fields.abstract), ...story.body.map((block) => block.text)].join(" ");
  return {
    id: story.id,
    state: story.state,
    language: story.language,
    headline: text(story.fields.headline),
    excerpt: text(story.fields.abstract) || (story.body.find((block) => block.text)?.text ?? ""),
    byline: text(story.fields.byline),
    section: text(story.fields.section),
    created_at: story.created_at,
    updated_at: story.updated_at,
    word_count: words.split(/\s+/).filter(Boolean).length,
    photo_count: story.photos.length,
    missing: missing(story),
    picture: story.photos[0]?.sha256 ?? null,
    whole: true,
  };
}

/** Unaccented letters find accented ones, as in the library proper. */
export function fits(story: Story, query: string): boolean {
  const all = [...Object.values(story.fields).flat(), ...story.body.map((block) => block.text)].join(" ");
  return hasWords(all, query);
}
