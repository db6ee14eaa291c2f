/** From one finding to the next, in the order of the screen, beginning where the keyboard is. */
import { positionOfPhoto } from "../body/blocks";
import type { Finding } from "../generated/Finding";
import type { Desk } from "../desk/desk.svelte";
import type { BoxPlace } from "../story/boxes";
import { blockStart } from "../story/spots";
import type { Checker, Entry } from "./checker.svelte";
import { ABOVE, BESIDE, OF_PHOTO, textAt } from "./fields";
import { type Stretch, stretchOf } from "./units";

/** A position of the body, less than 0 above it and endless beside it; which field there; which unit of the field. */
type Rank = readonly [position: number, field: number, unit: number];

function rankOf(desk: Desk, { photo, field }: BoxPlace, unit: number): Rank {
  if (photo) {
    const at = positionOfPhoto(desk.story.doc, photo);
    const nth = OF_PHOTO.findIndex((one) => one === field);
    if (at !== null) return [at, nth, unit];
    const tray = desk.story.photos.findIndex(({ id }) => id === photo);
    return [Infinity, BESIDE.length + tray * OF_PHOTO.length + nth, unit];
  }
  const above = ABOVE.findIndex((one) => one === field);
  if (above >= 0) return [above - ABOVE.length, 0, unit];
  const beside = BESIDE.findIndex((one) => one === field);
  return beside >= 0 ? [Infinity, beside, unit] : [unit, 0, 0];
}

function compare(one: Rank, other: Rank): number {
  for (let at = 0; at < one.length; at++) {
    // Endless less endless is no number.
    if (one[at] !== other[at]) return one[at]! < other[at]! ? -1 : 1;
  }
  return 0;
}

/** The place of the box that an element stands in, with the element. */
export function placeAt(element: Element | null): BoxPlace | null {
  const row = element?.closest<HTMLElement>("[data-field]");
  const { field, photo } = row?.dataset ?? {};
  return field ? { field, photo: photo ?? null } : null;
}

/** Where a person is in the text, and whether something is selected there. */
function here(desk: Desk): { place: BoxPlace; from: number; to: number } | null {
  const active = document.activeElement;
  const place = placeAt(active);
  if (place && active instanceof HTMLTextAreaElement) {
    return { place, from: active.selectionStart, to: active.selectionEnd };
  }
  const editor = desk.story.body.view;
  if (place || desk.surface !== null || !editor) return null;
  const { from, to } = editor.state.selection;
  return { place: { field: "body" }, from, to };
}

interface Standing extends Stretch {
  entry: Entry;
  rank: Rank;
}

/** All that can be gone to, in order. With the photo desk open, what stands there comes before the text. */
function standing(desk: Desk, checker: Checker): Standing[] {
  const found = checker.entries.flatMap((entry): Standing[] => {
    const stretch = checker.located(entry);
    if (!stretch) return [];
    return [{ entry, ...stretch, rank: rankOf(desk, entry.finding, stretch.from) }];
  });
  found.sort((one, other) => compare(one.rank, other.rank));
  const ofPhotos = desk.surface !== null ? found.filter(({ entry }) => entry.finding.photo) : [];
  return ofPhotos.length > 0 ? ofPhotos : found;
}

/** The next finding from the one whose card is shown, else from the cursor; after the last comes the first. */
export function nextFrom(desk: Desk, checker: Checker, from: Entry | null, by: 1 | -1): Entry | null {
  const all = standing(desk, checker);
  const last = all.length - 1;
  if (last < 0) return null;
  const current = all.findIndex(({ entry }) => entry.finding === from?.finding);
  if (current >= 0) return all[(current + by + all.length) % all.length]!.entry;
  const place = here(desk);
  if (!place) return all[by > 0 ? 0 : last]!.entry;
  const selected = place.from < place.to;
  const rank = rankOf(desk, place.place, place.from);
  const at =
    by > 0
      ? all.findIndex((one) => compare(one.rank, rank) > (selected ? 0 : -1))
      : all.findLastIndex((one) => compare(one.rank, rank) < 0);
  return all[at >= 0 ? at : by > 0 ? 0 : last]!.entry;
}

/** All findings but this one, as they are come to from it. */
export function followers(desk: Desk, checker: Checker, { finding }: Entry): Entry[] {
  const all = standing(desk, checker).map(({ entry }) => entry);
  const at = all.findIndex((entry) => entry.finding === finding);
  return [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))];
}

/** The finding that the cursor stands in, or touches: of several the shortest. */
export function entryHere(desk: Desk, checker: Checker): Entry | null {
  const place = here(desk);
  if (!place) return null;
  const { field, photo } = place.place;
  const around = standing(desk, checker).filter(
    ({ entry: { finding }, from, to }) =>
      finding.field === field &&
      (finding.photo ?? null) === (photo ?? null) &&
      from <= place.from &&
      place.to <= to,
  );
  around.sort((one, other) => one.to - one.from - (other.to - other.from));
  return around[0]?.entry ?? null;
}

/** Where a finding says that it stands, in a story that has not changed since. In the body a position of the editor. */
export function saidAt(desk: Desk, finding: Finding): Stretch | null {
  const { block } = finding;
  if (typeof block !== "number") return stretchOf(textAt(desk.story, finding), finding);
  const node = desk.story.doc.maybeChild(block);
  if (!node?.isTextblock) return null;
  const start = blockStart(desk.story.doc, block);
  const { from, to } = stretchOf(node.textContent, finding);
  return { from: start + from, to: start + to };
}
