import { afterEach, describe, expect, it, vi } from "vitest";

import type { ErrorText } from "../generated/ErrorText";
import { MemoryHost } from "../host/memory";
import { sampleStories } from "../host/memory/sample";
import { readLater } from "../testing/parts";
import { all, appears, closeWindow, find, freshPage, host, open, openOn, stored } from "../testing/window";
import { keptBeyond } from "./kept";

const DAMAGED: ErrorText = { code: "library_damaged", message: "Tệp bị hỏng.", hint: "dateline recover" };

afterEach(closeWindow);

/** The window on a library like this. */
async function openWith(change: (host: MemoryHost) => void) {
  freshPage();
  const made = new MemoryHost(sampleStories(new Date()));
  change(made);
  return await openOn(made);
}

describe("a library that cannot be opened", () => {
  it("says why, offers to recover, and goes on in what was recovered", async () => {
    const app = await openWith((host) => (host.trouble = DAMAGED));
    const trouble = await appears("trouble");
    expect(trouble.textContent).toContain("Tệp bị hỏng.");
    expect(trouble.textContent, "the command line is no help in a window").not.toContain("dateline recover");
    expect(document.activeElement?.tagName).toBe("H1");
    host.recovery = {
      kept: "/thu-vien/hong.sqlite",
      stories: 2,
      changes: 7,
      relisted: 0,
      unread: 0,
      not_whole: [],
    };
    find("recover").click();
    const goOn = await appears("go-on");
    expect(find("trouble").textContent).toContain("/thu-vien/hong.sqlite");
    goOn.click();
    await vi.waitFor(() => expect(app.session).not.toBeNull());
    expect(all("trouble")).toEqual([]);
  });

  it("is tried once more, and what is newer or busy is not recovered", async () => {
    const app = await openWith((host) => (host.trouble = { ...DAMAGED, code: "library_busy", hint: "Đợi." }));
    expect((await appears("trouble")).textContent).toContain("Đợi.");
    expect(all("recover")).toEqual([]);
    find("retry").click();
    await vi.waitFor(() => expect(app.trouble?.code).toBe("library_busy"));
    host.trouble = null;
    find("retry").click();
    await vi.waitFor(() => expect(app.session).not.toBeNull());
  });

  it("leaves nothing to be done by keys that need a library", async () => {
    const app = await openWith((host) => (host.trouble = DAMAGED));
    await appears("trouble");
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "n", ctrlKey: true, bubbles: true }));
    expect(Object.keys(app.commands())).toEqual([]);
    expect(app.session).toBeNull();
  });
});

describe("a story that is not whole", () => {
  it("is read, not written, and gone on with as another", async () => {
    const app = await openWith((host) => (host.loss = { changes: 2, of: 341 }));
    const shown = await appears("loss-story");
    const story = await stored();
    expect(shown.textContent).toContain(story.fields.headline);
    expect(find("loss").textContent).toContain("341");
    expect(
      [...document.querySelectorAll("textarea, [contenteditable=true]")],
      "nothing can be typed",
    ).toEqual([]);
    expect(document.activeElement).toBe(find("loss-go-on"));
    host.loss = null;
    find("loss-go-on").click();
    await vi.waitFor(() => expect(app.session?.id).toMatch(/^story-new/));
    expect(all("loss")).toEqual([]);
  });

  it("is left for the list", async () => {
    const app = await openWith((host) => (host.loss = { changes: 1, of: 3 }));
    (await appears("back")).click();
    await vi.waitFor(() => expect(app.reading).toBeNull());
    await appears("story-row");
  });
});

describe("a library that is older than what the window saw", () => {
  const look = (revision: number) =>
    JSON.stringify({
      story: "story-forge",
      revision,
      html: "<h1><textarea>Lửa rèn</textarea></h1><div class='ProseMirror'><p>Đoạn một.</p><p>Đoạn hai.</p></div>",
      root: [],
      scrolled: [],
      cursor: null,
    });

  it("tells how much is missing, with the words that are still here", async () => {
    freshPage();
    localStorage.setItem("dateline.look", look(6));
    await open();
    const note = await appears("kept-words");
    expect(note.textContent).toContain("6");
    find("words-elsewhere").click();
    await vi.waitFor(() => expect(host.carriedOut).toBe("Lửa rèn\n\nĐoạn một.\n\nĐoạn hai."));
    find("kept-close").click();
    await vi.waitFor(() => expect(all("kept-words")).toEqual([]));
  });

  it("tells so where the words were not kept, and nothing where all is there", async () => {
    freshPage();
    const view = await new MemoryHost(sampleStories(new Date())).openStory("story-forge");
    localStorage.setItem("dateline.undo.story-forge", JSON.stringify({ revision: 9, body: {}, boxes: {} }));
    expect(keptBeyond({ ...view, revision: 4 })).toEqual({ story: "story-forge", changes: 5, words: "" });
    expect(keptBeyond({ ...view, revision: 9 })).toBeNull();
    localStorage.setItem("dateline.look", look(9));
    expect(keptBeyond({ ...view, revision: 9 })).toBeNull();
    await readLater();
  });
});
