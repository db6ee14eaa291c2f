/** What is done to a story's pictures from the photo desk. Nothing is asked beforehand: a note takes it back. */
import type { FieldValue } from "../generated/FieldValue";
import type { PhotoId } from "../generated/PhotoId";
import type { ReadIn } from "../generated/ReadIn";
import type { Action, Commands } from "../services/shortcuts";
import { LABELS, STARS } from "../services/shortcuts";
import type { PhotoChange } from "../story/session.svelte";
import { count, t } from "../strings/index.svelte";
import { type Draft, photoDeskOf } from "./desk.svelte";
import { type Label, type Pick, type TypedField, isBlank, label } from "../story/photo_fields";
import { insertPhotos } from "../body/blocks";
import type { Desk } from "../desk/desk.svelte";
import { milestone } from "./milestone";
import { moved, stepFor } from "./places";
import { appliedTo } from "./templates";

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

/** The same colour once more takes it off. */
export function colour(desk: Desk, wanted: Label): void {
  const photoDesk = photoDeskOf(desk);
  const { targets } = photoDesk;
  const photos = photosNamed(desk, targets);
  const hasIt = (id: PhotoId) => {
    const photo = desk.story.photo(id);
    return photo !== undefined && label(photo) === wanted;
  };
  const off = targets.every(hasIt);
  photoDesk.mark("label", off ? "" : wanted);
  photoDesk.news = off
    ? t("sheet.unlabelled", { photos })
    : t("sheet.labelled", { photos, label: t(`photo_label.${wanted}`) });
}

/** Whether the next picture is at hand once one was rated. It stays as it is set. */
export function goOnByItself(desk: Desk, on: boolean): void {
  desk.room.change({ rating_goes_on: on });
  photoDeskOf(desk).news = t(on ? "sheet.goes_on" : "sheet.stays");
}

/** Into the body where the cursor is, one below the other; those that are there already stay where they are. */
export function insert(desk: Desk): void {
  const fresh = photoDeskOf(desk).targets.filter((id) => !desk.story.shown.has(id));
  if (fresh.length > 0) void desk.story.body.run(insertPhotos(fresh));
  photoDeskOf(desk).news = count("sheet.inserted", fresh.length);
}

export function takeOff(desk: Desk): void {
  const photoDesk = photoDeskOf(desk);
  const { targets } = photoDesk;
  if (targets.length === 0) return;
  const gone = () => {
    // The one that comes into its place is at hand.
    let went = true;
    photoDesk.keepingPlace(0, () => (went = desk.story.takeOff(targets)));
    if (photoDesk.view === "close" && went) photoDesk.leaveClose();
    desk.told(count(went ? "sheet.removed" : "sheet.to_go", targets.length));
  };
  if (desk.story.body.view) void desk.story.body.whenComposed(gone);
  else gone();
}

/** Puts those at hand, as one, before another picture, or behind all. */
export function putBefore(desk: Desk, some: readonly PhotoId[], before: PhotoId | null): void {
  const photoDesk = photoDeskOf(desk);
  const isOwn = photoDesk.arrangement.order === "own";
  // What a filter hides stands among them too; where they stood in another order, that becomes their own.
  const changes = moved(photoDesk.everyOne, new Set(some), before, isOwn);
  if (changes.length === 0) return;
  const { current } = photoDesk;
  const atHand = current !== null && some.includes(current) ? current : (some[0] ?? "");
  desk.story.setPlaces(changes);
  photoDesk.arrange({ order: "own" });
  // What was moved goes on being moved.
  photoDesk.goTo(photoDesk.ids.indexOf(atHand));
  photoDesk.asked++;
  const at = photoDesk.ids.indexOf(some[0] ?? "") + 1;
  photoDesk.news = t("sheet.moved", { photos: photosNamed(desk, some), at: String(at) });
}

/** Puts those at hand so many places further on. */
export function moveBy(desk: Desk, by: number): void {
  const photoDesk = photoDeskOf(desk);
  const { targets } = photoDesk;
  const before = stepFor(photoDesk.ids, new Set(targets), by);
  if (before !== undefined) putBefore(desk, targets, before);
}

/** What applying the draft to the pictures would set. */
export function changesOf(desk: Desk, ids: readonly PhotoId[], draft: Draft): PhotoChange[] {
  return ids.flatMap((id, at) => {
    const photo = desk.story.photo(id);
    if (!photo) return [];
    const values = appliedTo(photo, draft.ticked, draft.values, at + 1);
    return [...values].map(([field, value]) => ({ photo: id, field, value }));
  });
}

export function apply(desk: Desk, ids: readonly PhotoId[]): void {
  const changes = changesOf(desk, ids, photoDeskOf(desk).draft);
  if (changes.length === 0) return;
  desk.story.setPhotoFields(changes);
  desk.told(count("apply.done", ids.length));
  void milestone(desk, count("apply.version", ids.length));
}

/** What the picture's file says, in the letters that a person named. */
export function reread(desk: Desk, photo: PhotoId, { letters, fields }: ReadIn): void {
  desk.story.setPhotoFields(fields.map(({ field, value }) => ({ photo, field, value })));
  desk.told(t("photo.letters_read", { letters: t(`import.names.${letters}`) }));
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
  const colours = LABELS.map((one) => [`label_${one}`, () => colour(desk, one)] as const);
  const { closeUp, view } = photoDesk;
  const isClose = view === "close";
  return {
    ...(view === "sheet" && {
      select: () => photoDesk.toggle(),
      select_all: () => photoDesk.selectAll(),
    }),
    ...(view !== "large" && { large: () => photoDesk.toLarge() }),
    ...Object.fromEntries([...rates, ...colours]),
    unrate: () => rate(desk, 0),
    pick: () => choose(desk, "picked"),
    reject: () => choose(desk, "rejected"),
    unmark: () => choose(desk, null),
    rating_goes_on: () => goOnByItself(desk, !desk.room.settings.rating_goes_on),
    zoom: () => {
      if (isClose) closeUp.zoomed = !closeUp.zoomed;
      else photoDesk.lookClosely(false, true);
    },
    ...(photoDesk.ids.length > 1 && {
      two_up: () => photoDesk.lookClosely(!(isClose && closeUp.isTwo), isClose && closeUp.zoomed),
    }),
    insert_photo: () => insert(desk),
    take_off: () => takeOff(desk),
    crop: () => {
      if (photoDesk.view !== "large") photoDesk.toLarge();
      photoDesk.tool = "crop";
    },
  };
}

/** What the menu of a picture has, for whoever goes by the mouse. */
export const MENU: readonly Action[] = [
  "large",
  "zoom",
  "two_up",
  "crop",
  "pick",
  "reject",
  "unmark",
  ...STARS.map((stars) => `rate_${stars}` as const),
  "unrate",
  ...LABELS.map((one) => `label_${one}` as const),
  "insert_photo",
  "take_off",
];

export function applyCommand(desk: Desk): Commands {
  const { draft, selected } = photoDeskOf(desk);
  const able = selected.length > 1 && draft.ticked.size > 0;
  return able ? { apply: () => apply(desk, selected) } : {};
}
