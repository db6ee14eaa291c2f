/**
 * What is done to the whole of the open story, from the palette or from its own screen; in the list `acts.ts` does it. Nothing
 * is asked beforehand: a note says what was done, and takes it back.
 */
import type { Desk } from "../desk/desk.svelte";
import type { Room } from "../desk/room";
import type { State } from "../generated/State";
import type { StoryId } from "../generated/StoryId";
import type { Commands } from "../services/shortcuts";
import { t } from "../strings/index.svelte";

/** A story that readers have seen is not spiked but taken down, which is a decision of the desk. */
const SEEN: State[] = ["published", "corrected", "killed"];

export const maySpike = (state: State | null): state is State =>
  state !== null && state !== "spiked" && !SEEN.includes(state);

/** In the story that is open it is one of its steps. */
async function spike({ room, story }: Desk): Promise<void> {
  if (!maySpike(story.state) || !(await setState(room, "spiked"))) return;
  room.desk?.told(t("whole.spiked", { title: titleOf(story) }));
}

/** Back among the drafts, as the vocabulary has it. */
async function unspike({ room, story }: Desk): Promise<void> {
  if (story.state !== "spiked" || !(await setState(room, "draft"))) return;
  room.desk?.told(t("whole.unspiked", { title: titleOf(story) }));
}

/** The copy; null where it could not be made. */
export async function duplicate(
  room: Room,
  story: { id: StoryId; headline: string },
): Promise<StoryId | null> {
  try {
    // What was typed a moment ago belongs into the copy.
    if (room.desk?.story.id === story.id && !(await safe(room))) return null;
    const copy = await room.host.duplicateStory(story.id);
    room.libraryVersion++;
    room.notes.tell({
      key: "whole",
      words: t("whole.duplicated", { title: story.headline || t("app.untitled") }),
      ways: [{ name: "open", words: t("whole.open_copy"), go: () => void room.show(copy) }],
    });
    return copy;
  } catch (error) {
    room.notify(error);
    return null;
  }
}

/** Through its session, so that its screen and what waits to be saved stay in order. */
async function setState(room: Room, state: State): Promise<boolean> {
  try {
    room.desk?.story.setState(state);
    if (!(await safe(room))) return false;
    room.libraryVersion++;
    return true;
  } catch (error) {
    room.notify(error);
    return false;
  }
}

/** Whether all that was typed is durable. Where it is not, the story's own screen says so. */
async function safe(room: Room): Promise<boolean> {
  await room.desk?.story.flush();
  return room.desk?.story.saver.idle ?? true;
}

const titleOf = (story: Desk["story"]): string => story.text("headline") || t("app.untitled");

/** What can be done to the story that is open. */
export function wholeCommands(desk: Desk): Commands {
  const { room, story } = desk;
  return {
    duplicate_here: () =>
      void duplicate(room, { id: story.id, headline: story.text("headline") }).then((made) =>
        made ? room.show(made) : undefined,
      ),
    ...(maySpike(story.state) && { spike_here: () => void spike(desk) }),
    ...(story.state === "spiked" && { unspike_here: () => void unspike(desk) }),
  };
}
