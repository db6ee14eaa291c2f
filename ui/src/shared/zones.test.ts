import { describe, expect, it } from "vitest";

import { fromZoned, gmt, offsetHere, toZoned, zoneOptions } from "./zones";

describe("a date in its zone", () => {
  const shown: [string, ReturnType<typeof fromZoned>][] = [
    ["2026-12-24T08:00:00+07:00", { text: "24/12/2026 08:00", offset: "+07:00" }],
    ["2026-12-24T08:00:00-03:30", { text: "24/12/2026 08:00", offset: "-03:30" }],
    ["2026-12-24T08:00:30.5Z", { text: "24/12/2026 08:00", offset: "+00:00" }],
    ["2026-12-24", { text: "24/12/2026", offset: null }],
    ["mai", null],
    ["2026-12-24T08:00", { text: "24/12/2026 08:00", offset: null }],
  ];
  it.each(shown)("%j is shown by its own clock", (stored, zoned) => expect(fromZoned(stored)).toEqual(zoned));

  const typed: [string, boolean, string | null][] = [
    ["24/12/2026 8:00", false, "2026-12-24T08:00:00+01:00"],
    ["24/12/2026 8h30", false, "2026-12-24T08:30:00+01:00"],
    ["24/12/2026 8h", false, "2026-12-24T08:00:00+01:00"],
    ["24/12/2026 8", false, null],
    ["24/12/2026", false, "2026-12-24T00:00:00+01:00"],
    ["24/12/2026", true, "2026-12-24"],
    ["24/12/2026 24:00", false, null],
    ["30/02/2026 08:00", false, null],
    ["mai", false, null],
    [" ", false, ""],
  ];
  it.each(typed)("%j, a day alone %j, is stored as %j", (text, dayAlone, stored) =>
    expect(toZoned(text, "+01:00", dayAlone)).toBe(stored),
  );

  it("has the zones of the day in question to choose from, each once, this computer's first", () => {
    const winter = zoneOptions(new Date("2026-01-15T00:00:00Z"), null);
    const summer = zoneOptions(new Date("2026-07-15T00:00:00Z"), null);
    const nameOf = (options: typeof winter, offset: string) =>
      options.find((one) => one.offset === offset)?.name;
    expect(winter[0]?.offset).toBe(offsetHere(new Date("2026-01-15T00:00:00Z")));
    expect(nameOf(winter, "+07:00")).toBe("zone.hanoi");
    expect([nameOf(winter, "+01:00"), nameOf(summer, "+01:00")]).toEqual(["zone.paris", "zone.london"]);
    for (const { length } of [winter, summer]) expect(length).toBeGreaterThan(8);
    for (const options of [winter, summer]) {
      expect(new Set(options.map(({ offset }) => offset)).size).toBe(options.length);
    }
  });

  it("keeps an offset that none of the cities has", () => {
    const options = zoneOptions(new Date(), "+05:45");
    expect(options.at(-1)).toEqual({ offset: "+05:45", name: null });
  });

  it.each([
    ["+07:00", "GMT+7"],
    ["-03:30", "GMT−3:30"],
    ["+00:00", "GMT"],
  ])("%s is written %s", (offset, written) => expect(gmt(offset)).toBe(written));
});
