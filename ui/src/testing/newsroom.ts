/**
 * A real newsroom for a test of the screen: the library, the copy checker, packages and errors are Rust's own, in a
 * folder that goes with the test. Added is only what a test must force: files that a person chose or dropped, another
 * program's change (made by a second program on the same library), an answer in the place of the newsroom's.
 *
 * One program serves all tests of a file.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll } from "vitest";

import type { Commands } from "../generated/Commands";
import type { Edit } from "../generated/Edit";
import type { ErrorText } from "../generated/ErrorText";
import type { Story } from "../generated/Story";
import { type Door, type Host, type Surroundings, newsroom } from "../host/host";
import { type Ask, Peer } from "../host/peer";
import { FULL_DISK, WRITING } from "../host/plain";
import { Names, drawing, lay } from "./lay";

export { FULL_DISK };

type Name = keyof Commands;
type Answer<C extends Name> = Commands[C]["answer"];
type Kind = Parameters<Surroundings["chooseFiles"]>[0];

/** What a test puts in the place of an answer; `real` asks the newsroom. */
export type Instead = {
  [C in Name]?: (real: () => Promise<Answer<C>>, args: Commands[C]["args"]) => Promise<Answer<C>>;
};

interface Hands {
  /** Of this test alone; the library is in it. */
  readonly folder: string;
  readonly instead: Instead;
  /** When set, nothing is written and this is why. */
  refusal: ErrorText | null;
  /** The files that a person chooses in a dialog. */
  readonly chosen: Record<Kind, string[]>;
  /** Whether a reader of the screen is at work. */
  heard: boolean;
  /** What lies on the clipboard, by its kinds; null where only the web view's own key may paste. */
  clipboard: Record<string, string> | null;
  /** The pages that were opened in the system's browser. */
  readonly opened: string[];
  /** The text that was saved elsewhere last, and as what. */
  carriedOut: string | null;
  carriedOutAs: string | null;

  /** Makes a file with this text in it. */
  file(name: string, text: string | Uint8Array): string;
  /** Draws a picture, each name another; returns where it is. */
  picture(name: string): Promise<string>;
  /** What another program writes into the library. */
  elsewhere(story: string, edits: Edit[]): Promise<void>;
  /** A disk that loses what was written: the database is no longer one. */
  damage(): Promise<void>;
  /** As if a person held files over the window, or took them away. */
  hover(paths: string[] | null): void;
  /** As if a person dropped files on the window. */
  drop(paths: string[]): void;
  /** As if a person closed the window. */
  close(): Promise<void>;
}

export type Newsroom = Host & Hands;

let root: string | undefined;
/** Whose answers are still listened to. */
let current: symbol;
let peer: Peer | undefined;
let another: Peer | undefined;

afterAll(async () => {
  await Promise.all([peer?.end(), another?.end()]);
  if (root !== undefined) rmSync(root, { recursive: true, force: true });
});

const started = (): Peer => (peer ??= new Peer());

/** Something that no page asks. */
export const askPeer = <T>(ask: Ask): Promise<T> => started().ask<T>(ask);

export interface Wanted {
  /** The originals are there too, not their names alone. */
  pictures?: boolean;
}

