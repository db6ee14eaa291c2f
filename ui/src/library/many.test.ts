/** Many stories: what a person does to whole ones, in the list, in the palette and on their own screen. */
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import { FULL_DISK, type Newsroom } from "../testing/newsroom";
import { SHORTCUTS } from "../services/shortcuts";
import { all, appears, click, closeWindow, find, openWindow, press, type } from "../testing/window";
import { storyWith } from "../testing/photos";
import { listOf } from "./list.svelte";
import { photoDeskOf } from "../photos/desk.svelte";

let app: App;
let host: Newsroom;

beforeEach(async () => ({ app, host } = await openWindow()));
afterEach(closeWindow);

const listed = () => all("story-row").map((row) => row.dataset.story);
const stateOf = async (id: string) => (await host.openStory(id)).story.state;
const row = (id: string) => all("story-row").find(({ dataset }) => dataset.story === id)!;

async function toList() {
  await app.toLibrary();
  flushSync();
  await appears("story-row");
}

describe("the list", () => {
  beforeEach(toList);

  it("spikes the row with the focus, goes on to the next, and takes it back", async () => {
    row("story-bridge").focus();
    press("Delete");
    await vi.waitFor(() => expect(listed()).not.toContain("story-bridge"));
    expect(await stateOf("story-bridge")).toBe("spiked");
    expect(document.activeElement).toBe(row("story-school"));
    expect(find("note-whole").textContent).toContain("Cầu gỗ Bãi Dâu");
    press("z", { ctrlKey: true });
    await vi.waitFor(() => expect(listed()).toContain("story-bridge"));
    expect(await stateOf("story-bridge"), "what it was before").toBe("in_review");
    expect(all("note-whole")).toEqual([]);
  });

  it("does nothing of that while a person types, or where readers have seen the story", async () => {
    const search = find<HTMLInputElement>("search");
    search.focus();
    press("d");
    press("Delete");
    expect(press("z", { ctrlKey: true }).defaultPrevented).toBe(false);
    row("story-market").focus();
    press("Delete");
    flushSync();
    expect(all("note-whole")).toEqual([]);
    expect(await stateOf("story-market")).toBe("published");
  });

  it("keeps spiked stories apart, and brings them back from there", async () => {
    expect(all("filter-spiked")).toEqual([]);
    row("story-school").focus();
    press("Delete");
    await appears("filter-spiked");
    expect(find("filters").textContent?.replace(/\s+/g, " ")).toContain("Tất cả 4");
    click("filter-spiked");
    await vi.waitFor(() => expect(listed()).toEqual(["story-school"]));
    row("story-school").focus();
    press("u");
    await vi.waitFor(() => expect(all("filter-spiked")).toEqual([]));
    expect(await stateOf("story-school")).toBe("draft");
    // The filter that is gone gives the whole list again.
    await vi.waitFor(() => expect(listed()).toHaveLength(5));
  });

  it("shows the stories of one state, with how many there are", async () => {
    click("filter-draft");
    await vi.waitFor(() => expect(listed()).toEqual(["story-forge", "story-blank"]));
    expect(find("filter-draft").parentElement?.textContent?.replace(/\s+/g, " ").trim()).toBe("Bản nháp 2");
    click("filter-all");
    await vi.waitFor(() => expect(listed()).toHaveLength(5));
  });

  it("makes a copy with a draft's state, and the way to it", async () => {
    row("story-bridge").focus();
    press("d");
    await vi.waitFor(() => expect(listed()).toHaveLength(6));
    expect(document.activeElement, "the focus stays with its story").toBe(row("story-bridge"));
    click("note-open");
    await appears("headline");
    expect(app.desk?.story.text("headline")).toContain("Cầu gỗ Bãi Dâu");
    expect([app.desk?.story.id === "story-bridge", app.desk?.story.state]).toEqual([false, "draft"]);
    type("headline", "Bản khác");
    await app.desk?.story.flush();
    expect((await host.openStory("story-bridge")).story.fields.headline).toContain("Cầu gỗ");
  });

  it("says so when the library takes no change, and leaves the story where it is", async () => {
    host.refusal = FULL_DISK;
    row("story-bridge").focus();
    press("Delete");
    await appears("notice");
    expect(find("notice").textContent).toContain("Đĩa đầy");
    expect(listed()).toContain("story-bridge");
    expect(all("note-whole")).toEqual([]);
  });

  it("gives the focus back when the note is closed", async () => {
    row("story-bridge").focus();
    press("d");
    await appears("note-whole");
    const close = find("note-whole").querySelector<HTMLElement>("button:last-child")!;
    close.focus();
    close.click();
    flushSync();
    expect(all("note-whole")).toEqual([]);
    await vi.waitFor(() => expect(document.activeElement).toBe(row("story-bridge")));
  });

  it("has the same ways for the mouse", async () => {
    const line = row("story-bridge").closest("li")!;
    line.dispatchEvent(new Event("pointerenter"));
    flushSync();
    line.querySelector<HTMLElement>("[data-testid=spike]")!.click();
    await vi.waitFor(() => expect(listed()).not.toContain("story-bridge"));
    click("note-undo");
    await vi.waitFor(() => expect(listed()).toContain("story-bridge"));
  });
});

