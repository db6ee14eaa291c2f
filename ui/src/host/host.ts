/**
 * The one door to Rust. Screens know this interface and nothing of Tauri: `tauri.ts` carries it out in the
 * app, `memory.ts` in tests and in a plain browser.
 */
import type { Ack } from "../generated/Ack";
import type { AddPhotosReport } from "../generated/AddPhotosReport";
import type { Block } from "../generated/Block";
import type { Comparison } from "../generated/Comparison";
import type { Edit } from "../generated/Edit";
import type { ErrorText } from "../generated/ErrorText";
import type { ImportReport } from "../generated/ImportReport";
import type { Language } from "../generated/Language";
import type { MediaTopic } from "../generated/MediaTopic";
import type { Moment } from "../generated/Moment";
import type { MomentId } from "../generated/MomentId";
import type { PackageOptions } from "../generated/PackageOptions";
import type { PackagePlan } from "../generated/PackagePlan";
import type { PackageReport } from "../generated/PackageReport";
import type { CheckAnswer } from "../generated/CheckAnswer";
import type { CheckUpdate } from "../generated/CheckUpdate";
import type { CodeList } from "../generated/CodeList";
import type { FoundPhoto } from "../generated/FoundPhoto";
import type { Photo } from "../generated/Photo";
import type { PhotoUses } from "../generated/PhotoUses";
import type { Problem } from "../generated/Problem";
import type { Recovery } from "../generated/Recovery";
import type { RuleInfo } from "../generated/RuleInfo";
import type { Settings } from "../generated/Settings";
import type { Step } from "../generated/Step";
import type { Style } from "../generated/Style";
import type { StoryField } from "../generated/StoryField";
import type { StoryId } from "../generated/StoryId";
import type { StorySummary } from "../generated/StorySummary";
import type { StoryView } from "../generated/StoryView";

/** Every promise rejects with an `ErrorText`: a code, a message for a person and a hint. */
export interface Host {
  /** Stories that fit the query, last changed first; all of them for an empty one. */
  listStories(query: string): Promise<StorySummary[]>;
  createStory(language: Language): Promise<StoryId>;
  openStory(story: StoryId): Promise<StoryView>;
  /**
   * Resolves once the edits are durable; all are made or none. `revision` is that of the view on the screen,
   * whose positions the edits use.
   */
  edit(story: StoryId, revision: number, edits: Edit[]): Promise<Ack>;
  /** A new story like this one, with its photos, as a draft of its own. */
  duplicateStory(story: StoryId): Promise<StoryId>;

  /** How the story came to be what it is, newest first. */
  history(story: StoryId): Promise<Moment[]>;
  /** Makes a milestone of the story as it is now. */
  nameVersion(story: StoryId, name: string): Promise<void>;
  /** What changed between two moments; with null, up to now. */
  compare(story: StoryId, from: MomentId, to: MomentId | null): Promise<Comparison>;
  /** Makes the story what it was, as a change like any other: the one it was until now stays in the history. */
  restore(story: StoryId, moment: MomentId): Promise<void>;
  /** The body as it was when an `Ack` or a view named this revision. */
  bodyAt(story: StoryId, revision: number): Promise<Block[]>;

  /** What the library's stories have in their fields, most used first: for completing what is typed. */
  knownValues(): Promise<KnownValues>;
  mediaTopics(): Promise<MediaTopic[]>;

  /** Asks a person for files; an empty list when they change their mind. */
  chooseFiles(kind: "article" | "photos" | "codes" | "style"): Promise<string[]>;
  /** Asks a person for a folder, starting at `current`; null when they change their mind. */
  chooseFolder(current: string): Promise<string | null>;
  /** Asks a person where, and writes the text there; false when they change their mind. */
  saveText(name: string, text: string): Promise<boolean>;
  /** Makes a story of the article, with the photos matched to its captions in order. */
  importArticle(article: string, photos: string[]): Promise<ImportReport>;
  /**
   * Files, and folders with what is in them. A picture that the story has already stays as it is and is told of.
   * What comes in is shown at once, before the rest has.
   */
  addPhotos(story: StoryId, paths: string[], job: PhotoJob): Promise<AddPhotosReport>;
  /** Pictures of the whole library that fit the query in any field, newest first; all of them for an empty one. */
  findPhotos(query: string): Promise<FoundPhoto[]>;
  photoUses(sha256: string): Promise<PhotoUses>;
  codes(): Promise<CodeList>;
  /** Takes a file's codes instead of those known so far. */
  importCodes(path: string): Promise<CodeList>;
  /** Where an `<img>` finds a picture at least `width` pixels wide. */
  photoUrl(sha256: string, width: number): string;

  /**
   * Tells the copy checker what changed in a story, and learns which findings did. Null where it has to be told the
   * whole story first (`anew`), as after a start.
   */
  check(story: StoryId, update: CheckUpdate): Promise<CheckAnswer | null>;
  /** Every rule, in the person's language. */
  checkRules(): Promise<RuleInfo[]>;
  houseStyle(): Promise<Style>;
  /** Stories that are open are checked by it once they are told anew. */
  saveHouseStyle(style: Style): Promise<void>;
  /** The house style as a file that is handed on. */
  houseStyleText(): Promise<string>;
  /** Takes a file's style instead of this house's. */
  importHouseStyle(path: string): Promise<Style>;

  planPackage(story: StoryId, options: PackageOptions): Promise<PackagePlan>;
  writePackage(story: StoryId, options: PackageOptions, job: Job): Promise<PackageReport>;
  verifyPackage(path: string): Promise<Problem[]>;
  /** Shows the file or folder in the system's file manager. */
  reveal(path: string): Promise<void>;

  /** All that the first screen shows. */
  start(): Promise<Start>;
  /** Tries once more to open a library that could not be opened; null where it is open now. */
  reopenLibrary(): Promise<ErrorText | null>;
  /** Recovers what can be read of a damaged library; the damaged file is set aside, and nothing deleted. */
  recoverLibrary(job: Job): Promise<Recovery>;
  saveSettings(settings: Settings): Promise<void>;
  /** Of the program that runs. */
  version(): Promise<string>;

  /** Calls back when files are dropped on the window; returns how to stop. */
  onDrop(callback: (paths: string[]) => void): () => void;
  /** Calls back when something outside the window asks for a story to be shown; returns how to stop. */
  onOpenStory(callback: (story: StoryId) => void): () => void;
  /** Calls back when another program changed the library; returns how to stop. */
  onLibraryChanged(callback: () => void): () => void;
  /** Calls back with what must be durable before the window closes; returns how to stop. */
  onClose(flush: () => Promise<void>): () => void;
}

export interface Start {
  settings: Settings;
  /** What the person should know, such as edits that the log had lost and that were put back. */
  notices: ErrorText[];
  /** Why there is no library to work with; null where there is one. */
  trouble: ErrorText | null;
  /** The story that was open last; null where there is none, or it can't be opened. */
  story: StoryView | null;
}

export type KnownValues = Partial<Record<StoryField, string[]>>;

/** Work that brings pictures in while it goes on. */
export interface PhotoJob extends Job {
  onPhotos(photos: Photo[]): void;
}

/** How long work tells how far it is, and is stopped. */
export interface Job {
  onStep(step: Step): void;
  signal: AbortSignal;
}
