/**
 * The one door to Rust. Screens know the `Host` and nothing of Tauri.
 *
 * What the newsroom answers, wherever it runs, is said here once: a line a command, with Rust's own types
 * (`generated/Commands.ts`); a command that Rust does not have, or an argument by another name, is no valid program.
 * What only a window can do is the rest: `tauri.ts` does it in the app, `plain.ts` in a browser and in tests.
 */
import type { Commands } from "../generated/Commands";
import type { Decide } from "../generated/Decide";
import type { Edit } from "../generated/Edit";
import type { Gate } from "../generated/Gate";
import type { Language } from "../generated/Language";
import type { Letters } from "../generated/Letters";
import type { ListQuery } from "../generated/ListQuery";
import type { MomentId } from "../generated/MomentId";
import type { PackageOptions } from "../generated/PackageOptions";
import type { FailedFile } from "../generated/FailedFile";
import type { FileKind } from "../generated/FileKind";
import type { CheckUpdate } from "../generated/CheckUpdate";
import type { Photo } from "../generated/Photo";
import type { PhotoId } from "../generated/PhotoId";
import type { SettingsChange } from "../generated/SettingsChange";
import type { ProgressStep } from "../generated/ProgressStep";
import type { StoryEdit } from "../generated/StoryEdit";
import type { PersonId } from "../generated/PersonId";
import type { Step } from "../generated/Step";
import type { StoryId } from "../generated/StoryId";
import type { Style } from "../generated/Style";
import type { VersionKind } from "../generated/VersionKind";

export type { Start } from "../generated/Start";

type Name = keyof Commands;

/** How a command reaches Rust. Every promise rejects with an `ErrorText`: a code, a message for a person and a hint. */
export interface Door {
  call<C extends Name>(command: C, args: Commands[C]["args"]): Promise<Commands[C]["answer"]>;
  /** For work that tells how far it is and that a person may stop. */
  work<C extends Name>(
    command: C,
    args: Commands[C]["args"],
    signal: AbortSignal,
    onStep: (step: Commands[C]["step"]) => void,
  ): Promise<Commands[C]["answer"]>;
}

let lastJob = 0;