describe("several at once", () => {
  beforeEach(toList);
  const chosen = () =>
    all("choose").flatMap((box, at) => ((box as HTMLInputElement).checked ? [listed()[at]] : []));

  it("are chosen with x or the space bar, with Shift and the arrows, and with Ctrl+A", async () => {
    row("story-forge").focus();
    press("x");
    expect([chosen(), find("acts").textContent]).toEqual([
      ["story-forge"],
      expect.stringContaining("Đã chọn 1 bài"),
    ]);
    press("ArrowDown", { shiftKey: true });
    press("ArrowDown", { shiftKey: true });
    await vi.waitFor(() => expect(document.activeElement).toBe(row("story-school")));
    expect(chosen()).toEqual(["story-forge", "story-bridge", "story-school"]);
    press("ArrowUp", { shiftKey: true });
    expect(chosen(), "the stretch is as long as one went").toEqual(["story-forge", "story-bridge"]);
    await vi.waitFor(() => expect(document.activeElement).toBe(row("story-bridge")));
    expect(press(" ").defaultPrevented).toBe(true);
    expect(chosen()).toEqual(["story-forge"]);
    press("a", { ctrlKey: true });
    await vi.waitFor(() => expect(chosen()).toHaveLength(5));
    press("Escape");
    expect([chosen(), all("acts")]).toEqual([[], []]);
  });

  it("are set aside together as one step, but for those that readers have seen", async () => {
    row("story-forge").focus();
    press("a", { ctrlKey: true });
    await vi.waitFor(() => expect(chosen()).toHaveLength(5));
    press("Delete");
    await vi.waitFor(() => expect(listed()).toEqual(["story-market"]));
    expect(find("note-whole").textContent).toContain("Đã chuyển 4 bài");
    expect(find("note-whole").textContent).toContain("1 bài đã đăng vẫn giữ nguyên");
    press("z", { ctrlKey: true });
    await vi.waitFor(() => expect(listed()).toHaveLength(5));
    expect(await Promise.all(["story-forge", "story-bridge", "story-school"].map(stateOf))).toEqual([
      "draft",
      "in_review",
      "approved",
    ]);
    press("y", { ctrlKey: true });
    await vi.waitFor(() => expect(listed()).toEqual(["story-market"]));
  });

  it("get one section, and what each had comes back", async () => {
    row("story-forge").focus();
    press("x");
    press("ArrowDown", { shiftKey: true });
    await vi.waitFor(() => expect(document.activeElement).toBe(row("story-bridge")));
    press("s");
    await vi.waitFor(() => expect(document.activeElement).toBe(find("section-name")));
    type("section-name", "Xã hội");
    find("section-set").click();
    const section = async (id: string) => (await host.openStory(id)).story.fields.section;
    await vi.waitFor(async () => expect(await section("story-bridge")).toBe("Xã hội"));
    expect(await section("story-forge")).toBe("Xã hội");
    await vi.waitFor(() => expect(find("note-whole").textContent).toContain("cho 2 bài"));
    click("note-undo");
    await vi.waitFor(async () => expect(await section("story-bridge")).toBe("Giao thông"));
    expect(await section("story-forge")).toBe("Đời sống");
  });

  it("is what the bar of acts and the menu of a chosen row are about", async () => {
    row("story-forge").focus();
    press("x");
    press("ArrowDown", { shiftKey: true });
    row("story-bridge").dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true }));
    flushSync();
    click("menu-spike");
    await vi.waitFor(() => expect(listed()).not.toContain("story-forge"));
    expect(listed()).not.toContain("story-bridge");
    expect(all("acts")).toEqual([]);
  });
});

