import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { App } from "../app.svelte";
import type { Story } from "../generated/Story";
import { emptyStory } from "../host/memory/empty_story";
import { photoOf } from "../testing/photos";
import { all, appears, click, closeWindow, find, freshPage, host, open, press } from "../testing/window";
import { linesIn, stretch } from "./marks";

const story = (): Story => ({
  ...emptyStory("story-a", "vi", new Date("2026-05-01T08:00:00Z")),
  fields: { headline: "Nước lên  nhanh", abstract: "Đảng uỷ xã họp." },
  body: [
    { type: "paragraph", text: "🌊 Theo chỉ thị số số 35." },
    { type: "paragraph", text: "Một đoạn không có gì." },
    { type: "paragraph", text: "Công việc chuyên môn.Vai trò của uỷ ban và uỷ viên." },
  ],
});

let app: App;

beforeEach(async () => {
  freshPage();
  app = await open([story()]);
  await settled();
});
afterEach(closeWindow);

const session = () => app.session!;
const checker = () => session().checker;
const slips = () => [...document.querySelectorAll(".ProseMirror .slip")].map((slip) => slip.textContent);

async function settled(): Promise<void> {
  await checker().settled();
  flushSync();
}

const bodyText = () => session().body.children.map((block) => block.textContent);

describe("what the checker finds", () => {
  it("is underlined in the body, after an emoji too, and in the boxes", () => {
    expect(slips()).toEqual(["số số", ".", "uỷ", "uỷ"]);
    const inBoxes = [...document.querySelectorAll(".behind .slip")].map((slip) => slip.textContent);
    expect(inBoxes).toEqual(["  ", "uỷ"]);
    expect(find("open-checks").textContent).toContain("3 lỗi · 3 nhất quán");
  });

  it("follows what is written, and only what changed is told", async () => {
    const check = vi.spyOn(host, "check");
    const view = session().editor!;
    view.dispatch(view.state.tr.insertText("Và ", 1));
    await settled();
    expect(slips()).toEqual(["số số", ".", "uỷ", "uỷ"]);
    const [, update] = check.mock.calls[0]!;
    expect(update).toMatchObject({ anew: false, fields: [], ignored: null, body: { at: 0, delete: 1 } });
    expect(update.body?.insert).toHaveLength(1);

    // A paragraph above moves what stands below it, which is not read again.
    const first = session().body.child(0);
    view.dispatch(view.state.tr.delete(0, first.nodeSize));
    await settled();
    expect(slips()).toEqual([".", "uỷ", "uỷ"]);
    expect(checker().all.map(({ block }) => block)).toEqual([null, null, 1, 1, 1]);
  });

  it("is told anew where Rust has forgotten the story, and by another house style", async () => {
    const check = vi.spyOn(host, "check").mockResolvedValueOnce(null);
    session().setField("headline", "Nước  lên");
    await settled();
    await vi.waitFor(() => expect(check.mock.calls.at(-1)?.[1].anew).toBe(true));
    await settled();
    expect(checker().inField("headline")).toHaveLength(1);

    host.style.rules = { tone_placement: "off" };
    app.styleVersion++;
    flushSync();
    await vi.waitFor(() => expect(slips()).toEqual(["số số", "."]));
  });

  it("is not asked for while a word is being composed", async () => {
    const check = vi.spyOn(host, "check");
    vi.spyOn(session().editor!, "composing", "get").mockReturnValue(true);
    session().setField("headline", "Nước  lên");
    await checker().settled();
    expect(check).not.toHaveBeenCalled();
  });

  it("says why where it can't, and goes on once it can", async () => {
    host.checkRefusal = { code: "style_invalid", message: "Dòng 2 sai.", hint: "Sửa dòng đó." };
    session().setField("headline", "Nước  lên");
    await settled();
    checker().open = true;
    await appears("checks");
    expect(find("checks").textContent).toContain("Dòng 2 sai.");
    host.checkRefusal = null;
    session().setField("headline", "Nước lên");
    await settled();
    expect(checker().trouble).toBeNull();
  });
});

