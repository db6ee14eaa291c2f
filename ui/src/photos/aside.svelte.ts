/**
 * Words that were typed for a picture which another program took off the story meanwhile. They are kept on this computer, and
 * seen on the story's screen, until a person has used them or put them away.
 */
import type { Desk } from "../desk/desk.svelte";
import type { FieldValue } from "../generated/FieldValue";
import type { Photo } from "../generated/Photo";
import type { PhotoField } from "../generated/PhotoField";
import { Remembered } from "../shared/remembered";
import { isBlank } from "../story/photo_fields";

export interface Words {
  photo: Photo;
  field: PhotoField;
  value: FieldValue;
}

/** The sheet that shows them. */
export const ASIDE = "aside";

const STORIES = 50;
const OF_A_STORY = 100;
const kept = new Remembered<Words[]>("dateline.aside", STORIES, (stored) =>
  Array.isArray(stored) ? stored.filter(isWords) : null,
);

const isSame = (one: Words, other: Words): boolean =>
  one.photo.id === other.photo.id && one.field === other.field;

export class Aside {
  all = $state.raw<readonly Words[]>([]);

  constructor(private readonly desk: Desk) {
    this.all = kept.of(desk.story.id) ?? [];
  }

  put(words: Words): void {
    this.keep([words, ...this.all.filter((one) => !isSame(one, words))].slice(0, OF_A_STORY));
  }

  drop(words: Words): void {
    this.keep(this.all.filter((one) => !isSame(one, words)));
  }

  /** The picture with its words, whether its story is still on the screen or not. */
  async bringBack(words: Words): Promise<void> {
    const { room, host, story: left } = this.desk;
    const { photo, field, value } = words;
    const back = { ...photo, fields: { ...photo.fields, [field]: value } };
    const open = room.desk?.story;
    if (open?.id === left.id) {
      if (open.photo(photo.id)) open.setPhotoField(photo.id, field, value);
      else open.addToStory([back]);
      await open.flush();
    } else {
      const { revision, story } = await host.openStory(left.id);
      const isThere = story.photos.some(({ id }) => id === photo.id);
      await host.edit(left.id, revision, [
        isThere
          ? { edit: "set_photo_field", photo: photo.id, field, value }
          : { edit: "add_photo", photo: back },
      ]);
    }
    this.drop(words);
  }

  private keep(all: readonly Words[]): void {
    this.all = all;
    kept.keep(this.desk.story.id, all.length > 0 ? [...all] : null);
    if (all.length === 0 && this.desk.asks === ASIDE) this.desk.asks = null;
  }
}

function isWords(stored: unknown): stored is Words {
  if (typeof stored !== "object" || stored === null) return false;
  const { photo, field, value } = stored as Record<string, unknown>;
  if (typeof photo !== "object" || photo === null || typeof field !== "string") return false;
  const { id, file_name, sha256, fields } = photo as Record<string, unknown>;
  const isPicture = [id, file_name, sha256].every((one) => typeof one === "string");
  const isValue = typeof value === "string" || Array.isArray(value);
  return (
    isPicture && typeof fields === "object" && fields !== null && isValue && !isBlank(value as FieldValue)
  );
}

const make = (desk: Desk): Aside => new Aside(desk);
export const asideOf = (desk: Desk): Aside => desk.of(make);
