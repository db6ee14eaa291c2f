/** What the first screen shows is asked for while the app itself is still being read; `tauri.ts` takes the answer. */
import type { Start } from "../generated/Start";

type Rust = { invoke: (door: "call", asked: { command: "start"; args: object }) => Promise<Start> };

export const ahead: { start?: Promise<Start> } = {};

/** In a plain browser there is nobody to ask. */
export function askAhead(): void {
  const { __TAURI_INTERNALS__: rust } = globalThis as { __TAURI_INTERNALS__?: Rust };
  ahead.start = rust?.invoke("call", { command: "start", args: {} });
}
