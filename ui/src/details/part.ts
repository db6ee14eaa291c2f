/** What belongs to the story and is not its text, beside that. */
import type { Part } from "../desk/part";
import { ABOVE_TEXT } from "../story/spots";
import DetailsPanel from "./DetailsPanel.svelte";
import HeadlineLength from "./HeadlineLength.svelte";

const DETAILS = "details";

export const details: Part = {
  name: DETAILS,
  underHeadline: HeadlineLength,
  rail: { [DETAILS]: DetailsPanel },
  join: (desk) => [
    desk.leads(({ field, photo }) => {
      if (photo || field === "body" || (ABOVE_TEXT as readonly string[]).includes(field)) return null;
      desk.rail.show(DETAILS);
      return true;
    }),
    desk.commands.offer({
      scopes: ["story"],
      layer: "screen",
      when: () => desk.surface === null,
      commands: () => ({ details: () => desk.rail.switch(DETAILS) }),
    }),
    desk.commands.offer({
      scopes: ["everywhere"],
      layer: "rail",
      when: () => desk.surface === null && desk.rail.over && desk.rail.shown === DETAILS,
      commands: () => ({ escape: () => desk.rail.rest() }),
    }),
  ],
};
