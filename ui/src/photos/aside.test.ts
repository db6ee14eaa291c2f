/** Words for a picture that is gone are found on the screen until they were used, also on another day. */
import { flushSync } from "svelte";
import { beforeEach, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import { photoOf, storyWith } from "../testing/photos";
import {
  all,
  appears,
  click,
  eachOnAPage,
  find,
  host,
  open,
  press,
  storedPhoto,
  type,
} from "../testing/window";
import { asideOf } from "./aside.svelte";
import { photoDeskOf } from "./desk.svelte";

const STORY = "story-photos";
let app: App;

eachOnAPage(1000, 700);

beforeEach(async () => {
  app = await open([storyWith([photoOf("a"), photoOf("b")]), storyWith([], { id: "story-other" })]);
  photoDeskOf(app.desk!).enlarge("a");
  await appears("pad-caption");
  await host.elsewhere(STORY, [{ edit: "remove_photo", photo: "a" }]);
  type("pad-caption", "Thuyền về bến");
  type("pad-credit", "Thu An");
  await app.desk!.story.flush();
  await appears("note-aside-caption-a");
  await vi.waitFor(() => expect(asideOf(app.desk!).all).toHaveLength(2));
});

/** The notes are put away, and the story is opened anew. */
async function another_day() {
  for (const note of [...app.notes.shown]) app.notes.close(note.key);
  await app.show("story-other");
  flushSync();
  expect(all("aside-open")).toEqual([]);
  await app.show(STORY);
  flushSync();
  (await appears("aside-open")).click();
  await appears("aside");
}

it("they are counted beside the story, and shown with what they belong to", async () => {
  await another_day();
  expect(find("aside-open").textContent).toContain("2");
  expect(find("aside").textContent).toContain("Thuyền về bến");
  expect(find("aside").textContent).toContain("Chú thích ảnh của ảnh a.jpg");
  press("Escape");
});

it("they come back with the picture, one after the other", async () => {
  await another_day();
  click("aside-bring-back");
  await vi.waitFor(() => expect(asideOf(app.desk!).all).toHaveLength(1));
  flushSync();
  click("aside-bring-back");
  await vi.waitFor(() => expect(all("aside")).toEqual([]));
  const { fields } = await storedPhoto("a", STORY);
  expect([fields.caption, fields.credit]).toEqual(["Thuyền về bến", "Thu An"]);
  expect(all("aside-open")).toEqual([]);
});

it("they are aside again when Ctrl+Z takes back what was done with them on the sheet, step by step", async () => {
  await another_day();
  const before = app.desk!.story.photos.map(({ id }) => id);
  const words = asideOf(app.desk!).all.map(({ field }) => field);
  click("aside-bring-back");
  await vi.waitFor(() => expect(asideOf(app.desk!).all).toHaveLength(1));
  flushSync();
  press("z", { ctrlKey: true });
  await vi.waitFor(() => expect(app.desk!.story.photos.map(({ id }) => id)).toEqual(before));
  expect(asideOf(app.desk!).all.map(({ field }) => field)).toEqual(words);
  click("aside-drop");
  flushSync();
  press("z", { ctrlKey: true });
  expect(asideOf(app.desk!).all.map(({ field }) => field)).toEqual(words);
  press("z", { ctrlKey: true });
  expect(asideOf(app.desk!).all, "there is no more to take back").toHaveLength(2);
});

it("they go when nobody wants them, and come back from that", async () => {
  await another_day();
  click("aside-drop");
  flushSync();
  click("aside-drop");
  await vi.waitFor(() => expect(all("aside")).toEqual([]));
  click("note-aside-back");
  flushSync();
  expect(find("aside-open").textContent).toContain("1");
});

it("they are a command while there are any", async () => {
  expect(app.commands.run("words_aside")).toBe(true);
  await appears("aside");
  app.desk!.asks = null;
  for (const one of asideOf(app.desk!).all) asideOf(app.desk!).drop(one);
  flushSync();
  expect(app.commands.run("words_aside")).toBe(false);
});
