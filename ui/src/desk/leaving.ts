/** The way out of a panel beside the text. */
import type { Desk } from "./desk.svelte";

/** Escape leaves the panel while the keyboard is in it; returns how that is taken back. */
export const leaving = (desk: Desk, panel: () => HTMLElement, leave: () => void): (() => void) =>
  desk.commands.offer({
    scopes: [],
    layer: "rail",
    within: (target) => panel().contains(target),
    commands: () => ({ escape: leave }),
  });
