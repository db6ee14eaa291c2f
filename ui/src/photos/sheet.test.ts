/** The contact sheet as a photographer goes through it, by keys. */
import { flushSync } from "svelte";
import { describe, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import { photoOf, storyWith } from "../testing/photos";
import {
  all,
  appears,
  click,
  eachOnAPage,
  find,
  host,
  open,
  press,
  storedPhoto,
  type,
} from "../testing/window";
import { photoDeskOf } from "./desk.svelte";

const STORY = "story-photos";
const FULL = { caption: "Thuyền về bến", credit: "Thu An", alt_text: "Thuyền" };
const card = (count: number) => Array.from({ length: count }, (_, at) => photoOf(`p${at + 1}`));

let app: App;

eachOnAPage(1000, 700);

async function openSheet(photos = card(12), body = storyWith([]).body): Promise<void> {
  app = await open([storyWith(photos, { body })]);
  click("open-photos");
  await vi.waitFor(() => expect(current()).not.toBeNull());
}

const desk = () => photoDeskOf(app.desk!);
const focused = () => document.activeElement?.getAttribute("data-testid");
const current = () => (focused()?.startsWith("cell-") ? focused()!.slice(5) : null);
const cells = () => all("sheet")[0]?.querySelectorAll("[role=option]").length ?? 0;
const key = async (name: string, more: KeyboardEventInit = {}) => {
  const event = press(name, more);
  // The cell that a key goes to takes the focus once it is drawn.
  await vi.waitFor(() => expect(current()).toBe(desk().current));
  return event;
};
const field = async (id: string, name: "rating" | "pick" | "caption") => {
  await app.desk?.story.flush();
  return (await storedPhoto(id, STORY)).fields[name];
};

describe("the contact sheet", () => {
  it("opens over the text with the count on its button, and Escape goes back to the words", async () => {
    app = await open([storyWith(card(3))]);
    expect(find("open-photos").textContent).toContain("Ảnh 3");
    press("p", { ctrlKey: true, shiftKey: true });
    await vi.waitFor(() => expect(current()).toBe("p1"));
    expect(find("body").closest("[hidden]")).not.toBeNull();
    press("Escape");
    expect(all("photo-desk")).toEqual([]);
    expect(focused()).toBe("body");
  });

  it("is gone through with the arrows", async () => {
    await openSheet();
    // 1,000 pixels hold four cells a row.
    for (const [name, at] of [
      ["ArrowRight", "p2"],
      ["ArrowDown", "p6"],
      ["ArrowLeft", "p5"],
      ["ArrowUp", "p1"],
      ["ArrowUp", "p1"],
      ["End", "p12"],
      ["Home", "p1"],
    ] as const) {
      await key(name);
      expect(current(), name).toBe(at);
    }
    // One stop for the Tab key.
    expect(find("sheet").querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  });

  it("rates, picks and rejects the picture at hand, and says so", async () => {
    await openSheet();
    await key("4");
    await key("p");
    expect([await field("p1", "rating"), await field("p1", "pick")]).toEqual(["4", "picked"]);
    expect(find("cell-p1").textContent).toContain("4 sao");
    expect(find("cell-p1").textContent).toContain("Giữ");
    expect(find("sheet-news").textContent).toBe("p1.jpg: giữ");
    await key("x");
    expect(await field("p1", "pick")).toBe("rejected");
    await key("u");
    await key("0");
    expect([await field("p1", "rating"), await field("p1", "pick")]).toEqual([undefined, undefined]);
    expect(await field("p2", "rating")).toBeUndefined();
  });

  it("does to all that are chosen what is done to one of them, and to others nothing", async () => {
    await openSheet();
    await key(" ");
    await key("ArrowRight", { shiftKey: true });
    await key("ArrowRight", { shiftKey: true });
    expect(desk().selected).toEqual(["p1", "p2", "p3"]);
    expect(find("cell-p2").getAttribute("aria-selected")).toBe("true");
    await key("5");
    await key("ArrowRight");
    // The picture at hand is none of the chosen ones: it alone is meant.
    await key("1");
    const ratings = await Promise.all(["p1", "p2", "p3", "p4", "p5"].map((id) => field(id, "rating")));
    expect(ratings).toEqual(["5", "5", "5", "1", undefined]);
    press("a", { ctrlKey: true });
    expect(desk().selected).toHaveLength(12);
    press("Escape");
    expect(desk().selected).toEqual([]);
    expect(desk().open).toBe(true);
  });

  it("hears bare letters only in the grid", async () => {
    await openSheet();
    const box = type("sheet-search", "");
    for (const name of ["p", "x", "5", "i"]) press(name);
    expect(document.activeElement).toBe(box);
    expect(app.desk?.story.photo("p1")?.fields).toEqual({});
  });

  it("takes pictures off the story, out of the body too, and one note brings all back", async () => {
    const shown = { type: "photo", photo: "p2", text: "" } as const;
    await openSheet(card(4), [
      { type: "paragraph", text: "Một." },
      shown,
      { type: "paragraph", text: "Hai." },
    ]);
    press("a", { ctrlKey: true });
    await key("ArrowRight");
    press("Delete");
    expect(find("sheet-empty")).toBeTruthy();
    await app.desk?.story.flush();
    let story = (await host.openStory(STORY)).story;
    expect([story.photos.length, story.body.length]).toEqual([0, 2]);
    expect(find("note-done").textContent).toContain("Đã bỏ 4 ảnh");
    click("note-undo");
    await app.desk?.story.flush();
    story = (await host.openStory(STORY)).story;
    // The one that the body shows comes first.
    expect(story.photos.map(({ id }) => id)).toEqual(["p2", "p1", "p3", "p4"]);
    expect(story.body[1]).toEqual(shown);
  });

  it("goes on by key from a picture that was taken off, and back", async () => {
    await openSheet(card(4));
    const atACell = () =>
      vi.waitFor(() => expect(document.activeElement?.closest("[data-photo-list]")).toBeTruthy());
    const ids = () => app.desk!.story.photos.map(({ id }) => id);
    await key("ArrowRight");
    press("Delete");
    await atACell();
    press("Delete");
    await atACell();
    expect(ids()).toEqual(["p1", "p4"]);
    press("z", { ctrlKey: true });
    press("z", { ctrlKey: true });
    await atACell();
    expect(ids()).toEqual(["p1", "p2", "p3", "p4"]);
  });

  it("puts a picture into the body where the cursor was left", async () => {
    await openSheet();
    await key("ArrowRight");
    await key("i");
    await key("i");
    await app.desk?.story.flush();
    const { body } = (await host.openStory(STORY)).story;
    expect(body.flatMap((block) => (block.type === "photo" ? [block.photo] : []))).toEqual(["p2"]);
    expect(find("cell-p2").textContent).toContain("có trong thân bài");
  });

  it("shows in amber and in words what a picture lacks, and can show those alone", async () => {
    await openSheet([photoOf("whole", FULL), photoOf("bare", { caption: "Thuyền" })]);
    expect(find("cell-bare").textContent).toContain("Thiếu nguồn, mô tả");
    expect(find("cell-whole").textContent).not.toContain("Thiếu");
    click("sheet-filter-lacking");
    expect([all("cell-whole").length, all("cell-bare").length]).toEqual([0, 1]);
    type("sheet-search", "khong co");
    expect(find("sheet-none")).toBeTruthy();
    click("sheet-show-all");
    expect(cells()).toBe(2);
  });

  it("finds pictures of other stories and takes them in with their words", async () => {
    const other = storyWith([photoOf("old", FULL, { sha256: "forge" })], { id: "story-other" });
    app = await open([storyWith(card(1)), other]);
    click("open-photos");
    click("sheet-everywhere");
    type("sheet-search", "thuyen ve");
    (await appears("add-old")).click();
    await app.desk?.story.flush();
    const { photos } = (await host.openStory(STORY)).story;
    expect(photos[1], "behind those that are here").toMatchObject({ fields: FULL, sha256: "forge" });
    expect(photos[1]?.id).not.toBe("old");
  });

  it("invites where there is nothing yet", async () => {
    app = await open([storyWith([])]);
    click("open-photos");
    expect(find("sheet-empty").textContent).toContain("Thêm ảnh");
    expect(focused()).toBe("sheet-add");
  });
});

describe("two thousand pictures", () => {
  it("are never all on the page, wherever one scrolls or goes", async () => {
    await openSheet(card(2000));
    expect(cells()).toBeGreaterThan(8);
    expect(cells()).toBeLessThan(60);
    const scroller = find("sheet-scroll");
    for (const at of [4000, 30_000, 80_000]) {
      scroller.scrollTop = at;
      scroller.dispatchEvent(new Event("scroll"));
      flushSync();
      expect(cells()).toBeLessThan(60);
      // The picture with the focus stays, however far away it is.
      expect(find("cell-p1")).toBeTruthy();
    }
    await key("End");
    expect(current()).toBe("p2000");
    expect(cells()).toBeLessThan(60);
  });

  it("stand still while a caption is typed, and are not looked up one by one", async () => {
    await openSheet(card(2000));
    const changes: MutationRecord[] = [];
    const watch = new MutationObserver((seen) => changes.push(...seen));
    watch.observe(find("sheet"), { subtree: true, childList: true, attributes: true, characterData: true });
    const ids = desk().ids;
    for (let at = 0; at < 20; at++) app.desk!.story.setPhotoField("p1999", "caption", `Chữ ${at}`);
    flushSync();
    await Promise.resolve();
    changes.push(...watch.takeRecords());
    watch.disconnect();
    expect(changes).toEqual([]);
    // The very same list: what hangs on it has not been made anew.
    expect(desk().ids).toBe(ids);
    expect(app.desk!.story.photoNumber("p1999")).toBe(1999);
  });
});
