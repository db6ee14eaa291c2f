/** Which host this window has: Rust's in the app, one in memory in a plain browser. */
import type { Host } from "./host";
import { tauriHost } from "./tauri";

export async function findHost(): Promise<Host> {
  // Read with the rest: another trip for it would be the first thing that a start waits for.
  if ("__TAURI_INTERNALS__" in window) return tauriHost;
  const [{ FULL_DISK, MemoryHost }, { cardOf, sampleStories }, { samplePast }] = await Promise.all([
    import("./memory"),
    import("./memory/sample"),
    import("./memory/sample_history"),
  ]);
  // For trying the screens out: ?empty for a new library, ?full for a full disk, ?delay=400 for a slow one,
  // ?photos=2000 for a card full of pictures.
  const wanted = new URLSearchParams(location.search);
  const now = new Date();
  const stories = wanted.has("empty") ? [] : sampleStories(now);
  if (stories[0]) stories[0].photos.push(...cardOf(Number(wanted.get("photos") ?? 0)));
  const host = new MemoryHost(stories, Number(wanted.get("delay") ?? 60));
  if (stories[0]) samplePast(host.past, stories[0], now);
  if (wanted.has("full")) host.refusal = FULL_DISK;
  return host;
}
