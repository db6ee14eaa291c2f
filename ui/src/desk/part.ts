/** A part of the story's screen: a folder, and a line in the list of them. What it shows, and where. */
import type { Component, Snippet } from "svelte";

import type { Desk } from "./desk.svelte";

type Shown<More extends object = object> = Component<{ desk: Desk } & More>;

/** Shown while `when` says so; always, where nothing is said. */
export interface Slot {
  show: Shown;
  when?: (desk: Desk) => boolean;
}

export interface Part {
  name: string;
  /** Leaves with the desk what others may ask it for; returns how that is taken back. */
  join?: (desk: Desk) => (() => void)[];
  /** In the top bar, beside the state of the story. */
  barStart?: Shown;
  /** In the top bar, before the buttons. */
  bar?: Shown;
  /** Under the box of the headline. */
  underHeadline?: Shown;
  /** Above the text, as wide as the window. */
  above?: Slot;
  /** Over the text, where and when it wants. */
  over?: Slot[];
  /** Over whatever is shown. */
  always?: Shown;
  /** Beside the text, by the name that the rail knows. */
  rail?: Record<string, Shown>;
  /** Over the screen, by the name that the room knows, or that the desk asks for. */
  sheet?: Record<string, Shown>;
  /** In the place of the text, by its name; with what every top bar ends with. */
  surface?: Record<string, Shown<{ ends: Snippet }>>;
}
