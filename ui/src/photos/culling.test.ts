/** A card is gone through as in Photo Mechanic or Lightroom: closely, two by two, by colours, and into an order of one's own. */
import { flushSync } from "svelte";
import { describe, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { Photo } from "../generated/Photo";
import { photoOf, storyWith } from "../testing/photos";
import {
  all,
  appears,
  choose,
  click,
  eachOnAPage,
  find,
  host,
  open,
  press,
  storedPhoto,
} from "../testing/window";
import { photoDeskOf } from "./desk.svelte";

const STORY = "story-photos";
const card = (count: number) => Array.from({ length: count }, (_, at) => photoOf(`p${at + 1}`));

let app: App;

eachOnAPage(1000, 700);

async function openSheet(photos: Photo[] = card(6)): Promise<void> {
  app = await open([storyWith(photos)]);
  click("open-photos");
  await at("cell-", photos[0]!.id);
}

const desk = () => photoDeskOf(app.desk!);
const focused = () => document.activeElement?.getAttribute("data-testid");
const at = (kind: "cell-" | "pane-", id: string) => vi.waitFor(() => expect(focused()).toBe(`${kind}${id}`));
const stored = async (id: string) => {
  await app.desk!.story.flush();
  return (await storedPhoto(id, STORY)).fields;
};
const order = () => desk().ids.join(" ");

describe("a colour", () => {
  it("is given by a key and taken off by the same, with its word beside it", async () => {
    await openSheet();
    press("6");
    expect((await stored("p1")).label).toBe("red");
    expect(find("cell-p1").querySelector("[data-label=red]")?.textContent).toBe("Đỏ");
    expect(find("sheet-news").textContent).toBe("p1.jpg: màu Đỏ");
    press("8");
    expect((await stored("p1")).label).toBe("green");
    press("8");
    expect((await stored("p1")).label).toBeUndefined();
    press("z", { ctrlKey: true });
    expect((await stored("p1")).label).toBe("green");
  });

  it("comes where the row of digits gives Vietnamese letters, and so do stars", async () => {
    await openSheet();
    press("ê", { code: "Digit3" });
    press("ô", { code: "Digit7" });
    expect(await stored("p1")).toEqual({ rating: "3", label: "yellow" });
  });
});

describe("the menu of a picture", () => {
  it("does by the mouse what keys do, to those that are chosen where it is one of them", async () => {
    await openSheet();
    press(" ");
    press("ArrowRight", { shiftKey: true });
    await at("cell-", "p2");
    const point = { bubbles: true, cancelable: true, clientX: 40, clientY: 60 };
    find("cell-p2").dispatchEvent(new MouseEvent("contextmenu", point));
    flushSync();
    (await appears("menu-label_purple")).click();
    flushSync();
    expect([(await stored("p1")).label, (await stored("p2")).label]).toEqual(["purple", "purple"]);
    find("cell-p5").dispatchEvent(new MouseEvent("contextmenu", point));
    flushSync();
    (await appears("menu-rate_4")).click();
    flushSync();
    expect([(await stored("p5")).rating, (await stored("p1")).rating]).toEqual(["4", undefined]);
  });
});

describe("rating that goes on by itself", () => {
  it("is a switch that stays, and goes on from one picture, not from many", async () => {
    await openSheet();
    click("rating-goes-on");
    find("cell-p1").focus();
    press("4");
    await at("cell-", "p2");
    press("x");
    await at("cell-", "p3");
    // What is taken off a picture takes nobody on.
    press("0");
    await at("cell-", "p3");
    press("a", { ctrlKey: true });
    press("2");
    await at("cell-", "p3");
    expect([(await stored("p2")).pick, (await stored("p6")).rating]).toEqual(["rejected", "2"]);
    await vi.waitFor(async () => expect((await host.start()).settings.rating_goes_on).toBe(true));
  });

  it("misses none where a filter lets the rated one go", async () => {
    await openSheet();
    click("sheet-filter-not_rejected");
    click("rating-goes-on");
    find("cell-p1").focus();
    for (const [gone, next] of [
      ["p1", "p2"],
      ["p2", "p3"],
    ] as const) {
      press("x");
      await at("cell-", next);
      expect(all(`cell-${gone}`)).toEqual([]);
    }
    // Without the switch the one that comes into the place is at hand as well.
    click("rating-goes-on");
    find("cell-p3").focus();
    press("x");
    await at("cell-", "p4");
    press("End");
    press("x");
    await at("cell-", "p5");
  });
});

describe("what is shown", () => {
  const taken = (id: string, rating: string, camera: string, label = "") =>
    photoOf(id, { rating, camera, label, date_created: "2026-11-22" });

  it("is chosen by stars, and by what pictures have in common, each with its count", async () => {
    await openSheet([
      taken("a", "5", "NIKON Z 6", "red"),
      taken("b", "3", "NIKON Z 6"),
      taken("c", "1", "Canon EOS R5"),
      photoOf("d"),
    ]);
    choose("sheet-stars", "3");
    expect(order()).toBe("a b");
    expect(find<HTMLSelectElement>("sheet-stars").selectedOptions[0]?.textContent).toContain(
      "★★★ trở lên (2)",
    );
    choose("sheet-stars", "0");
    click("sheet-facets");
    const box = (value: string) =>
      all("facet-camera").find((one) => one.dataset.value === value) as HTMLInputElement;
    const counted = (value: string) => box(value).closest("label")?.textContent?.replace(/\s+/g, " ").trim();
    expect([counted("NIKON Z 6"), counted("Canon EOS R5"), counted("")]).toEqual([
      "NIKON Z 6 2",
      "Canon EOS R5 1",
      "Tệp không ghi 1",
    ]);
    box("NIKON Z 6").click();
    flushSync();
    expect(order()).toBe("a b");
    box("Canon EOS R5").click();
    flushSync();
    expect(order()).toBe("a b c");
    box("NIKON Z 6").focus();
    press("Escape");
    expect([all("facets").length, focused(), desk().open]).toEqual([0, "sheet-facets", true]);
    // What was chosen still holds, and says so.
    expect(find("sheet-facets").textContent).toContain("2");
  });

  it("counts each filter by all else that is asked for", async () => {
    await openSheet([photoOf("a", { pick: "picked", rating: "5" }), photoOf("b", { pick: "rejected" })]);
    const count = (filter: string) =>
      find(`sheet-filter-${filter}`).closest("label")?.querySelector("b")?.textContent;
    expect(["all", "picked", "rejected", "lacking"].map(count)).toEqual(["2", "1", "1", "1"]);
    choose("sheet-stars", "4");
    expect(["all", "picked", "rejected", "lacking"].map(count)).toEqual(["1", "1", "0", "1"]);
  });

  it("tells camera and lens beside the large picture, and writes them nowhere", async () => {
    await openSheet([photoOf("a", { camera: "NIKON Z 6", lens: "50mm", original_name: "DSC_1.JPG" })]);
    press("Enter");
    const facts = await appears("file-facts");
    expect(facts.textContent).toMatch(/NIKON Z 6.*50mm.*DSC_1\.JPG/s);
    expect(facts.querySelector("input, textarea")).toBeNull();
  });
});

describe("an order of one's own", () => {
  it("is made by keys, several as one, each step taken back by itself", async () => {
    await openSheet(card(6));
    const shove = (key: string) => press(key, { ctrlKey: true, shiftKey: true });
    shove("ArrowRight");
    expect(order()).toBe("p2 p1 p3 p4 p5 p6");
    await at("cell-", "p1");
    press(" ");
    press("End");
    await at("cell-", "p6");
    press(" ");
    shove("Home");
    expect(order()).toBe("p1 p6 p2 p3 p4 p5");
    expect(find("sheet-news").textContent).toBe("2 ảnh: ở chỗ 1");
    await app.desk!.story.flush();
    const kept = (await host.openStory(STORY)).story.photos.map(({ id }) => id).join(" ");
    expect(kept).toBe("p1 p6 p2 p3 p4 p5");
    press("z", { ctrlKey: true });
    expect(order()).toBe("p2 p1 p3 p4 p5 p6");
    press("z", { ctrlKey: true });
    expect(order()).toBe("p1 p2 p3 p4 p5 p6");
    press("y", { ctrlKey: true });
    expect(order()).toBe("p2 p1 p3 p4 p5 p6");
  });

  /** Four cells a row, of 244 by 243 pixels. */
  const pointer = (name: string, target: HTMLElement, x: number, y: number) => {
    const event = new MouseEvent(name, { clientX: x, clientY: y, button: 0, bubbles: true });
    target.dispatchEvent(event);
    flushSync();
  };

  it("is made by hand, and a press that is none moves nothing", async () => {
    await openSheet(card(6));
    pointer("pointerdown", find("cell-p1"), 50, 50);
    pointer("pointermove", find("sheet"), 52, 51);
    pointer("pointerup", find("sheet"), 52, 51);
    expect(order()).toBe("p1 p2 p3 p4 p5 p6");
    pointer("pointerdown", find("cell-p1"), 50, 50);
    pointer("pointermove", find("sheet"), 520, 60);
    expect(find("cell-p3").classList.contains("before")).toBe(true);
    pointer("pointerup", find("sheet"), 520, 60);
    expect(order()).toBe("p2 p1 p3 p4 p5 p6");
    // Letting go is no press: nothing else is at hand, and nothing chosen is given up.
    await at("cell-", "p1");
    press("z", { ctrlKey: true });
    expect(order()).toBe("p1 p2 p3 p4 p5 p6");
  });

  it("is left as it was by Escape in the middle of a drag, which leaves nothing else", async () => {
    await openSheet(card(6));
    pointer("pointerdown", find("cell-p1"), 50, 50);
    pointer("pointermove", find("sheet"), 520, 60);
    press("Escape");
    pointer("pointerup", find("sheet"), 520, 60);
    expect([order(), desk().open]).toEqual(["p1 p2 p3 p4 p5 p6", true]);
  });

  it("takes what is seen for its own where the sheet was sorted otherwise", async () => {
    await openSheet([
      photoOf("a", { rating: "1" }),
      photoOf("b", { rating: "5" }),
      photoOf("c", { rating: "3" }),
    ]);
    choose("sheet-order", "rating");
    expect(order()).toBe("b c a");
    find("cell-a").focus();
    desk().goTo(2);
    flushSync();
    find("cell-a").focus();
    press("ArrowLeft", { ctrlKey: true, shiftKey: true });
    expect([order(), desk().arrangement.order]).toEqual(["b a c", "own"]);
  });
});

describe("looking closely", () => {
  it("shows one pixel for one by its key, moves by the arrows, and goes back to the sheet", async () => {
    await openSheet();
    press("ArrowRight");
    await at("cell-", "p2");
    press("z");
    await at("pane-", "p2");
    expect(find("pane-p2").dataset.zoomed).toBe("true");
    const left = () => parseFloat(find("pane-p2").querySelector<HTMLElement>(".moved")?.style.left ?? "");
    // Pictures of 6000 by 4000 in a pane of 1000 by 700.
    expect(left()).toBe(500 - 3000);
    press("ArrowRight");
    expect(left()).toBe(500 - 3000 - 125);
    for (let time = 0; time < 60; time++) press("ArrowRight");
    expect(left()).toBe(1000 - 6000);
    press("3");
    expect((await stored("p2")).rating).toBe("3");
    press("z");
    expect(find("pane-p2").dataset.zoomed).toBe("false");
    // Whole, the arrows go from picture to picture.
    press("ArrowRight");
    await at("pane-", "p3");
    press("Escape");
    await at("cell-", "p3");
  });

  it("shows two beside each other: Tab goes to the other, and keys act on the one at hand", async () => {
    await openSheet();
    press(" ");
    press("ArrowRight");
    press("ArrowRight");
    await at("cell-", "p3");
    press(" ");
    press("Home");
    await at("cell-", "p1");
    press("n");
    await at("pane-", "p1");
    // The next of those that are chosen.
    expect(all("pane-p3")).toHaveLength(1);
    press("Tab");
    await at("pane-", "p3");
    press("p");
    press("5");
    expect([await stored("p1"), await stored("p3")]).toEqual([{}, { pick: "picked", rating: "5" }]);
    // Never the same twice.
    press("ArrowLeft");
    await at("pane-", "p2");
    press("ArrowLeft");
    await at("pane-", "p2");
    press("z");
    const tops = () => all("close-picture").map((one) => one.parentElement?.style.top);
    press("ArrowDown");
    expect(new Set(tops()).size).toBe(1);
    press("ArrowDown", { shiftKey: true });
    expect(new Set(tops()).size).toBe(2);
    press("Escape");
    await at("cell-", "p2");
    press("z", { ctrlKey: true });
    expect(await stored("p3")).toEqual({ pick: "picked" });
  });

  it("leads on to the caption, and back to the words that one came from", async () => {
    await openSheet();
    press("z");
    await at("pane-", "p1");
    press("Enter");
    await vi.waitFor(() => expect(focused()).toBe("pad-caption"));
    press("Escape");
    await at("cell-", "p1");
    expect(all("close-view")).toEqual([]);
  });

  it("says which keys act there", async () => {
    await openSheet();
    expect(find("keys-foot").textContent).toContain("hai ảnh");
    press("n");
    await at("pane-", "p1");
    expect(find("keys-foot").textContent).toMatch(/Tab\s+sang ảnh bên/);
  });

  it("is not offered as two where there is one", async () => {
    await openSheet(card(1));
    press("n");
    expect(all("close-view")).toEqual([]);
    expect(find<HTMLInputElement>("view-two").disabled).toBe(true);
  });
});
