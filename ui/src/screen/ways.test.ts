/** Small ways that a person expects: arrows out of a box, a link of a few letters, files held over the window. */
import { TextSelection } from "prosemirror-state";
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import {
  all,
  appears,
  click,
  closeWindow,
  find,
  freshPage,
  host,
  open,
  press,
  stored,
} from "../testing/window";

beforeEach(freshPage);
afterEach(closeWindow);

const at = (testid: string) => vi.waitFor(() => expect(document.activeElement).toBe(find(testid)));
const fill = (testid: string, text: string) => {
  const box = find<HTMLInputElement>(testid);
  box.focus();
  box.value = text;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  box.dispatchEvent(new Event("change", { bubbles: true }));
  flushSync();
};

describe("the arrows", () => {
  it("go from the headline through the lead into the text, and back", async () => {
    const app = await open();
    find("headline").focus();
    press("ArrowDown");
    await at("abstract");
    expect(find<HTMLTextAreaElement>("abstract").selectionStart).toBe(0);
    press("ArrowDown");
    await at("body");
    const { view } = app.desk!.story.body;
    expect(view!.state.selection.$from.index(0)).toBe(0);
    vi.spyOn(view!, "endOfTextblock").mockReturnValue(true);
    press("ArrowUp");
    await at("abstract");
    const lead = find<HTMLTextAreaElement>("abstract");
    expect(lead.selectionStart).toBe(lead.value.length);
    press("ArrowUp");
    await at("headline");
    press("ArrowUp");
    await at("headline");
  });

  it("stay where a stretch is being selected, or the line goes on", async () => {
    const app = await open();
    find("headline").focus();
    press("ArrowDown", { shiftKey: true });
    find("headline").dispatchEvent(
      new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, isComposing: true }),
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    await at("headline");
    const { view } = app.desk!.story.body;
    view!.focus();
    view!.dispatch(view!.state.tr.setSelection(TextSelection.create(view!.state.doc, 4)));
    vi.spyOn(view!, "endOfTextblock").mockReturnValue(false);
    press("ArrowUp");
    await at("body");
  });
});

describe("a link", () => {
  it("shows the words that it is for, and needs no https:// to be typed", async () => {
    const app = await open();
    const { view } = app.desk!.story.body;
    const from = view!.state.doc.textContent.indexOf("đường") + 1;
    view!.focus();
    view!.dispatch(view!.state.tr.setSelection(TextSelection.create(view!.state.doc, from, from + 5)));
    app.commands.run("link");
    await appears("link-words");
    expect(find("link-words").textContent).toBe("“đường”");
    fill("link-address", "javascript:alert(1)");
    click("link-set");
    expect(find("writing-bar").textContent).toContain("Cần một địa chỉ");
    fill("link-address", "vidu.vn/đường-làng");
    click("link-set");
    await app.desk!.story.flush();
    const marks = (await stored()).body.flatMap(({ marks = [] }) => marks);
    expect(marks).toContainEqual(
      expect.objectContaining({ type: "link", href: "https://vidu.vn/%C4%91%C6%B0%E1%BB%9Dng-l%C3%A0ng" }),
    );
  });
});

describe("files over the window", () => {
  it("are told where they would go, and no more once they are gone", async () => {
    const app = await open();
    host.hover(["/the/1.JPG", "/the/2.jpg"]);
    flushSync();
    expect(find("drop-hint").textContent).toContain("thêm 2 ảnh vào bài này");
    host.hover(["/bai.txt", "/the/2.jpg"]);
    flushSync();
    expect(find("drop-hint").textContent).toContain("nhập thành bài mới");
    host.hover(null);
    flushSync();
    expect(all("drop-hint")).toEqual([]);
    await app.toLibrary();
    host.hover(["/the/1.JPG"]);
    flushSync();
    expect(find("drop-hint").textContent).toContain("nhập thành bài mới");
  });

  it("that Dateline does not read say what to do, and the pictures beside them come in", async () => {
    const app = await open();
    const before = app.desk!.story.photos.length;
    host.drop([host.file("Bài phỏng vấn.docx", "PK"), await host.picture("song.jpg")]);
    flushSync();
    expect((await appears("note-document")).textContent).toContain("Bài phỏng vấn.docx");
    expect(find("note-document").textContent).toContain("chép cả bài");
    await vi.waitFor(() => expect(app.desk!.story.photos.length).toBe(before + 1));
  });
});

it("an address for pictures is looked at when it is set", async () => {
  const app = await open();
  click("settings-open");
  await appears("settings");
  fill("settings-base-url", "ftp://anh.vidu.vn");
  expect(find("settings").textContent).toContain("Cần một địa chỉ như https://anh.vidu.vn/");
  expect(find("settings-base-url").getAttribute("aria-invalid")).toBe("true");
  expect(app.settings.base_url).toBe("");
  fill("settings-base-url", "anh.vidu.vn");
  expect(app.settings.base_url).toBe("https://anh.vidu.vn");
  expect(find("settings-base-url").getAttribute("aria-invalid")).not.toBe("true");
});

it("the text of a story is made larger and smaller by key, and stays so", async () => {
  const app = await open();
  const size = () => document.documentElement.dataset.textSize;
  expect(size()).toBe("0");
  for (const key of ["+", "=", "+"]) press(key, { ctrlKey: true, shiftKey: key === "+" });
  expect(size()).toBe("3");
  for (let more = 0; more < 8; more++) app.commands.run("text_larger");
  expect(size()).toBe("6");
  expect(app.commands.all().text_larger).toBeUndefined();
  press("-", { ctrlKey: true });
  expect(size()).toBe("5");
  expect((await host.start()).settings.text_size).toBe(5);
  app.commands.run("text_usual");
  expect(size()).toBe("0");
  await app.toLibrary();
  press("+", { ctrlKey: true });
  expect(size(), "there is no story's text to be larger").toBe("0");
});
