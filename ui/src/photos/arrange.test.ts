import { describe, expect, it } from "vitest";

import { photoOf } from "../testing/photos";
import { type Arrangement, arranged } from "./arrange";

const FULL = { caption: "Thuyền về bến", credit: "Thu An", alt_text: "Thuyền" };
const PHOTOS = [
  photoOf("DSC_10", { ...FULL, date_created: "2026-11-22T09:00:00+07:00", rating: "2", pick: "picked" }),
  photoOf("DSC_9", { ...FULL, credit: " ", rating: "5" }),
  photoOf("DSC_11", { date_created: "2026-11-21", pick: "rejected", people: ["Đỗ Hạ"] }),
];
const shown = new Set(["DSC_9"]);
const ids = (some: Partial<Arrangement>) =>
  arranged(PHOTOS, { filter: "all", order: "added", query: "", ...some }, shown).map(({ id }) => id);

describe("a contact sheet", () => {
  it.each<[Partial<Arrangement>, string[]]>([
    [{}, ["DSC_10", "DSC_9", "DSC_11"]],
    [{ filter: "lacking" }, ["DSC_9", "DSC_11"]],
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
