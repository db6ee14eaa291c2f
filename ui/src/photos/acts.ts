/** What is done to a story's pictures from the photo desk. Nothing is asked beforehand: a note takes it back. */
import type { App } from "../app/app.svelte";
import type { FieldValue } from "../generated/FieldValue";
import type { PhotoId } from "../generated/PhotoId";
import type { Commands } from "../services/shortcuts";
import { STARS } from "../services/shortcuts";
import type { PhotoChange, StorySession } from "../story/session.svelte";
import { count, t } from "../strings/index.svelte";
import type { Draft } from "./desk.svelte";
import { type Pick, type TypedField, isBlank, sameValue } from "../story/photo_fields";
import { filled } from "./templates";

const photosNamed = (session: StorySession, ids: readonly PhotoId[]): string => {
  const [only, ...others] = ids;
  if (only === undefined || others.length > 0) return count("sheet.shown", ids.length);
  return session.photo(only)?.file_name ?? "";
};

export function rate(session: StorySession, stars: number): void {
  const { desk } = session;
  const photos = photosNamed(session, desk.targets);
  desk.mark("rating", stars === 0 ? "" : String(stars));
  desk.news = t("sheet.rated", {
    photos,
    stars: stars === 0 ? t("photo.no_stars") : count("photo.stars", stars),
  });
}

export function choose(session: StorySession, pick: Pick | null): void {
  const { desk } = session;
  const photos = photosNamed(session, desk.targets);
  desk.mark("pick", pick ?? "");
  desk.news = t(pick === null ? "sheet.unmarked" : `sheet.marked_${pick}`, { photos });
}

/** Into the body where the cursor is, one below the other; those that are there already stay where they are. */
export function insert(session: StorySession): void {
  const fresh = session.desk.targets.filter((id) => !session.shown.has(id));
  for (const id of fresh) session.insertPhoto?.(id);
  session.desk.news = count("sheet.inserted", fresh.length);
}

export function takeOff(app: App, session: StorySession): void {
  const { desk } = session;
  const { targets, index } = desk;
  if (targets.length === 0) return;
  const back = session.takeOff(targets);
  // The one that comes into its place is at hand.
  desk.goTo(Math.min(index, desk.ids.length - 1));
  note(app, count("sheet.removed", targets.length), back);
}

function note(app: App, words: string, act: () => void): void {
  app.note = { words, way: t("editor.undo"), act, undoes: true };
}

/** What applying the draft to the pictures would set. */
export function changesOf(session: StorySession, ids: readonly PhotoId[], draft: Draft): PhotoChange[] {
  return ids.flatMap((id, at) => {
    const photo = session.photo(id);
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

/** One note takes all of it back, but for what was written since. */
export function apply(app: App, session: StorySession, ids: readonly PhotoId[]): void {
  const { draft } = session.desk;
  const changes = changesOf(session, ids, draft);
  if (changes.length === 0) return;
  const before = changes.map(({ photo, field }) => session.photo(photo)?.fields[field] ?? "");
  session.setPhotoFields(changes);
  void session.flush();
  note(app, count("apply.done", ids.length), () => {
    const back = changes.flatMap(({ photo, field, value }, at) => {
      const untouched = sameValue(session.photo(photo)?.fields[field], value);
      return untouched ? [{ photo, field, value: before[at] ?? "" }] : [];
    });
    session.setPhotoFields(back);
    void session.flush();
  });
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
export function commandsFor(app: App, session: StorySession): Commands {
  const { desk } = session;
  if (desk.current === null) return {};
  const rates = STARS.map((stars) => [`rate_${stars}`, () => rate(session, stars)] as const);
  return {
    ...(desk.view === "sheet" && {
      select: () => desk.toggle(),
      select_all: () => desk.selectAll(),
      large: () => desk.toLarge(),
    }),
    ...Object.fromEntries(rates),
    unrate: () => rate(session, 0),
    pick: () => choose(session, "picked"),
    reject: () => choose(session, "rejected"),
    unmark: () => choose(session, null),
    insert_photo: () => insert(session),
    take_off: () => takeOff(app, session),
    crop: () => {
      if (desk.view === "sheet") desk.toLarge();
      desk.tool = "crop";
    },
    ...(app.note?.undoes && { take_back_photos: () => app.answerNote() }),
    ...(desk.selected.length > 1 &&
      desk.draft.ticked.size > 0 && { apply: () => apply(app, session, desk.selected) }),
  };
}
