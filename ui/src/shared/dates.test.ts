import { describe, expect, it } from "vitest";

import { clockOrMoment, fromStored, relative, relativeTo, toStored, until } from "./dates";

describe("how long ago, as the press says it", () => {
  const now = new Date(2026, 10, 22, 14, 5);
  const cases: [string, Date, ReturnType<typeof relative>][] = [
    ["half a minute", new Date(2026, 10, 22, 14, 4, 31), { unit: "now" }],
    ["a clock that runs ahead", new Date(2026, 10, 22, 14, 9), { unit: "now" }],
    ["59 minutes", new Date(2026, 10, 22, 13, 6), { unit: "minutes", count: 59 }],
    ["this morning", new Date(2026, 10, 22, 6, 0), { unit: "hours", count: 8 }],
    ["late yesterday, nine hours back", new Date(2026, 10, 21, 23, 30), { unit: "yesterday" }],
    ["two days", new Date(2026, 10, 20, 23, 0), { unit: "days", count: 2 }],
    ["29 days, no weeks", new Date(2026, 9, 24), { unit: "days", count: 29 }],
    ["30 days", new Date(2026, 9, 23), { unit: "months", count: 1 }],
    ["364 days is not yet 12 months", new Date(2025, 10, 23), { unit: "months", count: 11 }],
    ["a year", new Date(2025, 10, 22), { unit: "years", count: 1 }],
  ];
  it.each(cases)("%s", (_name, then, expected) => expect(relative(then, now)).toEqual(expected));

  it("leaves the day out only today", () => {
    expect(clockOrMoment(new Date(2026, 10, 22, 9, 3), now)).toBe("09:03");
    expect(clockOrMoment(new Date(2026, 10, 21, 9, 3), now)).toBe("21/11/2026 09:03");
  });
});

describe("a date as it is typed and as it is stored", () => {
  const typed: [string, string | null][] = [
    ["", ""],
    ["  ", ""],
    ["15/10/2019", "2019-10-15"],
    ["5.1.2020", "2020-01-05"],
    ["29/02/2024", "2024-02-29"],
    ["29/02/2023", null],
    ["15/13/2019", null],
    ["15/10/19", null],
    ["15/10/2019 25:00", null],
    ["hôm qua", null],
  ];
  it.each(typed)("%j is stored as %j", (text, expected) => expect(toStored(text)).toBe(expected));

  it("comes back as it was typed, with its clock", () => {
    expect(fromStored("2019-10-15")).toBe("15/10/2019");
    const stored = toStored("15/10/2019 8:05");
    expect(stored).toMatch(/^2019-10-15T08:05:00[+-]\d\d:\d\d$/);
    expect(fromStored(stored ?? "")).toBe("15/10/2019 08:05");
    expect(fromStored("tháng Mười")).toBe("tháng Mười");
  });
});

describe("how long ago a stored date is", () => {
  const now = new Date(2026, 10, 22, 14, 5);
  const day = (back: number) => {
    const date = new Date(2026, 10, 22 - back);
    return toStored(`${date.getDate()}/${date.getMonth() + 1}/${date.getFullYear()}`) ?? "";
  };
  const days: [number, ReturnType<typeof relativeTo>][] = [
    [-1, null],
    [0, null],
    [1, { unit: "yesterday" }],
    [2, { unit: "days", count: 2 }],
    [7, { unit: "days", count: 7 }],
    [29, { unit: "days", count: 29 }],
    [30, { unit: "months", count: 1 }],
    [59, { unit: "months", count: 1 }],
    [60, { unit: "months", count: 2 }],
    [359, { unit: "months", count: 11 }],
    [360, { unit: "months", count: 11 }],
    [364, { unit: "months", count: 11 }],
    [365, { unit: "years", count: 1 }],
    [729, { unit: "years", count: 1 }],
    [730, { unit: "years", count: 2 }],
  ];
  it.each(days)("a day that was %i days back", (back, ago) =>
    expect(relativeTo(day(back), now)).toEqual(ago),
  );

  const clocks: [string, ReturnType<typeof relativeTo>][] = [
    ["22/11/2026 14:05", { unit: "now" }],
    ["22/11/2026 14:04", { unit: "minutes", count: 1 }],
    ["22/11/2026 13:06", { unit: "minutes", count: 59 }],
    ["22/11/2026 13:05", { unit: "hours", count: 1 }],
    ["22/11/2026 00:00", { unit: "hours", count: 14 }],
    ["21/11/2026 23:59", { unit: "yesterday" }],
    ["21/11/2026 00:00", { unit: "yesterday" }],
    ["20/11/2026 23:59", { unit: "days", count: 2 }],
    ["22/11/2026 14:06", null],
  ];
  it.each(clocks)("%s", (typed, ago) => expect(relativeTo(toStored(typed) ?? "", now)).toEqual(ago));

  it("is nothing for what is no date", () => expect(relativeTo("tháng Mười", now)).toBeNull());
});

it.each([
  [-1, null],
  [0, null],
  [1, { unit: "minutes", count: 1 }],
  [59 * 60, { unit: "minutes", count: 59 }],
  [60 * 60, { unit: "hours", count: 1 }],
  [48 * 3600 - 1, { unit: "hours", count: 47 }],
  [48 * 3600, { unit: "days", count: 2 }],
] as const)("%i seconds ahead", (seconds, left) => {
  const now = new Date(2026, 10, 22, 14, 5);
  expect(until(new Date(now.getTime() + seconds * 1000), now)).toEqual(left);
});
