/** What a package of the host in memory would hold. */
import type { PackageOptions } from "../../generated/PackageOptions";
import type { Story } from "../../generated/Story";
import { text } from "./stories";

export function packageName(story: Story, options: PackageOptions): string {
  const name = text(story.fields.slugline) || story.id;
  return `${name}${options.draft ? "-nhap" : ""}${options.zip ? ".zip" : ""}`;
}

export function filesOf(story: Story, { webp }: PackageOptions): string[] {
  const kinds = webp ? ["jpg", "webp"] : ["jpg"];
  const media = story.photos.flatMap(({ file_name }) =>
    [2048, 1280, 640, 320].flatMap((width) =>
      kinds.map((kind) => `data/media/${file_name.replace(/\.\w+$/, "")}-${width}.${kind}`),
    ),
  );
  const tags = ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"];
  return ["data/article.html", "data/story.ninjs.json", "data/story.ninjs16.json", ...media, ...tags];
}

/** Looks like a SHA-256, and is the same each time. */
export function checksum(words: string): string {
  let state = 7;
  return Array.from({ length: 64 }, (_, at) => {
    state = (state * 31 + (words.charCodeAt(at % words.length) || 1)) >>> 0;
    return (state % 16).toString(16);
  }).join("");
}
