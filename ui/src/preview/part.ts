/** The page as it will go out, beside the text. */
import type { Part } from "../desk/part";
import { PREVIEW } from "../desk/rail.svelte";
import PreviewPanel from "./PreviewPanel.svelte";

export const preview: Part = {
  name: PREVIEW,
  rail: { [PREVIEW]: PreviewPanel },
  join: (desk) => [
    desk.commands.offer({
      scopes: ["story"],
      layer: "screen",
      when: () => desk.surface === null,
      commands: () => ({ preview: () => desk.rail.switch(PREVIEW) }),
    }),
    desk.commands.offer({
      scopes: ["everywhere"],
      layer: "rail",
      when: () => desk.surface === null && desk.rail.over && desk.rail.shown === PREVIEW,
      commands: () => ({ escape: () => desk.rail.hide(PREVIEW) }),
    }),
  ],
};
