/** What the library proper knows of pictures: found by any word, where used, what a file says, who may not go out. */
import type { BroughtAgain } from "../../generated/BroughtAgain";
import type { CodeList } from "../../generated/CodeList";
import type { FoundPhoto } from "../../generated/FoundPhoto";
import type { PackagedIn } from "../../generated/PackagedIn";
import type { Photo } from "../../generated/Photo";
import type { PhotoField } from "../../generated/PhotoField";
import type { PhotoUses } from "../../generated/PhotoUses";
import type { Refusal } from "../../generated/Refusal";
import type { RefusalReason } from "../../generated/RefusalReason";
import type { SmallCrop } from "../../generated/SmallCrop";
import type { Story } from "../../generated/Story";
import { fitsQuery } from "../../photos/arrange";
import { CROPS, pixels, pixelsNeeded, readArea } from "../../photos/frame";
import { momentOf } from "../../shared/dates";

export const shownIn = ({ body }: Story): Set<string> =>
  new Set(body.flatMap((block) => (block.type === "photo" ? [block.photo] : [])));

const headlineOf = ({ fields }: Story): string => String(fields.headline ?? "");
const textOf = ({ fields }: Photo, field: PhotoField): string => String(fields[field] ?? "");

/** Each picture once, in the story that was changed last. */
export function photosFound(stories: Story[], query: string): FoundPhoto[] {
  const seen = new Set<string>();
  return stories
    .flatMap((story) =>
      story.photos.map((photo) => ({ story: story.id, headline: headlineOf(story), photo })),
    )
    .filter(({ photo }) => {
      const fits = fitsQuery(photo, query) && !seen.has(photo.sha256);
      if (fits) seen.add(photo.sha256);
      return fits;
    });
}

export function usesOf(sha256: string, stories: Story[], packages: Map<string, PackagedIn[]>): PhotoUses {
  const having = stories.filter(({ photos }) => photos.some((photo) => photo.sha256 === sha256));
  return {
    stories: having.map((story) => {
      const shown = shownIn(story);
      return {
        story: story.id,
        headline: headlineOf(story),
        state: story.state,
        shown: story.photos.some((photo) => photo.sha256 === sha256 && shown.has(photo.id)),
      };
    }),
    packages: packages.get(sha256) ?? [],
  };
}

/** What the file of a picture that the story has already says otherwise. */
export function differences(photo: Photo, file: Photo["fields"]): BroughtAgain {
  const fields = Object.keys(file) as PhotoField[];
  return {
    photo: photo.id,
    file_name: photo.file_name,
    differences: fields
      .filter((field) => JSON.stringify(photo.fields[field]) !== JSON.stringify(file[field]))
      .map((field) => ({ field, now: photo.fields[field] ?? null, file: file[field] ?? "" })),
  };
}

/** Pictures of the body with which nothing goes out now. */
export function refusals(story: Story, now: Date): Refusal[] {
  const shown = shownIn(story);
  return story.photos
    .filter(({ id }) => shown.has(id))
    .flatMap((photo) => {
      const refused = (reason: RefusalReason, date: string | null): Refusal[] => [
        { photo: photo.id, reason, date },
      ];
      if (textOf(photo, "usage") === "forbidden") return refused("forbidden", null);
      const [expires, embargoed] = [textOf(photo, "expires"), textOf(photo, "embargoed")];
      const last = momentOf(expires);
      // A day alone lasts until its end.
      if (last && !expires.includes("T")) last.setDate(last.getDate() + 1);
      if (last && last <= now) return refused("expired", expires);
      const first = momentOf(embargoed);
      return first && first > now ? refused("embargoed", embargoed) : [];
    });
}

export function smallCrops(story: Story): SmallCrop[] {
  const shown = shownIn(story);
  return story.photos
    .filter(({ id }) => shown.has(id))
    .flatMap((photo) =>
      CROPS.flatMap(({ field, aspect }) => {
        const area = readArea(textOf(photo, field));
        const needs = area && pixelsNeeded(area, aspect, photo);
        if (!area || !needs) return [];
        return [
          {
            photo: photo.id,
            field,
            ...pixels(area, photo),
            needs_width: needs.width,
            needs_height: needs.height,
          },
        ];
      }),
    );
}

export const SOME_CODES: CodeList = {
  file_name: "doi-bong.txt",
  codes: [
    { code: "smt", texts: ["Sơn Minh Thắng", "tiền vệ Sơn Minh Thắng"] },
    { code: "lh9", texts: ["Lê Hạ (số 9)"] },
    { code: "bs", texts: ["đội Bến Sông"] },
  ],
  skipped: [{ line: 4, text: "không có dấu tab" }],
};
