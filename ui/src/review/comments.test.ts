/** Comments on the screen, over a real library: written, answered, resolved, taken back. */
import { TextSelection } from "prosemirror-state";
import { flushSync } from "svelte";
import { expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { Edit } from "../generated/Edit";
import { newsroomWith } from "../testing/newsroom";
import { emptyStory } from "../testing/stories";
import { all, appears, click, eachOnAPage, find, host, openOn, press, type } from "../testing/window";

eachOnAPage(1280, 800);

const ID = "story-forge";
const TEXT = "Ghe nước lên nhanh từ khi trời sáng.";
let app: App;

/** The window of Minh Hạ on a story about which Hà Vy has said this. */
async function commented(edits: Edit[] = [], paragraphs = [TEXT, "Chợ đông."]): Promise<void> {
  const body = paragraphs.map((text) => ({ type: "paragraph" as const, text }));
  const room = await newsroomWith([{ ...emptyStory(ID, "vi"), body }]);
  await room.saveSettings({ name: "Hà Vy" });
  if (edits.length > 0) await room.edit(ID, 0, edits);
  await room.saveSettings({ name: "Minh Hạ" });
  app = await openOn(room);
}

const on = (comment: string, from: number, to: number, text: string): Edit => ({
  edit: "comment",
  comment,
  place: { about: "words", from, to },
  quote: "",
  text,
  before_print: false,
});

const stored = async () => (await host.openStory(ID)).story.comments;
const marked = () =>
  [...find("body").querySelectorAll(".commented")].map((mark) => mark.textContent).join("|");
const rows = () => all("comment").map((row) => row.querySelector(".text")!.textContent.trim());

async function openList(): Promise<void> {
  await appears("open-suggestions");
  click("open-suggestions");
  await appears("suggestions");
}

it("is written with keys alone, of the paragraph that one is in, and is taken back and done again", async () => {
  await commented();
  find("body").focus();
  press("m", { ctrlKey: true, shiftKey: true });
  await appears("comment-text");
  await vi.waitFor(() => expect(document.activeElement).toBe(find("comment-text")));
  expect(find("comment-box").textContent).toContain(TEXT);
  type("comment-text", "@Hà Vy lên từ hôm nào?");
  click("comment-before-print");
  press("Enter", { ctrlKey: true });
  await appears("comment");
  await vi.waitFor(() => expect(marked()).toBe(TEXT));
  await app.desk!.story.flush();
  const [comment] = await stored();
  expect(comment).toMatchObject({
    by: "Minh Hạ",
    quote: TEXT,
    before_print: true,
    text: "@Hà Vy lên từ hôm nào?",
  });
  expect(find("comment").querySelector("b")?.textContent).toBe("@Hà Vy");

  await app.desk!.back();
  await vi.waitFor(async () => expect(await stored()).toEqual([]));
  await vi.waitFor(() => expect(marked()).toBe(""));
  await app.desk!.again();
  await vi.waitFor(async () => expect(await stored()).toHaveLength(1));
});

it("is about the words that it was begun with, whatever is typed before them meanwhile", async () => {
  await commented();
  const { view } = app.desk!.story.body;
  view!.dispatch(view!.state.tr.setSelection(TextSelection.create(view!.state.doc, 5, 9)));
  find("body").focus();
  press("m", { ctrlKey: true, shiftKey: true });
  await appears("comment-text");
  await vi.waitFor(() => expect(marked()).toBe("nước"));
  view!.dispatch(view!.state.tr.insertText("Chiếc ", 1));
  flushSync();
  type("comment-text", "Ở đâu?");
  click("comment-say");
  await app.desk!.story.flush();
  await app.desk!.story.saver.refresh();
  expect((await stored())[0]?.quote).toBe("nước");
  expect(marked()).toBe("nước");
});

it("stands over its words while one types before them and in them", async () => {
  await commented([on("a", 5, 14, "Lên hay xuống?")]);
  await vi.waitFor(() => expect(marked()).toBe("nước lên "));
  const { view } = app.desk!.story.body;
  view!.dispatch(view!.state.tr.insertText("Chiếc ", 1));
  view!.dispatch(view!.state.tr.insertText("rất ", 16));
  flushSync();
  expect(marked()).toBe("nước rất lên ");
  await app.desk!.story.flush();
  await app.desk!.story.saver.refresh();
  expect(marked()).toBe("nước rất lên ");
  expect((await stored())[0]?.place).toMatchObject({ about: "words" });
});

it("is answered and resolved in the list, in reading order with what is proposed, and opened again", async () => {
  const suggest: Edit = {
    edit: "suggest_splice",
    suggestion: "s",
    at: 15,
    delete: 0,
    insert: [{ piece: "text", text: "rất ", marks: {} }],
  };
  await commented([on("b", 39, 42, "Chợ nào?"), on("a", 1, 4, "Ghe ai?"), suggest]);
  expect((await appears("open-suggestions")).textContent).toMatch(/1 đề xuất, 2 nhận xét/);
  await openList();
  const order = () => all("suggestions")[0]!.querySelectorAll("[data-suggestion-row]");
  expect([...order()].map((row) => row.getAttribute("data-suggestion-row"))).toEqual(["a", "s", "b"]);
  expect(rows()).toEqual(["Ghe ai?", "Chợ nào?"]);
  all("comment")[0]!.focus();
  press("r");
  expect(document.activeElement).toBe(find("reply-text"));
  type("reply-text", "Ghe của xóm.");
  press("Enter", { ctrlKey: true });
  await app.desk!.story.flush();
  expect((await stored()).find(({ id }) => id === "a")?.replies.map(({ by, text }) => [by, text])).toEqual([
    ["Minh Hạ", "Ghe của xóm."],
  ]);
  all("comment")[0]!.focus();
  press("a");
  // The next is at hand, with the keyboard.
  await vi.waitFor(() => expect(document.activeElement?.getAttribute("data-suggestion-row")).toBe("s"));
  await app.desk!.story.flush();
  expect((await stored()).find(({ id }) => id === "a")?.resolved?.by).toBe("Minh Hạ");
  click("suggestions-done");
  click("comment-reopen");
  await vi.waitFor(() => expect(document.activeElement?.getAttribute("data-suggestion-row")).toBe("a"));
  await app.desk!.story.flush();
  expect((await stored()).find(({ id }) => id === "a")?.resolved).toBeNull();
});

it("says so where its words are gone, and shows what they were", async () => {
  await commented([on("a", 5, 14, "Lên hay xuống?")]);
  const { view } = app.desk!.story.body;
  view!.dispatch(view!.state.tr.delete(2, 25));
  flushSync();
  await app.desk!.story.flush();
  await app.desk!.story.saver.refresh();
  await openList();
  expect(find("comment").textContent).toContain("chữ đã bị xóa");
  expect(find("suggestions").querySelector(".quote.gone")?.textContent).toBe("nước lên ");
});

it("keeps what was written and not said, of a comment and of an answer", async () => {
  await commented([on("a", 1, 4, "Ghe ai?"), on("b", 5, 9, "Nước?")]);
  await openList();
  all("comment")[0]!.focus();
  await appears("reply-text");
  type("reply-text", "Ghe của");
  all("comment")[1]!.focus();
  flushSync();
  all("comment")[0]!.focus();
  flushSync();
  expect(find<HTMLTextAreaElement>("reply-text").value).toBe("Ghe của");
  click("comment-new");
  await appears("comment-text");
  type("comment-text", "Chưa xong");
  press("Escape");
  click("comment-new");
  await appears("comment-text");
  expect(find<HTMLTextAreaElement>("comment-text").value).toBe("Chưa xong");
  expect(await stored()).toHaveLength(2);
});

it("is about a field, a picture's words, or the story as a whole, as the keyboard is in one", async () => {
  await commented();
  find("headline").focus();
  press("m", { ctrlKey: true, shiftKey: true });
  await appears("comment-text");
  type("comment-text", "Tít dài quá");
  click("comment-say");
  await app.desk!.story.flush();
  expect((await stored())[0]?.place).toEqual({ about: "field", field: "headline" });
  // An empty one says nothing, and Escape leaves the box to where one wrote.
  click("comment-new");
  await appears("comment-text");
  press("Enter", { ctrlKey: true });
  press("Escape");
  await vi.waitFor(() => expect(document.activeElement).toBe(find("body")));
  expect(await stored()).toHaveLength(1);
});
