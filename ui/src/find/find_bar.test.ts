/** Find and replace on the screen of a story. */
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import {
  all,
  appears,
  click,
  closeWindow,
  find,
  freshPage,
  host,
  open,
  stored,
  type,
} from "../testing/window";
import { finderOf } from "./finder.svelte";

beforeEach(freshPage);
afterEach(closeWindow);

describe("find and replace", () => {
  const key = (target: EventTarget, key: string, more: KeyboardEventInit = {}) => {
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
    flushSync();
  };
  const fill = (testid: string, text: string) => {
    const box = find<HTMLInputElement>(testid);
    box.value = text;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    flushSync();
    return box;
  };
  const counted = () => find("find-count").textContent;
  const shown = () => document.querySelector(".match-now")?.textContent;
  const bodyText = async () => (await stored()).body.map(({ text }) => text).join("\n");

  async function openBar(keys = "f"): Promise<App> {
    const app = await open();
    key(document.body, keys, { ctrlKey: true });
    return app;
  }

  it("finds without accents, in the order of the screen, and steps around", async () => {
    await openBar();
    expect(document.activeElement).toBe(find("find-query"));
    const query = fill("find-query", "lang van sa");
    // In the headline, the lead and a caption; the cursor is in the body, so the caption comes first.
    expect(counted()).toBe("3/3");
    expect(find("find-said").textContent).toContain("Chú thích ảnh");
    expect(shown()).toBe("làng Vân Sa");
    key(query, "Enter");
    expect(counted()).toBe("1/3");
    expect(find("find-said").textContent).toContain("Tít chính");
    key(query, "F3");
    expect(counted()).toBe("2/3");
    expect(find("find-said").textContent).toContain("Sapo");
    key(query, "Enter", { shiftKey: true });
    expect(counted()).toBe("1/3");
    key(query, "F3", { shiftKey: true });
    expect(counted()).toBe("3/3");
    click("find-marks");
    expect(find("find-said").textContent).toContain("Không tìm thấy");
    expect(document.querySelector(".match")).toBeNull();
  });

  it("tells whole words and capitals apart where that is asked for", async () => {
    await openBar();
    fill("find-query", "lo");
    const all = Number(counted()?.split("/")[1]);
    click("find-wholeWord");
    const whole = Number(counted()?.split("/")[1]);
    expect(whole).toBeLessThan(all);
    // “Lò” begins no sentence in this story.
    fill("find-query", "Lo");
    expect(counted()).toContain(`/${whole}`);
    click("find-matchCase");
    expect(counted()).toBe("0");
  });

  it("shows what is found in the body, and leaves it selected there", async () => {
    const app = await openBar();
    const query = fill("find-query", "1.200 con dao");
    expect(counted()).toBe("1/1");
    const body = find("body");
    expect([...body.querySelectorAll(".match-now")].map((part) => part.textContent).join("")).toBe(
      "1.200 con dao",
    );
    key(query, "Escape");
    expect(all("find-bar")).toEqual([]);
    expect(body.querySelector(".match")).toBeNull();
    expect(document.activeElement).toBe(body);
    const { doc, selection } = app.desk!.story.body.view!.state;
    expect(doc.textBetween(selection.from, selection.to)).toBe("1.200 con dao");
  });

  it("leaves what is found in a caption selected there", async () => {
    await openBar();
    key(fill("find-query", "lúc mặt trời"), "Escape");
    const caption = find<HTMLTextAreaElement>("caption-photo-river");
    expect(document.activeElement).toBe(caption);
    expect(caption.value.slice(caption.selectionStart, caption.selectionEnd)).toBe("lúc mặt trời");
  });

  it("looks for what is selected", async () => {
    const app = await open();
    const box = find<HTMLTextAreaElement>("headline");
    box.focus();
    box.setSelectionRange(0, 6);
    key(box, "f", { ctrlKey: true });
    expect(find<HTMLInputElement>("find-query").value).toBe("Lễ hội");
    expect(counted()).toMatch(/^1\//);
    expect(finderOf(app.desk!).replacing).toBe(false);
  });

  it("replaces one, with the marks of what it replaces", async () => {
    const app = await openBar("h");
    fill("find-query", "bảy lò");
    const replacement = fill("find-replacement", "tám lò");
    // In the lead, a heading and a paragraph: from the cursor in the body the heading's comes first.
    expect(counted()).toBe("2/3");
    key(replacement, "Enter");
    expect(counted()).toBe("2/2");
    await app.desk?.story.flush();
    expect((await stored()).fields.abstract).toContain("bảy lò");
    expect(await bodyText()).toContain("Tám lò còn đỏ lửa");
    expect(await bodyText()).toContain("bảy lò còn lại");

    fill("find-query", "con dao");
    fill("find-replacement", "lưỡi");
    click("replace-one");
    await app.desk?.story.flush();
    const bold = (await stored()).body.find(({ text }) => text.includes("lưỡi mỗi tháng"));
    expect(bold?.marks).toEqual([{ type: "bold", start: 61, end: 81 }]);
  });

  it("replaces all, says where, and one undo brings the body back", async () => {
    const app = await open();
    const before = await bodyText();
    key(document.body, "h", { ctrlKey: true });
    fill("find-query", "làng");
    fill("find-replacement", "xóm");
    const count = Number(counted()?.split("/")[1]);
    const sent: string[] = [];
    const edit = host.edit.bind(host);
    host.edit = (story, revision, edits) => {
      sent.push(...edits.map((one) => one.edit));
      return edit(story, revision, edits);
    };
    click("replace-all");
    expect(find("replace-said").textContent).toContain(`Đã thay ${count} chỗ`);
    expect(find("replace-said").textContent).toMatch(/Tít chính 1, Sapo 2, Thân bài \d+, Chú thích ảnh 1/);
    await app.desk?.story.flush();
    expect(await bodyText()).toBe(before.replaceAll("làng", "xóm"));
    expect((await stored()).fields.headline).toBe("Lễ hội rèn xóm Vân Sa: giữ lửa bên dòng sông cạn");
    expect(find<HTMLTextAreaElement>("headline").value).toContain("xóm Vân Sa");
    expect((await stored()).photos[0]?.fields.caption).toContain("xóm Vân Sa");
    // Not the whole body: what another person writes meanwhile stays.
    expect(sent).not.toContain("set_body");
    await vi.waitFor(async () =>
      expect((await host.history("story-forge"))[0]?.version).toEqual({
        kind: "replaced_all",
        sought: "làng",
        put: "xóm",
        count,
      }),
    );

    click("tool-undo");
    await app.desk?.story.flush();
    expect(await bodyText()).toBe(before);
    expect(all("replace-undo")).toEqual([]);
  });

  it("takes a replacing of all back in every place at once", async () => {
    const app = await openBar("h");
    const before = await stored();
    fill("find-query", "làng");
    fill("find-replacement", "xóm");
    click("replace-all");
    click("replace-undo");
    expect(document.activeElement).toBe(find("find-query"));
    await app.desk?.story.flush();
    const { fields, photos, body } = await stored();
    expect(body).toEqual(before.body);
    expect(photos).toEqual(before.photos);
    expect(fields).toEqual(before.fields);
  });

  it("is taken back with what was written since, one step after the other", async () => {
    const app = await openBar("h");
    const before = await stored();
    fill("find-query", "làng");
    fill("find-replacement", "xóm");
    click("replace-all");
    type("abstract", "Sapo viết lại.");
    flushSync();
    expect(all("replace-undo"), "that would take back what was written").toHaveLength(0);
    await app.desk!.back();
    await app.desk!.back();
    await app.desk?.story.flush();
    const { fields, photos, body } = await stored();
    expect({ fields, photos, body }).toEqual({
      fields: before.fields,
      photos: before.photos,
      body: before.body,
    });
  });

  it("keeps to its own marks where it replaces, and shows the forms that it will change", async () => {
    const app = await open();
    type("abstract", "Gom rơm, gồm cả gom thóc; gốm thì để sau.");
    key(document.body, "h", { ctrlKey: true });
    fill("find-query", "gom");
    fill("find-replacement", "thu");
    const forms = () => all("find-form").map((form) => form.textContent?.replace(/\s+/g, " ").trim());
    expect(forms()).toEqual(["Gom 1", "gom 1"]);
    click("find-marks");
    expect(forms().sort()).toEqual(["Gom 1", "gom 1", "gồm 1", "gốm 1"].sort());
    click("find-marks");
    click("find-marks");
    // One that is left as it is.
    all("find-form")
      .find((form) => form.textContent?.includes("gốm"))!
      .click();
    flushSync();
    click("replace-all");
    expect(app.desk!.story.text("abstract")).toBe("Thu rơm, thu cả thu thóc; gốm thì để sau.");
  });

  it("shows the form that it will change, though it be the only one and not as it was typed", async () => {
    const app = await open();
    type("abstract", "Xóm Bãi Dâu, xóm Bến Tràm.");
    key(document.body, "h", { ctrlKey: true });
    fill("find-query", "BẾN TRÀM");
    expect(all("find-form").map((form) => form.textContent?.replace(/\s+/g, " ").trim())).toEqual([
      "Bến Tràm 1",
    ]);
    click("find-form");
    expect(find("find-form").getAttribute("aria-pressed")).toBe("false");
    click("replace-all");
    expect(app.desk!.story.text("abstract")).toContain("Bến Tràm");
  });

  it("changes none but its own marks unless told otherwise, and Tab goes from what is found to what is put in", async () => {
    const app = await open();
    type("abstract", "Gồm cả gom thóc.");
    key(document.body, "f", { ctrlKey: true });
    fill("find-query", "gom");
    expect(counted()).toMatch(/\/2$/);
    click("find-replacing");
    expect(counted()).toMatch(/\/1$/);
    const stops = [...find("find-bar").querySelectorAll("input, button")].map(
      (stop) => (stop as HTMLElement).dataset.testid,
    );
    expect(stops.slice(0, 2)).toEqual(["find-query", "find-replacement"]);
    fill("find-replacement", "thu");
    click("replace-all");
    expect(app.desk!.story.text("abstract")).toBe("Gồm cả thu thóc.");
  });

  it("waits while a word is being composed", async () => {
    const app = await openBar("h");
    const query = fill("find-query", "làng");
    fill("find-replacement", "xóm");
    const place = counted();
    key(query, "Enter", { isComposing: true });
    expect(counted()).toBe(place);
    key(query, "Escape", { isComposing: true });
    expect(all("find-bar")).toHaveLength(1);
    Object.defineProperty(app.desk!.story.body.view!, "composing", { value: true });
    click("replace-all");
    await app.desk?.story.flush();
    expect((await stored()).fields.headline).toContain("làng");
    expect(await bodyText()).toContain("làng");
  });

  it("is the search of stories in the library", async () => {
    const app = await open();
    await app.toLibrary();
    const search = (await appears("search")) as HTMLInputElement;
    search.blur();
    key(document.body, "f", { ctrlKey: true });
    expect(document.activeElement).toBe(search);
    expect(all("find-bar")).toEqual([]);
  });
});
