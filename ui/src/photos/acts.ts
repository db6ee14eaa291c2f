/** What is done to a story's pictures from the photo photoDesk. Nothing is asked beforehand: a note takes it back. */
import type { FieldValue } from "../generated/FieldValue";
import type { PhotoId } from "../generated/PhotoId";
import type { Commands } from "../services/shortcuts";
import { STARS } from "../services/shortcuts";
import type { PhotoChange } from "../story/session.svelte";
import { count, t } from "../strings/index.svelte";
import { type Draft, photoDeskOf } from "./desk.svelte";
import { type Pick, type TypedField, isBlank } from "../story/photo_fields";
import { insertPhoto } from "../body/blocks";
import type { Desk } from "../desk/desk.svelte";
import { filled } from "./templates";

const photosNamed = (desk: Desk, ids: readonly PhotoId[]): string => {
  const [only, ...others] = ids;
  if (only === undefined || others.length > 0) return count("sheet.shown", ids.length);
  return desk.story.photo(only)?.file_name ?? "";
};

export function rate(desk: Desk, stars: number): void {
  const photoDesk = photoDeskOf(desk);
  const photos = photosNamed(desk, photoDesk.targets);
  photoDesk.mark("rating", stars === 0 ? "" : String(stars));
  photoDesk.news = t("sheet.rated", {
    photos,
    stars: stars === 0 ? t("photo.no_stars") : count("photo.stars", stars),
  });
}

export function choose(desk: Desk, pick: Pick | null): void {
  const photoDesk = photoDeskOf(desk);
  const photos = photosNamed(desk, photoDesk.targets);
  photoDesk.mark("pick", pick ?? "");
  photoDesk.news = t(pick === null ? "sheet.unmarked" : `sheet.marked_${pick}`, { photos });
}

/** Into the body where the cursor is, one below the other; those that are there already stay where they are. */
export function insert(desk: Desk): void {
  const fresh = photoDeskOf(desk).targets.filter((id) => !desk.story.shown.has(id));
  for (const id of fresh) void desk.story.body.run(insertPhoto(id));
  photoDeskOf(desk).news = count("sheet.inserted", fresh.length);
}

export function takeOff(desk: Desk): void {
  const photoDesk = photoDeskOf(desk);
  const { targets, index } = photoDesk;
  if (targets.length === 0) return;
  desk.story.takeOff(targets);
  // The one that comes into its place is at hand.
  photoDesk.goTo(Math.min(index, photoDesk.ids.length - 1));
  desk.told(count("sheet.removed", targets.length));
}

/** What applying the draft to the pictures would set. */
export function changesOf(desk: Desk, ids: readonly PhotoId[], draft: Draft): PhotoChange[] {
  return ids.flatMap((id, at) => {
    const photo = desk.story.photo(id);
    if (!photo) return [];
    return [...draft.ticked].map((field) => ({
      photo: id,
      field,
      value: mapText(draft.values[field] ?? "", (text) => filled(text, photo, at + 1).trim()),
    }));
  });
}

function mapText(value: FieldValue, change: (text: string) => string): FieldValue {
  return Array.isArray(value) ? value.map(change) : change(value);
}

export function apply(desk: Desk, ids: readonly PhotoId[]): void {
  const changes = changesOf(desk, ids, photoDeskOf(desk).draft);
  if (changes.length === 0) return;
  desk.story.setPhotoFields(changes);
  void desk.story.flush();
  desk.told(count("apply.done", ids.length));
}

/** Words that are typed for a field mean that it is to be applied. */
export function withValue(draft: Draft, field: TypedField, value: FieldValue): Draft {
  const ticked = new Set(draft.ticked);
  if (!isBlank(value)) ticked.add(field);
  return { ticked, values: { ...draft.values, [field]: value } };
}

export function withTick(draft: Draft, field: TypedField, on: boolean): Draft {
  const ticked = new Set(draft.ticked);
  if (on) ticked.add(field);
  else ticked.delete(field);
  return { ...draft, ticked };
}

/** What the keys of the contact sheet do to the picture at hand, or to those that are chosen. */
export function commandsFor(desk: Desk): Commands {
  const photoDesk = photoDeskOf(desk);
  if (photoDesk.current === null) return {};
  const rates = STARS.map((stars) => [`rate_${stars}`, () => rate(desk, stars)] as const);
  return {
    ...(photoDesk.view === "sheet" && {
      select: () => photoDesk.toggle(),
      select_all: () => photoDesk.selectAll(),
      large: () => photoDesk.toLarge(),
    }),
    ...Object.fromEntries(rates),
    unrate: () => rate(desk, 0),
    pick: () => choose(desk, "picked"),
    reject: () => choose(desk, "rejected"),
    unmark: () => choose(desk, null),
    insert_photo: () => insert(desk),
    take_off: () => takeOff(desk),
    crop: () => {
      if (photoDesk.view === "sheet") photoDesk.toLarge();
      photoDesk.tool = "crop";
    },
  };
}

export function applyCommand(desk: Desk): Commands {
  const { draft, selected } = photoDeskOf(desk);
  const able = selected.length > 1 && draft.ticked.size > 0;
  return able ? { apply: () => apply(desk, selected) } : {};
}
