/** Which host this window has: Rust's in the app; in a plain browser that of the dev server, which no bundle holds. */
import type { Host } from "./host";
import { tauriHost } from "./tauri";

export async function findHost(): Promise<Host> {
  // Read with the rest: another trip for it would be the first thing that a start waits for.
  if (!import.meta.env.DEV || "__TAURI_INTERNALS__" in window) return tauriHost;
  const { plainHost } = await import("./plain");
  return plainHost(new URLSearchParams(location.search));
}
