/**
 * The host in a plain browser: the newsroom that `npm run dev` has beside it (`dev_peer.ts`), with what a browser can
 * do of a window.
 *
 * For trying the screens out: ?empty for a new library, ?full for a full disk, ?delay=400 for a slow one.
 */
import type { Commands } from "../generated/Commands";
import type { ErrorText } from "../generated/ErrorText";
import { type Door, type Host, newsroom, stoppable } from "./host";

interface Said {
  step?: never;
  answer?: never;
  error?: unknown;
}

/** What is refused where a disk is full. */
export const WRITING: (keyof Commands)[] = [
  "edit_story",
  "edit_stories",
  "name_version",
  "restore",
  "save_house_style",
];

/** As Rust says it, where it is forced. */
export const FULL_DISK: ErrorText = {
  code: "disk_full",
  message: "Đĩa đầy: không ghi được library.sqlite.",
  hint: "Hãy giải phóng chỗ trống rồi thử lại. Những gì đã lưu vẫn an toàn.",
};

export async function plainHost(wanted: URLSearchParams): Promise<Host> {
  const delay = Number(wanted.get("delay") ?? 0);
  await fetch(`/newsroom/open?library=${wanted.has("empty") ? "empty" : "sample"}`, { method: "POST" });

  const door: Door = {
    call: (command, args) => ask(command, args, 0, () => {}),
    work: (command, args, signal, onStep) =>
      stoppable(door, signal, (job) => ask(command, args, job, onStep)),
  };

  async function ask<C extends keyof Commands>(
    command: C,
    args: Commands[C]["args"],
    job: number,
    onStep: (step: Commands[C]["step"]) => void,
  ): Promise<Commands[C]["answer"]> {
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    if (wanted.has("full") && WRITING.includes(command)) throw FULL_DISK;
    const body = JSON.stringify({ command, args, job });
    const response = await fetch("/newsroom/call", { method: "POST", body });
    for await (const line of lines(response)) {
      const { step, answer, error } = JSON.parse(line) as Said;
      if (error !== undefined) throw error;
      if (step === undefined) return answer as never;
      onStep(step);
    }
    throw new Error(`no answer to ${command}`);
  }

  return {
    ...newsroom(door),
    chooseFiles: (kind) => choose(kind === "photos"),
    // A browser names no folder: the one that is there is the only one.
    chooseFolder: async (current) => current,
    async saveText(name, text) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
      return true;
    },
    photoUrl: (sha256, width) => `/photo/${sha256}?width=${width}`,
    reveal: async () => {},
    isHeard: async () => false,
    paste: async () => false,
    openPage: async () => {},
    onDrop(callback) {
      const over = (event: Event) => event.preventDefault();
      const dropped = (event: DragEvent) => {
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length === 0) return;
        event.preventDefault();
        void Promise.all(files.map(carryOver)).then(callback);
      };
      addEventListener("dragover", over);
      addEventListener("drop", dropped);
      return () => {
        removeEventListener("dragover", over);
        removeEventListener("drop", dropped);
      };
    },
    onHover(callback) {
      // A browser tells no names before files are dropped.
      const over = (event: DragEvent) => event.dataTransfer?.types.includes("Files") && callback([]);
      const left = (event: DragEvent) =>
        (event.type === "drop" || event.relatedTarget === null) && callback(null);
      addEventListener("dragenter", over);
      for (const name of ["dragleave", "drop"] as const) addEventListener(name, left);
      return () => {
        removeEventListener("dragenter", over);
        for (const name of ["dragleave", "drop"] as const) removeEventListener(name, left);
      };
    },
    onOpenStory: () => () => {},
    onLibraryChanged(callback) {
      import.meta.hot?.on("dateline:library_changed", callback);
      return () => import.meta.hot?.off("dateline:library_changed", callback);
    },
    // A tab is closed without being asked.
    onClose: () => () => {},
  };
}

async function* lines(response: Response): AsyncGenerator<string> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const whole = (rest + part.value).split("\n");
    rest = whole.pop() ?? "";
    yield* whole;
  }
}

/** The newsroom reads files by their path: what a person chose in a browser is put where it has one. */
async function carryOver(file: File): Promise<string> {
  const response = await fetch(`/newsroom/file?name=${encodeURIComponent(file.name)}`, {
    method: "POST",
    body: file,
  });
  return response.text();
}

function choose(several: boolean): Promise<string[]> {
  const input = Object.assign(document.createElement("input"), { type: "file", multiple: several });
  return new Promise((resolve) => {
    input.addEventListener("cancel", () => resolve([]));
    input.addEventListener("change", () => resolve(Promise.all([...(input.files ?? [])].map(carryOver))));
    input.click();
  });
}
