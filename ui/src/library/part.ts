/** What is done to the open story as a whole. */
import type { Part } from "../desk/part";
import { wholeCommands } from "./whole";

export const whole: Part = {
  name: "whole",
  join: (desk) => [
    desk.commands.offer({
      scopes: ["story"],
      layer: "screen",
      when: () => desk.surface === null,
      commands: () => wholeCommands(desk),
    }),
  ],
};
