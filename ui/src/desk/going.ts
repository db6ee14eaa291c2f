/** The one way to a place of a story, from wherever a person is: out of the photo desk, into the panel, to a picture. */
import { TextSelection } from "prosemirror-state";
import { flushSync, tick } from "svelte";

import type { Stretch } from "../check/units";
import type { PhotoId } from "../generated/PhotoId";
import type { Spot } from "../generated/Spot";
import { TYPED, type TypedField } from "../story/photo_fields";
import type { StorySession } from "../story/session.svelte";
import { ABOVE_TEXT, blockStart } from "../story/spots";

/** The box of a field, where it can be seen. */
export function boxOf(
  session: StorySession,
  { photo, field }: Pick<Spot, "field"> & { photo?: PhotoId | null },
): HTMLElement | null {
  const of = photo ? `[data-photo="${CSS.escape(photo)}"]` : ":not([data-photo])";
  const room = document.querySelector(`[data-testid="${session.desk.open ? "photo-desk" : "desk"}"]`);
  const row = room?.querySelector(`[data-field="${CSS.escape(field)}"]${of}`);
  return row?.querySelector<HTMLElement>("textarea, input, select") ?? null;
}

/**
 * Puts the keyboard there, and selects these words, which `words` tells once the place is on the screen: in the body
 * as positions of the editor, elsewhere in units of the box.
 */
export async function goTo(
  session: StorySession,
  spot: Spot,
  words: () => Stretch | null = () => null,
): Promise<void> {
  const { desk } = session;
  if (desk.open && !spot.photo) {
    desk.close();
    flushSync();
  }
  if (spot.field === "body") return goToBody(session, spot.block, words());
  if (spot.photo && toPhoto(session, spot.photo, spot.field)) {
    // The box comes with one step, the focus that its screen gives with another.
    await tick();
    await tick();
  } else if (!spot.photo && !(ABOVE_TEXT as readonly string[]).includes(spot.field)) {
    session.showPanel?.();
    await tick();
  }
  const box = boxOf(session, spot);
  if (!box) return;
  const group = box.closest("details");
  if (group) group.open = true;
  const stretch = words();
  box.focus();
  if (stretch && box instanceof HTMLTextAreaElement) box.setSelectionRange(stretch.from, stretch.to);
  (box.closest("[data-field]") ?? box).scrollIntoView({ block: stretch ? "nearest" : "center" });
}

/**
 * From the text one stays in it, where the picture has such a box there; the photo desk has them all. Answers whether
 * another screen is shown.
 */
function toPhoto(session: StorySession, photo: PhotoId, field: string): boolean {
  const { desk } = session;
  if (!desk.open && session.shown.has(photo) && boxOf(session, { photo, field })) return false;
  if (desk.open && desk.view === "large" && desk.current === photo) return false;
  desk.enlarge(photo, field in TYPED ? (field as TypedField) : undefined);
  return true;
}

function goToBody(session: StorySession, block: number | null, words: Stretch | null): void {
  const { editor } = session;
  // A word that is being composed would be cut.
  if (!editor || editor.composing) return;
  const { tr } = editor.state;
  if (words) tr.setSelection(TextSelection.create(tr.doc, words.from, words.to));
  else if (block !== null && block < tr.doc.childCount) {
    tr.setSelection(TextSelection.near(tr.doc.resolve(blockStart(tr.doc, block))));
  }
  editor.dispatch(tr.scrollIntoView());
  editor.focus();
}
