/**
 * What is done to stories in the list: to those that are chosen, or else to the one where a person is. Each is one step,
 * which a note takes back, and Ctrl+Z.
 */
import type { App } from "../app/app.svelte";
import type { State } from "../generated/State";
import type { StoryEdit } from "../generated/StoryEdit";
import type { StoryId } from "../generated/StoryId";
import { count, t } from "../strings/index.svelte";
import { type Deed, ofSettings, ofStories } from "./deeds.svelte";
import type { StoryList } from "./list.svelte";
import { maySpike } from "./whole";

interface Meant {
  id: StoryId;
  state: State | null;
}

export async function spike(app: App, list: StoryList): Promise<void> {
  const all = list.meant;
  const able = all.filter(({ state }) => maySpike(state));
  const seen = all.filter(({ state }) => state !== "spiked" && !maySpike(state)).length;
  const some = await setStates(app, able, "spiked");
  if (!some) return;
  const words = wordsFor(list, able, "spiked");
  told(
    app,
    list,
    ofStories(app, words, some),
    seen > 0 ? `${words} ${count("whole.kept_seen", seen)}` : words,
  );
}

/** Back among the drafts, as the vocabulary has it. */
export async function unspike(app: App, list: StoryList): Promise<void> {
  const able = list.meant.filter(({ state }) => state === "spiked");
  const some = await setStates(app, able, "draft");
  if (some) told(app, list, ofStories(app, wordsFor(list, able, "unspiked"), some));
}

export async function setSection(app: App, list: StoryList, section: string): Promise<void> {
  const edits = list.meant.map(({ id }): StoryEdit => ({
    story: id,
    edit: { edit: "set_field", field: "section", value: section },
  }));
  const back = await change(app, edits);
  if (!back) return;
  const words = count("whole.sectioned", edits.length, { section });
  told(app, list, ofStories(app, words, back));
}

/** Each with a draft's state. What takes it back sets the copies aside. */
export async function duplicate(app: App, list: StoryList): Promise<void> {
  const all = list.meant;
  const words = wordsFor(list, all, "duplicated");
  const copies: StoryId[] = [];
  try {
    for (const { id } of all) copies.push(await app.host.duplicateStory(id));
  } catch (error) {
    app.notify(error);
  }
  if (copies.length === 0) return;
  app.libraryVersion++;
  const aside = copies.map((story): StoryEdit => ({ story, edit: { edit: "set_state", state: "spiked" } }));
  const [copy] = copies;
  told(app, list, ofStories(app, words, aside), words, copies.length === 1 ? copy : undefined);
}

export function putSamplesAway(app: App, list: StoryList): void {
  const [before, now] = [{ samples_away: false }, { samples_away: true }];
  app.change(now);
  app.libraryVersion++;
  told(app, list, ofSettings(app, t("library.samples_gone"), before, now));
}

async function setStates(app: App, stories: Meant[], state: State): Promise<StoryEdit[] | null> {
  const edits = stories.map(({ id }): StoryEdit => ({ story: id, edit: { edit: "set_state", state } }));
  return change(app, edits);
}

/** What takes them back; null where nothing was done. */
async function change(app: App, edits: StoryEdit[]): Promise<StoryEdit[] | null> {
  if (edits.length === 0) return null;
  try {
    const back = await app.host.editStories(edits);
    app.libraryVersion++;
    return back.length > 0 ? back : null;
  } catch (error) {
    app.notify(error);
    return null;
  }
}

function wordsFor(list: StoryList, stories: Meant[], done: "spiked" | "unspiked" | "duplicated"): string {
  const [one] = stories;
  if (stories.length !== 1 || !one) return count(`whole.${done}_many`, stories.length);
  return t(`whole.${done}`, { title: list.headlineOf(one.id) || t("app.untitled") });
}

export function told(app: App, list: StoryList, deed: Deed, words = deed.words, copy?: StoryId): void {
  list.deeds.did(deed);
  list.letGo();
  app.notes.tell({
    key: "whole",
    words,
    ways: [
      ...(copy ? [{ name: "open", words: t("whole.open_copy"), go: () => void app.show(copy) }] : []),
      { name: "undo", words: t("editor.undo"), go: () => void takeBack(app, list), back: true },
    ],
  });
}

export async function takeBack(app: App, list: StoryList): Promise<void> {
  app.notes.close("whole");
  const deed = await list.deeds.back();
  if (deed?.story) await list.ask(deed.story);
}

export async function doAgain(app: App, list: StoryList): Promise<void> {
  app.notes.close("whole");
  await list.deeds.again();
}
