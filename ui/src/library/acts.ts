/**
 * What is done to stories in the list: to those that are chosen, or else to the one where a person is. Each is one step,
 * which a note takes back, and Ctrl+Z.
 */
import type { App } from "../app/app.svelte";
import type { Edit } from "../generated/Edit";
import type { State } from "../generated/State";
import type { StoryEdit } from "../generated/StoryEdit";
import type { StoryId } from "../generated/StoryId";
import { count, t } from "../strings/index.svelte";
import { type Deed, editAll, ofSettings, ofStories } from "./deeds.svelte";
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
  await change(app, list, able, setState("spiked"), (done) => {
    const words = wordsFor(list, done, "spiked");
    return seen > 0 ? [words, count("whole.kept_seen", seen)] : [words];
  });
}

/** Back among the drafts, as the vocabulary has it. */
export async function unspike(app: App, list: StoryList): Promise<void> {
  const able = list.meant.filter(({ state }) => state === "spiked");
  await change(app, list, able, setState("draft"), (done) => [wordsFor(list, done, "unspiked")]);
}

export async function setSection(app: App, list: StoryList, section: string): Promise<void> {
  const edit = { edit: "set_field", field: "section", value: section } as const;
  await change(app, list, list.meant, edit, (done) => [count("whole.sectioned", done.length, { section })]);
}

/** Each with a draft's state. What takes it back sets the copies aside. */
export async function duplicate(app: App, list: StoryList): Promise<void> {
  if (list.work.going) return;
  const all = list.meant;
  const copies: StoryId[] = [];
  try {
    await list.work.each(count("whole.duplicating", all.length), all, async (some) => {
      for (const { id } of some) copies.push(await app.host.duplicateStory(id));
    });
  } catch (error) {
    app.notify(error);
  }
  if (copies.length === 0) return;
  app.libraryVersion++;
  const aside = copies.map((story): StoryEdit => ({ story, edit: setState("spiked") }));
  const words = wordsFor(list, all.slice(0, copies.length), "duplicated");
  const deed = ofStories(app, list.work, words, aside);
  told(
    app,
    list,
    deed,
    withRest([words], all.length - copies.length),
    copies.length === 1 ? copies[0] : undefined,
  );
}

export function putSamplesAway(app: App, list: StoryList): void {
  const [before, now] = [{ samples_away: false }, { samples_away: true }];
  app.change(now);
  app.libraryVersion++;
  told(app, list, ofSettings(app, t("library.samples_gone"), before, now));
}

const setState = (state: State) => ({ edit: "set_state", state }) as const;

/** One edit on each, told with what was done. */
async function change(
  app: App,
  list: StoryList,
  stories: Meant[],
  edit: Edit,
  tell: (done: Meant[]) => string[],
): Promise<void> {
  if (stories.length === 0 || list.work.going) return;
  const edits = stories.map(({ id }): StoryEdit => ({ story: id, edit }));
  try {
    const label = count("whole.changing", edits.length);
    const { back, left } = await editAll(app, list.work, label, edits);
    if (back.length === 0) return;
    const words = tell(stories.slice(0, stories.length - left));
    told(app, list, ofStories(app, list.work, words[0]!, back), withRest(words, left));
  } catch (error) {
    app.notify(error);
  }
}

/** With how many were not reached, where it was stopped. */
const withRest = (words: string[], left: number): string =>
  [...words, ...(left > 0 ? [count("whole.stopped", left)] : [])].join(" ");

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
  if (list.work.going) return;
  app.notes.close("whole");
  const deed = await list.deeds.back();
  if (deed?.story) await list.ask(deed.story);
}

export async function doAgain(app: App, list: StoryList): Promise<void> {
  if (list.work.going) return;
  app.notes.close("whole");
  await list.deeds.again();
}
