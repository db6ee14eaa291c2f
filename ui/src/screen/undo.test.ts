/** Undo on the screen: in the body, in every box, and over restarts. */
import { TextSelection } from "prosemirror-state";
import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import Window from "../Window.svelte";
import { App } from "../app/app.svelte";
import type { Edit } from "../generated/Edit";
import type { StoryField } from "../generated/StoryField";
import { type Newsroom, newsroomWith } from "../testing/newsroom";
import { readLater } from "../testing/parts";
import { sampleStories } from "../testing/stories";
import { onMac } from "../services/shortcuts";
import { finderOf } from "../find/finder.svelte";

const STORY = "story-forge";

let host: Newsroom;
let app: App;
let window_: Record<string, unknown>;

async function openWindow(): Promise<void> {
  document.body.innerHTML = "";
  app = new App(host);
  await app.start();
  await readLater();
  window_ = mount(Window, { target: document.body, props: { app } });
  flushSync();
}

/** Nothing of the window goes on once it is closed. */
async function closeWindow(): Promise<void> {
  await app.desk?.story.flush();
  app.desk?.story.saver.stop();
  await unmount(window_);
}

/** The window is closed, and opened again on the same library. */
async function restart(meanwhile: () => Promise<unknown> = async () => {}): Promise<void> {
  await closeWindow();
  await meanwhile();
  await openWindow();
}

function box(testid: string): HTMLTextAreaElement {
  const found = document.querySelector<HTMLTextAreaElement>(`[data-testid="${testid}"]`);
  if (!found) throw new Error(`${testid} is not on the screen`);
  return found;
}

/** One key as the web view tells of it. */
function input(box: HTMLTextAreaElement, inputType: string, data: string | null, isComposing = false): void {
  const event = { inputType, data, isComposing, bubbles: true, cancelable: true };
  box.dispatchEvent(new InputEvent("beforeinput", event));
  const [start, end] = [box.selectionStart, box.selectionEnd];
  const from = inputType === "deleteContentBackward" && start === end ? Math.max(0, start - 1) : start;
  box.setRangeText(data ?? "", from, end, "end");
  box.dispatchEvent(new InputEvent("input", event));
  flushSync();
}

function type(testid: string, text: string): HTMLTextAreaElement {
  const target = box(testid);
  if (document.activeElement !== target) {
    target.focus();
    target.setSelectionRange(target.value.length, target.value.length);
  }
  for (const key of text) {
    if (key === "⌫") input(target, "deleteContentBackward", null);
    else input(target, "insertText", key);
  }
  return target;
}

function press(target: EventTarget, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const held = onMac ? { metaKey: true } : { ctrlKey: true };
  const event = new KeyboardEvent("keydown", { key, ...held, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  flushSync();
  return event;
}

const undo = (target: EventTarget) => press(target, "z");
const redo = (target: EventTarget) => press(target, "y");
const pause = () => vi.setSystemTime(Date.now() + 10_000);

const setField = (field: StoryField, value: string): Edit => ({ edit: "set_field", field, value });
/** What another program writes; the page hears of it. */
async function elsewhere(...edits: Edit[]): Promise<void> {
  await app.desk?.story.flush();
  await host.elsewhere(STORY, edits);
  await app.desk?.story.saver.refresh();
  flushSync();
}

function typeInBody(text: string, at?: number): void {
  const view = app.desk!.story.body.view!;
  if (at !== undefined) view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at)));
  for (const key of text) {
    const { from, to } = view.state.selection;
    if (key === "⌫") {
      // No key of the body takes it; then the web view deletes.
      const event = new KeyboardEvent("keydown", { key: "Backspace", bubbles: true, cancelable: true });
      view.dom.dispatchEvent(event);
      if (!event.defaultPrevented) view.dispatch(view.state.tr.delete(from - 1, from));
      continue;
    }
    const typeIt = () => view.state.tr.insertText(key);
    const taken = view.someProp("handleTextInput", (handle) => handle(view, from, to, key, typeIt));
    if (!taken) view.dispatch(typeIt());
  }
}

