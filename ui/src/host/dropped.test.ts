/** What is dropped on the window before the page listens is not lost: it lies with Rust until the page asks. */
import { expect, it, vi } from "vitest";

const { listeners, lying } = vi.hoisted(() => ({
  listeners: new Map<string, (event: { payload: unknown }) => void>(),
  lying: [] as string[][],
}));

vi.mock("@tauri-apps/api/core", () => ({
  Channel: class {},
  invoke: async (command: string) => (command === "take_dropped" ? lying.splice(0) : null),
}));
vi.mock("@tauri-apps/api/event", () => ({
  listen: async (name: string, hear: (event: { payload: unknown }) => void) => {
    listeners.set(name, hear);
    return () => listeners.delete(name);
  },
}));
vi.mock("@tauri-apps/api/webview", () => ({
  getCurrentWebview: () => ({ onDragDropEvent: async () => () => {} }),
}));

it("a drop before the page was read comes once it listens, and each later one when it is told", async () => {
  const { tauriHost } = await import("./tauri");
  const came: string[][] = [];
  lying.push(["/the/1.jpg"], ["/bai.txt"]);
  const stop = tauriHost.onDrop((paths) => came.push(paths));
  await vi.waitFor(() => expect(came).toEqual([["/the/1.jpg"], ["/bai.txt"]]));
  lying.push(["/the/2.jpg"]);
  listeners.get("dropped")!({ payload: null });
  await vi.waitFor(() => expect(came.at(-1)).toEqual(["/the/2.jpg"]));
  stop();
  await vi.waitFor(() => expect(listeners.has("dropped")).toBe(false));
});
