/** Which host this window has: Rust's in the app, one in memory in a plain browser. */
import type { Host } from "./host";

export async function findHost(): Promise<Host> {
  if ("__TAURI_INTERNALS__" in window) return (await import("./tauri")).tauriHost;
  const [{ FULL_DISK, MemoryHost }, { sampleStories }] = await Promise.all([
    import("./memory"),
    import("./memory/sample"),
  ]);
  // For trying the screens out: ?empty for a new library, ?full for a full disk, ?delay=400 for a slow one.
  const wanted = new URLSearchParams(location.search);
  const host = new MemoryHost(
    wanted.has("empty") ? [] : sampleStories(new Date()),
    Number(wanted.get("delay") ?? 60),
  );
  if (wanted.has("full")) host.refusal = FULL_DISK;
  return host;
}
