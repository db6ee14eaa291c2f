/** The one way to a place of a story, from wherever a person is. */
import { TextSelection } from "prosemirror-state";
import { flushSync, tick } from "svelte";

import type { PhotoId } from "../generated/PhotoId";
import type { Spot } from "../generated/Spot";
import { blockStart } from "../story/spots";
import type { Desk } from "./desk.svelte";

/** Where words stand: in the body as positions of the editor, elsewhere in units of the box. */
export interface Stretch {
  from: number;
  to: number;
}

/** The box of a field, where it can be seen. */
export function boxOf(
  desk: Desk,
  { photo, field }: Pick<Spot, "field"> & { photo?: PhotoId | null },
): HTMLElement | null {
  const of = photo ? `[data-photo="${CSS.escape(photo)}"]` : ":not([data-photo])";
  const room = document.querySelector(`[data-surface="${desk.surface ?? "text"}"]`);
  const row = room?.querySelector(`[data-field="${CSS.escape(field)}"]${of}`);
  return row?.querySelector<HTMLElement>("textarea, input, select") ?? null;
}

/** Puts the keyboard there, and selects these words, which `words` tells once the place is on the screen. */
export async function goTo(desk: Desk, spot: Spot, words: () => Stretch | null = () => null): Promise<void> {
  if (desk.surface !== null && !spot.photo) {
    desk.surface = null;
    flushSync();
  }
  if (spot.field === "body") return goToBody(desk, spot.block, words());
  if (desk.bringUp(spot)) {
    // The box comes with one step, the focus that its screen gives with another.
    await tick();
    await tick();
  }
  const box = boxOf(desk, spot);
  if (!box) return;
  const group = box.closest("details");
  if (group) group.open = true;
  const stretch = words();
  box.focus();
  if (stretch && box instanceof HTMLTextAreaElement) box.setSelectionRange(stretch.from, stretch.to);
  (box.closest("[data-field]") ?? box).scrollIntoView({ block: stretch ? "nearest" : "center" });
}

async function goToBody(desk: Desk, block: number | null, words: Stretch | null): Promise<void> {
  const { body } = desk.story;
  const gone = body.run(({ tr }, dispatch) => {
    if (words) tr.setSelection(TextSelection.create(tr.doc, words.from, words.to));
    else if (block !== null && block < tr.doc.childCount) {
      tr.setSelection(TextSelection.near(tr.doc.resolve(blockStart(tr.doc, block))));
    }
    dispatch?.(tr.scrollIntoView());
    return true;
  });
  if (gone instanceof Promise) await gone;
  body.focus();
}
