/** From one finding to the next, in the order of the screen, beginning where the keyboard is. */
import { TextSelection } from "prosemirror-state";
import { tick } from "svelte";

import { positionOfPhoto } from "../editor/commands";
import type { Finding } from "../generated/Finding";
import type { PhotoId } from "../generated/PhotoId";
import type { TypedField } from "../photos/fields";
import type { StorySession } from "../story/session.svelte";
import type { Checker, Entry } from "./checker.svelte";
import { ABOVE, BESIDE, OF_PHOTO, type Place, textAt } from "./fields";
import { type Stretch, stretchOf } from "./units";

/** A position of the body, less than 0 above it and endless beside it; which field there; which unit of the field. */
type Spot = readonly [position: number, field: number, unit: number];

function spotOf(session: StorySession, { photo, field }: Place, unit: number): Spot {
  if (photo) {
    const at = positionOfPhoto(session.body, photo);
    const nth = OF_PHOTO.findIndex((one) => one === field);
    if (at !== null) return [at, nth, unit];
    const tray = session.photos.findIndex(({ id }) => id === photo);
    return [Infinity, BESIDE.length + tray * OF_PHOTO.length + nth, unit];
  }
  const above = ABOVE.findIndex((one) => one === field);
  if (above >= 0) return [above - ABOVE.length, 0, unit];
  const beside = BESIDE.findIndex((one) => one === field);
  return beside >= 0 ? [Infinity, beside, unit] : [unit, 0, 0];
}

function compare(one: Spot, other: Spot): number {
  for (let at = 0; at < one.length; at++) {
    // Endless less endless is no number.
    if (one[at] !== other[at]) return one[at]! < other[at]! ? -1 : 1;
  }
  return 0;
}

/** The place of the box that an element stands in, with the element. */
export function placeAt(element: Element | null): Place | null {
  const row = element?.closest<HTMLElement>("[data-field]");
  const { field, photo } = row?.dataset ?? {};
  return field ? { field, photo: photo ?? null } : null;
}

/** Where a person is in the text, and whether something is selected there. */
function here(session: StorySession): { place: Place; from: number; to: number } | null {
  const active = document.activeElement;
  const place = placeAt(active);
  if (place && active instanceof HTMLTextAreaElement) {
    return { place, from: active.selectionStart, to: active.selectionEnd };
  }
  const { editor } = session;
  if (place || session.desk.open || !editor) return null;
  const { from, to } = editor.state.selection;
  return { place: { field: "body" }, from, to };
}

interface Standing extends Stretch {
  entry: Entry;
  spot: Spot;
}

/** All that can be gone to, in order. With the photo desk open, what stands there comes before the text. */
function standing(session: StorySession, checker: Checker): Standing[] {
  const found = checker.entries.flatMap((entry): Standing[] => {
    const stretch = checker.located(entry);
    if (!stretch) return [];
    return [{ entry, ...stretch, spot: spotOf(session, entry.finding, stretch.from) }];
  });
  found.sort((one, other) => compare(one.spot, other.spot));
  const ofPhotos = session.desk.open ? found.filter(({ entry }) => entry.finding.photo) : [];
  return ofPhotos.length > 0 ? ofPhotos : found;
}

/** The next finding from the one whose card is shown, else from the cursor; after the last comes the first. */
export function nextFrom(
  session: StorySession,
  checker: Checker,
  from: Entry | null,
  by: 1 | -1,
): Entry | null {
  const all = standing(session, checker);
  const last = all.length - 1;
  if (last < 0) return null;
  const current = all.findIndex(({ entry }) => entry.finding === from?.finding);
  if (current >= 0) return all[(current + by + all.length) % all.length]!.entry;
  const place = here(session);
  if (!place) return all[by > 0 ? 0 : last]!.entry;
  const selected = place.from < place.to;
  const spot = spotOf(session, place.place, place.from);
  const at =
    by > 0
      ? all.findIndex((one) => compare(one.spot, spot) > (selected ? 0 : -1))
      : all.findLastIndex((one) => compare(one.spot, spot) < 0);
  return all[at >= 0 ? at : by > 0 ? 0 : last]!.entry;
}

