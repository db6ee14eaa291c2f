/** What two programs, two drops and a person do at the same time: nothing is lost, and nobody is held up. */
import { flushSync } from "svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { AddPhotosReport } from "../generated/AddPhotosReport";
import type { Photo } from "../generated/Photo";
import { photoOf, storyWith } from "../testing/photos";
import { writeInto } from "../testing/pictures";
import {
  all,
  appears,
  choose,
  click,
  eachOnAPage,
  find,
  host,
  open,
  press,
  storedPhoto,
  type,
} from "../testing/window";
import { photoDeskOf } from "./desk.svelte";
import { addingOf } from "./adding.svelte";

const STORY = "story-photos";
let app: App;

eachOnAPage(1000, 700);

const focused = () => document.activeElement?.getAttribute("data-testid");
const story = async () => {
  await app.desk?.story.flush();
  return (await host.openStory(STORY)).story;
};
const finished = () =>
  vi.waitFor(() => expect(addingOf(app.desk!).told?.kind).toBe("done"), { timeout: 10_000 });

async function openSheet(photos: Photo[]): Promise<void> {
  app = await open([storyWith(photos)]);
  click("open-photos");
  await vi.waitFor(() => expect(focused()).toBe(`cell-${photos[0]!.id}`));
}

describe("a caption whose picture another program took off", () => {
  beforeEach(async () => {
    app = await open([storyWith([photoOf("a"), photoOf("b")]), storyWith([], { id: "story-other" })]);
    photoDeskOf(app.desk!).enlarge("a");
    await appears("pad-caption");
    await host.elsewhere(STORY, [{ edit: "remove_photo", photo: "a" }]);
    type("pad-caption", "Thuyền về bến");
    await app.desk!.story.flush();
  });

  it("is put aside where it is seen, and the story is saved and can be left", async () => {
    const note = await appears(`note-aside-caption-a`);
    expect(note.textContent).toContain("Chú thích ảnh của ảnh a.jpg không lưu được");
    expect(note.textContent).toContain("Thuyền về bến");
    expect(app.desk!.story.saver.idle).toBe(true);
    await vi.waitFor(() => expect(app.desk!.story.photos.map(({ id }) => id)).toEqual(["b"]));
    await app.toLibrary();
    flushSync();
    expect(app.desk).toBeNull();
    // The words stay until somebody has answered.
    expect(find(`note-aside-caption-a`).textContent).toContain("Thuyền về bến");
  });

  it("holds up nothing where it comes after the picture has gone", async () => {
    await vi.waitFor(() => expect(app.desk!.story.photo("a")).toBeUndefined());
    await appears("note-aside-caption-a");
    click("note-close");
    app.desk!.story.setPhotoField("a", "caption", "Lời đến sau");
    app.desk!.story.setPhotoField("b", "caption", "Lời của ảnh kia");
    await app.desk!.story.flush();
    expect((await appears("note-aside-caption-a")).textContent).toContain("Lời đến sau");
    expect((await storedPhoto("b", STORY)).fields.caption).toBe("Lời của ảnh kia");
    await vi.waitFor(() => expect(app.desk!.story.saver.idle).toBe(true));
  });

  it("comes back with its picture where that is wanted", async () => {
    await appears(`note-aside-caption-a`);
    click("note-bring-back");
    await vi.waitFor(async () =>
      expect((await story()).photos.find(({ id }) => id === "a")?.fields.caption).toBe("Thuyền về bến"),
    );
  });

  it("comes back with its picture after the story was left, too", async () => {
    await appears(`note-aside-caption-a`);
    await app.toLibrary();
    flushSync();
    click("note-bring-back");
    await vi.waitFor(async () =>
      expect((await storedPhoto("a", STORY)).fields.caption).toBe("Thuyền về bến"),
    );
  });
});

