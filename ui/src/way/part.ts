/** The story's way on its screen: gates, and the moves between states. */
import type { Part } from "../desk/part";
import { WAY, wayOf } from "./way.svelte";
import WayPanel from "./WayPanel.svelte";
import WaySign from "./WaySign.svelte";

export const way: Part = {
  name: "way",
  bar: WaySign,
  rail: { [WAY]: WayPanel },
  join(desk) {
    wayOf(desk);
    return [
      desk.commands.offer({
        scopes: ["story"],
        layer: "screen",
        when: () => desk.surface === null,
        commands: () => ({ way: () => desk.rail.switch(WAY) }),
      }),
      desk.commands.offer({
        scopes: ["everywhere"],
        layer: "rail",
        when: () => desk.surface === null && desk.rail.over && desk.rail.panel === WAY,
        commands: () => ({ escape: () => desk.rail.hide(WAY) }),
      }),
    ];
  },
};