/** Does `work` under a number by which `door` can stop it, as long as it goes on. */
export async function stoppable<T>(
  door: Pick<Door, "call">,
  signal: AbortSignal,
  work: (job: number) => Promise<T>,
): Promise<T> {
  const number = ++lastJob;
  const cancel = () => void door.call("cancel_job", { number });
  signal.addEventListener("abort", cancel);
  try {
    return await work(number);
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

export const newsroom = ({ call, work }: Door) => ({
  /** Stories that fit the query, last changed first; all of them for an empty one. */
  listStories: (query: string) => call("list_stories", { query }),
  /** A list under a number of one's choice, with `count` lines from `from` on, or around a story where it stands in it. */
  surveyStories: (query: ListQuery, number: number, from: number, count: number, story: StoryId | null) =>
    call("survey_stories", { query, number, from, count, story }),
  /** More lines of that list; null where it is not kept any more. A line that is null was changed since. */
  surveyLines: (number: number, from: number, count: number) => call("survey_lines", { number, from, count }),
  /** The stories from one place of that list to another, with it. */
  surveyIds: (number: number, from: number, to: number) => call("survey_ids", { number, from, to }),
  /** Where in each story's text the words stand; empty where they don't. */
  storySnippets: (stories: StoryId[], words: string) => call("story_snippets", { stories, words }),
  /** One edit on each of several stories, all or none; answers with what takes them back. */
  editStories: (edits: StoryEdit[]) => call("edit_stories", { edits }),
  createStory: (language: Language) => call("create_story", { language }),
  openStory: (story: StoryId) => call("open_story", { story }),
  /**
   * Resolves once the edits are durable; all are made or none. `revision` is that of the view on the screen,
   * whose positions the edits use.
   */
  edit: (story: StoryId, revision: number, edits: Edit[]) => call("edit_story", { story, revision, edits }),
  /** A new story like this one, with its photos, as a draft of its own. */
  duplicateStory: (story: StoryId) => call("duplicate_story", { story }),

  /** How the story came to be what it is, newest first. */
  history: (story: StoryId) => call("history", { story }),
  /** Makes a milestone of the story as it is now. */
  nameVersion: (story: StoryId, name: string) => call("name_version", { story, name }).then(nothing),
  /** Makes a milestone of something that was done on the screen. */
  markVersion: (story: StoryId, version: VersionKind) =>
    call("mark_version", { story, version }).then(nothing),
  /** What changed between two moments; with null, up to now. */
  compare: (story: StoryId, from: MomentId, to: MomentId | null) => call("compare", { story, from, to }),
  /** Makes the story what it was, as a change like any other: the one it was until now stays in the history. */
  restore: (story: StoryId, moment: MomentId) => call("restore", { story, moment }).then(nothing),
  /** Decides on suggestions, or takes decisions back: a new view shows what became of the text. */
  decide: (story: StoryId, decisions: Decide[]) => call("decide", { story, decisions }).then(nothing),
  /** What has to be done before a move, or before the next. */
  gates: (story: StoryId, step: Step | null) => call("gates", { story, step }),
  /** Moves the story on; answers with what comes next. */
  moveStory: (story: StoryId, step: Step, reason: string) => call("move_story", { story, step, reason }),
  /** Lets the story pass for what is missing now, on somebody's word. */
  passGate: (story: StoryId, gate: Gate, step: Step | null, by: string, reason: string) =>
    call("pass_gate", { story, gate, step, by, reason }),
  holdGate: (story: StoryId, gate: Gate) => call("hold_gate", { story, gate }).then(nothing),
  /** What waits for whoever is at this computer. */
  queue: () => call("queue", {}),
  /** Whoever is here has the story before them as it is stored. */
  noteReading: (story: StoryId) => call("note_reading", { story }).then(nothing),
  /** The last moment that they have read; null where nothing came since. */
  lastRead: (story: StoryId) => call("last_read", { story }),
  /** Another person of those who are known here writes from now on. */
  becomePerson: (person: PersonId) => call("become_person", { person }),
  /** The body as it was when an `Ack` or a view named this revision. */
  bodyAt: (story: StoryId, revision: number) => call("body_at", { story, revision }),
  /** Where this person wrote last; null where others did, or nobody can tell. */
  lastTyped: (story: StoryId) => call("last_typed", { story }),

  /** What the library's stories have in their fields, most used first: for completing what is typed. */
  knownValues: () => call("known_values", {}),
  mediaTopics: () => call("media_topics", {}),

  /**
   * Makes a story of the article, with the photos matched to its captions in order. Its letters are those that a person
   * says, or else those that it shows itself to be in.
   */
  importArticle: (article: string, photos: string[], letters: Letters | null = null) =>
    call("import_article", { article, photos, letters }),
  /**
   * Files, and folders with what is in them. A picture that the story has already stays as it is and is told of.
   * What comes in is shown at once, before the rest has.
   */
  addPhotos: (story: StoryId, paths: string[], { onStep, onPhotos, onFailed, signal }: PhotoJob) =>
    work("add_photos", { story, paths }, signal, ({ step, photos, failed }) => {
      if (photos.length > 0) onPhotos(photos);
      if (failed.length > 0) onFailed(failed);
      onStep(step);
    }),
  /** Pictures of the whole library that fit the query in any field, newest first; all of them for an empty one. */
  findPhotos: (query: string) => call("find_photos", { query }),
  /** What a picture would be called by this pattern. */
  fileNameExample: (pattern: string) => call("file_name_example", { pattern }),
  photoUses: (sha256: string) => call("photo_uses", { sha256 }),
  /** What its file says in each of the letters from before Unicode that would change something. */
  photoReadings: (story: StoryId, photo: PhotoId) => call("photo_readings", { story, photo }),
  codes: () => call("codes", {}),
  /** Takes a file's codes instead of those known so far. */
  importCodes: (path: string, evenOne = false) => call("import_codes", { path, even_one: evenOne }),

  /**
   * Tells the copy checker what changed in a story, and learns which findings did. Null where it has to be told the
   * whole story first (`anew`), as after a start.
   */
  check: (story: StoryId, update: CheckUpdate) => call("check_story", { story, update }),
  /** Every rule, in the person's language. */
  checkRules: () => call("check_rules", {}),
  houseStyle: () => call("house_style", {}),
  /** Stories that are open are checked by it once they are told anew. */
  saveHouseStyle: (style: Style) => call("save_house_style", { style }).then(nothing),
  /** The house style as a file that is handed on. */
  houseStyleText: () => call("house_style_text", {}),
  /** Takes a file's style instead of this house's. */
  importHouseStyle: (path: string) => call("import_house_style", { path }),

  /** The page as it would go out now, each picture named by its original (`picture:` and the hash). */
  previewPage: (story: StoryId) => call("preview_page", { story }),
  planPackage: (story: StoryId, options: PackageOptions) => call("plan_package", { story, options }),
  writePackage: (story: StoryId, options: PackageOptions, { onStep, signal }: Job) =>
    work("write_package", { story, options }, signal, onStep),
  verifyPackage: (path: string) => call("verify_package", { path }),

  /** All that the first screen shows. */
  start: () => call("start", {}),
  /** Tries once more to open a library that could not be opened; null where it is open now. */
  reopenLibrary: () => call("reopen_library", {}),
  /** Recovers what can be read of a damaged library; the damaged file is set aside, and nothing deleted. */
  recoverLibrary: ({ onStep, signal }: Job) => work("recover_library", {}, signal, onStep),
  saveSettings: (changes: SettingsChange) => call("save_settings", { changes }).then(nothing),
  /** Of the program that runs. */
  version: () => call("version", {}),
});

/** Rust answers `null` where there is nothing to say. */
export const nothing = (): void => {};

/** What takes a window, or stands in for one. */
export interface Surroundings {
  /** Asks a person for files; an empty list when they change their mind. */
  chooseFiles(kind: FileKind): Promise<string[]>;
  /** Asks a person for a folder, starting at `current`; null when they change their mind. */
  chooseFolder(current: string): Promise<string | null>;
  /** Asks a person where, and writes the text there; false when they change their mind. */
  saveText(name: string, text: string): Promise<boolean>;
  /** Where an `<img>` finds a picture at least `width` pixels wide. */
  photoUrl(sha256: string, width: number): string;
  /** Shows the file or folder in the system's file manager. */
  reveal(path: string): Promise<void>;
  /** Pastes where the cursor stands, and answers once the page has it; false where only the key may. */
  paste(): Promise<boolean>;
  /** Whether a reader of the screen is at work. */
  isHeard(): Promise<boolean>;
  /** Opens the page of a package in the system's browser. */
  openPage(path: string): Promise<void>;

  /** Calls back when files are dropped on the window; returns how to stop. */
  onDrop(callback: (paths: string[]) => void): () => void;
  /** Calls back while files hover over the window, with what they are called where that is known; with null when they do no more. */
  onHover(callback: (paths: string[] | null) => void): () => void;
  /** Calls back when something outside the window asks for a story to be shown; returns how to stop. */
  onOpenStory(callback: (story: StoryId) => void): () => void;
  /** Calls back when another program changed the library; returns how to stop. */
  onLibraryChanged(callback: () => void): () => void;
  /** Calls back with what must be durable before the window closes; returns how to stop. */
  onClose(flush: () => Promise<void>): () => void;
}

export type Host = ReturnType<typeof newsroom> & Surroundings;

export type KnownValues = Commands["known_values"]["answer"];

/** Work that brings pictures in while it goes on. */
export interface PhotoJob extends Job {
  onPhotos(photos: Photo[]): void;
  /** Those that can't come in, while the others go on. */
  onFailed(failed: FailedFile[]): void;
}

/** How long work tells how far it is, and is stopped. */
export interface Job {
  onStep(step: ProgressStep): void;
  signal: AbortSignal;
}
