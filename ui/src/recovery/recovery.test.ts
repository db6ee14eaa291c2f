import { join } from "node:path";

import { afterEach, describe, expect, it, vi } from "vitest";

import { DAMAGED, inTrouble, lacking } from "../testing/forced";
import { type Newsroom, newsroomWith } from "../testing/newsroom";
import { sampleStories } from "../testing/stories";
import { readLater } from "../testing/parts";
import { all, appears, closeWindow, find, freshPage, host, openOn, stored } from "../testing/window";
import { keptBeyond } from "../app/kept";

afterEach(closeWindow);

/** The window on a library like this. */
async function openWith(change: (host: Newsroom) => unknown) {
  freshPage();
  const made = await newsroomWith(sampleStories());
  await change(made);
  return await openOn(made);
}

describe("a library that cannot be opened", () => {
  it("says why, offers to recover, and goes on in what was recovered", async () => {
    const app = await openWith((host) => host.damage());
    const trouble = await appears("trouble");
    expect(trouble.textContent).toContain(join(host.folder, "library", "library.sqlite"));
    expect(trouble.textContent, "the command line is no help in a window").not.toContain("dateline recover");
    expect(document.activeElement?.tagName).toBe("H1");
    find("recover").click();
    const goOn = await appears("go-on");
    expect(find("trouble").textContent).toContain("Thư viện có 5 bài.");
    expect(find("trouble").textContent).toContain(join(host.folder, "library", "library.damaged-"));
    goOn.click();
    await vi.waitFor(() => expect(app.desk?.story.id).toBe("story-forge"));
    expect([app.trouble, all("trouble")]).toEqual([null, []]);
    expect((await stored()).fields.headline).toContain("Vân Sa");
  });

  it("is tried once more, and what is newer or busy is not recovered", async () => {
    const app = await openWith((host) => inTrouble(host, { ...DAMAGED, code: "library_busy", hint: "Đợi." }));
    expect((await appears("trouble")).textContent).toContain("Đợi.");
    expect(all("recover")).toEqual([]);
    find("retry").click();
    await vi.waitFor(() => expect(app.trouble?.code).toBe("library_busy"));
    inTrouble(host, null);
    find("retry").click();
    await vi.waitFor(() => expect(app.desk).not.toBeNull());
  });

  it("leaves nothing to be done by keys that need a library", async () => {
    const app = await openWith((host) => inTrouble(host, DAMAGED));
    await appears("trouble");
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "n", ctrlKey: true, bubbles: true }));
    expect(Object.keys(app.commands.all())).toEqual(["menu"]);
    expect(app.desk).toBeNull();
  });
});

describe("a story that is not whole", () => {
  it("is read, not written, and gone on with as another", async () => {
    const app = await openWith((host) => lacking(host, { changes: 2, of: 341 }));
    const shown = await appears("loss-story");
    const story = await stored();
    expect(shown.textContent).toContain(story.fields.headline);
    expect(find("loss").textContent).toContain("341");
    expect(
      [...document.querySelectorAll("textarea, [contenteditable=true]")],
      "nothing can be typed",
    ).toEqual([]);
    expect(document.activeElement).toBe(find("loss-go-on"));
    lacking(host, null);
    find("loss-go-on").click();
    await vi.waitFor(() => expect(app.desk?.story.id).toMatch(/^[0-9a-f-]{36}$/));
    expect(all("loss")).toEqual([]);
  });

  it("is left for the list", async () => {
    const app = await openWith((host) => lacking(host, { changes: 1, of: 3 }));
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
    const library = await newsroomWith(sampleStories());
    const { revision } = await library.openStory("story-forge");
    localStorage.setItem("dateline.look", look(revision + 6));
    await openOn(library);
    const note = await appears("kept-words");
    expect(note.textContent).toContain("6");
    find("words-elsewhere").click();
    await vi.waitFor(() => expect(host.carriedOut).toBe("Lửa rèn\n\nĐoạn một.\n\nĐoạn hai."));
    find("kept-close").click();
    await vi.waitFor(() => expect(all("kept-words")).toEqual([]));
  });

  it("tells so where the words were not kept, and nothing where all is there", async () => {
    freshPage();
    const view = await (await newsroomWith(sampleStories())).openStory("story-forge");
    localStorage.setItem("dateline.undo.story-forge", JSON.stringify({ revision: 9, body: {}, boxes: {} }));
    expect(keptBeyond({ ...view, revision: 4 })).toEqual({ story: "story-forge", changes: 5, words: "" });
    expect(keptBeyond({ ...view, revision: 9 })).toBeNull();
    localStorage.setItem("dateline.look", look(9));
    expect(keptBeyond({ ...view, revision: 9 })).toBeNull();
    await readLater();
  });
});
