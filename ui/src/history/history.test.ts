/** The history on the screens, over a real library: naming, comparing any two, bringing one back. */
import { TextSelection } from "prosemirror-state";
import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import Window from "../Window.svelte";
import { App } from "../app/app.svelte";
import type { Comparison } from "../generated/Comparison";
import type { Story } from "../generated/Story";
import { FULL_DISK, type Newsroom, newsroomWith } from "../testing/newsroom";
import { readLater } from "../testing/parts";
import { emptyStory, sampleStories } from "../testing/stories";

let host: Newsroom;
let app: App;
let window_: Record<string, unknown>;

async function open(stories: Story[] = sampleStories()): Promise<void> {
  host = await newsroomWith(stories);
  await host.saveSettings({ name: "Minh Hạ" });
  app = new App(host);
  await app.start();
  await readLater();
  window_ = mount(Window, { target: document.body, props: { app } });
  flushSync();
}

const all = (testid: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`)];

function find<T extends HTMLElement = HTMLElement>(testid: string): T {
  const [found] = all(testid);
  if (!found) throw new Error(`${testid} is not on the screen`);
  return found as T;
}

const appears = (testid: string) => vi.waitFor(() => find(testid));

function press(key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  (document.activeElement ?? document.body).dispatchEvent(event);
  flushSync();
  return event;
}

function type(testid: string, text: string): HTMLInputElement {
  const box = find<HTMLInputElement>(testid);
  box.focus();
  box.value = text;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  flushSync();
  return box;
}

it("tells that a story was imported, and from which file", async () => {
  await open();
  const { story } = await host.importArticle(host.file("chợ nổi.txt", "Nước lên\n\nĐoạn đầu.\n"), []);
  expect((await host.history(story))[0]?.version).toEqual({ kind: "imported", file: "chợ nổi.txt" });
});

const save = () => press("s", { ctrlKey: true });
const noted = (words: string) => vi.waitFor(() => expect(find("note-history").textContent).toContain(words));
const stored = async () => (await host.openStory("story-forge")).story;

/** Writes a headline and names what came of it. */
async function write(headline: string, name?: string): Promise<void> {
  type("headline", headline);
  if (name === undefined) return;
  save();
  await vi.waitFor(() => expect(document.activeElement).toBe(find("version-name")));
  type("version-name", name);
  press("Enter");
  await noted(name);
}

async function openHistory(): Promise<void> {
  press("H", { ctrlKey: true, shiftKey: true });
  await appears("comparison");
}

const rowOf = (words: string) => {
  const row = all("moment").find(({ textContent }) => textContent?.includes(words));
  if (!row) throw new Error(`no moment says ${words}`);
  return row;
};
const ends = () =>
  (["compare-from", "compare-to"] as const).map(
    (testid) => find<HTMLSelectElement>(testid).selectedOptions[0]?.textContent?.trim() ?? "",
  );
const headlineChange = () => find("field-changes").querySelector("dd.headline")?.textContent;

beforeEach(() => {
  localStorage.clear();
  document.body.innerHTML = "";
});

afterEach(() => unmount(window_));

describe("naming a version", () => {
  it("is asked for with Ctrl+S, and gives the cursor back where it was", async () => {
    await open();
    const view = app.desk!.story.body.view!;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 9)));
    view.focus();
    expect(save().defaultPrevented).toBe(true);
    const box = find<HTMLInputElement>("version-name");
    expect(document.activeElement).toBe(box);
    expect(box.value).toMatch(/^Bản \d\d:\d\d \d\d\/\d\d$/);
    expect([box.selectionStart, box.selectionEnd]).toEqual([0, box.value.length]);

    press("Enter", { isComposing: true });
    expect(all("name-version"), "a word that is being composed keeps its Enter").toHaveLength(1);
    type("version-name", "Gửi ban biên tập");
    press("Enter");
    await noted("Đã đặt tên phiên bản “Gửi ban biên tập”.");
    expect(all("name-version")).toEqual([]);
    expect(document.activeElement).toBe(find("body"));
    expect(view.state.selection.head).toBe(9);
    const [named] = await host.history("story-forge");
    expect(named).toMatchObject({ version: { kind: "named", name: "Gửi ban biên tập" }, by: "Minh Hạ" });
  });

  it("takes the name that is suggested when Ctrl+S comes twice", async () => {
    await open();
    type("headline", "Tít mới");
    save();
    const { value } = find<HTMLInputElement>("version-name");
    save();
    await noted(value);
    const [named] = await host.history("story-forge");
    expect(named?.version).toEqual({ kind: "named", name: value });
    expect((await stored()).fields.headline, "what was typed is in it").toBe("Tít mới");
  });

  it("saves at once, and is left with Escape or by turning elsewhere", async () => {
    await open();
    type("headline", "Tít mới");
    save();
    expect(find("name-version").textContent).toContain("Bài luôn được tự lưu");
    press("Escape");
    expect(all("name-version")).toEqual([]);
    expect(document.activeElement).toBe(find("headline"));
    await vi.waitFor(async () => expect((await stored()).fields.headline).toBe("Tít mới"));

    save();
    find("abstract").focus();
    flushSync();
    expect(all("name-version")).toEqual([]);
    expect(document.activeElement).toBe(find("abstract"));
    expect((await host.history("story-forge")).every(({ version }) => version === null)).toBe(true);
  });

  it("names nothing that the disk does not hold", async () => {
    await open();
    host.refusal = FULL_DISK;
    type("headline", "Tít mới");
    save();
    save();
    await appears("name-error");
    expect(find("name-error").textContent).toContain("Đĩa đầy");
    host.refusal = null;
    save();
    await noted("Đã đặt tên");
    const [named] = await host.history("story-forge");
    expect((await host.compare("story-forge", named!.id, null)).fields, "as it is now").toEqual([]);
    expect((await stored()).fields.headline).toBe("Tít mới");
  });
});

describe("the history", () => {
  it("opens at what is new since the last version, with what was typed a moment ago", async () => {
    await open();
    await write("Lễ hội rèn làng Vân Sa", "Tít ngắn");
    await write("Lễ hội rèn làng Vân Sa lần thứ 12");
    await openHistory();
    expect(ends()).toEqual([expect.stringContaining("Tít ngắn – "), "Bây giờ"]);
    await vi.waitFor(() => expect(document.activeElement).toBe(rowOf("Tít ngắn")));
    expect(rowOf("Tít ngắn").getAttribute("aria-pressed")).toBe("true");
    expect(rowOf("Tít ngắn").textContent).toMatch(/Minh Hạ/);
    expect(rowOf("Tít ngắn").textContent).toMatch(/\d\d\/\d\d\/\d{4} \d\d:\d\d/);
    // Whole words, and told to those who see neither colour nor line.
    expect(headlineChange()).toBe("Lễ hội rèn làng Vân Sathêm:  lần thứ 12");
    expect(find("facts-number").textContent).toMatch(/thêm: 12\s*Tít chính/);
    expect(all("facts-name")).toEqual([]);
    expect(find("compared").textContent).toContain("thêm 3 chữ, bỏ 0 chữ");
  });

  it("compares any two: by the keys of the list, and by its pickers", async () => {
    await open();
    await write("Một", "Bản một");
    await write("Hai", "Bản hai");
    await write("Ba", "Bản ba");
    await openHistory();
    expect(ends()[0]).toContain("Bản hai");
    await vi.waitFor(() => expect(document.activeElement).toBe(rowOf("Bản hai")));

    press("j");
    expect(document.activeElement).toBe(rowOf("Bản một"));
    (document.activeElement as HTMLButtonElement).click();
    await vi.waitFor(() => expect(headlineChange()).toBe("bỏ: Mộtthêm: Ba"));

    press("k");
    expect(document.activeElement).toBe(rowOf("Bản hai"));
    expect(press(" ").defaultPrevented).toBe(true);
    await vi.waitFor(() => expect(headlineChange()).toBe("bỏ: Mộtthêm: Hai"));
    expect(ends()).toEqual([expect.stringContaining("Bản một"), expect.stringContaining("Bản hai")]);

    // In whichever order they are picked, the older comes first.
    const from = find<HTMLSelectElement>("compare-from");
    from.value = rowOf("Bản ba").dataset.moment ?? "";
    from.dispatchEvent(new Event("change", { bubbles: true }));
    await vi.waitFor(() => expect(headlineChange()).toBe("bỏ: Haithêm: Ba"));
    expect(ends()).toEqual([expect.stringContaining("Bản hai"), expect.stringContaining("Bản ba")]);
  });

  it("folds what autosave wrote, and opens it", async () => {
    await open();
    // What one person writes without a pause is one moment: these are at it by turns.
    for (const [name, headline] of [
      ["Thu An", "Hai"],
      ["Minh Hạ", "Ba"],
      ["Thu An", "Bốn"],
    ] as const) {
      await host.saveSettings({ name });
      const { revision } = await host.openStory("story-forge");
      await host.edit("story-forge", revision, [{ edit: "set_field", field: "headline", value: headline }]);
    }
    await host.nameVersion("story-forge", "Bản bốn");
    await openHistory();
    // The oldest is how the story was found; it and two autosaves fold.
    const run = find("run");
    expect(run.textContent).toContain("3 lần tự lưu");
    expect(all("moment").map(({ dataset }) => dataset.moment)).toContain(
      find<HTMLSelectElement>("compare-from").value,
    );
    expect(run.getAttribute("aria-expanded"), "it holds an end of the comparison").toBe("true");
    expect(all("moment")).toHaveLength(4);
    run.click();
    flushSync();
    expect(run.getAttribute("aria-expanded")).toBe("false");
    expect(all("moment")).toHaveLength(1);
  });

  it("shows fields, captions and the body apart, and unfolds what did not change", async () => {
    await open();
    type("caption-photo-river", "Thuyền chở khách về bến lúc chiều xuống.");
    const view = app.desk!.story.body.view!;
    view.dispatch(view.state.tr.insertText("Sáng nay, ", 1));
    await openHistory();
    expect(find("photo-changes").textContent).toContain("bỏ: mặt trời lênthêm: chiều xuống");
    expect(find("photo-changes").querySelector("img")?.getAttribute("src")).toContain("/photo/river?");
    expect(all("field-changes")).toEqual([]);
    expect(find("block-kept").textContent).toContain("thêm: Sáng nay, ");
    const fold = find("fold");
    expect(fold.textContent).toBe("… 10 đoạn không đổi");
    fold.click();
    flushSync();
    expect(all("fold")).toEqual([]);
    expect(all("block-kept")).toHaveLength(12);
  });

  it("tells in words what another kind of block and other marks are", async () => {
    await open();
    const comparison: Comparison = {
      fields: [],
      photos: [],
      facts: [],
      related: [{ kind: "removed", text: "Chợ nổi" }],
      body: [
        {
          kind: "kept",
          block: { type: "heading", level: 1 },
          was: { type: "paragraph" },
          pieces: [{ kind: "kept", text: "Bảy lò" }],
          marks_changed: false,
        },
        {
          kind: "removed",
          block: { type: "photo", photo: "photo-gone" },
          was: null,
          pieces: [],
          marks_changed: false,
        },
        {
          kind: "kept",
          block: { type: "quote" },
          was: null,
          pieces: [{ kind: "kept", text: "Nghề" }],
          marks_changed: true,
        },
      ],
      added: 0,
      removed: 2,
    };
    host.compare = async () => comparison;
    await write("Tít mới");
    await openHistory();
    expect(find("body-changes").textContent).toContain("Đổi từ Đoạn văn sang Tít xen.");
    expect(find("block-removed").textContent).toContain("Bỏ: Ảnh");
    expect(find("body-changes").textContent).toContain("Đổi chữ đậm, nghiêng hoặc liên kết.");
    expect(find("related-changes").textContent).toContain("bỏ: Chợ nổi");
  });

  it("says so where nothing differs, and where there is no history", async () => {
    await open();
    await write("Tít mới", "Bản một");
    await openHistory();
    rowOf("Bản một").click();
    await appears("same");
    expect(find("same").textContent).toBe("Không có gì khác nhau.");
    expect(all("restore"), "nothing to bring back").toEqual([]);
    await unmount(window_);

    await open([emptyStory("story-forge", "vi")]);
    // A library that has the story has its beginning, too; a damaged one may have lost it.
    host.instead.history = async () => [];
    press("H", { ctrlKey: true, shiftKey: true });
    await appears("history-empty");
  });

  it("tells what went wrong", async () => {
    await open();
    host.history = () => Promise.reject(FULL_DISK);
    press("H", { ctrlKey: true, shiftKey: true });
    await appears("history-error");
    expect(find("history-error").textContent).toContain(FULL_DISK.message);
  });

  it("is left with Escape, back to the cursor in the text", async () => {
    await open();
    const view = app.desk!.story.body.view!;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 9)));
    view.focus();
    press("H", { ctrlKey: true, shiftKey: true });
    await appears("comparison").catch(() => appears("history"));
    find("history").dispatchEvent(new Event("cancel", { cancelable: true }));
    flushSync();
    expect(all("history")).toEqual([]);
    expect(document.activeElement).toBe(find("body"));
    expect(view.state.selection.head).toBe(9);
  });

  it("is in the palette and on a button", async () => {
    await open();
    find("open-history").click();
    await appears("history");
    expect(app.commands.all()).toHaveProperty("history");
  });
});

describe("restoring", () => {
  it("brings an older one back whole, loses nothing, and is undone", async () => {
    await open();
    const before = await stored();
    await write("Lễ hội rèn", "Bản một");
    await write("Lễ hội rèn lần thứ 12");
    const view = app.desk!.story.body.view!;
    view.dispatch(view.state.tr.insertText("Sáng nay, ", 1));
    type("caption-photo-river", "Thuyền về.");
    await app.desk?.story.flush();
    const after = await stored();

    await openHistory();
    rowOf("Bản một").click();
    await vi.waitFor(() => expect(find("restore").textContent).toContain("Khôi phục “Bản một”"));
    find("restore").click();
    await noted("Đã khôi phục “Bản một”; bản trước khi khôi phục vẫn còn trong lịch sử.");
    expect(all("history"), "the story shows itself").toEqual([]);
    expect((await stored()).body).toEqual(before.body);
    expect(find("body").textContent).not.toContain("Sáng nay");
    expect(find<HTMLTextAreaElement>("headline").value).toBe("Lễ hội rèn");
    expect(find<HTMLTextAreaElement>("caption-photo-river").value).toContain("lúc mặt trời lên");
    const versions = (await host.history("story-forge")).map(({ version }) => version?.kind);
    expect(versions.slice(0, 3)).toEqual(["restored", "before_restore", "named"]);

    find("note-undo").click();
    await noted("Đã trở lại bản trước khi khôi phục.");
    expect((await stored()).body).toEqual(after.body);
    expect((await stored()).photos).toEqual(after.photos);
    expect(find("body").textContent).toContain("Sáng nay");
    expect(find<HTMLTextAreaElement>("caption-photo-river").value).toBe("Thuyền về.");

    // Writing goes on where the library is.
    view.dispatch(view.state.tr.insertText("Nay: ", 1));
    await app.desk?.story.flush();
    expect((await stored()).body[0]?.text).toMatch(/^Nay: Sáng nay, Con đường/);
  });

  it("has nothing to undo where nothing changed", async () => {
    await open();
    await write("Lễ hội rèn", "Bản một");
    await write("Tít khác");
    await openHistory();
    rowOf("Bản một").click();
    await vi.waitFor(() => expect(find("restore").textContent).toContain("Bản một"));
    find("restore").click();
    await appears("note-undo");
    // A second time: the story is so already, and the library makes no version of it.
    host.restore = async () => {};
    await openHistory();
    await vi.waitFor(() => expect(all("restore")).toHaveLength(1));
    find("restore").click();
    await vi.waitFor(() => expect(all("history")).toEqual([]));
    await noted("Đã khôi phục");
    expect(all("note-undo")).toEqual([]);
  });

  it("says why it could not, and leaves the story as it is", async () => {
    await open();
    await write("Lễ hội rèn", "Bản một");
    await write("Tít khác");
    await openHistory();
    host.refusal = FULL_DISK;
    find("restore").click();
    await appears("history-error");
    expect(find("history-error").textContent).toContain("Đĩa đầy");
    expect(find<HTMLTextAreaElement>("headline").value).toBe("Tít khác");
  });
});

it("tells who wrote, by the name in the settings", async () => {
  await open();
  find("settings-open").click();
  flushSync();
  const box = type("settings-name", " Thu An ");
  box.dispatchEvent(new Event("change", { bubbles: true }));
  expect((await host.start()).settings.name).toBe("Thu An");
  await write("Tít mới", "Bản một");
  expect((await host.history("story-forge"))[0]?.by).toBe("Thu An");
});

it("takes one change back by itself, in a field, in a caption and in the text, and that is undone on the sheet", async () => {
  const body = ["Ghe về bến 😀 sớm.", "Giữ nguyên.", "Chợ đông.", "Nước lên."].map((text) => ({
    type: "paragraph" as const,
    text,
  }));
  await open([{ ...emptyStory("story-forge", "vi"), fields: { headline: "Chợ nổi" }, body }]);
  await host.nameVersion("story-forge", "Trước");
  const { story } = app.desk!;
  story.setField("headline", "Chợ nổi họp lại");
  const { view } = story.body;
  const edit = (
    change: (tr: typeof view extends null ? never : NonNullable<typeof view>["state"]["tr"]) => unknown,
  ) => {
    const { tr } = view!.state;
    change(tr);
    view!.dispatch(tr);
  };
  // The third goes, the first is worded otherwise, and one comes at the end.
  edit((tr) => {
    const begin = doc().child(0).nodeSize + doc().child(1).nodeSize;
    tr.delete(begin, begin + doc().child(2).nodeSize);
  });
  edit((tr) => tr.insertText("muộn", 15, 18));
  edit((tr) =>
    tr.insert(
      tr.doc.content.size,
      view!.state.schema.nodes.paragraph!.create(null, view!.state.schema.text("Hết.")),
    ),
  );
  function doc() {
    return view!.state.doc;
  }
  flushSync();
  press("h", { ctrlKey: true, shiftKey: true });
  await appears("timeline");
  const from = find<HTMLSelectElement>("compare-from");
  const named = [...from.options].find(({ text }) => text.includes("Trước"))!;
  from.value = named.value;
  from.dispatchEvent(new Event("change", { bubbles: true }));
  flushSync();
  const ways = () => all("take-back").length;
  await vi.waitFor(() => expect(ways()).toBe(4));
  const texts = () => doc().children.map((block) => block.textContent);
  expect(texts()).toEqual(["Ghe về bến 😀 muộn.", "Giữ nguyên.", "Nước lên.", "Hết."]);
  find("field-changes").querySelector<HTMLElement>("[data-testid='take-back']")!.click();
  expect(story.text("headline")).toBe("Chợ nổi");
  await vi.waitFor(() => expect(ways()).toBe(3));
  for (const left of [2, 1, 0]) {
    all("take-back")[0]!.click();
    await vi.waitFor(() => expect(ways()).toBe(left));
    expect(document.activeElement).not.toBe(document.body);
  }
  expect(texts()).toEqual(["Ghe về bến 😀 sớm.", "Giữ nguyên.", "Chợ đông.", "Nước lên."]);
  await appears("same");
  press("z", { ctrlKey: true });
  await vi.waitFor(() =>
    expect(texts()).toEqual(["Ghe về bến 😀 sớm.", "Giữ nguyên.", "Chợ đông.", "Nước lên.", "Hết."]),
  );
});
