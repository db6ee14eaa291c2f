/** The copy checker on the story's screen. */
import type { Part } from "../desk/part";
import { protecting } from "./acts";
import { CHECKS, checkerOf } from "./checker.svelte";
import ChecksPanel from "./ChecksPanel.svelte";
import ChecksStatus from "./ChecksStatus.svelte";
import CopyDesk from "./CopyDesk.svelte";
import { FINDING, findingMarks } from "./finding_marks";
import { findingMenu } from "./menu";

export const check: Part = {
  name: "check",
  bar: ChecksStatus,
  always: CopyDesk,
  rail: { [CHECKS]: ChecksPanel },
  join(desk) {
    const checker = checkerOf(desk);
    protecting(desk);
    return [
      desk.story.body.register({ order: 70, plugins: [findingMarks()] }),
      desk.menus.offer(FINDING, (mark) => findingMenu(desk, checker, mark)),
      desk.marks.give((place) => checker.marks(place)),
      desk.commands.offer({
        scopes: ["story"],
        layer: "screen",
        commands: () => ({
          next_finding: () => void checker.step(1),
          previous_finding: () => void checker.step(-1),
          finding_here: () => checker.showHere(),
          ...(desk.surface === null && { checks: () => desk.rail.switch(CHECKS) }),
        }),
      }),
      desk.commands.offer({
        scopes: ["everywhere"],
        layer: "rail",
        when: () => desk.surface === null && desk.rail.over && checker.panel,
        commands: () => ({ escape: () => desk.rail.hide(CHECKS) }),
      }),
    ];
  },
};
