/** The host in the app. Only this file knows Tauri. */
import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWebview } from "@tauri-apps/api/webview";

import type { WindowCommands } from "../generated/WindowCommands";
import { ahead } from "./ahead";
import { type Door, type Host, newsroom, nothing, stoppable } from "./host";

const door: Door = {
  call: (command, args) => invoke("call", { command, args }),
  work: (command, args, signal, onStep) =>
    stoppable(door, signal, (job) => invoke("call", { command, args, job, onStep: new Channel(onStep) })),
};

/** `listen` answers later; whoever stops before that must not be called any more. */
function until(started: Promise<() => void>): () => void {
  return () => void started.then((stop) => stop());
}

/** What only a window can do; a command that it does not have is no valid program. */
const ask = <C extends keyof WindowCommands>(
  command: C,
  args: WindowCommands[C]["args"],
): Promise<WindowCommands[C]["answer"]> => invoke(command, args);

const onWindows = navigator.userAgent.includes("Windows");
const rust = newsroom(door);

export const tauriHost: Host = {
  ...rust,
  start() {
    const { start } = ahead;
    // Asked again it is another answer.
    delete ahead.start;
    return start ?? rust.start();
  },

  chooseFiles: (kind) => ask("choose_files", { kind }),
  chooseFolder: (current) => ask("choose_folder", { current }),
  saveText: (name, text) => ask("save_text", { name, text }),
  reveal: (path) => ask("reveal", { path }).then(nothing),
  isHeard: () => ask("is_heard", {}),
  paste: () => ask("paste", {}),
  openPage: (path) => ask("open_page", { path }).then(nothing),
  // WebView2 knows custom schemes only as hosts of http.
  photoUrl: (sha256, width) =>
    `${onWindows ? "http://photo.localhost" : "photo://localhost"}/${sha256}?width=${width}`,

  onDrop(callback) {
    const take = async () => {
      for (const paths of await ask("take_dropped", {})) callback(paths);
    };
    const listening = listen("dropped", () => void take());
    // What came before there was anybody to hear it lies there.
    void listening.then(take);
    return until(listening);
  },
  onHover: (callback) =>
    until(
      getCurrentWebview().onDragDropEvent(({ payload }) => {
        if (payload.type === "enter") callback(payload.paths);
        else if (payload.type !== "over") callback(null);
      }),
    ),
  onOpenStory: (callback) => until(listen<string>("open-story", ({ payload }) => callback(payload))),
  onLibraryChanged: (callback) => until(listen("library-changed", () => callback())),
  onClose: (flush) =>
    until(
      listen("close-requested", () => {
        // Words that could not be saved keep the window open; the screen has said so.
        flush().then(
          () => ask("ready_to_close", {}),
          () => {},
        );
      }),
    ),
};
