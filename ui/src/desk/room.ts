/** What the window gives to the parts of the story's screen. */
import type { Settings } from "../generated/Settings";
import type { SettingsChange } from "../generated/SettingsChange";
import type { StoryId } from "../generated/StoryId";
import type { Host } from "../host/host";
import type { CommandList } from "../services/commands";
import type { Menus } from "../services/menus.svelte";
import type { Notes } from "../services/notes.svelte";
import type { Desk } from "./desk.svelte";

export type Sheet =
  | "import"
  | "people"
  | "shortcuts"
  | "package"
  | "palette"
  | "history"
  | "templates"
  | "style"
  | "about"
  | null;

export interface Room {
  readonly host: Host;
  readonly commands: CommandList;
  readonly menus: Menus;
  readonly notes: Notes;
  readonly settings: Settings;
  /** Of the story that is open. */
  readonly desk: Desk | null;
  /** Whether a sheet lies over the screen: it is finished or closed first. */
  readonly covered: boolean;
  sheet: Sheet;
  /** Counts up whenever the list of stories may have changed. */
  libraryVersion: number;
  /** Counts up whenever the house style may have changed: what was checked by it is checked anew. */
  styleVersion: number;
  /** Counts up whenever somebody asks what the copy checker found in the open story. */
  findingsAsked: number;

  change(some: SettingsChange): void;
  notify(error: unknown): void;
  show(story: StoryId): Promise<void>;
}
