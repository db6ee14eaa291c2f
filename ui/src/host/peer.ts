/**
 * The newsroom without a window: the program of `tests/desk_peer`, asked over its standard input and output. The dev
 * server and the tests have it; nothing of this is in the page.
 */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { type Door, stoppable } from "./host.ts";

/** See the head of `tests/desk_peer/main.rs`. */
export type Ask =
  | { open: string }
  | { call: { command: string; args: object; job?: number } }
  | { give: string[] }
  | { draw: { file: string; width: number; height: number; shade: number } }
  | { preview: { sha256: string; width: number; file: string } }
  | { document: object }
  | { furnish: string };

interface Said {
  id?: number;
  step?: unknown;
  answer?: unknown;
  error?: unknown;
  event?: string;
}

interface Waiting {
  onStep: (step: never) => void;
  resolve: (answer: never) => void;
  reject: (error: unknown) => void;
}

/** Where `cargo` puts the program, unless DATELINE_PEER says otherwise. */
export function program(): string {
  const { DATELINE_PEER, CARGO_TARGET_DIR } = process.env;
  const name = process.platform === "win32" ? "desk-peer.exe" : "desk-peer";
  const target = CARGO_TARGET_DIR ?? join(import.meta.dirname, "../../../target");
  const path = DATELINE_PEER ?? join(target, "debug", name);
  if (existsSync(path)) return path;
  throw new Error(
    `The newsroom's program is not at ${path}. Build it: cargo build -p dateline-tests --bin desk-peer`,
  );
}

export class Peer {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly waiting = new Map<number, Waiting>();
  private readonly ended: Promise<void>;
  private last = 0;
  private ending = false;

  /** Called with the name of what happened. */
  onEvent: (event: string) => void = () => {};
  /** What goes in and what comes out is read by these first. */
  asked = (line: string): string => line;
  told = (line: string): string => line;

  constructor() {
    // In no language: a library that nobody set one for speaks Vietnamese, whatever the system does.
    this.process = spawn(program(), { env: { ...process.env, LC_ALL: "C.UTF-8" } });
    createInterface(this.process.stdout).on("line", (line) => this.hear(this.told(line)));
    // Kept: what a peer says before it dies is why.
    let complaint = "";
    this.process.stderr.on(
      "data",
      (words: Buffer) => (complaint = `${complaint}${words.toString()}`.slice(-4000)),
    );
    // Whoever ends it has no use for the rest of what it was told.
    this.process.stdin.on("error", () => {});
    this.ended = new Promise((resolve) => {
      this.process.on("close", (code) => {
        const error = new Error(`the newsroom's program ended (${code}) ${complaint}`.trim());
        // Whoever ended it listens to nothing more.
        if (!this.ending) for (const { reject } of this.waiting.values()) reject(error);
        this.waiting.clear();
        resolve();
      });
    });
  }

  ask<T>(ask: Ask, onStep: (step: never) => void = () => {}): Promise<T> {
    const id = ++this.last;
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, onStep });
      this.process.stdin.write(`${this.asked(JSON.stringify({ id, ask }))}\n`);
    });
  }

  /** Once it has closed the library. */
  end(): Promise<void> {
    this.ending = true;
    this.process.stdin.end();
    return this.ended;
  }

  readonly door: Door = {
    call: (command, args) => this.ask({ call: { command, args } }),
    work: (command, args, signal, onStep) =>
      stoppable(this.door, signal, (job) => this.ask({ call: { command, args, job } }, onStep)),
  };

  private hear(line: string): void {
    const { id, event, step, answer, error } = JSON.parse(line) as Said;
    if (event !== undefined) return this.onEvent(event);
    const waiting = this.waiting.get(id ?? 0);
    if (step !== undefined) return waiting?.onStep(step as never);
    this.waiting.delete(id ?? 0);
    if (error !== undefined) waiting?.reject(error);
    else waiting?.resolve(answer as never);
  }
}
