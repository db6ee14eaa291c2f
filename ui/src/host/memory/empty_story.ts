import type { Language } from "../../generated/Language";
import type { Story } from "../../generated/Story";

export function emptyStory(id: string, language: Language, now = new Date()): Story {
  return {
    id,
    state: "draft",
    language,
    fields: {},
    body: [{ type: "paragraph", text: "" }],
    photos: [],
    related: [],
    ignored: [],
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
  };
}
