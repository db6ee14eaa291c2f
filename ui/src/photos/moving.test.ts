/** A picture goes up and down in the body without the mouse. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { flushSync } from "svelte";

import { closeWindow, find, freshPage, open, stored } from "../testing/window";

beforeEach(freshPage);
afterEach(closeWindow);

it("is moved step by step: the focus stays on the way it goes", async () => {
  const app = await open();
  const place = async () => (await stored()).body.findIndex(({ type }) => type === "photo");
  expect(await place()).toBe(1);
  const way = (to: string) => find("figure-photo-forge").querySelector<HTMLElement>(`[data-way=${to}]`);
  way("down")?.focus();
  for (const moved of [2, 3]) {
    (document.activeElement as HTMLElement).click();
    flushSync();
    expect(document.activeElement).toBe(way("down"));
    await app.desk?.story.flush();
    expect(await place()).toBe(moved);
  }
});
