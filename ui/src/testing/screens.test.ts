/** Every screen that the real window is not led to is there when somebody goes to it. */
import { expect, it } from "vitest";

import { MADE } from "./screens";
import { goTo } from "./walk";

it.each(MADE)("$name", async (screen) => {
  const leave = await goTo(screen, { language: "vi" });
  const seen = screen.steps.filter(([verb]) => verb === "see").map(([, testid]) => testid);
  expect(seen.filter((testid) => !document.querySelector(`[data-testid="${testid}"]`))).toEqual([]);
  await leave();
});
