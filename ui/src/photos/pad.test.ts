/** Captions are written beside the large picture, one after the other, without leaving the keyboard. */
import { flushSync } from "svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { Photo } from "../generated/Photo";
import { photoOf, storyWith } from "../testing/photos";
import { all, appears, click, eachOnAPage, find, open, press, storedPhoto, type } from "../testing/window";
import { photoDeskOf } from "./desk.svelte";

const STORY = "story-photos";
let app: App;

eachOnAPage(1000, 700);

const focused = () => document.activeElement?.getAttribute("data-testid");
const fields = async (id: string) => {
  await app.desk?.story.flush();
  return (await storedPhoto(id, STORY)).fields;
};

async function openPad(photos: Photo[]): Promise<void> {
  app = await open([storyWith(photos)]);
  click("open-photos");
  await vi.waitFor(() => expect(focused()).toMatch(/^cell-/));
  press("Enter");
  await vi.waitFor(() => expect(focused()).toBe("pad-caption"));
}

async function step(by: "ArrowDown" | "ArrowUp", box: string): Promise<void> {
  const before = photoDeskOf(app.desk!).current;
  press(by, { ctrlKey: true });
  await vi.waitFor(() => {
    expect(photoDeskOf(app.desk!).current).not.toBe(before);
    expect(focused()).toBe(box);
  });
}

/** As a hand types: each key after the other. */
function typeKeys(testid: string, text: string): HTMLTextAreaElement {
  const box = find<HTMLTextAreaElement>(testid);
  box.focus();
  for (const data of text) {
    box.dispatchEvent(new InputEvent("beforeinput", { inputType: "insertText", data, bubbles: true }));
    box.setRangeText(data, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new InputEvent("input", { inputType: "insertText", data, bubbles: true }));
    flushSync();
  }
  return box;
}

describe("the caption pad", () => {
  it("goes to the next picture while one types, and stays in the same box", async () => {
    await openPad([photoOf("a"), photoOf("b"), photoOf("c")]);
    type("pad-caption", "Một");
    await step("ArrowDown", "pad-caption");
    type("pad-caption", "Hai");
    find("pad-credit").focus();
    await step("ArrowDown", "pad-credit");
    type("pad-credit", "Thu An");
    await step("ArrowUp", "pad-credit");
    expect([await fields("a"), await fields("b"), await fields("c")]).toEqual([
      { caption: "Một" },
      { caption: "Hai" },
      { credit: "Thu An" },
    ]);
    expect(find<HTMLTextAreaElement>("pad-caption").value).toBe("Hai");
  });

  it("keeps to one picture what was still being typed when it was left", async () => {
    await openPad([photoOf("a", { people: ["Trần Bến"] }), photoOf("b")]);
    type("pad-people", "Lê Hạ");
    await step("ArrowDown", "pad-people");
    expect(await fields("a")).toEqual({ people: ["Trần Bến", "Lê Hạ"] });
    expect(await fields("b")).toEqual({});
  });

  it("does not lose a picture from the row because it got its caption", async () => {
    app = await open([storyWith([photoOf("a"), photoOf("b")])]);
    click("open-photos");
    click("sheet-filter-lacking");
    await vi.waitFor(() => expect(focused()).not.toBeNull());
    photoDeskOf(app.desk!).toLarge("a");
    flushSync();
    for (const name of ["caption", "credit", "alt_text"] as const) {
      app.desk!.story.setPhotoField("a", name, "Đủ");
    }
    flushSync();
    expect(photoDeskOf(app.desk!).ids).toEqual(["a", "b"]);
    photoDeskOf(app.desk!).toSheet();
    expect(photoDeskOf(app.desk!).ids).toEqual(["b"]);
  });

  it("says where a value came from until a person writes it", async () => {
    await openPad([photoOf("a", { credit: "Hãng Ảnh" }, { origins: { credit: "xmp" } })]);
    expect(find("origin-credit").textContent).toBe("từ XMP của tệp");
    type("pad-credit", "Hãng Ảnh Sông");
    expect(all("origin-credit")).toEqual([]);
  });

  it("completes from the story's other pictures, the most used first", async () => {
    await openPad([
      photoOf("a"),
      photoOf("b", { credit: "Minh Hạ" }),
      photoOf("c", { credit: "Thu An" }),
      photoOf("d", { credit: "Thu An" }),
    ]);
    const box = find("pad-credit");
    box.focus();
    press("ArrowDown");
    expect(all("option").map(({ textContent }) => textContent.trim())).toEqual(["Thu An", "Minh Hạ"]);
    press("Enter");
    expect(await fields("a")).toEqual({ credit: "Thu An" });
  });

  it("keeps what may be done with a picture", async () => {
    await openPad([photoOf("a")]);
    const select = find<HTMLSelectElement>("pad-usage");
    select.value = "forbidden";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    type("pad-expires", "24/12/2026");
    expect(await fields("a")).toEqual({ usage: "forbidden", expires: "2026-12-24" });
  });

  it("goes back to the sheet with Escape, to the picture that was large", async () => {
    await openPad([photoOf("a"), photoOf("b")]);
    await step("ArrowDown", "pad-caption");
    press("Escape");
    await vi.waitFor(() => expect(focused()).toBe("cell-b"));
  });
});

describe("codes in a caption", () => {
  beforeEach(async () => {
    await openPad([photoOf("a")]);
    app.desk!.story.takeCodes({
      file_name: "doi.txt",
      codes: [{ code: "smt", texts: ["Sơn Minh Thắng", "tiền vệ Sơn Minh Thắng"] }],
      skipped: [],
    });
    flushSync();
  });

  it("become their text at the last sign, and one undo gives back what was typed", async () => {
    const box = typeKeys("pad-caption", "Ảnh: =smt#2=");
    expect(box.value).toBe("Ảnh: tiền vệ Sơn Minh Thắng");
    expect((await fields("a")).caption).toBe("Ảnh: tiền vệ Sơn Minh Thắng");
    press("z", { ctrlKey: true });
    expect(box.value).toBe("Ảnh: =smt#2=");
  });

  it("that nobody knows stay, and are named beside the box", async () => {
    const box = typeKeys("pad-caption", "=abc= =smt=");
    expect(box.value).toBe("=abc= Sơn Minh Thắng");
    expect((await appears("unknown-code")).textContent).toContain("=abc=");
  });

  it("wait while a word is composed", () => {
    const box = find<HTMLTextAreaElement>("pad-caption");
    box.focus();
    box.dispatchEvent(new CompositionEvent("compositionstart"));
    box.setRangeText("=smt=", 0, 0, "end");
    box.dispatchEvent(
      new InputEvent("input", { inputType: "insertCompositionText", data: "=smt=", isComposing: true }),
    );
    flushSync();
    expect(box.value).toBe("=smt=");
  });
});
