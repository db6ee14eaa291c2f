/** Pictures and stories full of them, for tests. */
import type { Photo } from "../generated/Photo";
import type { Story } from "../generated/Story";
import { emptyStory } from "./stories";

export function photoOf(id: string, fields: Photo["fields"] = {}, more: Partial<Photo> = {}): Photo {
  return {
    id,
    place: "",
    fields,
    origins: {},
    file_name: `${id}.jpg`,
    media_type: "image/jpeg",
    width: 6000,
    height: 4000,
    sha256: "river",
    ...more,
  };
}

export function storyWith(photos: Photo[], more: Partial<Story> = {}): Story {
  return {
    ...emptyStory("story-photos", "vi"),
    fields: { headline: "Một ngày hội" },
    body: [{ type: "paragraph", text: "Ngày hội ở bến." }],
    photos,
    ...more,
  };
}
