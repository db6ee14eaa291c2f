/** The screens speak the language that is chosen. */
import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, it } from "vitest";

import { closeWindow, find, freshPage, host, open } from "../testing/window";

beforeEach(freshPage);
afterEach(closeWindow);

it("speaks the language that is chosen", async () => {
  const app = await open();
  app.change({ language: "en" });
  flushSync();
  expect(find("open-package").textContent).toContain("Package");
  expect((await host.start()).settings.language).toBe("en");
  app.change({ language: "vi" });
  flushSync();
  expect(find("open-package").textContent).toContain("Xuất gói");
});
