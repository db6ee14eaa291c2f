import { expect, it } from "vitest";

import { shownValue, storedValue } from "./fields";

it.each([
  ["lễ hội, làng nghề; thợ rèn,", "list", ["lễ hội", "làng nghề", "thợ rèn"]],
  ["", "list", []],
  ["Tít\nhai dòng", "line", "Tít hai dòng"],
  ["15/10/2019", "date", "2019-10-15"],
  ["mai", "date", null],
  ["hai\ndòng", "text", "hai\ndòng"],
] as const)("%j in a %s is stored as %j", (typed, shape, stored) =>
  expect(storedValue(typed, shape)).toEqual(stored),
);

it("shows what is stored as it is typed", () => {
  expect(shownValue(["lễ hội", "thợ rèn"], "list")).toBe("lễ hội, thợ rèn");
  expect(shownValue("2019-10-15", "date")).toBe("15/10/2019");
  expect(shownValue(undefined, "line")).toBe("");
});