describe("what was done in the list", () => {
  beforeEach(toList);

  it("is taken back step by step, also after a story was opened in between", async () => {
    row("story-bridge").focus();
    press("Delete");
    await vi.waitFor(() => expect(listed()).not.toContain("story-bridge"));
    row("story-school").focus();
    press("Delete");
    await vi.waitFor(() => expect(listed()).not.toContain("story-school"));
    await app.show("story-market");
    flushSync();
    await appears("headline");
    await toList();
    await vi.waitFor(() => expect(document.activeElement).toBe(row("story-market")));
    press("z", { ctrlKey: true });
    await vi.waitFor(() => expect(listed()).toContain("story-school"));
    press("z", { ctrlKey: true });
    await vi.waitFor(() => expect(listed()).toContain("story-bridge"));
    expect(await stateOf("story-bridge")).toBe("in_review");
  });

  it("takes a copy back by setting it aside", async () => {
    row("story-bridge").focus();
    press("d");
    await vi.waitFor(() => expect(listed()).toHaveLength(6));
    press("z", { ctrlKey: true });
    await vi.waitFor(() => expect(listed()).toHaveLength(5));
    click("filter-spiked");
    await vi.waitFor(() => expect(listed()).toHaveLength(1));
    expect(row(listed()[0]!).textContent).toContain("Cầu gỗ Bãi Dâu");
  });

  it("offers nothing of what was done in a story", async () => {
    await app.show("story-bridge");
    flushSync();
    await appears("headline");
    app.commands.run("spike_here");
    await appears("note-done");
    await toList();
    expect(all("note-done")).toEqual([]);
    expect(app.commands.all().take_back).toBeUndefined();
  });
});

describe("the story that is open", () => {
  it("is spiked with what was just typed, and says so", async () => {
    type("headline", "Tít viết dở");
    click("spike-here");
    await appears("note-done");
    expect(find("state").textContent).toContain("Không dùng");
    const { story } = await host.openStory("story-forge");
    expect([story.state, story.fields.headline]).toEqual(["spiked", "Tít viết dở"]);
    click("note-undo");
    await vi.waitFor(async () => expect(await stateOf("story-forge")).toBe("draft"));
    expect(all("spike-here")).toHaveLength(1);
  });

  it("is copied with what was just typed, and the copy is what one writes on", async () => {
    type("headline", "Tít viết dở");
    click("duplicate-here");
    await vi.waitFor(() => expect(app.desk?.story.id).not.toBe("story-forge"));
    flushSync();
    expect(find<HTMLTextAreaElement>("headline").value).toBe("Tít viết dở");
  });

  it("is not copied while its words are not safe", async () => {
    host.refusal = FULL_DISK;
    type("headline", "Tít viết dở");
    const copied = vi.spyOn(host, "duplicateStory");
    click("duplicate-here");
    await appears("save-failed");
    expect(copied).not.toHaveBeenCalled();
    expect(app.desk?.story.id).toBe("story-forge");
  });
});