/** A newsroom with these stories; the first opens. */
export async function newsroomWith(stories: Story[], { pictures = false }: Wanted = {}): Promise<Newsroom> {
  const ours = (current = Symbol());
  const first = started();
  const all = (root ??= mkdtempSync(join(tmpdir(), "dateline-screen-")));
  const folder = mkdtempSync(join(all, "n"));
  const library = join(folder, "library");
  const names = new Names();
  const listeners = {
    dropped: new Set<(paths: string[]) => void>(),
    hovering: new Set<(paths: string[] | null) => void>(),
    closing: new Set<() => Promise<void>>(),
  };
  const changed = new Set<() => void>();
  Object.assign(first, { asked: names.asked, told: names.told });
  first.onEvent = () => changed.forEach((callback) => callback());

  await first.ask({ open: library });
  await lay(first, names, stories, pictures ? drawing(first, join(all, "drawn")) : undefined);
  const packages = join(folder, "goi");
  mkdirSync(packages);
  await first.ask({ give: [folder] });
  const last_story = stories[0]?.id ?? null;
  await first.door.call("save_settings", {
    changes: { packages_folder: packages, last_story },
  });

  const door: Door = {
    call: (command, args) => forced(command, args, () => first.door.call(command, args)),
    work: (command, args, signal, onStep) =>
      forced(command, args, () => first.door.work(command, args, signal, onStep)),
  };

  function forced<C extends Name>(command: C, args: Commands[C]["args"], real: () => Promise<Answer<C>>) {
    // The window of a test that is over hears nothing more, and writes nothing into the next one's library.
    if (ours !== current) return new Promise<never>(() => {});
    if (room.refusal && WRITING.includes(command)) return Promise.reject(room.refusal);
    const instead = room.instead[command] as
      ((real: () => Promise<Answer<C>>, args: Commands[C]["args"]) => Promise<Answer<C>>) | undefined;
    return instead ? instead(real, args) : real();
  }

  let drawn = 0;
  const room: Newsroom = {
    ...newsroom(door),
    folder,
    instead: {},
    refusal: null,
    heard: false,
    chosen: { article: [], photos: [], codes: [], style: [] },
    clipboard: null,
    opened: [],
    carriedOut: null,
    carriedOutAs: null,

    chooseFiles: async (kind) => {
      await first.ask({ give: room.chosen[kind] });
      return room.chosen[kind];
    },
    chooseFolder: async (current) => join(current, "hom-nay"),
    async saveText(name, text) {
      room.carriedOut = text;
      room.carriedOutAs = name;
      return true;
    },
    photoUrl: (sha256, width) => `/photo/${sha256}?width=${width}`,
    reveal: async () => {},
    isHeard: async () => room.heard,
    async paste() {
      if (!room.clipboard) return false;
      const event = new Event("paste", { bubbles: true, cancelable: true });
      const getData = (type: string) => room.clipboard?.[type] ?? "";
      document.activeElement?.dispatchEvent(Object.assign(event, { clipboardData: { getData, files: [] } }));
      return true;
    },
    openPage: async (path) => void room.opened.push(path),
    onDrop: (callback) => until(listeners.dropped, callback),
    onHover: (callback) => until(listeners.hovering, callback),
    onClose: (flush) => until(listeners.closing, flush),
    onLibraryChanged: (callback) => until(changed, callback),
    onOpenStory: () => () => {},

    file(name, text) {
      const path = join(folder, name);
      mkdirSync(join(path, ".."), { recursive: true });
      writeFileSync(path, text);
      return path;
    },
    async picture(name) {
      const file = room.file(name, "");
      await first.ask({ draw: { file, width: 48, height: 32, shade: ++drawn % 256 } });
      return file;
    },
    async elsewhere(story, edits) {
      another ??= new Peer();
      Object.assign(another, { asked: names.asked, told: names.told });
      await another.ask({ open: library });
      const { revision } = await another.door.call("open_story", { story });
      await another.door.call("edit_story", { story, revision, edits });
    },
    async damage() {
      await first.ask({ open: join(folder, "meanwhile") });
      const file = join(library, "library.sqlite");
      const pages = readFileSync(file);
      writeFileSync(file, pages.fill(0xff, 100, 3 * 4096));
      await first.ask({ open: library });
    },
    hover(paths) {
      for (const callback of listeners.hovering) callback(paths);
    },
    drop(paths) {
      // Read in this order on the other side.
      void first.ask({ give: paths });
      for (const callback of listeners.dropped) callback(paths);
    },
    async close() {
      await Promise.all([...listeners.closing].map((flush) => flush()));
    },
  };
  return room;
}

function until<T>(listening: Set<T>, callback: T): () => void {
  listening.add(callback);
  return () => void listening.delete(callback);
}