const bodyText = () => app.desk!.story.body.view!.state.doc.firstChild!.textContent;
const body = () => document.querySelector<HTMLElement>('[data-testid="body"]')!;
const stored = async () => (await host.openStory(STORY)).story;

beforeEach(async () => {
  // Only the clock stands still: timers go on, so that answers arrive.
  vi.useFakeTimers({ toFake: ["Date"] });
  localStorage.clear();
  host = await newsroomWith(sampleStories());
  await openWindow();
});

afterEach(async () => {
  await closeWindow();
  vi.useRealTimers();
});

describe("in a box", () => {
  it("Ctrl+Z takes a burst of typing back, Ctrl+Y and Ctrl+Shift+Z bring it again, and the library has it", async () => {
    const first = box("headline").value;
    const headline = type("headline", " mới");
    pause();
    type("headline", " nhất");
    expect(undo(headline).defaultPrevented, "the web view's own undo stays out of it").toBe(true);
    expect(headline.value).toBe(`${first} mới`);
    undo(headline);
    undo(headline);
    expect(headline.value).toBe(first);
    redo(headline);
    press(headline, "z", { shiftKey: true });
    expect(headline.value).toBe(`${first} mới nhất`);
    undo(headline);
    await app.desk?.story.flush();
    expect((await stored()).fields.headline).toBe(`${first} mới`);
  });

  it("the web view's menu asks for the same", () => {
    const first = box("abstract").value;
    const lead = type("abstract", " thêm");
    const ask = (inputType: string) => {
      const event = new InputEvent("beforeinput", { inputType, cancelable: true, bubbles: true });
      lead.dispatchEvent(event);
      flushSync();
      return event.defaultPrevented;
    };
    expect(ask("historyUndo")).toBe(true);
    expect(lead.value).toBe(first);
    expect(ask("historyRedo")).toBe(true);
    expect(lead.value).toBe(`${first} thêm`);
  });

  it("nothing is undone while a word is being composed, and the word is one entry", () => {
    const first = box("headline").value;
    const headline = type("headline", " ");
    pause();
    headline.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    for (const word of ["h", "ho", "hoa", "hòa"]) {
      headline.setSelectionRange(first.length + 1, headline.value.length);
      input(headline, "insertCompositionText", word, true);
      pause();
    }
    press(headline, "z", { isComposing: true });
    expect(headline.value).toBe(`${first} hòa`);
    headline.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
    undo(headline);
    expect(headline.value).toBe(`${first} `);
  });

  it("a word typed with backspaces, as Unikey does on Windows, is taken back whole", () => {
    const first = box("headline").value;
    const headline = type("headline", " hoa⌫à dd⌫⌫đaa⌫⌫ât⌫⌫ất");
    expect(headline.value).toBe(`${first} hoà đất`);
    undo(headline);
    expect(headline.value).toBe(first);
  });

  it("what another wrote there is never taken back", async () => {
    const first = box("headline").value;
    const headline = type("headline", ", bên sông");
    body().focus();
    await elsewhere(setField("headline", `Mới: ${headline.value}`));
    await vi.waitFor(() => expect(headline.value).toBe(`Mới: ${first}, bên sông`));
    undo(headline);
    expect(headline.value).toBe(`Mới: ${first}`);
    redo(headline);
    // Whoever undoes is where it was: what others write there waits until they have left.
    expect(document.activeElement).toBe(headline);
    body().focus();
    await elsewhere(setField("headline", "Tít khác hẳn"));
    await vi.waitFor(() => expect(headline.value).toBe("Tít khác hẳn"));
    undo(headline);
    expect(headline.value).toBe("Tít khác hẳn");
  });

  it("what storing made of the typing is taken back with it", async () => {
    const first = box("field-slug").value;
    const slug = type("field-slug", " Chợ Nổi");
    slug.blur();
    await vi.waitFor(() => expect(slug.value).toMatch(/-cho-noi$|^cho-noi$/));
    undo(slug);
    expect(slug.value).toBe(first);
  });

  it("replacing in the whole story is taken back by Ctrl+Z there too, or with its own button", async () => {
    const first = box("headline").value;
    const finder = finderOf(app.desk!);
    finder.show(true);
    finder.lookFor({ query: "làng" });
    finder.replacement = "xóm";
    finder.replaceAll();
    flushSync();
    const headline = box("headline");
    expect(headline.value).toBe(first.replaceAll("làng", "xóm"));
    headline.focus();
    undo(headline);
    expect(headline.value).toBe(first);
    redo(headline);
    body().focus();
    finder.replaceAll();
    finder.lookFor({ query: "xóm" });
    finder.replacement = "làng";
    finder.replaceAll();
    finder.takeBack();
    flushSync();
    expect(headline.value).toBe(first.replaceAll("làng", "xóm"));
    undo(headline);
    expect(headline.value, "the button left nothing of its own to undo").toBe(first);
  });
});

