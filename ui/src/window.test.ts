/** The main job, on the screens and a host in memory: what a person sees and what the library gets. */
import { Selection, TextSelection } from "prosemirror-state";
import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import Window from "./Window.svelte";
import { App } from "./app.svelte";
import { FULL_DISK, MemoryHost } from "./host/memory";
import { emptyStory } from "./host/memory/empty_story";
import { sampleStories } from "./host/memory/sample";
import { type Place, recallPlace, rememberPlace } from "./story/places";

let host: MemoryHost;
let window_: Record<string, unknown>;

async function open(stories = sampleStories(new Date())): Promise<App> {
  host = new MemoryHost(stories);
  const app = new App(host);
  await app.start();
  window_ = mount(Window, { target: document.body, props: { app } });
  flushSync();
  return app;
}

const all = (testid: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`)];

function find<T extends HTMLElement = HTMLElement>(testid: string): T {
  const [found] = all(testid);
  if (!found) throw new Error(`${testid} is not on the screen`);
  return found as T;
}

const appears = (testid: string) => vi.waitFor(() => find(testid));

function type(testid: string, text: string): HTMLTextAreaElement {
  const box = find<HTMLTextAreaElement>(testid);
  box.focus();
  box.value = text;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  flushSync();
  return box;
}

const status = () => find("save-status").dataset.state;
const stored = async () => (await host.openStory("story-forge")).story;

beforeEach(() => {
  localStorage.clear();
  document.body.innerHTML = "";
});

afterEach(() => unmount(window_));

describe("a story", () => {
  it("is the last one when the app opens", async () => {
    await open();
    expect(find<HTMLTextAreaElement>("headline").value).toContain("Vân Sa");
    expect(find("body").textContent).toContain("Con đường vào làng");
  });

  it("says it is saved only once the library has it", async () => {
    await open();
    let answer: (() => void) | null = null;
    const edit = host.edit.bind(host);
    host.edit = async (...call) => {
      await new Promise<void>((resolve) => (answer = resolve));
      return edit(...call);
    };
    type("headline", "Tít mới");
    expect(status()).toBe("saving");
    await vi.waitFor(() => expect(answer).not.toBeNull());
    expect(status()).toBe("saving");
    expect((await stored()).fields.headline).not.toBe("Tít mới");
    answer!();
    await vi.waitFor(() => expect(status()).toBe("saved"));
    expect((await stored()).fields.headline).toBe("Tít mới");
  });

  it("keeps a caption in its one home", async () => {
    const app = await open();
    type("caption-photo-river", "Thuyền về bến.");
    await app.session?.flush();
    const { photos, body } = await stored();
    expect(photos.find(({ id }) => id === "photo-river")?.fields.caption).toBe("Thuyền về bến.");
    expect(JSON.stringify(body)).not.toContain("Thuyền về bến.");
  });

  it("never rewrites a box under the hands of the person typing in it", async () => {
    const app = await open();
    const box = type("field-date_published", "5/1/2020");
    expect(app.session?.fields.date_published).toBe("2020-01-05");
    flushSync();
    expect(box.value).toBe("5/1/2020");
    box.blur();
    await vi.waitFor(() => expect(box.value).toBe("05/01/2020"));
  });

  it("stores no date that is none, and says how to write one", async () => {
    const app = await open();
    const box = type("field-date_published", "mai");
    expect(box.getAttribute("aria-invalid")).toBe("true");
    await app.session?.flush();
    expect((await stored()).fields.date_published).toBe("2026-11-22");
    type("field-date_published", "15/10/2019");
    await app.session?.flush();
    expect((await stored()).fields.date_published).toBe("2019-10-15");
  });

  it("keeps the words on the screen when the disk is full, and saves them when it no longer is", async () => {
    const app = await open();
    host.refusal = FULL_DISK;
    type("abstract", "Sapo mới");
    await app.session?.flush();
    flushSync();
    expect(find("save-failed").textContent).toContain("Đĩa đầy");
    expect(find<HTMLTextAreaElement>("abstract").value).toBe("Sapo mới");

    await app.toLibrary();
    expect(app.session, "the screen stays while its words are not safe").not.toBeNull();
    await expect(host.close()).rejects.toMatchObject({ hint: expect.any(String) });

    find("save-elsewhere").click();
    await vi.waitFor(() => expect(host.carriedOut).toContain("Sapo mới"));
    await vi.waitFor(() => expect(find("save-elsewhere").textContent).toBe("Đã lưu ra nơi khác"));

    host.refusal = null;
    find("save-retry").click();
    await vi.waitFor(() => expect(status()).toBe("saved"));
    expect((await stored()).fields.abstract).toBe("Sapo mới");
    expect(all("save-failed")).toEqual([]);
  });

  it("takes dropped pictures in and lists the file that is none", async () => {
    const app = await open();
    host.drop(["/card/a.jpg", "/card/notes.doc"]);
    await appears("photos-failed");
    expect(find("photos-failed").textContent).toContain("notes.doc");
    await app.session?.flush();
    const { photos, body } = await stored();
    expect(photos).toHaveLength(4);
    expect(body.filter((block) => block.type === "photo")).toHaveLength(3);
  });
});

describe("where a person was", () => {
  /** Closes the window and opens it again, with the library as it is by now. */
  async function reopen(app: App): Promise<App> {
    await app.session?.flush();
    const story = await stored();
    await unmount(window_);
    return open([story]);
  }

  it("is where the last draft opens: the cursor in the body, and how far the page was scrolled", async () => {
    const app = await open();
    const view = app.session!.editor!;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 9, 4)));
    find("story").scrollTop = 240;
    find("story").dispatchEvent(new Event("scroll"));

    const { editor } = (await reopen(app)).session!;
    expect(editor?.state.selection.toJSON()).toEqual({ type: "text", anchor: 9, head: 4 });
    expect(document.activeElement).toBe(find("body"));
    expect(find("story").scrollTop).toBe(240);
  });

  it("is the lead, where that was being written", async () => {
    const app = await open();
    type("abstract", "Cả làng còn bảy lò.").setSelectionRange(3, 7);
    await reopen(app);
    const lead = find<HTMLTextAreaElement>("abstract");
    expect(document.activeElement).toBe(lead);
    expect([lead.selectionStart, lead.selectionEnd]).toEqual([3, 7]);
  });

  it("is kept for each story on the way through the library", async () => {
    const app = await open();
    const view = app.session!.editor!;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 12)));
    await app.toLibrary();
    flushSync();
    await app.show("story-bridge");
    flushSync();
    expect(app.session?.editor?.state.selection.head, "a story of its own").toBe(1);
    await app.show("story-forge");
    flushSync();
    expect(app.session?.editor?.state.selection.head).toBe(12);
  });

  it("keeps the cursor alone in focus mode, whose lines break elsewhere", async () => {
    const app = await open();
    const view = app.session!.editor!;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 12)));
    find("toggle-focus").click();
    flushSync();
    find("story").scrollTop = 240;
    find("story").dispatchEvent(new Event("scroll"));
    expect((await reopen(app)).session?.editor?.state.selection.head).toBe(12);
    expect(recallPlace("story-forge")?.scroll).toBeNull();
  });

  it("is the end of a story that has become shorter, and never an error", async () => {
    const place: Place = { box: "body", anchor: 90_000, head: 90_000, scroll: 1e9 };
    rememberPlace("story-forge", place);
    const app = await open();
    const { doc, selection } = app.session!.editor!.state;
    expect(selection.head).toBe(Selection.atEnd(doc).head);
    expect(app.notices).toEqual([]);
  });
});

describe("focus mode", () => {
  const press = (key: string, more: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
    document.activeElement?.dispatchEvent(event);
    flushSync();
  };
  const on = () => find("desk").classList.contains("focus-mode");
  const current = () =>
    [...document.querySelectorAll(".current-block")].map(({ textContent }) => textContent);

  it("comes with F11, keeps the words and the cursor, and leaves with Escape", async () => {
    const app = await open();
    const view = app.session!.editor!;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 9)));
    expect(all("details")).toHaveLength(1);
    expect(current(), "nothing is marked outside it").toEqual([]);

    press("F11");
    expect(on()).toBe(true);
    expect(all("details"), "the details have gone").toEqual([]);
    expect(find("writing-bar").classList.contains("faded")).toBe(true);
    expect(find("back").closest("header")?.classList.contains("faded")).toBe(true);
    expect(find("toggle-focus").getAttribute("aria-pressed")).toBe("true");
    expect(current()).toEqual([view.state.doc.firstChild?.textContent]);
    expect(app.session?.editor, "the editor is the same, with its history").toBe(view);
    expect(view.state.selection.head, "the cursor has not moved").toBe(9);
    expect(document.activeElement).toBe(find("body"));

    press("Escape", { isComposing: true });
    expect(on(), "an Escape of the input method is not ours").toBe(true);
    press("Escape");
    expect(on()).toBe(false);
    expect(all("details")).toHaveLength(1);
    expect(current()).toEqual([]);

    press("F11");
    press("F11");
    expect(on()).toBe(false);
  });

  it("has the details at the edge and by key, and one Escape leaves one thing", async () => {
    await open();
    press("F11");
    find("details-edge").dispatchEvent(new Event("pointerenter"));
    flushSync();
    find("details").parentElement?.dispatchEvent(new Event("pointerleave"));
    flushSync();
    expect(all("details"), "gone with the mouse").toEqual([]);

    press("d", { ctrlKey: true });
    expect(all("details")).toHaveLength(1);
    press("Escape");
    expect(all("details")).toEqual([]);
    expect(on()).toBe(true);

    press("e", { ctrlKey: true });
    await vi.waitFor(() => expect(document.activeElement).toBe(find("link-address")));
    press("Escape");
    expect([all("link-address"), on()]).toEqual([[], true]);

    find("settings-open").click();
    flushSync();
    press("Escape");
    expect([all("settings"), on()]).toEqual([[], true]);
  });

  it("marks the block with the cursor, and leaves it in peace while a word is composed", async () => {
    const app = await open();
    const view = app.session!.editor!;
    const text = (index: number) => view.state.doc.child(index).textContent;
    press("F11");
    const to = (from: number, to = from) => TextSelection.create(view.state.doc, from, to);
    const second = view.state.doc.child(0).nodeSize + view.state.doc.child(1).nodeSize + 1;
    view.dispatch(view.state.tr.setSelection(to(second)));
    expect(current()).toEqual([text(2)]);

    const changes: MutationRecord[] = [];
    const watch = new MutationObserver((records) => changes.push(...records));
    watch.observe(view.dom, { subtree: true, attributes: true, attributeFilter: ["class"] });
    // An input method replaces a selection that reaches from one block into another.
    view.dispatch(view.state.tr.insertText("hòa", 3, second + 3).setMeta("composition", 1));
    view.dispatch(view.state.tr.insertText("h", 6).setMeta("composition", 1));
    expect(
      [...changes, ...watch.takeRecords()].filter(({ target }) => target === view.dom.firstChild),
    ).toEqual([]);
    view.dispatch(view.state.tr.insertText(" ", 7));
    expect(current()).toEqual([text(0)]);
    watch.disconnect();
  });
});

it("brings a photo that was taken off back with its caption", async () => {
  const app = await open();
  type("caption-photo-bridge", "Cầu gỗ.");
  app.session?.removePhoto("photo-bridge");
  await app.session?.flush();
  expect((await stored()).photos.map(({ id }) => id)).not.toContain("photo-bridge");
  await appears("photo-bring-back");
  find("photo-bring-back").click();
  await app.session?.flush();
  expect((await stored()).photos.find(({ id }) => id === "photo-bridge")?.fields.caption).toBe("Cầu gỗ.");
  expect(find<HTMLTextAreaElement>("caption-photo-bridge").value).toBe("Cầu gỗ.");
});

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
  const press = (testid: string) => {
    find(testid).click();
    flushSync();
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
    press("find-marks");
    expect(find("find-said").textContent).toContain("Không tìm thấy");
    expect(document.querySelector(".match")).toBeNull();
  });

  it("tells whole words and capitals apart where that is asked for", async () => {
    await openBar();
    fill("find-query", "lo");
    const all = Number(counted()?.split("/")[1]);
    press("find-wholeWord");
    const whole = Number(counted()?.split("/")[1]);
    expect(whole).toBeLessThan(all);
    // “Lò” begins no sentence in this story.
    fill("find-query", "Lo");
    expect(counted()).toContain(`/${whole}`);
    press("find-matchCase");
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
    const { doc, selection } = app.session!.editor!.state;
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
    expect(app.session?.finder.replacing).toBe(false);
  });

  it("replaces one, with the marks of what it replaces", async () => {
    const app = await openBar("h");
    fill("find-query", "bảy lò");
    const replacement = fill("find-replacement", "tám lò");
    // In the lead, a heading and a paragraph: from the cursor in the body the heading's comes first.
    expect(counted()).toBe("2/3");
    key(replacement, "Enter");
    expect(counted()).toBe("2/2");
    await app.session?.flush();
    expect((await stored()).fields.abstract).toContain("bảy lò");
    expect(await bodyText()).toContain("tám lò còn đỏ lửa");
    expect(await bodyText()).toContain("bảy lò còn lại");

    fill("find-query", "con dao");
    fill("find-replacement", "lưỡi");
    press("replace-one");
    await app.session?.flush();
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
    press("replace-all");
    expect(find("replace-said").textContent).toContain(`Đã thay ${count} chỗ`);
    expect(find("replace-said").textContent).toMatch(/Tít chính 1, Sapo 2, Thân bài \d+, Chú thích ảnh 1/);
    await app.session?.flush();
    expect(await bodyText()).toBe(before.replaceAll("làng", "xóm"));
    expect((await stored()).fields.headline).toBe("Lễ hội rèn xóm Vân Sa: giữ lửa bên dòng sông cạn");
    expect(find<HTMLTextAreaElement>("headline").value).toContain("xóm Vân Sa");
    expect((await stored()).photos[0]?.fields.caption).toContain("xóm Vân Sa");
    // Not the whole body: what another person writes meanwhile stays.
    expect(sent).not.toContain("set_body");

    press("tool-undo");
    await app.session?.flush();
    expect(await bodyText()).toBe(before);
    expect(all("replace-undo")).toEqual([]);
  });

  it("takes a replacing of all back in every place, save where a person wrote since", async () => {
    const app = await openBar("h");
    const before = await stored();
    fill("find-query", "làng");
    fill("find-replacement", "xóm");
    press("replace-all");
    type("abstract", "Sapo viết lại.");
    press("replace-undo");
    expect(document.activeElement).toBe(find("find-query"));
    await app.session?.flush();
    const { fields, photos, body } = await stored();
    expect(body).toEqual(before.body);
    expect(photos).toEqual(before.photos);
    expect(fields).toEqual({ ...before.fields, abstract: "Sapo viết lại." });
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
    Object.defineProperty(app.session!.editor!, "composing", { value: true });
    press("replace-all");
    await app.session?.flush();
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

describe("the library", () => {
  it("offers to begin where there is nothing", async () => {
    await open([]);
    await appears("library-empty");
    find("new-story").click();
    await appears("headline");
    expect(document.activeElement).toBe(find("headline"));
  });

  it("finds without accents and opens what is found", async () => {
    const app = await open();
    await app.toLibrary();
    await appears("search");
    const search = find<HTMLInputElement>("search");
    search.value = "cau go";
    search.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await vi.waitFor(() => expect(all("story-row")).toHaveLength(1));
    find("story-row").click();
    await appears("headline");
    expect(find<HTMLTextAreaElement>("headline").value).toBe("Cầu gỗ Bãi Dâu mở lại sau ba tháng sửa chữa");
  });

  it("shows what an import could not place before it opens the story", async () => {
    await open([]);
    await appears("library-empty");
    host.drop(["/the/bai.txt", "/the/river.jpg"]);
    await appears("import-go");
    expect(find("import-photos").textContent).toContain("river.jpg");
    find("import-go").click();
    await appears("leftovers");
    find("import-show").click();
    await appears("headline");
    expect(find<HTMLTextAreaElement>("headline").value).toBe("bai");
  });
});

describe("the palette", () => {
  const press = (key: string, more: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
    (document.activeElement ?? document.body).dispatchEvent(event);
    flushSync();
    return event;
  };
  const shown = () => all("palette-item").map((item) => item.querySelector(".name")?.textContent?.trim());
  const chosen = () => document.querySelector("[data-testid=palette-item][aria-selected=true] .name");

  async function ask(words: string) {
    press("k", { ctrlKey: true });
    await vi.waitFor(() => expect(document.activeElement).toBe(find("palette-query")));
    write(words);
  }

  function write(words: string) {
    const box = find<HTMLInputElement>("palette-query");
    box.value = words;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    flushSync();
  }

  /** The sample, and a story that was last touched long before it. */
  const withTheMarket = () => [
    ...sampleStories(new Date()),
    {
      ...emptyStory("story-floating", "vi", new Date(2019, 9, 15)),
      fields: { headline: "Phiên chợ nổi cuối năm", abstract: "Bốn mươi ghe về bến Cây Me." },
    },
  ];

  it("opens a story by its headline without accents, and keeps what was being typed", async () => {
    const app = await open(withTheMarket());
    type("headline", "Tít viết dở");
    await ask("cho noi");
    await vi.waitFor(() => expect(shown()).toEqual(["Phiên chợ nổi cuối năm"]));
    expect([...document.querySelectorAll(".name b")].map((hit) => hit.textContent)).toEqual(["chợ", "nổi"]);
    press("Enter");
    await vi.waitFor(() => expect(app.session?.id).toBe("story-floating"));
    flushSync();
    expect(find<HTMLTextAreaElement>("headline").value).toBe("Phiên chợ nổi cuối năm");
    expect(all("palette")).toEqual([]);
    expect((await stored()).fields.headline).toBe("Tít viết dở");
  });

  it("stays in a story whose words are not safe", async () => {
    const app = await open(withTheMarket());
    host.refusal = FULL_DISK;
    type("headline", "Tít viết dở");
    await ask("cho noi");
    await vi.waitFor(() => expect(shown()).toHaveLength(1));
    press("Enter");
    await appears("save-failed");
    expect(app.session?.id).toBe("story-forge");
    expect(find<HTMLTextAreaElement>("headline").value).toBe("Tít viết dở");
  });

  it("runs a command by its name without accents", async () => {
    await open();
    await ask("xuat goi");
    expect(chosen()?.textContent?.trim()).toBe("Xuất gói");
    expect(find("palette-item").querySelector("kbd")?.textContent).toBe("Ctrl+↵");
    press("Enter");
    await appears("package");
    expect(all("palette")).toEqual([]);
  });

  it("finds what only the text of a story says, also for someone who does not wait for it", async () => {
    const app = await open(withTheMarket());
    await ask("ben cay me");
    press("Enter");
    await vi.waitFor(() => expect(app.session?.id).toBe("story-floating"));
  });

  it("opens the last story for someone who presses Enter at once, and not what stood there before it", async () => {
    const app = await open();
    let answer = () => {};
    const list = host.listStories.bind(host);
    host.listStories = async (words) => {
      await new Promise<void>((resolve) => (answer = resolve));
      return list(words);
    };
    await ask("");
    expect(shown()[0]).toBe("Viết bài mới");
    press("Enter");
    expect(all("palette")).toHaveLength(1);
    answer();
    await vi.waitFor(() => expect(app.session?.id).toBe("story-bridge"));
  });

  it("says so when the library cannot be searched, and still runs commands", async () => {
    await open();
    host.listStories = () => Promise.reject(FULL_DISK);
    await ask("xuat goi");
    await vi.waitFor(() => expect(find("palette").textContent).toContain(FULL_DISK.message));
    press("Enter");
    await appears("package");
  });

  it("formats the block with the cursor", async () => {
    const app = await open();
    await ask("trich dan");
    press("Enter");
    await vi.waitFor(() => expect(app.session?.editor?.state.doc.firstChild?.type.name).toBe("quote"));
    await app.session?.flush();
    expect((await stored()).body[0]?.type).toBe("quote");
    await ask("hoan tac");
    press("Enter");
    await vi.waitFor(() => expect(app.session?.editor?.state.doc.firstChild?.type.name).toBe("paragraph"));
  });

  it("changes the language and then offers the other one", async () => {
    const app = await open();
    await ask("english");
    press("Enter");
    await vi.waitFor(() => expect(app.settings.language).toBe("en"));
    await ask("language");
    expect(shown()).toEqual(["Language: Tiếng Việt"]);
  });

  it("offers what makes sense on the screen: recent stories, then commands", async () => {
    const app = await open();
    await ask("");
    await vi.waitFor(() => expect(shown()[0]).toContain("Cầu gỗ Bãi Dâu"));
    expect(shown()).toEqual(expect.arrayContaining(["Về danh sách bài", "Thêm ảnh", "Định dạng: Đậm"]));
    // Nothing was typed that could be undone, and the language is Vietnamese already.
    expect(shown()).not.toContain("Hoàn tác");
    expect(shown()).not.toContain("Ngôn ngữ: Tiếng Việt");
    press("k", { ctrlKey: true });
    expect(all("palette")).toEqual([]);

    await app.toLibrary();
    await appears("search");
    await ask("");
    await vi.waitFor(() => expect(shown()[0]).toContain("Lễ hội rèn"));
    expect(shown()).toContain("Viết bài mới");
    expect(shown()).not.toContain("Về danh sách bài");
    expect(shown()).not.toContain("Định dạng: Đậm");
  });

  it("is walked with the arrows, told to a reader of the screen, and left with Escape", async () => {
    await open();
    await ask("");
    await vi.waitFor(() => expect(shown()[0]).toContain("Cầu gỗ"));
    const box = find<HTMLInputElement>("palette-query");
    const at = () =>
      all("palette-item").findIndex((item) => item.id === box.getAttribute("aria-activedescendant"));
    const last = all("palette-item").length - 1;
    const walk: [string, number][] = [
      ["ArrowDown", 1],
      ["ArrowDown", 2],
      ["ArrowUp", 1],
      ["Home", 0],
      ["ArrowUp", last],
      ["ArrowDown", 0],
      ["End", last],
    ];
    for (const [key, place] of walk) {
      expect(press(key).defaultPrevented, key).toBe(true);
      expect(at(), key).toBe(place);
    }
    // A word that is being composed keeps its Enter.
    expect(press("Enter", { isComposing: true }).defaultPrevented).toBe(false);
    write("zzz");
    await appears("palette-none");
    expect(find("palette").querySelector("[role=status]")?.textContent).toBe("0 kết quả");
    find("palette").dispatchEvent(new Event("cancel", { cancelable: true }));
    flushSync();
    expect(all("palette")).toEqual([]);
  });

  it("does not cover a sheet that is open", async () => {
    await open();
    find("open-package").click();
    await appears("package-missing");
    press("k", { ctrlKey: true });
    expect(all("palette")).toEqual([]);
  });
});

describe("a package", () => {
  it("waits for what is missing, or goes out as a draft, and is checked", async () => {
    await open();
    find("open-package").click();
    await appears("package-missing");
    const write = find<HTMLButtonElement>("package-write");
    expect(write.disabled).toBe(true);
    find("package-draft").click();
    await vi.waitFor(() => expect(write.disabled).toBe(false));
    write.click();
    await appears("package-checked");
    expect(find("package-result").dataset.ok).toBe("true");
    expect(find("package-path").textContent).toContain("/home/toasoan/goi/");
  });

  it("leads to the field that is missing", async () => {
    await open();
    find("open-package").click();
    await appears("package-missing");
    find("missing-alt_text-photo-river").click();
    await vi.waitFor(() => expect(document.activeElement).toBe(find("alt-photo-river")));
    expect(all("package")).toEqual([]);
  });
});

it("speaks the language that is chosen", async () => {
  const app = await open();
  app.change({ language: "en" });
  flushSync();
  expect(find("open-package").textContent).toContain("Package");
  expect((await host.settings()).language).toBe("en");
  app.change({ language: "vi" });
  flushSync();
  expect(find("open-package").textContent).toContain("Xuất gói");
});
