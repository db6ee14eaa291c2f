/** Files are dropped at any time: they come to where a person was going, or it is said why they don't. */
import { flushSync } from "svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { App } from "./app.svelte";
import type { ErrorText } from "../generated/ErrorText";
import type { Sheet } from "../desk/room";
import { addingOf } from "../photos/adding.svelte";
import { storyWith } from "../testing/photos";
import { writeInto } from "../testing/pictures";
import { all, appears, click, eachOnAPage, find, host, open } from "../testing/window";

eachOnAPage(1000, 700);

let app: App;
const [HERE, THERE] = ["story-photos", "story-other"];
const ARTICLE = "Nước lên\n\nĐoạn đầu của tin.\n";
const photosOf = async (story: string) => (await host.openStory(story)).story.photos.length;

beforeEach(async () => {
  app = await open([storyWith([]), storyWith([], { id: THERE })]);
});

/** Until it is let go, nothing is answered. */
function holdUp<C extends "open_story" | "import_article">(command: C): () => void {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  host.instead[command] = (async (real: () => Promise<unknown>) => {
    await held;
    return real();
  }) as (typeof host.instead)[C];
  return letGo;
}

describe("on the way to a story", () => {
  it.each([
    ["the list", () => app.toLibrary()],
    ["another story", async () => {}],
  ])("from %s pictures go where one arrives", async (_from, go) => {
    await go();
    const letGo = holdUp("open_story");
    const way = app.show(THERE);
    host.drop([await host.picture("a.jpg")]);
    letGo();
    await way;
    await vi.waitFor(async () => expect(await photosOf(THERE)).toBe(1));
    expect(await photosOf(HERE)).toBe(0);
    expect(app.sheet).toBeNull();
  });

  it("that can't be opened they stay where one is", async () => {
    host.instead.open_story = () =>
      Promise.reject({ code: "story_unknown", message: "Không có", hint: "" } as ErrorText);
    const way = app.show(THERE);
    host.drop([await host.picture("a.jpg")]);
    await way;
    await vi.waitFor(() => expect(app.desk!.story.photos).toHaveLength(1));
  });
});

describe("over a sheet on which one works", () => {
  it.each<NonNullable<Sheet>>(["package", "history", "style", "templates"])(
    "%s they wait, which is said, and come once it is closed",
    async (sheet) => {
      app.sheet = sheet;
      const one = host.file("mot.txt", ARTICLE);
      await vi.waitFor(() => expect(document.querySelector("dialog")).not.toBeNull());
      host.drop([one]);
      host.drop([host.file("hai.txt", ARTICLE)]);
      expect((await appears("drop-waiting")).textContent).toContain("khi đóng bảng này");
      expect(app.sheet).toBe(sheet);
      app.sheet = null;
      await appears("import-go");
      expect(app.toImport.article).toContain("mot.txt");
      // The second has a sheet of its own.
      app.sheet = null;
      await vi.waitFor(() => expect(app.toImport.article).toContain("hai.txt"));
      expect(app.sheet).toBe("import");
    },
  );

  it("the import sheet at work lets pictures into the story that it makes", async () => {
    host.drop([host.file("bai.txt", ARTICLE)]);
    await appears("import-go");
    const letGo = holdUp("import_article");
    click("import-go");
    host.drop([await host.picture("a.jpg")]);
    await appears("drop-waiting");
    letGo();
    await vi.waitFor(() => expect([HERE, THERE]).not.toContain(app.desk?.story.id));
    await vi.waitFor(async () => expect(await photosOf(app.desk!.story.id)).toBe(1));
  });

  it("the import sheet that failed takes pictures in", async () => {
    host.drop([host.file("bai.txt", ARTICLE)]);
    await appears("import-go");
    host.instead.import_article = () =>
      Promise.reject({ code: "file_unreadable", message: "Không đọc được", hint: "Thử lại." } as ErrorText);
    click("import-go");
    host.drop([await host.picture("a.jpg")]);
    await appears("import-error");
    await vi.waitFor(() => expect(find("import-photos").textContent).toContain("a.jpg"));
  });
});

it("before a library is open it is said that nothing can be taken in", async () => {
  await host.damage();
  await app.start();
  flushSync();
  host.drop([host.file("bai.txt", ARTICLE)]);
  expect((await appears("note-drop")).textContent).toContain("chưa nhận được tệp");
  expect(all("import")).toEqual([]);
});

it("before the screen is put together they wait for it", async () => {
  const { desk } = app;
  const leave = desk!.takesFiles(() => {});
  leave();
  desk!.dropped([await host.picture("a.jpg")]);
  desk!.takesFiles((paths) => void addingOf(desk!).add(paths));
  await vi.waitFor(() => expect(app.desk!.story.photos).toHaveLength(1));
});

it("what two drops ask about the same pictures is all asked, each picture once", async () => {
  const files = [await host.picture("a.jpg"), await host.picture("b.jpg")];
  for (const file of files) writeInto(file, { caption: "Lời trong tệp", credit: "Thu An", city: "Vân Sa" });
  host.drop(files);
  await vi.waitFor(() => expect(app.desk!.story.photos).toHaveLength(2));
  for (const { id } of app.desk!.story.photos) app.desk!.story.setPhotoField(id, "caption", "Lời tôi viết");
  await app.desk!.story.flush();
  host.drop([files[0]!]);
  await appears("again");
  host.drop([...files].reverse());
  await vi.waitFor(() => expect(addingOf(app.desk!).again).toHaveLength(2));
  flushSync();
  expect(find("again").querySelectorAll("fieldset")).toHaveLength(2);
});

it("files that passed over the window too fast to be heard leave no sign behind", () => {
  host.hover(["/the/1.jpg"]);
  flushSync();
  find("drop-hint");
  window.dispatchEvent(new Event("pointermove"));
  flushSync();
  expect(all("drop-hint")).toEqual([]);
});