describe("typographic signs in a box", () => {
  it.each([
    ["headline", ' "A"', " “A”"],
    ["abstract", " a -- b...", " a – b…"],
    ["caption-photo-river", " a --- b", " a — b"],
    ["alt-photo-river", ' "A"', " “A”"],
    ["field-kicker", ' "A"', " “A”"],
    // A hyphen is a hyphen, and a quote may belong to a name.
    ["credit-photo-river", ' "A" --', ' "A" --'],
    ["field-slugline", "a--b", "a--b"],
    ["field-byline", ' "A"', ' "A"'],
  ])("%s: %j becomes %j", (testid, typed, made) => {
    const before = box(testid).value;
    expect(type(testid, typed).value).toBe(before + made);
  });

  it("one undo gives back what was typed, and a second what stood before", () => {
    const first = box("headline").value;
    const headline = type("headline", " --");
    expect(headline.value).toBe(`${first} –`);
    undo(headline);
    expect(headline.value).toBe(`${first} --`);
    expect(headline.selectionEnd, "the cursor stays behind it").toBe(headline.value.length);
    undo(headline);
    expect(headline.value).toBe(first);
    redo(headline);
    redo(headline);
    expect(headline.value).toBe(`${first} –`);
  });

  it("each is undone by itself, and not with the words typed after it", () => {
    const first = box("headline").value;
    const headline = type("headline", ' "Đi"');
    const seen = [];
    for (let round = 0; round < 4; round++) {
      undo(headline);
      seen.push(headline.value.slice(first.length));
    }
    expect(seen).toEqual([' “Đi"', " “", ' "', ""]);
  });

  it("come as the story's language has them", () => {
    const first = box("headline").value;
    app.desk?.story.setLanguage("en");
    flushSync();
    expect(type("headline", " 1990's").value).toBe(`${first} 1990’s`);
  });

  it("keep still while a word is composed, and look at it once it is done", async () => {
    const first = box("headline").value;
    const headline = type("headline", ' "phố ');
    headline.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    for (const word of ["h", "ho", 'hòa"']) {
      headline.setSelectionRange(`${first} “phố `.length, headline.value.length);
      input(headline, "insertCompositionText", word, true);
    }
    expect(headline.value).toBe(`${first} “phố hòa"`);
    headline.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
    await vi.waitFor(() => expect(headline.value).toBe(`${first} “phố hòa”`));
    undo(headline);
    expect(headline.value).toBe(`${first} “phố hòa"`);
  });

  it("are put into no text that was pasted", () => {
    const first = box("headline").value;
    input(type("headline", " "), "insertFromPaste", '"');
    expect(box("headline").value).toBe(`${first} "`);
  });
});

