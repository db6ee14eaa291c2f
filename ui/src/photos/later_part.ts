/** The photo desk, in the place of the text. */
import type { Part } from "../desk/part";
import { AGAIN } from "./adding.svelte";
import { ASIDE, asideOf } from "./aside.svelte";
import AsideMark from "./AsideMark.svelte";
import AsideSheet from "./AsideSheet.svelte";
import BroughtAgain from "./BroughtAgain.svelte";
import { PHOTOS } from "./desk.svelte";
import PhotoDesk from "./PhotoDesk.svelte";

export const photoDesk: Part = {
  name: "photo desk",
  surface: { [PHOTOS]: PhotoDesk },
  bar: AsideMark,
  sheet: { [AGAIN]: BroughtAgain, [ASIDE]: AsideSheet },
  join: (desk) => [
    desk.commands.offer({
      scopes: ["story"],
      layer: "screen",
      when: () => asideOf(desk).all.length > 0,
      commands: () => ({ words_aside: () => (desk.asks = ASIDE) }),
    }),
  ],
};