describe("the palette", () => {
  const names = () => all("palette-item").map((item) => item.querySelector(".name")?.textContent?.trim());

  async function ask(words: string) {
    press("k", { ctrlKey: true });
    await vi.waitFor(() => expect(document.activeElement).toBe(find("palette-query")));
    type("palette-query", words);
  }

  it("spikes the open story, offers it no longer, and still finds it", async () => {
    await ask("khong dung bai");
    await vi.waitFor(() => expect(names()).toContain("Không dùng bài này"));
    press("Enter");
    await vi.waitFor(async () => expect(await stateOf("story-forge")).toBe("spiked"));
    await ask("dung lai");
    await vi.waitFor(() => expect(names()).toContain("Dùng lại bài này"));
    press("k", { ctrlKey: true });

    await toList();
    await ask("");
    await vi.waitFor(() => expect(names()[0]).toContain("Cầu gỗ"));
    expect(names()).not.toContain("Lễ hội rèn làng Vân Sa: giữ lửa bên dòng sông cạn");
    type("palette-query", "le hoi ren");
    await vi.waitFor(() => expect(names()[0]).toContain("Lễ hội rèn"));
    expect(all("palette-item")[0]?.textContent).toContain("Không dùng");
  });

  it("has every command that is not a key of a list or of a box", async () => {
    // In the story, in the list with a spiked story, and what is only there at times.
    const offered = new Set(Object.keys(app.commands.all()));
    click("open-photos");
    photoDeskOf(app.desk!).selectAll();
    flushSync();
    click("tick-credit");
    for (const action of Object.keys(app.commands.all())) offered.add(action);
    photoDeskOf(app.desk!).close();
    flushSync();
    click("spike-here");
    await appears("note-done");
    for (const action of Object.keys(app.commands.all())) offered.add(action);
    await toList();
    for (const action of Object.keys(app.commands.all())) offered.add(action);
    click("filter-spiked");
    await vi.waitFor(() => expect(listed()).toEqual(["story-forge"]));
    for (const action of Object.keys(app.commands.all())) offered.add(action);
    const ofLists = [
      "next",
      "previous",
      "open",
      "onward",
      "escape",
      "palette",
      "move",
      "extend",
      "choose_on",
      "reorder",
    ];
    // The web view alone may read the clipboard, so only its key pastes.
    const ofBoxes = ["paste_plain"];
    const within = ["cropping", "finding", "checks", "suggestions"];
    const ofFrames = SHORTCUTS.filter(({ scope }) => within.includes(scope)).map(({ action }) => action);
    const atTimes = [
      "take_back",
      "do_again",
      "samples_away",
      "text_usual",
      "words_aside",
      "language_vi",
      "theme_system",
      "undo",
      "redo",
      "paragraph",
      "words_vi",
      "words_en",
    ];
    const missing = SHORTCUTS.filter(({ action, scope }) => !offered.has(action) && scope !== "timeline");
    const elsewhere: string[] = [...ofLists, ...ofBoxes, ...ofFrames, ...atTimes];
    expect(missing.map(({ action }) => action).filter((action) => !elsewhere.includes(action))).toEqual([]);
  });

  it("takes back what was just done", async () => {
    click("spike-here");
    await appears("note-done");
    await ask("hoan tac");
    press("Enter");
    await vi.waitFor(async () => expect(await stateOf("story-forge")).toBe("draft"));
  });
});