describe("after a restart", () => {
  it("the body goes on where it was, and nothing of it is sent again", async () => {
    const first = bodyText();
    typeInBody("Mở đầu. ", 1);
    pause();
    typeInBody("Hai.");
    undo(body());
    await restart();
    const sent = vi.spyOn(host, "edit");
    await app.desk?.story.flush();
    expect(sent).not.toHaveBeenCalled();

    redo(body());
    expect(bodyText()).toBe(`Mở đầu. Hai.${first}`);
    undo(body());
    undo(body());
    expect(bodyText()).toBe(first);
    await app.desk?.story.flush();
    expect((await stored()).body[0]?.text).toBe(first);
  });

  it("so does every box, and what was done last is taken back first, wherever the keyboard is", async () => {
    const names = ["headline", "abstract", "caption-photo-river", "field-byline"];
    const first = names.map((name) => box(name).value);
    for (const name of names) {
      type(name, " thêm");
      pause();
    }
    await restart();
    for (const name of [...names].reverse()) {
      undo(body());
      await vi.waitFor(() => expect(document.activeElement, "one sees what is taken back").toBe(box(name)));
    }
    expect(names.map((name) => box(name).value)).toEqual(first);
    for (const name of names) redo(box(name));
    await app.desk?.story.flush();
    const { fields, photos } = await stored();
    expect([fields.headline, fields.abstract]).toEqual([`${first[0]} thêm`, `${first[1]} thêm`]);
    expect(photos.find(({ id }) => id === "photo-river")?.fields.caption).toBe(`${first[2]} thêm`);
  });

  it("what another program wrote meanwhile stays, in the body and in a box", async () => {
    const first = bodyText();
    typeInBody("hết nước ", 1);
    const lead = type("abstract", " thêm").value;
    await restart(() =>
      host.elsewhere(STORY, [
        { edit: "splice", at: 4, delete: 0, insert: [{ piece: "text", text: "[sạch]", marks: {} }] },
        setField("abstract", `[mới] ${lead}`),
      ]),
    );
    expect(bodyText()).toBe(`hết[sạch] nước ${first}`);
    undo(body());
    expect(box("abstract").value).toBe(`[mới] ${lead.slice(0, -" thêm".length)}`);
    undo(body());
    expect(bodyText()).toBe(`[sạch]${first}`);
    await app.desk?.story.flush();
    expect((await stored()).body[0]?.text).toBe(`[sạch]${first}`);
  });

  it("nothing of a story is undone in another, and each has its own on the way through the library", async () => {
    type("headline", " mới");
    typeInBody("Mở. ", 1);
    await app.toLibrary();
    await app.show("story-bridge");
    flushSync();
    const bridge = [box("headline").value, bodyText()];
    undo(box("headline"));
    undo(body());
    expect([box("headline").value, bodyText()]).toEqual(bridge);
    await app.show(STORY);
    flushSync();
    undo(box("headline"));
    expect(bodyText().startsWith("Mở. ")).toBe(false);
    undo(body());
    expect(box("headline").value.endsWith(" mới")).toBe(false);
  });
});

it("in the body, a change from elsewhere is not undone with one's own typing", async () => {
  const first = bodyText();
  typeInBody("hết nước ", 1);
  await elsewhere({
    edit: "splice",
    at: 4,
    delete: 0,
    insert: [{ piece: "text", text: "[sạch]", marks: {} }],
  });
  expect(bodyText()).toBe(`hết[sạch] nước ${first}`);
  undo(body());
  expect(bodyText()).toBe(`[sạch]${first}`);
  redo(body());
  expect(bodyText()).toBe(`hết[sạch] nước ${first}`);
  await app.desk?.story.flush();
  expect((await stored()).body[0]?.text).toBe(`hết[sạch] nước ${first}`);
});

it("in the body, a word typed with backspaces is taken back whole", () => {
  const first = bodyText();
  typeInBody("hoa⌫à dd⌫⌫đaa⌫⌫ât⌫⌫ất ", 1);
  expect(bodyText()).toBe(`hoà đất ${first}`);
  undo(body());
  expect(bodyText()).toBe(first);
});

it("a code in the body becomes its text at the last sign, and one undo gives back what was typed", async () => {
  app.desk!.story.takeCodes({
    file_name: "doi.txt",
    codes: [{ code: "smt", texts: ["Sơn Minh Thắng"] }],
    skipped: [],
  });
  typeInBody("Anh =smt= và =lạ= ", 1);
  expect(bodyText()).toMatch(/^Anh Sơn Minh Thắng và =lạ= /);
  undo(body());
  undo(body());
  expect(bodyText()).toMatch(/^Anh =smt=/);
  await app.desk?.story.flush();
  expect((await stored()).body[0]?.text).toMatch(/^Anh =smt=/);
});
