/** The sheet about Dateline: whose work is inside, found and read by keys. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

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
  press,
  type,
} from "../testing/window";
import { noticesWith, readNotices } from "./notices";

const FILE = readFileSync(join(import.meta.dirname, "../../../THIRD-PARTY-NOTICES.txt"), "utf8");

describe("the file of notices", () => {
  it("is taken apart into notices, each with the whole of its texts", () => {
    const file = [
      "Name: Dateline\nLicense: Apache-2.0\nTexts: 1",
      "Name: abc\nKind: rust\nVersion: 1.2\nLicense: MIT\nCopyright: Copyright A\n Copyright B\nTexts: 1, 2\nComment: Said.",
      "Text: 1\nLicense: MIT\nContent:\n First.\n .\n   Set in: further.",
      "Text: 2\nContent:\n Other words.",
    ].join("\n\n");
    const [own, abc, ...rest] = readNotices(file);
    expect(rest).toEqual([]);
    expect(own).toMatchObject({ kind: "own", name: "Dateline", version: "" });
    expect(abc).toMatchObject({ kind: "rust", copyright: "Copyright A\nCopyright B", note: "Said." });
    expect(abc?.texts).toEqual([
      { name: "MIT", words: "First.\n\n  Set in: further." },
      { name: "", words: "Other words." },
    ]);
  });

  it("has every notice of the project, and none without terms", () => {
    const notices = readNotices(FILE);
    expect(notices.length).toBe(FILE.match(/^Name: /gm)?.length);
    for (const { name, licence, texts } of notices) {
      expect(licence, name).not.toBe("");
      expect(texts.length, name).toBeGreaterThan(0);
      for (const text of texts) expect(text.words.length, name).toBeGreaterThan(20);
    }
    const [own] = notices;
    expect(own?.texts[0]?.words).toContain("Apache License");
  });

  it("is searched by name, licence, author and what must be said", () => {
    const names = (query: string) => noticesWith(readNotices(FILE), query).map(({ name }) => name);
    expect(names("jpeg group")).toEqual(["libjpeg-turbo"]);
    expect(names("MPL-2.0")).toContain("spellbook");
    expect(names("haverbeke")).toContain("prosemirror-view");
    expect(names("reserved font name")).toEqual(["@fontsource-variable/source-serif-4"]);
    expect(names("creativecommons.org/licenses/by/4.0")).toEqual(["IPTC Media Topics"]);
    expect(names("zzzz")).toEqual([]);
  });
});

describe("the sheet", () => {
  let app: App;
  beforeEach(async () => {
    freshPage();
    app = await open();
  });
  afterEach(closeWindow);

  const leave = () => find("about").dispatchEvent(new Event("cancel", { cancelable: true }));
  const shown = () => find("about-notice").textContent;

  it("opens from the settings with Dateline's own version and licence, and Escape leaves it", async () => {
    host.version = () => Promise.resolve("7.8.9");
    click("settings-open");
    click("open-about");
    await appears("about-item");
    expect(all("settings")).toEqual([]);
    expect(shown()).toContain("Dateline 7.8.9");
    expect(shown()).toContain("Apache-2.0");
    expect(shown()).toContain("nhờ công sức của nhiều người khác");
    expect(shown()).not.toContain("make notices");
    expect(shown()).toContain("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION");
    leave();
    await vi.waitFor(() => expect(all("about")).toEqual([]));
  });

  it("opens from the palette, found without marks", async () => {
    press("k", { ctrlKey: true });
    await appears("palette-item");
    type("palette-query", "gioi thieu");
    press("Enter");
    await appears("about-item");
  });

  it("is gone through and filtered from the box, and one Escape clears the filter first", async () => {
    app.openAbout();
    await appears("about-item");
    await vi.waitFor(() => expect(document.activeElement).toBe(find("about-filter")));
    press("ArrowDown");
    await vi.waitFor(() => expect(shown()).toContain("This software is based in part on the work of"));
    press("ArrowUp");
    press("ArrowUp");
    await vi.waitFor(() => expect(shown()).toContain("Dateline"));
    press("PageDown");
    await vi.waitFor(() => expect(shown()).not.toContain("Dateline 0"));

    type("about-filter", "spellbook");
    expect(all("about-item")).toHaveLength(1);
    expect(shown()).toContain("Mozilla Public License");
    expect(find("about-count").textContent).toContain("1");
    press("Enter");
    expect(document.activeElement).toBe(find("about-notice"));

    type("about-filter", "zzzz");
    expect(all("about-item")).toEqual([]);
    expect(find("about-count").textContent).toContain("zzzz");
    const escape = press("Escape");
    expect(escape.defaultPrevented).toBe(true);
    expect(find<HTMLInputElement>("about-filter").value).toBe("");
    expect(all("about-item").length).toBeGreaterThan(200);
  });

  it("says so where the version can't be told", async () => {
    host.version = () => Promise.reject(new Error("no answer"));
    app.openAbout();
    await vi.waitFor(() => expect(find("about").textContent).toContain("no answer"));
  });
});
