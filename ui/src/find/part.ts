/** Finding and replacing in the open story. */
import type { Part } from "../desk/part";
import { foundHighlights } from "./find_in_body";
import FindBar from "./FindBar.svelte";
import { finderOf } from "./finder.svelte";

export const find: Part = {
  name: "find",
  above: { show: FindBar, when: (desk) => finderOf(desk).open },
  join(desk) {
    const finder = finderOf(desk);
    return [
      desk.story.body.register({ order: 60, plugins: [foundHighlights()] }),
      desk.story.body.listen((tr) => finder.moved((position) => tr.mapping.map(position))),
      desk.marks.give((place) => finder.marks(place)),
      desk.commands.offer({
        scopes: ["story"],
        layer: "screen",
        when: () => desk.surface === null,
        commands: () => ({
          find_here: () => finder.show(false),
          replace: () => finder.show(true),
          find_next: () => finder.again(1),
          find_previous: () => finder.again(-1),
        }),
      }),
    ];
  },
};
