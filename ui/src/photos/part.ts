/** Pictures on the story's screen: in its text, and the photo desk in the place of that. */
import type { Desk } from "../desk/desk.svelte";
import { boxOf } from "../desk/going";
import type { Part } from "../desk/part";
import type { Spot } from "../generated/Spot";
import { TYPED, type TypedField } from "../story/photo_fields";
import { addingOf } from "./adding.svelte";
import AddingPhotos from "./AddingPhotos.svelte";
import { photoDeskOf } from "./desk.svelte";
import { fitsFilter } from "./arrange";
import { putAside } from "./homeless";
import { picturesInText } from "./photo_view.svelte";

/** What the text needs of them from the first word on. The photo desk itself is read later (`later/parts.ts`). */
export const photosInText: Part = {
  name: "photos",
  over: [{ show: AddingPhotos, when: (desk) => desk.surface === null }],
  join(desk) {
    const photoDesk = photoDeskOf(desk);
    const add = () =>
      void addingOf(desk)
        .choose()
        .catch((error: unknown) => desk.room.notify(error));
    desk.story.onHomeless = (change, photo) => putAside(desk, change, photo);
    return [
      desk.story.body.register({ order: 50, plugins: [picturesInText(desk)] }),
      desk.leads((spot) => toPhoto(desk, spot)),
      desk.takesFiles((paths) => void addingOf(desk).add(paths)),
      desk.commands.offer({
        scopes: ["story"],
        layer: "screen",
        commands: () => ({
          photos: () => (photoDesk.open ? photoDesk.close() : photoDesk.show()),
          add_photos: add,
          ...(desk.story.photos.some((photo) => fitsFilter(photo, "lacking", desk.story.shown)) && {
            photos_lacking: () => photoDesk.showLacking(),
          }),
        }),
      }),
      desk.commands.offer({
        scopes: ["story"],
        layer: "screen",
        when: () => desk.surface === null && captionsShown().length > 0,
        commands: () => ({ next_photo: () => nextCaption(1), previous_photo: () => nextCaption(-1) }),
      }),
    ];
  },
};

/** From the text one stays in it, where the picture has such a box there; the photo desk has them all. */
function toPhoto(desk: Desk, { photo, field }: Spot): boolean | null {
  if (!photo) return null;
  const photoDesk = photoDeskOf(desk);
  if (!photoDesk.open && desk.story.shown.has(photo) && boxOf(desk, { photo, field })) return false;
  if (photoDesk.open && photoDesk.view === "large" && photoDesk.current === photo) return false;
  photoDesk.enlarge(photo, field in TYPED ? (field as TypedField) : undefined);
  return true;
}

const captionsShown = () => [
  ...document.querySelectorAll<HTMLElement>('[data-surface="text"] main [data-testid^="caption-"]'),
];

/** From one caption to the next, in the order of the body. */
function nextCaption(by: 1 | -1): void {
  const captions = captionsShown();
  const figure = document.activeElement?.closest("figure");
  const here = captions.findIndex((caption) => figure?.contains(caption));
  const next = here < 0 ? (by > 0 ? 0 : captions.length - 1) : here + by;
  const caption = captions[Math.max(0, Math.min(next, captions.length - 1))];
  caption?.focus();
  caption?.closest("figure")?.scrollIntoView({ block: "nearest" });
}
