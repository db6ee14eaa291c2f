/**
 * Words for a picture that another program took off the story while they were typed. They are put aside where a person sees
 * them, and hold up nothing: the story goes on being saved, and can be left.
 */
import type { Desk } from "../desk/desk.svelte";
import type { Photo } from "../generated/Photo";
import { fieldPhrase, isBlank, valueInWords } from "../story/photo_fields";
import type { PhotoChange } from "../story/session.svelte";
import { t } from "../strings/index.svelte";
import { asideOf } from "./aside.svelte";

export function putAside(desk: Desk, { photo: id, field, value }: PhotoChange, photo: Photo): void {
  if (isBlank(value)) return;
  const aside = asideOf(desk);
  const one = { photo, field, value };
  aside.put(one);
  const words = valueInWords(value);
  const failed = (error: unknown) => desk.room.notify(error);
  desk.room.notes.tell({
    key: `aside-${field}-${id}`,
    words: t("photo.taken_aside", { field: t(fieldPhrase(field)), name: photo.file_name, words }),
    stays: true,
    ways: [
      {
        name: "bring-back",
        words: t("photo.bring_back"),
        go: () => void aside.bringBack(one).catch(failed),
      },
      { name: "copy-words", words: t("photo.copy_words"), go: () => void copyWords(words).catch(failed) },
    ],
  });
}

export const copyWords = (words: string): Promise<void> => navigator.clipboard.writeText(words);
