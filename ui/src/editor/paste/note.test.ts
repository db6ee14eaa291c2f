/** The note after a paste, on the screen and in both languages. */
import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import Window from "../../Window.svelte";
import { App } from "../../app/app.svelte";
import { newsroomWith } from "../../testing/newsroom";
import { readLater } from "../../testing/parts";
import { sampleStories } from "../../testing/stories";
import { speak } from "../../strings/index.svelte";
import type { Pasted } from "./paste";
import { type Report, emptyReport } from "./report";
import { said } from "./words";

let app: App;
let window_: Record<string, unknown>;

const find = (testid: string) => document.querySelector<HTMLElement>(`[data-testid="${testid}"]`);
const status = () => find("note-paste")?.querySelector("span")?.textContent ?? "";
const view = () => app.desk!.story.body.view!;

function paste(data: Record<string, string>): void {
  const event = new Event("paste", { bubbles: true, cancelable: true });
  const clipboardData = { getData: (type: string) => data[type] ?? "", files: [] };
  Object.defineProperty(event, "clipboardData", { value: clipboardData });
  view().dom.dispatchEvent(event);
  flushSync();
}

function press(testid: string): void {
  find(testid)!.click();
  flushSync();
}

const CLIP = {
  "text/html": '<h2>Tít xen dán vào</h2><p>Một đoạn<img src="https://example.org/a.png"></p>',
  "text/plain": "Tít xen dán vào\n\nMột đoạn",
};

describe("the note", () => {
  beforeEach(async () => {
    localStorage.clear();
    document.body.innerHTML = "";
    app = new App(await newsroomWith(sampleStories()));
    await app.start();
    await readLater();
    window_ = mount(Window, { target: document.body, props: { app } });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    flushSync();
  });

  afterEach(async () => {
    await unmount(window_);
    vi.useRealTimers();
  });

  it("waits, silent, for something to say", () => {
    expect(status()).toBe("");
    paste({ "text/html": "<p>Một đoạn</p>" });
    expect(status()).toBe("");
    expect(find("note-undo")).toBeNull();
  });

  it("says what was left behind, and takes the paste back", () => {
    const before = view().state.doc;
    paste(CLIP);
    expect(status()).toBe("Đã giữ 1 đoạn và 1 tít xen; bỏ 1 ảnh.");
    press("note-undo");
    expect(view().state.doc.eq(before)).toBe(true);
    expect(status()).toBe("");
  });

  it("puts the same in as plain text, and one undo takes that back", () => {
    const before = view().state.doc;
    paste(CLIP);
    press("note-plain");
    expect(view().state.doc.textContent).toContain("Tít xen dán vào");
    expect(status()).toBe("");
    view().dom.dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true }));
    expect(view().state.doc.eq(before)).toBe(true);
  });

  it("goes with the next edit", () => {
    paste(CLIP);
    view().dispatch(view().state.tr.insertText("a", 1));
    flushSync();
    expect(status()).toBe("");
  });

  it("goes by itself, but not from under a hand", () => {
    paste(CLIP);
    const undo = find("note-undo")!;
    undo.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
    flushSync();
    vi.advanceTimersByTime(60_000);
    flushSync();
    expect(status()).not.toBe("");
    undo.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
    flushSync();
    vi.advanceTimersByTime(20_000);
    flushSync();
    expect(status()).toBe("");
  });

  it("shows the way to add a picture that cannot be pasted", async () => {
    const choose = vi.spyOn(app.host, "chooseFiles").mockResolvedValue([]);
    paste({ "text/html": '<img src="https://example.org/a.png">' });
    expect(status()).toBe("Ảnh không dán thẳng vào bài được. Hãy thêm từ tệp.");
    press("note-add");
    expect(choose).toHaveBeenCalledWith("photos");
    expect(status()).toBe("");
  });
});

describe("its words", () => {
  afterEach(() => speak("vi"));

  function kept(change: (report: Report) => void): Pasted {
    const report = emptyReport();
    change(report);
    return { kind: "kept", report, asPlain: null };
  }

  const much = kept(({ kept, removed }) => {
    kept.paragraph = 12;
    removed.images = 2;
    removed.tables = 1;
  });
  const notes = kept((report) => {
    report.kept.paragraph = 1;
    report.footnotes = 2;
  });

  it.each([
    ["vi", much, "Đã giữ 12 đoạn; bỏ 2 ảnh và khung của 1 bảng."],
    ["en", much, "Kept 12 paragraphs; removed 2 images and 1 table’s layout."],
    ["vi", notes, "Đã giữ 1 đoạn. 2 cước chú nằm ở cuối."],
    ["en", notes, "Kept 1 paragraph. 2 footnotes are at the end."],
    [
      "vi",
      { kind: "too_much", plain: true },
      "Nội dung quá lớn nên chỉ dán được phần chữ, không kèm định dạng.",
    ],
    ["en", { kind: "too_much", plain: false }, "Too much to paste at once. Paste it part by part."],
  ] as const)("in %s", (language, pasted, sentence) => {
    speak(language);
    expect(said(pasted)).toBe(sentence);
  });
});
