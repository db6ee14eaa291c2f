/** A story that was just begun is calm: nothing is missing before there is a word, and nothing stands beside it. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { all, appears, closeWindow, freshPage, open, press, type } from "../testing/window";

beforeEach(freshPage);
afterEach(closeWindow);

it("tells what it lacks once there are words, and shows its details once they are asked for", async () => {
  vi.spyOn(window, "matchMedia").mockImplementation(
    (query) => Object.assign(new EventTarget(), { matches: true, media: query }) as MediaQueryList,
  );
  const app = await open();
  await appears("details");
  press("n", { ctrlKey: true });
  await vi.waitFor(() => expect(app.desk?.story.isBegun).toBe(false));
  await appears("headline");
  expect(all("details")).toEqual([]);
  press("d", { ctrlKey: true });
  await appears("details");
  expect(all("gaps")).toEqual([]);
  type("headline", "Nước lên");
  await appears("gaps");
  vi.restoreAllMocks();
});
