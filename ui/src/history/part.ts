/** The story's past on its screen. */
import type { Part } from "../desk/part";
import { pastOf } from "./history.svelte";
import HistorySheet from "./HistorySheet.svelte";
import NameVersion from "./NameVersion.svelte";

export const history: Part = {
  name: "history",
  over: [{ show: NameVersion, when: (desk) => pastOf(desk).naming }],
  sheet: { history: HistorySheet },
  join(desk) {
    const past = pastOf(desk);
    const open = async () => {
      await desk.story.flush();
      desk.room.sheet = "history";
    };
    return [
      desk.commands.offer({
        scopes: ["story"],
        layer: "screen",
        commands: () => ({
          history: () => void open(),
          ...(desk.surface === null && { save: () => void past.askName() }),
        }),
      }),
    ];
  },
};
