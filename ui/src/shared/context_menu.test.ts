/** A menu of our own, wherever the web view would have shown its. */
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { Newsroom } from "../testing/newsroom";
import { all, appears, click, closeWindow, find, openWindow, press, type } from "../testing/window";

let app: App;
let host: Newsroom;

beforeEach(async () => ({ app, host } = await openWindow()));
afterEach(async () => {
  await closeWindow();
  vi.restoreAllMocks();
});

/** Presses the right button on it; the answer is what the web view is told. */
function rightClick(element: Element): MouseEvent {
  const event = new MouseEvent("contextmenu", { bubbles: true, cancelable: true, clientX: 40, clientY: 60 });
  element.dispatchEvent(event);
  flushSync();
  return event;
}

const names = () => [...find("menu").querySelectorAll("[role=menuitem]")].map((item) => item.textContent);
const shut = () => [...find("menu").querySelectorAll("[aria-disabled=true]")].map((item) => item.textContent);
const isOpen = () => all("menu").length > 0;
const at = () => (document.activeElement as HTMLElement).dataset.testid;

/** The page's own commands, as far as a browser without a layout has them. */
function commands() {
  const run = vi.fn<(name: string) => boolean>(() => true);
  Object.assign(document, { execCommand: run });
  return run;
}

describe("the menu of a text box", () => {
  it("cuts and copies what is selected, and gives the keyboard back where it was", () => {
    const run = commands();
    const box = type("headline", "Nước lên");
    rightClick(box);
    expect(names()).toEqual(["CắtCtrl+X", "ChépCtrl+C", "DánCtrl+V", "Chọn tất cảCtrl+A"]);
    expect(shut(), "nothing is selected").toEqual(["CắtCtrl+X", "ChépCtrl+C"]);
    click("menu-cut");
    expect([isOpen(), run.mock.calls]).toEqual([true, []]);

    click("menu-select_all");
    expect(isOpen()).toBe(false);
    expect([at(), box.selectionStart, box.selectionEnd]).toEqual(["headline", 0, 8]);
    rightClick(box);
    expect(shut()).toEqual([]);
    run.mockImplementation(() => at() === "headline");
    click("menu-copy");
    expect(run.mock.lastCall).toEqual(["copy"]);
    expect(run.mock.results.at(-1)?.value, "while the box has the keyboard again").toBe(true);
  });

  it("pastes as the key does, and says which key where only that may", async () => {
    const box = find("headline");
    const heard = vi.fn();
    box.addEventListener("paste", heard);
    box.focus();
    rightClick(box);
    click("menu-paste");
    expect((await appears("note-paste")).textContent).toContain("Ctrl+V");
    expect(heard).not.toHaveBeenCalled();
    host.clipboard = { "text/plain": "Lũ về" };
    rightClick(box);
    click("menu-paste");
    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce());
  });

  it("pastes into the body with marks, or without them", async () => {
    host.clipboard = { "text/html": "<p>nước <b>dâng</b></p>", "text/plain": "nước dâng" };
    const marks = () => JSON.stringify(app.desk?.story.doc.toJSON()).split('"text":"dâng"').length - 1;
    find("body").focus();
    rightClick(find("body"));
    expect(names()).toContain("Dán dạng chữ thườngCtrl+Shift+V");
    click("menu-paste_plain");
    await vi.waitFor(() => expect(app.desk?.story.doc.textContent).toContain("nước dâng"));
    expect(marks()).toBe(0);
    rightClick(find("body"));
    click("menu-paste");
    await vi.waitFor(() => expect(marks()).toBe(1));
  });
});