describe("more stories than a moment takes", () => {
  const MANY = 60;
  const ids = Array.from({ length: MANY }, (_, at) => `story-${at}`);
  /** Each batch of edits waits to be let go. */
  let batches: { edits: number; go: () => void; fail: (why: unknown) => void }[];

  beforeEach(async () => {
    await closeWindow();
    ({ app, host } = await openWindow(
      ids.map((id) => storyWith([], { id, fields: { headline: `Bài ${id}` } })),
    ));
    await toList();
    batches = [];
    host.instead.edit_stories = (real, { edits }) =>
      new Promise((resolve, reject) =>
        batches.push({ edits: edits.length, go: () => void real().then(resolve, reject), fail: reject }),
      );
    // A list tells of so many new stories at a time.
    await vi.waitFor(async () => {
      await listOf(app).ask();
      expect(listOf(app).found).toBe(MANY);
    });
    flushSync();
    row(listed()[0]!).focus();
    press("a", { ctrlKey: true });
    await vi.waitFor(() => expect(find("acts").textContent).toContain(`Đã chọn ${MANY} bài`));
  });

  const spiked = async () => {
    const states = await Promise.all(ids.map(stateOf));
    return states.filter((state) => state === "spiked").length;
  };
  const batch = async (at: number) => {
    await vi.waitFor(() => expect(batches).toHaveLength(at + 1));
    return batches[at]!;
  };

  it("are changed a batch after the other, and told how far that is", async () => {
    press("Delete");
    (await batch(0)).go();
    await batch(1);
    await appears("acts-progress");
    expect(find("acts-progress").textContent).toContain(`Đang sửa ${MANY} bài`);
    expect(listOf(app).work.going?.step).toMatchObject({ done: 50, total: MANY });
    // Nothing else is begun meanwhile.
    press("Delete");
    batches[1]!.go();
    await appears("note-whole");
    expect(batches.map(({ edits }) => edits)).toEqual([50, 10]);
    expect(find("note-whole").textContent).toContain(`Đã chuyển ${MANY} bài`);
    expect(await spiked()).toBe(MANY);
  });

  it("stop where a person says so; what was done is told, and taken back, and done again", async () => {
    press("Delete");
    const first = await batch(0);
    await appears("acts-progress");
    click("acts-progress-cancel");
    first.go();
    const note = await appears("note-whole");
    expect(note.textContent).toContain("Đã chuyển 50 bài");
    expect(note.textContent).toContain("Đã dừng; 10 bài giữ nguyên");
    expect(await spiked()).toBe(50);
    delete host.instead.edit_stories;
    click("note-undo");
    await vi.waitFor(async () => expect(await spiked()).toBe(0));
    press("z", { ctrlKey: true, shiftKey: true });
    await vi.waitFor(async () => expect(await spiked()).toBe(50));
  });

  it("are all as they were where one can't be changed", async () => {
    press("Delete");
    (await batch(0)).go();
    (await batch(1)).fail(FULL_DISK);
    (await batch(2)).go();
    await appears("notice");
    expect(await spiked()).toBe(0);
    expect(all("note-whole")).toEqual([]);
  });

  it("half taken back can be taken back to the end", async () => {
    press("Delete");
    for (const at of [0, 1]) (await batch(at)).go();
    await appears("note-whole");
    click("note-undo");
    const first = await batch(2);
    press("Escape");
    first.go();
    await vi.waitFor(() => expect(listOf(app).work.going).toBeNull());
    expect(await spiked()).toBe(MANY - 50);
    delete host.instead.edit_stories;
    press("z", { ctrlKey: true });
    await vi.waitFor(async () => expect(await spiked()).toBe(0));
  });
});

it("all that a list shows is chosen, however many thousands", async () => {
  await toList();
  const found = 2500;
  host.instead.survey_ids = async (_real, { from, to }) =>
    Array.from({ length: to - from + 1 }, (_, at) => [`story-${from + at}`, "draft"]);
  listOf(app).survey = { ...listOf(app).survey!, found };
  flushSync();
  row(listed()[0]!).focus();
  press("a", { ctrlKey: true });
  await vi.waitFor(() => expect(listOf(app).chosen.size).toBe(found));
  expect(find("acts").textContent).toContain("2.500");
});
