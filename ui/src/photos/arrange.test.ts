import { describe, expect, it } from "vitest";

import { NOTHING_CHOSEN, valuesFor, withChoice } from "./facets";
import { photoOf } from "../testing/photos";
import { ALL_OF_THEM, type Arrangement, arranged } from "./arrange";

const FULL = { caption: "Thuyền về bến", credit: "Thu An", alt_text: "Thuyền" };
const PHOTOS = [
  photoOf("DSC_10", { ...FULL, date_created: "2026-11-22T09:00:00+07:00", rating: "2", pick: "picked" }),
  photoOf("DSC_9", { ...FULL, credit: " ", rating: "5" }),
  photoOf("DSC_11", { date_created: "2026-11-21", pick: "rejected", people: ["Đỗ Hạ"] }),
];
const shown = new Set(["DSC_9"]);
const ids = (some: Partial<Arrangement>) =>
  arranged(PHOTOS, { ...ALL_OF_THEM, ...some }, shown).map(({ id }) => id);

describe("a contact sheet", () => {
  it.each<[Partial<Arrangement>, string[]]>([
    [{}, ["DSC_10", "DSC_9", "DSC_11"]],
    // Of one that nobody will use nothing is missing.
    [{ filter: "lacking" }, ["DSC_9"]],
    [{ filter: "rejected" }, ["DSC_11"]],
    [{ stars: 1 }, ["DSC_10", "DSC_9"]],
    [{ stars: 3 }, ["DSC_9"]],
    [{ facets: withChoice(NOTHING_CHOSEN, "day", "2026-11-22", true) }, ["DSC_10"]],
    [{ facets: withChoice(NOTHING_CHOSEN, "camera", "", true), stars: 5 }, ["DSC_9"]],
    [{ filter: "picked" }, ["DSC_10"]],
    [{ filter: "not_rejected" }, ["DSC_10", "DSC_9"]],
    [{ filter: "not_shown" }, ["DSC_10", "DSC_11"]],
    [{ order: "name" }, ["DSC_9", "DSC_10", "DSC_11"]],
    [{ order: "taken" }, ["DSC_11", "DSC_10", "DSC_9"]],
    [{ order: "rating" }, ["DSC_9", "DSC_10", "DSC_11"]],
    // Without marks all is found, with them only what has them.
    [{ query: "do ha" }, ["DSC_11"]],
    [{ query: "Đỗ" }, ["DSC_11"]],
    [{ query: "đò" }, []],
    [{ query: "thuyen" }, ["DSC_10", "DSC_9"]],
    [{ query: "dsc_1" }, ["DSC_10", "DSC_11"]],
    [{ query: "thuyen", filter: "lacking", order: "rating" }, ["DSC_9"]],
  ])("with %o shows %o", (some, expected) => expect(ids(some)).toEqual(expected));
});

describe("what pictures have in common", () => {
  const taken = (camera: string, label: string, day = "2026-11-22T09:00:00+07:00") =>
    photoOf(`${camera}${label}${day}`, { camera, label, date_created: day });
  const photos = [
    taken("NIKON Z 6", "red"),
    taken("NIKON Z 6", "blue", "2026-11-23"),
    taken("Canon EOS R5", "red"),
    photoOf("scan"),
  ];

  it("is counted by what all else leaves, and what no file says comes last", () => {
    const red = withChoice(NOTHING_CHOSEN, "label", "red", true);
    expect(valuesFor(photos, red, "camera")).toEqual([
      { value: "Canon EOS R5", count: 1 },
      { value: "NIKON Z 6", count: 1 },
      { value: "", count: 0 },
    ]);
    // The counts of its own kind stay: another colour may be added.
    expect(valuesFor(photos, red, "label").map(({ count }) => count)).toEqual([1, 2, 1]);
  });

  it("stays chosen where no picture has it any more", () => {
    const gone = withChoice(NOTHING_CHOSEN, "lens", "50mm", true);
    expect(valuesFor(photos, gone, "lens")).toEqual([
      { value: "50mm", count: 0 },
      { value: "", count: 4 },
    ]);
  });
});
