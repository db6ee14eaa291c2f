/**
 * What is done to a whole story, from its row in the list, from the palette or from its own screen. Nothing is asked
 * beforehand: a note says what was done, and takes it back.
 */
import type { Desk } from "../desk/desk.svelte";
import type { Room } from "../desk/room";
import type { State } from "../generated/State";
import type { StoryId } from "../generated/StoryId";
import type { Commands } from "../services/shortcuts";
import { t } from "../strings/index.svelte";

export interface Whole {
  id: StoryId;
  /** None where it can't be read. */
  state: State | null;
  headline: string;
}

/** A story that readers have seen is not spiked but taken down, which is a decision of the desk. */
const SEEN: State[] = ["published", "corrected", "killed"];

export const maySpike = (state: State | null): state is State =>
  state !== null && state !== "spiked" && !SEEN.includes(state);

export async function spike(room: Room, story: Whole): Promise<void> {
  const { id, state } = story;
  if (!maySpike(state) || !(await setState(room, id, "spiked"))) return;
  if (tellHere(room, id, t("whole.spiked", { title: titleOf(story) }))) return;
  const back = () => void setState(room, id, state);
  room.notes.tell({
    key: "whole",
    words: t("whole.spiked", { title: titleOf(story) }),
    ways: [{ name: "undo", words: t("editor.undo"), go: back, back: true }],
  });
}

/** Back among the drafts, as the vocabulary has it. */
export async function unspike(room: Room, story: Whole): Promise<void> {
  const { id, state } = story;
  if (state !== "spiked" || !(await setState(room, id, "draft"))) return;
  if (tellHere(room, id, t("whole.unspiked", { title: titleOf(story) }))) return;
  const back = () => void setState(room, id, "spiked");
  room.notes.tell({
    key: "whole",
    words: t("whole.unspiked", { title: titleOf(story) }),
    ways: [{ name: "undo", words: t("editor.undo"), go: back, back: true }],
  });
}

/** In the story that is open it is one of its steps. */
function tellHere({ desk }: Room, id: StoryId, words: string): boolean {
  if (desk?.story.id !== id) return false;
  desk.told(words);
  return true;
}

/** The copy; null where it could not be made. */
export async function duplicate(room: Room, story: Whole): Promise<StoryId | null> {
  try {
    // What was typed a moment ago belongs into the copy.
    if (room.desk?.story.id === story.id && !(await safe(room))) return null;
    const copy = await room.host.duplicateStory(story.id);
    room.libraryVersion++;
    room.notes.tell({
      key: "whole",
      words: t("whole.duplicated", { title: titleOf(story) }),
      ways: [{ name: "open", words: t("whole.open_copy"), go: () => void room.show(copy) }],
    });
    return copy;
  } catch (error) {
    room.notify(error);
    return null;
  }
}

/** The story that is open goes through its session, so that its screen and what waits to be saved stay in order. */
async function setState(room: Room, id: StoryId, state: State): Promise<boolean> {
  try {
    if (room.desk?.story.id === id) {
      room.desk.story.setState(state);
      if (!(await safe(room))) return false;
    } else {
      const { revision } = await room.host.openStory(id);
      await room.host.edit(id, revision, [{ edit: "set_state", state }]);
    }
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

const titleOf = ({ headline }: Whole): string => headline || t("app.untitled");

/** What can be done to the story that is open. */
export function wholeCommands({ room, story }: Desk): Commands {
  const whole = () => ({ id: story.id, state: story.state, headline: story.text("headline") });
  return {
    duplicate_here: () => void duplicate(room, whole()).then((made) => (made ? room.show(made) : undefined)),
    ...(maySpike(story.state) && { spike_here: () => void spike(room, whole()) }),
    ...(story.state === "spiked" && { unspike_here: () => void unspike(room, whole()) }),
  };
}
