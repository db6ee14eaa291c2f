/** The host in the app: each call is one command of Rust's. Only this file knows Tauri. */
import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWebview } from "@tauri-apps/api/webview";

import type { AddPhotosReport } from "../generated/AddPhotosReport";
import type { PackageReport } from "../generated/PackageReport";
import type { PhotoStep } from "../generated/PhotoStep";
import type { Recovery } from "../generated/Recovery";
import type { Step } from "../generated/Step";
import { ahead } from "./ahead";
import type { Host } from "./host";

let lastJob = 0;

/** Runs a command that tells how far it is and that a person may stop. */
async function run<T, S>(
  command: string,
  args: Record<string, unknown>,
  signal: AbortSignal,
  onStep: (step: S) => void,
): Promise<T> {
  const job = ++lastJob;
  const channel = new Channel<S>(onStep);
  const cancel = () => void invoke("cancel_job", { job });
  signal.addEventListener("abort", cancel);
  try {
    return await invoke<T>(command, { ...args, job, onStep: channel });
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/** `listen` answers later; whoever stops before that must not be called any more. */
function until(started: Promise<() => void>): () => void {
  return () => void started.then((stop) => stop());
}

const onWindows = navigator.userAgent.includes("Windows");

export const tauriHost: Host = {
  listStories: (query) => invoke("list_stories", { query }),
  createStory: (language) => invoke("create_story", { language }),
  openStory: (story) => invoke("open_story", { story }),
  edit: (story, revision, edits) => invoke("edit_story", { story, revision, edits }),
  duplicateStory: (story) => invoke("duplicate_story", { story }),

  history: (story) => invoke("history", { story }),
  nameVersion: (story, name) => invoke("name_version", { story, name }),
  compare: (story, from, to) => invoke("compare", { story, from, to }),
  restore: (story, moment) => invoke("restore", { story, moment }),
  bodyAt: (story, revision) => invoke("body_at", { story, revision }),

  check: (story, update) => invoke("check_story", { story, update }),
  checkRules: () => invoke("check_rules"),
  houseStyle: () => invoke("house_style"),
  saveHouseStyle: (style) => invoke("save_house_style", { style }),
  houseStyleText: () => invoke("house_style_text"),
  importHouseStyle: (path) => invoke("import_house_style", { path }),

  knownValues: () => invoke("known_values"),
  mediaTopics: () => invoke("media_topics"),

  chooseFiles: (kind) => invoke("choose_files", { kind }),
  chooseFolder: (current) => invoke("choose_folder", { current }),
  saveText: (name, text) => invoke("save_text", { name, text }),
  importArticle: (article, photos) => invoke("import_article", { article, photos }),
  addPhotos: (story, paths, { onStep, onPhotos, signal }) =>
    run<AddPhotosReport, PhotoStep>("add_photos", { story, paths }, signal, ({ step, photos }) => {
      if (photos.length > 0) onPhotos(photos);
      onStep(step);
    }),
  findPhotos: (query) => invoke("find_photos", { query }),
  photoUses: (sha256) => invoke("photo_uses", { sha256 }),
  codes: () => invoke("codes"),
  importCodes: (path) => invoke("import_codes", { path }),
  // WebView2 knows custom schemes only as hosts of http.
  photoUrl: (sha256, width) =>
    `${onWindows ? "http://photo.localhost" : "photo://localhost"}/${sha256}?width=${width}`,

  planPackage: (story, options) => invoke("plan_package", { story, options }),
  writePackage: (story, options, { onStep, signal }) =>
    run<PackageReport, Step>("write_package", { story, options }, signal, onStep),
  verifyPackage: (path) => invoke("verify_package", { path }),
  reveal: (path) => invoke("reveal", { path }),

  start: () => {
    const { start } = ahead;
    // Asked again it is another answer.
    delete ahead.start;
    return start ?? invoke("start");
  },
  reopenLibrary: () => invoke("reopen_library"),
  recoverLibrary: ({ onStep, signal }) => run<Recovery, Step>("recover_library", {}, signal, onStep),
  saveSettings: (settings) => invoke("save_settings", { settings }),
  version: () => invoke("version"),

  onDrop: (callback) =>
    until(
      getCurrentWebview().onDragDropEvent(({ payload }) => {
        if (payload.type === "drop" && payload.paths.length > 0) callback(payload.paths);
      }),
    ),
  onOpenStory: (callback) => until(listen<string>("open-story", ({ payload }) => callback(payload))),
  onLibraryChanged: (callback) => until(listen("library-changed", () => callback())),
  onClose: (flush) =>
    until(
      listen("close-requested", () => {
        // Words that could not be saved keep the window open; the screen has said so.
        flush().then(
          () => invoke("ready_to_close"),
          () => {},
        );
      }),
    ),
};