/** All findings but this one, as they are come to from it. */
export function followers(session: StorySession, checker: Checker, { finding }: Entry): Entry[] {
  const all = standing(session, checker).map(({ entry }) => entry);
  const at = all.findIndex((entry) => entry.finding === finding);
  return [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))];
}

/** The finding that the cursor stands in, or touches: of several the shortest. */
export function entryHere(session: StorySession, checker: Checker): Entry | null {
  const place = here(session);
  if (!place) return null;
  const { field, photo } = place.place;
  const around = standing(session, checker).filter(
    ({ entry: { finding }, from, to }) =>
      finding.field === field &&
      (finding.photo ?? null) === (photo ?? null) &&
      from <= place.from &&
      place.to <= to,
  );
  around.sort((one, other) => one.to - one.from - (other.to - other.from));
  return around[0]?.entry ?? null;
}

/** The box of a field, where it can be seen. */
export function boxOf(session: StorySession, { photo, field }: Place): HTMLTextAreaElement | null {
  const of = photo ? `[data-photo="${CSS.escape(photo)}"]` : ":not([data-photo])";
  const room = document.querySelector(`[data-testid="${session.desk.open ? "photo-desk" : "desk"}"]`);
  return room?.querySelector(`[data-field="${CSS.escape(field)}"]${of} textarea`) ?? null;
}

/** Brings a finding onto the screen and selects its words, wherever they stand: `located` tells once it is there. */
export async function goTo(
  session: StorySession,
  { finding, block }: Entry,
  located: () => Stretch | null,
  showDetails: () => void,
): Promise<void> {
  const { desk } = session;
  if (desk.open && !finding.photo) {
    desk.close();
    await tick();
  }
  if (block !== null) return goToBody(session, located());
  if (!finding.photo && (BESIDE as readonly string[]).includes(finding.field)) showDetails();
  else if (finding.photo && !isInText(session, finding.photo, finding.field)) {
    if (desk.current !== finding.photo || desk.view !== "large" || !desk.open) {
      desk.enlarge(finding.photo, finding.field as TypedField);
    }
  }
  // The box comes with one step, the focus that its screen gives with another.
  await tick();
  await tick();
  const box = boxOf(session, finding);
  const stretch = located();
  if (!box || !stretch) return;
  const group = box.closest("details");
  if (group) group.open = true;
  box.focus();
  box.setSelectionRange(stretch.from, stretch.to);
  (box.closest("[data-field]") ?? box).scrollIntoView({ block: "nearest" });
}

/** Whether the page of the text has a box for it: a picture's extended description is on the photo desk alone. */
function isInText(session: StorySession, photo: PhotoId, field: string): boolean {
  return !session.desk.open && session.shown.has(photo) && field !== "extended_description";
}

/** Where a finding says that it stands, in a story that has not changed since. In the body a position of the editor. */
export function saidAt(session: StorySession, finding: Finding): Stretch | null {
  const { block } = finding;
  if (typeof block !== "number") return stretchOf(textAt(session, finding), finding);
  const node = session.body.maybeChild(block);
  if (!node?.isTextblock) return null;
  let start = 1;
  for (let before = 0; before < block; before++) start += session.body.child(before).nodeSize;
  const { from, to } = stretchOf(node.textContent, finding);
  return { from: start + from, to: start + to };
}

function goToBody(session: StorySession, stretch: Stretch | null): void {
  const { editor } = session;
  if (!editor || !stretch || editor.composing) return;
  const { tr } = editor.state;
  tr.setSelection(TextSelection.create(tr.doc, stretch.from, stretch.to));
  editor.dispatch(tr.scrollIntoView());
  editor.focus();
}
