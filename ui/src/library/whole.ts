/**
 * What is done to a whole story, from its row in the list, from the palette or from its own screen. Nothing is asked
 * beforehand: a note says what was done, and takes it back.
 */
import type { App } from "../app/app.svelte";
import type { State } from "../generated/State";
import type { StoryId } from "../generated/StoryId";
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

export async function spike(app: App, story: Whole): Promise<void> {
  const { id, state } = story;
  if (!maySpike(state) || !(await setState(app, id, "spiked"))) return;
  const back = () => void setState(app, id, state);
  app.note = {
    words: t("whole.spiked", { title: titleOf(story) }),
    way: t("editor.undo"),
    act: back,
    undoes: true,
  };
}

/** Back among the drafts, as the vocabulary has it. */
export async function unspike(app: App, story: Whole): Promise<void> {
  const { id, state } = story;
  if (state !== "spiked" || !(await setState(app, id, "draft"))) return;
  const back = () => void setState(app, id, "spiked");
  app.note = {
    words: t("whole.unspiked", { title: titleOf(story) }),
    way: t("editor.undo"),
    act: back,
    undoes: true,
  };
}

/** The copy; null where it could not be made. */
export async function duplicate(app: App, story: Whole): Promise<StoryId | null> {
  try {
    // What was typed a moment ago belongs into the copy.
    if (app.session?.id === story.id && !(await safe(app))) return null;
    const copy = await app.host.duplicateStory(story.id);
    app.libraryVersion++;
    app.note = {
      words: t("whole.duplicated", { title: titleOf(story) }),
      way: t("whole.open_copy"),
      act: () => void app.show(copy),
      undoes: false,
    };
    return copy;
  } catch (error) {
    app.notify(error);
    return null;
  }
}

/** The story that is open goes through its session, so that its screen and what waits to be saved stay in order. */
async function setState(app: App, id: StoryId, state: State): Promise<boolean> {
  try {
    if (app.session?.id === id) {
      app.session.setState(state);
      if (!(await safe(app))) return false;
    } else {
      const { revision } = await app.host.openStory(id);
      await app.host.edit(id, revision, [{ edit: "set_state", state }]);
    }
    app.libraryVersion++;
    return true;
  } catch (error) {
    app.notify(error);
    return false;
  }
}

/** Whether all that was typed is durable. Where it is not, the story's own screen says so. */
async function safe(app: App): Promise<boolean> {
  await app.session?.flush();
  return app.session?.saver.idle ?? true;
}

const titleOf = ({ headline }: Whole): string => headline || t("app.untitled");