describe("while pictures come in", () => {
  /** What the newsroom is still reading, drop by drop. */
  function slow(): ((report: Partial<AddPhotosReport>) => void)[] {
    const going: ((report: Partial<AddPhotosReport>) => void)[] = [];
    host.instead.add_photos = () =>
      new Promise((resolve) =>
        going.push((report) =>
          resolve({ added: [], again: [], failed: [], unread: [], passed_over: [], ...report }),
        ),
      );
    return going;
  }

  const refused = (path: string) => ({
    path,
    error: { code: "photo_unsupported" as const, message: "Không đọc được", hint: "Xuất ra JPEG." },
  });

  /** As Rust attaches one. */
  const attached = async (id: string) => {
    await host.elsewhere(STORY, [{ edit: "add_photo", photo: photoOf(id) }]);
    return { added: [id] };
  };

  it("what is dropped next waits, and is told of in the same card", async () => {
    app = await open([storyWith([])]);
    const going = slow();
    host.drop(["/the/a.jpg"]);
    host.drop(["/the/b.jpg", "/the/c.nef"]);
    // Nothing is told in the first moments.
    await vi.waitFor(() => expect(going).toHaveLength(1));
    expect(addingOf(app.desk!).told).toMatchObject({ kind: "going", waiting: 1 });
    going[0]!(await attached("a"));
    await vi.waitFor(() => expect(going).toHaveLength(2));
    going[1]!({ ...(await attached("b")), failed: [refused("/the/c.nef")] });
    await finished();
    flushSync();
    expect(find("adding-photos").textContent).toContain("Đã thêm 2 ảnh");
    expect(find("photos-failed").textContent).toContain("c.nef");
    const shown = (await story()).body.flatMap((block) => (block.type === "photo" ? [block.photo] : []));
    expect(shown.sort()).toEqual(["a", "b"]);
  });

  it("the keyboard stays in the lead, and the cursor in the text where it was", async () => {
    app = await open([storyWith([])]);
    type("abstract", "Sapo");
    host.drop([await host.picture("a.jpg")]);
    await finished();
    flushSync();
    expect(focused()).toBe("abstract");
    expect((await story()).body.some((block) => block.type === "photo")).toBe(true);
  });

  it("a story that is left has them where they were dropped, and the list says so", async () => {
    const body = ["Một.", "Hai.", "Ba."].map((text) => ({ type: "paragraph", text }) as const);
    app = await open([storyWith([], { body: [...body] })]);
    const going = slow();
    // The cursor stands in the first paragraph.
    host.drop(["/the/a.jpg", "/the/hong.nef"]);
    await vi.waitFor(() => expect(going).toHaveLength(1));
    await app.toLibrary();
    flushSync();
    going[0]!({ ...(await attached("a")), failed: [refused("/the/hong.nef")] });
    const note = await appears("note-photos");
    expect(note.textContent).toContain("Đã thêm 1 ảnh vào “Một ngày hội”");
    expect(note.textContent).toContain("hong.nef");
    const { body: then } = (await host.openStory(STORY)).story;
    expect(then.map((block) => (block.type === "photo" ? block.photo : block.text))).toEqual([
      "Một.",
      "a",
      "Hai.",
      "Ba.",
    ]);
    click("note-open-story");
    await vi.waitFor(() => expect(app.desk?.story.id).toBe(STORY));
  });

  it("are a version of the story once they are in", async () => {
    app = await open([storyWith([])]);
    host.drop([await host.picture("a.jpg"), await host.picture("b.jpg")]);
    await finished();
    const names = (await host.history(STORY)).map(({ version }) => version?.kind === "named" && version.name);
    expect(names).toContain("Thêm 2 ảnh");
  });
});

describe("a crop in the hand", () => {
  const pointer = (target: string, name: string, x: number, y: number) => {
    find(target).dispatchEvent(new MouseEvent(name, { clientX: x, clientY: y, button: 0, bubbles: true }));
    flushSync();
  };

  beforeEach(async () => {
    await openSheet([photoOf("a", { crop_16_9: "0,0,0.48,0.405" }), photoOf("b")]);
    press("c");
    await vi.waitFor(() => expect(document.activeElement).toBe(find("crop-frame")));
    pointer("crop-frame", "pointerdown", 100, 100);
    pointer("crop-frame", "pointermove", 190, 160);
  });

  it("is given up by Escape, which leaves nothing else, and is no other picture's", async () => {
    press("Escape");
    expect(find("crop-frame").style.left).toBe("0%");
    pointer("crop-frame", "pointerup", 190, 160);
    press("Escape");
    expect(all("crop-frame")).toEqual([]);
    press("ArrowDown", { ctrlKey: true });
    click("crop");
    await appears("crop-frame");
    expect(find("crop-frame").classList.contains("dashed")).toBe(true);
    pointer("crop-frame", "pointerup", 0, 0);
    const { photos } = await story();
    expect(photos.map(({ fields }) => fields.crop_16_9)).toEqual(["0,0,0.48,0.405", undefined]);
  });

  it("goes with no one to the next picture", async () => {
    press("ArrowDown", { ctrlKey: true });
    await vi.waitFor(() => expect(photoDeskOf(app.desk!).current).toBe("b"));
    flushSync();
    expect(find("crop-frame").classList.contains("dashed")).toBe(true);
    pointer("crop-frame", "pointerup", 190, 160);
    expect((await story()).photos[1]?.fields.crop_16_9).toBeUndefined();
  });
});

