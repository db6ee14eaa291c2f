/**
 * Words for a picture that another program took off the story while they were typed. They are put aside where a person sees
 * them, and hold up nothing: the story goes on being saved, and can be left.
 */
import type { Desk } from "../desk/desk.svelte";
import type { Photo } from "../generated/Photo";
import { fieldPhrase, isBlank, valueInWords } from "../story/photo_fields";
import type { PhotoChange } from "../story/session.svelte";
import { t } from "../strings/index.svelte";

export function putAside(desk: Desk, { photo: id, field, value }: PhotoChange, photo: Photo): void {
  if (isBlank(value)) return;
  const words = valueInWords(value);
  const back = { ...photo, fields: { ...photo.fields, [field]: value } };
  desk.room.notes.tell({
    key: `aside-${field}-${id}`,
    words: t("photo.taken_aside", { field: t(fieldPhrase(field)), name: photo.file_name, words }),
    stays: true,
    ways: [
      {
        name: "bring-back",
        words: t("photo.bring_back"),
        go: () => void bringBack(desk, back).catch((error: unknown) => desk.room.notify(error)),
      },
      {
        name: "copy-words",
        words: t("photo.copy_words"),
        go: () =>
          void navigator.clipboard.writeText(words).catch((error: unknown) => desk.room.notify(error)),
      },
    ],
  });
}

/** The picture with the words, whether its story is still on the screen or not. */
async function bringBack({ room, host, story: { id } }: Desk, photo: Photo): Promise<void> {
  const open = room.desk?.story;
  if (open?.id === id) {
    if (!open.photo(photo.id)) open.addToStory([photo]);
    await open.flush();
    return;
  }
  const { revision } = await host.openStory(id);
  await host.edit(id, revision, [{ edit: "add_photo", photo }]);
}
