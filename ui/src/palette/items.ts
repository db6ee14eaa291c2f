/** What the palette lists, in which order: stories and commands that fit what is typed. */
import type { StorySummary } from "../generated/StorySummary";
import { type Letter, lettersOf, match, rank } from "../shared/fuzzy";
import { type Action, type Commands, SHORTCUTS, shown } from "../services/shortcuts";
import { commandName } from "../services/actions";
import { t } from "../strings/index.svelte";

interface Named {
  /** Unlike any other item's. */
  id: string;
  name: string;
  letters: Letter[];
}

export interface StoryItem extends Named {
  kind: "story";
  story: StorySummary;
}

export interface CommandItem extends Named {
  kind: "command";
  action: Action;
  key: string | null;
}

export type Item = StoryItem | CommandItem;

/** An item with the letters of its name that were typed. */
export interface Listed {
  item: Item;
  hits: Letter[];
}

export interface Group {
  kind: Item["kind"];
  listed: Listed[];
}

/** Stories that are offered before anything is typed, and that are listed at most. */
const RECENT = 6;
const LISTED = 12;

export function storyItem(story: StorySummary): StoryItem {
  const name = story.headline || story.excerpt || t("app.untitled");
  return { kind: "story", id: story.id, name, letters: lettersOf(name), story };
}

/** Those of the app's commands that can be carried out now, in the order of the one list. */
export function commandItems(commands: Commands): CommandItem[] {
  return SHORTCUTS.filter(({ action }) => commands[action]).map((shortcut) => {
    const name = commandName(shortcut);
    const [key] = shortcut.keys;
    return {
      kind: "command",
      id: `command-${shortcut.action}`,
      name,
      letters: lettersOf(name),
      action: shortcut.action,
      key: key ? shown(key) : null,
    };
  });
}

interface Choice {
  recent: StoryItem[];
  found: StoryItem[];
  commands: CommandItem[];
  /** The story on the screen. */
  open?: string;
}

/**
 * The groups to show. Headlines among the `recent` stories and names of commands are compared here, at once;
 * `found` is what the library found in the whole text of all stories, when it has answered. That goes below the
 * headlines, so that what stands first does not move when the answer comes.
 */
export function listed(query: string, { recent, found, commands, open }: Choice): Group[] {
  const typed = lettersOf(query);
  if (typed.length === 0) {
    // What will not run is found by its name, and not offered.
    const others = recent.filter(({ id, story }) => id !== open && story.state !== "spiked").slice(0, RECENT);
    return full([
      { kind: "story", listed: others.map(plain) },
      { kind: "command", listed: commands.map(plain) },
    ]);
  }
  const headlines = rank(query, recent);
  const known = new Set(headlines.map(({ item }) => item.id));
  const others = found
    .filter(({ id }) => !known.has(id))
    .map((item) => ({ item, hits: match(typed, item.letters)?.letters ?? [] }));
  const named = rank(query, commands);
  const stories: Group = {
    kind: "story",
    listed: [...headlines.map(hit), ...others].slice(0, LISTED),
  };
  const able: Group = { kind: "command", listed: named.map(hit) };
  const best = (ranked: { match: { score: number } }[]) => ranked[0]?.match.score ?? 0;
  return full(best(named) > best(headlines) ? [able, stories] : [stories, able]);
}

const plain = (item: Item): Listed => ({ item, hits: [] });
const hit = ({ item, match }: { item: Item; match: { letters: Letter[] } }): Listed => ({
  item,
  hits: match.letters,
});
const full = (groups: Group[]) => groups.filter(({ listed }) => listed.length > 0);
