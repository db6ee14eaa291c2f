import { expect, it } from "vitest";

import { Steps } from "./steps.svelte";

it("counts on, and what is done together has one number", () => {
  const steps = new Steps(4);
  expect(steps.next()).toBe(5);
  const both = steps.together(() => [steps.next(), steps.together(() => steps.next())]);
  expect(both).toEqual([6, 6]);
  expect(steps.next()).toBe(7);
});

it("gives no number to what did nothing", () => {
  const steps = new Steps();
  steps.next();
  steps.together(() => {});
  expect(steps.isLatest(1)).toBe(true);
  expect(() =>
    steps.together(() => {
      throw new Error("stumbled");
    }),
  ).toThrow();
  expect([steps.next(), steps.next()], "and goes on behind a stumble").toEqual([2, 3]);
});
