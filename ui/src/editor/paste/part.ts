/** Pasting into the body, and what is told of it until the next edit. */
import { isFromElsewhere } from "../../body/remote";
import type { Desk } from "../../desk/desk.svelte";
import type { Part } from "../../desk/part";
import type { NoteWay } from "../../services/notes.svelte";
import { t } from "../../strings/index.svelte";
import { type Pasted, pasting } from "./paste";
import { said } from "./words";

const KEY = "paste";

export const pastingPart: Part = {
  name: "pasting",
  join(desk: Desk) {
    const plugin = pasting({
      hasPhoto: (id) => desk.story.photo(id) !== undefined,
      onPasted: (pasted) => tell(desk, pasted),
    });
    return [
      desk.story.body.register({ order: 90, plugins: [plugin] }),
      desk.story.body.listen((tr) => {
        if (!isFromElsewhere(tr)) desk.room.notes.close(KEY);
      }),
    ];
  },
};

function tell(desk: Desk, pasted: Pasted): void {
  desk.room.notes.tell({ key: KEY, words: said(pasted), ways: waysOf(desk, pasted), story: desk.story.id });
}

function waysOf(desk: Desk, pasted: Pasted): NoteWay[] {
  if (pasted.kind === "only_images") {
    return [{ name: "add", words: t("story.photos_add"), go: () => void desk.commands.run("add_photos") }];
  }
  const { id: story, undo } = desk.story;
  const ways: NoteWay[] = [];
  if ((pasted.kind === "kept" || pasted.plain) && undo.last !== null) {
    ways.push({ name: "undo", words: t("editor.undo"), undo: { story, step: undo.last } });
  }
  if (pasted.kind === "kept" && pasted.asPlain) {
    const { asPlain } = pasted;
    ways.push({
      name: "plain",
      words: t("paste.as_plain"),
      go: () => {
        asPlain();
        desk.story.body.focus();
      },
    });
  }
  return ways;
}
