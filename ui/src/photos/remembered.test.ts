/** The contact sheet is as it was left: what it shows, in which order, how large, and where one was. */
import { flushSync } from "svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import { photoOf, storyWith } from "../testing/photos";
import { all, appears, choose, click, closeWindow, eachOnAPage, find, host, open } from "../testing/window";
import { addingOf } from "./adding.svelte";
import { ALL_OF_THEM } from "./arrange";
import { photoDeskOf } from "./desk.svelte";
import { NOTHING_CHOSEN } from "./facets";
import { recallSheet, recallSize, rememberSheet, rememberSize } from "./remembered";

const STORIES = () => [
  storyWith([
    photoOf("a", { rating: "5", label: "red", credit: "Thu An" }),
    photoOf("b", { rating: "3", pick: "rejected" }),
    photoOf("c", { rating: "4" }),
  ]),
  storyWith([photoOf("d")], { id: "story-other" }),
];
let app: App;

eachOnAPage(1000, 700);

const cells = () => all("sheet")[0]?.querySelectorAll("[role=option]").length ?? 0;

async function openSheet() {
  app = await open(STORIES());
  click("open-photos");
  await appears("sheet-filter-all");
}

describe("a contact sheet that was left", () => {
  beforeEach(openSheet);

  it("shows the same pictures in the same order and size when the window is opened again", async () => {
    click("sheet-filter-not_rejected");
    choose("sheet-stars", "4");
    choose("sheet-order", "rating");
    click("sheet-size-large");
    click("sheet-facets");
    const desk = photoDeskOf(app.desk!);
    desk.arrange({ facets: { ...NOTHING_CHOSEN, label: new Set(["red"]) } });
    desk.goTo(0);
    flushSync();
    await closeWindow();
    document.body.innerHTML = "";
    await openSheet();
    const again = photoDeskOf(app.desk!);
    expect(again.ids).toEqual(["a"]);
    expect(find<HTMLInputElement>("sheet-filter-not_rejected").checked).toBe(true);
    expect(find<HTMLSelectElement>("sheet-order").value).toBe("rating");
    expect(find<HTMLInputElement>("sheet-size-large").checked).toBe(true);
    expect([again.current, again.facetsOpen]).toEqual(["a", true]);
    // That it is not all of them is seen.
    expect(find("photo-desk").textContent).toContain("1 trong 3 ảnh");
  });

  it("is another one in another story, but for the size", async () => {
    click("sheet-filter-picked");
    click("sheet-size-small");
    flushSync();
    await app.show("story-other");
    flushSync();
    click("open-photos");
    await appears("sheet-filter-all");
    expect(cells()).toBe(1);
    expect(find<HTMLInputElement>("sheet-size-small").checked).toBe(true);
  });

  it("does not keep what was searched for", async () => {
    photoDeskOf(app.desk!).arrange({ query: "thuyền" });
    flushSync();
    await closeWindow();
    document.body.innerHTML = "";
    await openSheet();
    expect(cells()).toBe(3);
  });

  it("shows what comes in, whatever it was narrowed to", async () => {
    click("sheet-filter-rejected");
    flushSync();
    expect(cells()).toBe(1);
    host.drop([await host.picture("moi.jpg")]);
    await vi.waitFor(() => expect(addingOf(app.desk!).told?.kind).toBe("done"));
    flushSync();
    expect(cells()).toBe(4);
  });

  it("stays narrowed for who goes to a picture that it shows, and shows all to who goes to another", () => {
    const desk = photoDeskOf(app.desk!);
    click("sheet-filter-not_rejected");
    flushSync();
    desk.enlarge("a");
    expect(desk.arrangement.filter).toBe("not_rejected");
    desk.enlarge("b");
    expect(desk.arrangement.filter).toBe("all");
  });
});

it.each([
  ["cut off", '[["story",{"filt'],
  ["of another shape", '{"story":1}'],
  ["nothing", '[["story",null]]'],
  ["words of another version", '[["story",{"filter":"loved","order":"size","stars":9,"facets":7,"at":3}]]'],
  ["facets of nothing", '[["story",{"filter":"all","facets":{"label":[1,null],"day":"x"}}]]'],
])("what is stored as %s is a sheet with everything on it", (_what, stored) => {
  localStorage.setItem("dateline.sheets", stored);
  localStorage.setItem("dateline.cells", '[["all","huge"]]');
  expect(recallSheet("story")).toEqual({ arrangement: ALL_OF_THEM, facetsOpen: false, at: null });
  expect(recallSize()).toBe("medium");
  rememberSize("large");
  rememberSheet("story", { arrangement: { ...ALL_OF_THEM, stars: 3 }, facetsOpen: true, at: "a" });
  expect([recallSheet("story").arrangement.stars, recallSize()]).toEqual([3, "large"]);
});
