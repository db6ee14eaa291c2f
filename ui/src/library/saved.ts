/** What somebody looks for again and again, kept under a name. */
import type { App } from "../app/app.svelte";
import type { SavedList } from "../generated/SavedList";
import { t } from "../strings/index.svelte";
import { told } from "./acts";
import { ofSettings } from "./deeds.svelte";
import { type StoryList, isSame } from "./list.svelte";

export function save(app: App, { words, sort, filter }: StoryList, name: string): void {
  const others = app.settings.saved_lists.filter((one) => one.name !== name);
  app.change({ saved_lists: [...others, { name, words, sort, filter }] });
}

export function forget(app: App, list: StoryList, saved: SavedList): void {
  const before = app.settings.saved_lists;
  const now = before.filter((one) => one !== saved);
  app.change({ saved_lists: now });
  const words = t("library.forgotten", { name: saved.name });
  told(app, list, ofSettings(app, words, { saved_lists: before }, { saved_lists: now }));
}

export const isShown = ({ words, sort, filter }: SavedList, list: StoryList): boolean =>
  words === list.words && sort === list.sort && isSame(filter, list.filter);
