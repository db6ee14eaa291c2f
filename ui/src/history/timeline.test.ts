import { describe, expect, it } from "vitest";

import type { Moment } from "../generated/Moment";
import type { VersionKind } from "../generated/VersionKind";
import { type Entry, daysOf, firstSpan, spanOf } from "./timeline";

const named: VersionKind = { kind: "named", name: "Bản nháp đầu" };

/** Newest first, an hour apart; `*` is a milestone, `.` what autosave wrote, `|` midnight. */
function moments(signs: string): Moment[] {
  let at = new Date(2026, 10, 22, 20).getTime();
  return signs.split("").flatMap((sign, index) => {
    if (sign === "|") {
      at -= 24 * 3_600_000;
      return [];
    }
    at -= 60_000;
    const time = new Date(at).toISOString();
    const version = sign === "*" ? named : null;
    return [
      { id: String(index), version, by: "", began_at: time, at: time, amount: { added: 10, removed: 1 } },
    ];
  });
}

const shown = (entry: Entry): string =>
  entry.kind === "run" ? `(${entry.moments.length})` : entry.moment.version ? "*" : ".";

describe("the timeline", () => {
  it.each([
    ["", ""],
    [".", "."],
    ["..", ".."],
    ["...", "(3)"],
    ["*...*..*", "*(3)*..*"],
    ["....*", "(4)*"],
    // A run ends with its day.
    ["..|..", "..|.."],
    ["...*|....", "(3)*|(4)"],
  ])("shows %s as %s", (signs, expected) => {
    const days = daysOf(moments(signs));
    expect(days.map(({ entries }) => entries.map(shown).join("")).join("|")).toBe(expected);
  });

  it("adds up what a run wrote, and names it after its oldest, which stays", () => {
    const [day] = daysOf(moments("....*"));
    expect(day?.entries[0]).toMatchObject({ kind: "run", id: "3", amount: { added: 40, removed: 4 } });
  });
});

describe("what is compared", () => {
  it.each([
    ["", null],
    [".", null],
    // Since the last milestone, or since the beginning.
    ["..*.", "2"],
    ["*.*", "2"],
    ["...", "2"],
  ])("begins for %s at %s", (signs, from) => {
    expect(firstSpan(moments(signs))).toEqual(from === null ? null : { from, to: null });
  });

  it.each([
    ["2", null, { from: "2", to: null }],
    [null, "2", { from: "2", to: null }],
    ["1", "3", { from: "3", to: "1" }],
    ["3", "1", { from: "3", to: "1" }],
    ["2", "2", null],
    [null, null, null],
  ])("has the older end first: %s and %s", (one, other, span) => {
    expect(spanOf(moments("...."), one, other)).toEqual(span);
  });
});
