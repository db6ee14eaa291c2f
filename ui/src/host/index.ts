/** Which host this window has: Rust's in the app, one in memory in a plain browser. */
import type { Host } from "./host";

export async function findHost(): Promise<Host> {
  if ("__TAURI_INTERNALS__" in window) return (await import("./tauri")).tauriHost;
  const [{ MemoryHost }, { sampleStories }] = await Promise.all([
    import("./memory"),
    import("./memory/sample"),
  ]);
  const empty = new URLSearchParams(location.search).has("empty");
  return new MemoryHost(empty ? [] : sampleStories(new Date()), 60);
}
