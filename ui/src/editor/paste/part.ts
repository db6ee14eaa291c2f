/** Pasting into the body, and what is told of it. */
import type { Desk } from "../../desk/desk.svelte";
import type { Part } from "../../desk/part";
import { pasting } from "./paste";
import PasteNote from "./PasteNote.svelte";
import { pastingOf } from "./pasting.svelte";

export const pastingPart: Part = {
  name: "pasting",
  over: [{ show: PasteNote }],
  join(desk: Desk) {
    const told = pastingOf(desk);
    return [
      desk.story.body.register({
        name: "pasting",
        order: 90,
        plugins: [
          pasting({
            hasPhoto: (id) => desk.story.photo(id) !== undefined,
            onPasted: (pasted) => (told.pasted = pasted),
          }),
        ],
      }),
      desk.story.body.listen((tr) => {
        if (tr.getMeta("addToHistory") !== false) told.pasted = null;
      }),
    ];
  },
};
