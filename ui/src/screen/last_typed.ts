/**
 * Back to where a person wrote last, where the page does not remember it: the words were saved and the power went before
 * it could. The library knows by the change itself.
 */
import { TextSelection } from "prosemirror-state";

import { goTo } from "../desk/going";
import type { Desk } from "../desk/desk.svelte";
import { positionOf } from "../body/binding";

export async function goToLastTyped(desk: Desk): Promise<void> {
  const { story } = desk;
  const moved = movedSince();
  const last = await story.host.lastTyped(story.id).catch(() => null);
  // Nobody is led away from where they have gone themselves meanwhile, or from what they type.
  if (last === null || moved()) return;
  if (last.field !== "body") return goTo(desk, last, () => ({ from: last.at, to: last.at }));
  story.body.run(({ tr }, dispatch) => {
    const at = positionOf(tr.doc, last.at);
    dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(at), -1)).scrollIntoView());
    return true;
  });
  story.body.focus();
}

/** Whether the keyboard or the mouse was used since. */
function movedSince(): () => boolean {
  let moved = false;
  const heard = ["keydown", "pointerdown", "input"] as const;
  const note = () => {
    moved = true;
    for (const event of heard) document.removeEventListener(event, note, true);
  };
  for (const event of heard) document.addEventListener(event, note, true);
  return () => {
    const was = moved;
    note();
    return was;
  };
}