describe("the menu", () => {
  it("takes the place of the web view's everywhere, also where there is nothing to choose", async () => {
    expect(rightClick(find("body")).defaultPrevented).toBe(true);
    press("Escape");
    await app.toLibrary();
    await appears("story-row");
    expect(rightClick(find("library")).defaultPrevented).toBe(true);
    expect(isOpen()).toBe(false);
    press("F1");
    expect(rightClick(await appears("shortcuts")).defaultPrevented).toBe(true);
  });

  it("opens at the focus by its key and by Shift+F10, over a sheet as well", async () => {
    find("headline").focus();
    press("F10", { shiftKey: true });
    expect(at(), "the first that can be chosen").toBe("menu-paste");
    press("F10", { shiftKey: true });
    expect([isOpen(), at()]).toEqual([false, "headline"]);
    press("k", { ctrlKey: true });
    await vi.waitFor(() => expect(at()).toBe("palette-query"));
    press("ContextMenu");
    expect(at()).toBe("menu-paste");
    press("Escape");
    expect([isOpen(), at(), all("palette").length]).toEqual([false, "palette-query", 1]);
  });

  it("is gone through with arrows, Home, End and letters, with or without their marks", () => {
    type("headline", "Nước lên").select();
    press("ContextMenu");
    const after = (key: string) => {
      press(key);
      return at()?.slice(5);
    };
    expect(after("ArrowDown")).toBe("copy");
    expect(after("End")).toBe("select_all");
    expect(after("ArrowDown"), "anew").toBe("cut");
    expect(after("ArrowUp")).toBe("select_all");
    expect(after("Home")).toBe("cut");
    expect(after("d")).toBe("paste");
    press("Escape");
    press("ContextMenu");
    expect(after("c"), "the next that begins with it").toBe("copy");
    expect(after("c")).toBe("select_all");
    press("Escape");
    press("ContextMenu");
    for (const letter of "chon") press(letter);
    expect(at()).toBe("menu-select_all");
    press("Enter");
    expect([isOpen(), at()]).toEqual([false, "headline"]);
  });

  it("goes when one looks elsewhere, and the keyboard is where it was", () => {
    const goes = (how: () => void) => {
      find("headline").focus();
      press("ContextMenu");
      expect(isOpen()).toBe(true);
      how();
      flushSync();
      expect([isOpen(), at()]).toEqual([false, "headline"]);
    };
    goes(() => document.querySelector(".scroll")?.dispatchEvent(new Event("scroll")));
    goes(() => window.dispatchEvent(new Event("blur")));
    goes(() => window.dispatchEvent(new Event("resize")));
    goes(() => find("menu").dispatchEvent(new Event("pointerdown", { bubbles: true })));
    goes(() => press("Tab"));
    goes(() => press("Escape"));
  });

  it("has for each kind of thing what a part offers for it, above what surrounds it", () => {
    const done = vi.fn();
    find("body").querySelector("p")!.dataset.menu = "tried";
    const taken = app.menus.offer("tried", () => [
      { name: "own", words: "Việc riêng", does: done },
      "save",
      "duplicate",
    ]);
    rightClick(find("body").querySelector("p")!);
    expect(names().slice(0, 4)).toEqual([
      "Việc riêng",
      "Đặt tên phiên bản (bài vẫn luôn tự lưu)Ctrl+S",
      "Tạo bản sao của bài đang chọnD",
      "ĐậmCtrl+B",
    ]);
    expect(names()).toContain("CắtCtrl+X");
    expect(shut()[0], "a command of the list, which nobody offers here").toContain("Tạo bản sao");
    click("menu-own");
    expect([done.mock.calls.length, isOpen()]).toEqual([1, false]);
    taken();
    rightClick(find("body").querySelector("p")!);
    expect(names()).not.toContain("Việc riêng");
  });

  it("has the ways of a picture in the text", async () => {
    const figure = find("figure-photo-river");
    rightClick(figure.querySelector(".picture")!);
    expect(names().slice(0, 5)).toEqual([
      "Xem ảnh lớn và viết chú thích",
      "Đưa ảnh lên",
      "Đưa ảnh xuống",
      "Đưa ảnh ra khỏi thân bài",
      "Bỏ ảnh khỏi bài",
    ]);
    click("menu-take_off");
    await vi.waitFor(() => expect(app.desk!.story.photo("photo-river")).toBeUndefined());
    await app.desk!.back();
    expect(app.desk!.story.photo("photo-river")).toBeDefined();
  });

  it("has the ways of a story in the list, for the row that was pointed at", async () => {
    await app.toLibrary();
    await appears("story-row");
    const row = all("story-row").find(({ dataset }) => dataset.story === "story-bridge")!;
    rightClick(row.querySelector(".words")!);
    expect(names()[0]).toContain("Mở bài");
    click("menu-spike");
    await vi.waitFor(async () => expect((await host.openStory("story-bridge")).story.state).toBe("spiked"));
  });
});