describe("taking back", () => {
  it("a rating takes back the rating and nothing else", async () => {
    await openSheet([photoOf("a"), photoOf("b"), photoOf("c")]);
    press("Delete");
    await vi.waitFor(() => expect(focused()).toBe("cell-b"));
    press("4");
    press("z", { ctrlKey: true });
    const { photos } = await story();
    expect(photos.map(({ id, fields }) => [id, fields.rating])).toEqual([
      ["b", undefined],
      ["c", undefined],
    ]);
  });

  it("a removed picture brings it to its own place, and the keyboard is at the next meanwhile", async () => {
    await openSheet([photoOf("a"), photoOf("b"), photoOf("c")]);
    press("ArrowRight");
    await vi.waitFor(() => expect(focused()).toBe("cell-b"));
    press("Delete");
    await vi.waitFor(() => expect(focused()).toBe("cell-c"));
    press("z", { ctrlKey: true });
    expect(photoDeskOf(app.desk!).ids).toEqual(["a", "b", "c"]);
    expect((await story()).photos.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });

  it("values from the file leaves a caption that was typed since", async () => {
    app = await open([storyWith([])]);
    const file = await host.picture("river.jpg");
    writeInto(file, { caption: "Lời trong tệp", credit: "Hãng Ảnh", city: "Vân Sa" });
    host.drop([file]);
    await finished();
    const { id } = app.desk!.story.photos[0]!;
    app.desk!.story.setPhotoFields([
      { photo: id, field: "caption", value: "Lời tôi" },
      { photo: id, field: "credit", value: "Thu An" },
    ]);
    await app.desk!.story.flush();
    host.drop([file]);
    await appears("again");
    click("again-take-all");
    click("again-go");
    photoDeskOf(app.desk!).enlarge(id);
    await appears("pad-caption");
    type("pad-caption", "Lời mới", { inputType: "insertText" });
    // The note that offered it has no last step any more; the key takes back what was typed first.
    expect(all("note-undo")).toEqual([]);
    expect((await storedPhotoOf(id)).fields).toMatchObject({ caption: "Lời mới", credit: "Hãng Ảnh" });
  });

  const storedPhotoOf = async (id: string) => {
    await app.desk!.story.flush();
    return storedPhoto(id, STORY);
  };
});

describe("while a word is being composed in the text", () => {
  it("pictures go in and out once it is whole, as one step", async () => {
    app = await open([storyWith([photoOf("a"), photoOf("b")])]);
    const { body } = app.desk!.story;
    const view = body.view!;
    let composing = true;
    Object.defineProperty(view, "composing", { get: () => composing, configurable: true });
    const words = () => JSON.stringify(view.state.doc.toJSON());
    const before = words();
    photoDeskOf(app.desk!).show();
    flushSync();
    await vi.waitFor(() => expect(focused()).toBe("cell-a"));
    press("a", { ctrlKey: true });
    press("i");
    expect(words()).toBe(before);
    composing = false;
    view.dom.dispatchEvent(new CompositionEvent("compositionend"));
    await vi.waitFor(() => expect(words()).not.toBe(before));
    app.desk!.surface = null;
    flushSync();
    body.focus();
    press("z", { ctrlKey: true });
    expect(words()).toBe(before);
  });
});

describe("the same words for many", () => {
  it("use what the same apply says, and are a version of the story", async () => {
    await openSheet([photoOf("a", { located: "Cũ" }), photoOf("b")]);
    press("a", { ctrlKey: true });
    choose("template", "Thêm nơi và ngày");
    type("apply-caption", "Thuyền về {nơi}");
    type("apply-located", "Vân Sa");
    expect(all("unfilled")).toEqual([]);
    click("apply-go");
    const captions = (await story()).photos.map(({ fields }) => fields.caption);
    expect(captions).toEqual(["Thuyền về Vân Sa", "Thuyền về Vân Sa"]);
    await vi.waitFor(async () => {
      const names = (await host.history(STORY)).map(
        ({ version }) => version?.kind === "named" && version.name,
      );
      expect(names).toContain("Áp dụng cho 2 ảnh");
    });
  });
});
