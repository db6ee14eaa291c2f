/** The photo desk, in the place of the text. */
import type { Part } from "../desk/part";
import { AGAIN } from "./adding.svelte";
import BroughtAgain from "./BroughtAgain.svelte";
import { PHOTOS } from "./desk.svelte";
import PhotoDesk from "./PhotoDesk.svelte";

export const photoDesk: Part = {
  name: "photo desk",
  surface: { [PHOTOS]: PhotoDesk },
  sheet: { [AGAIN]: BroughtAgain },
};