describe("the card", () => {
  const at = async (rule: string) => {
    await vi.waitFor(() => {
      expect(find("finding-card").dataset.rule).toBe(rule);
      expect(document.activeElement).toBe(find("finding-card"));
    });
  };
  const nothingLeft = () => vi.waitFor(() => expect(all("finding-card")).toEqual([]));

  it("is come to by F8, mends by Enter, and goes on to the next; Ctrl+Z takes it back", async () => {
    session().editor!.focus();
    press("F8");
    await at("doubled_words");
    press("Enter");
    await at("missing_space");
    expect(bodyText()[0]).toBe("🌊 Theo chỉ thị số 35.");
    press("Escape");
    await nothingLeft();
    expect(document.activeElement).toBe(session().editor!.dom);
    press("z", { ctrlKey: true });
    expect(bodyText()[0]).toBe("🌊 Theo chỉ thị số số 35.");
  });

  it("goes back with Shift+F8, over the ends of the row", async () => {
    session().editor!.focus();
    press("F8");
    await at("doubled_words");
    press("F8", { shiftKey: true });
    await at("tone_placement");
    expect(checker().current?.field).toBe("abstract");
    press("F8", { shiftKey: true });
    await at("double_space");
    press("Enter");
    await at("tone_placement");
    expect(session().text("headline")).toBe("Nước lên nhanh");
    // The box's own undo knows of it.
    const headline = find<HTMLTextAreaElement>("headline");
    headline.focus();
    press("z", { ctrlKey: true });
    expect(headline.value).toBe("Nước lên  nhanh");
  });

  it("lets one stand by I, signed, and a note takes it back", async () => {
    app.change({ name: "Khánh Mây" });
    session().editor!.focus();
    press("F8");
    await at("doubled_words");
    press("i");
    await at("missing_space");
    await session().flush();
    const kept = (await host.openStory("story-a")).story.ignored;
    expect(kept).toMatchObject([{ rule: "doubled_words", place: { text: "số số" } }]);
    expect(checker().ignored[0]?.by).toBe("Khánh Mây");
    expect(slips()).not.toContain("số số");
    click("done-way");
    await settled();
    expect(slips()).toContain("số số");
    await session().flush();
    expect((await host.openStory("story-a")).story.ignored).toEqual([]);
  });

  it("silences a rule in this story by R, and adds a word to the house's by H", async () => {
    session().editor!.focus();
    press("F8");
    await at("doubled_words");
    press("h");
    await vi.waitFor(() => expect(host.style.glossary.protected).toEqual(["số số"]));
    await vi.waitFor(() => expect(slips()).not.toContain("số số"));

    const tone = checker().all.find(({ rule }) => rule === "tone_placement")!;
    checker().show(tone, true);
    await at("tone_placement");
    press("r");
    await vi.waitFor(() => expect(slips()).toEqual(["."]));
    expect(checker().inField("abstract")).toEqual([]);
  });

  it("takes no letter from somebody who writes", () => {
    checker().show(checker().all[2]!, false);
    session().editor!.focus();
    press("i");
    press("r");
    expect(checker().ignored).toEqual([]);
  });
});

describe("the panel", () => {
  it("lists by weight and rule, goes to a place, and mends all of a rule in one step", async () => {
    click("open-checks");
    await appears("checks");
    expect(all("finding-row")).toHaveLength(6);
    expect(find("checks").textContent).toContain("Thân bài, đoạn 3");

    click("fix-all-tone_placement");
    await appears("fix-all");
    const ticks = all("fix-chosen") as HTMLInputElement[];
    expect(ticks).toHaveLength(3);
    ticks[2]!.click();
    flushSync();
    click("fix-them");
    await settled();
    expect(bodyText()[2]).toBe("Công việc chuyên môn.Vai trò của ủy ban và uỷ viên.");
    expect(session().text("abstract")).toBe("Đảng ủy xã họp.");
    session().editor!.focus();
    press("z", { ctrlKey: true });
    expect(bodyText()[2]).toContain("uỷ ban và uỷ viên");
  });

  it("brings back what was ignored", async () => {
    click("open-checks");
    await appears("checks");
    click("ignore-doubled_words");
    await settled();
    expect(all("finding-row")).toHaveLength(5);
    click("heed");
    await settled();
    expect(all("finding-row")).toHaveLength(6);
  });

  it("says so where nothing is left to mend", async () => {
    await closeWindow();
    freshPage();
    app = await open([{ ...emptyStory("story-b", "vi"), body: [{ type: "paragraph", text: "Nước lên." }] }]);
    await settled();
    expect(all("open-checks"), "nothing to say, nothing in the way").toEqual([]);
    checker().open = true;
    await appears("checks-well");
    expect(find("readable").textContent).toContain("2");
  });
});

describe("captions", () => {
  it("are read and mended as the text is", async () => {
    await closeWindow();
    freshPage();
    const picture = photoOf("p", { caption: "Ghe  về bến." });
    const body: Story["body"] = [{ type: "photo", photo: "p", text: "" }];
    app = await open([{ ...story(), fields: {}, body, photos: [picture] }]);
    await settled();
    expect(find("caption-p").parentElement?.querySelector(".slip")?.textContent).toBe("  ");
    press("F8");
    await vi.waitFor(() => expect(document.activeElement).toBe(find("finding-card")));
    press("Enter");
    await vi.waitFor(() => expect(session().photo("p")?.fields.caption).toBe("Ghe về bến."));
    await vi.waitFor(() => expect(all("finding-card")).toEqual([]));
  });
});

describe("lines in a box", () => {
  const finding = (start: number, end: number, text: string) => ({
    rule: "double_space" as const,
    severity: "error" as const,
    field: "headline",
    start,
    end,
    text,
    before: "",
    after: "",
    message: "",
  });

  it("stand where the words still are, and wait where they are not", () => {
    expect(linesIn("🌊 uỷ ban", [finding(2, 4, "uỷ")])).toMatchObject([{ from: 3, to: 5 }]);
    expect(linesIn("🌊 ủy ban", [finding(2, 4, "uỷ")])).toEqual([]);
  });

  it("show what is missing at the letter before it", () => {
    expect(stretch("Ghe về", { start: 6, end: 6 })).toEqual([5, 6]);
    expect(stretch("Ghe về", { start: 0, end: 0 })).toEqual([0, 1]);
    expect(stretch("", { start: 0, end: 0 })).toEqual([0, 0]);
  });
});
