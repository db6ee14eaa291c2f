/** A story goes out. */
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Story } from "../generated/Story";
import { photoDeskOf } from "../photos/desk.svelte";
import { photoOf } from "../testing/photos";
import { sampleStories } from "../testing/stories";
import { moment } from "../shared/dates";
import { all, appears, closeWindow, find, freshPage, host, open, openOn, type } from "../testing/window";

beforeEach(freshPage);
afterEach(closeWindow);

/** With the originals, which go into a package. */
const openWithPictures = (stories: Story[] = sampleStories()) => open(stories, { pictures: true });

/** With nothing that stands in a package's way. */
function wholeStories(): Story[] {
  const [story, ...others] = sampleStories();
  Object.assign(story!.photos[1]!.fields, { credit: "Có", alt_text: "Có" });
  return [story!, ...others];
}

/** Writes the story out as a draft, whatever it lacks. */
async function writeDraft(): Promise<void> {
  find("package-draft").click();
  await vi.waitFor(() => expect(find<HTMLButtonElement>("package-write").disabled).toBe(false));
  find("package-write").click();
}

describe("a package", () => {
  it("waits for what is missing, or goes out as a draft, and is checked", async () => {
    await openWithPictures();
    find("open-package").click();
    await appears("package-missing");
    expect(find<HTMLButtonElement>("package-write").disabled).toBe(true);
    await writeDraft();
    await appears("package-checked");
    expect(find("package-result").dataset.ok).toBe("true");
    expect(find("package-path").textContent).toContain(join(host.folder, "goi"));
    const [newest] = await host.history("story-forge");
    expect(newest?.version).toMatchObject({ kind: "packaged", draft: true });
  });

  it("says that an approved story is published once it went out, and takes that back with the story", async () => {
    const [story, ...others] = wholeStories();
    const app = await openWithPictures([{ ...story!, state: "approved" }, ...others]);
    find("open-package").click();
    await appears("package-ready");
    find("package-write").click();
    await appears("package-publish");
    find("package-publish").click();
    await appears("package-published");
    expect((await host.openStory("story-forge")).story.state).toBe("published");
    expect((await host.history("story-forge"))[0]?.version).toEqual({ kind: "moved", state: "published" });
    app.sheet = null;
    await app.desk!.back();
    await vi.waitFor(async () => expect((await host.openStory("story-forge")).story.state).toBe("approved"));
  });

  it("says what is in it in words, and opens its page", async () => {
    await openWithPictures();
    find("open-package").click();
    await appears("package-plan");
    const plan = find("package-plan").querySelector("ul")!.textContent;
    expect(plan).toContain("Trang web");
    expect(plan).toContain("2 ảnh");
    expect(plan).not.toContain("data/");
    await writeDraft();
    (await appears("package-open-page")).click();
    await vi.waitFor(() =>
      expect(host.opened).toEqual([`${find("package-path").textContent}/data/article.html`]),
    );
  });

  it("is a .zip where that was chosen last, and has no page to open then", async () => {
    await openWithPictures();
    find("open-package").click();
    await appears("package-missing");
    find("package-as-zip").click();
    await writeDraft();
    await appears("package-checked");
    expect(all("package-open-page")).toEqual([]);
    await closeWindow();
    await openOn(host);
    find("open-package").click();
    await vi.waitFor(() => expect(find<HTMLInputElement>("package-as-zip").checked).toBe(true));
  });

  it("gathers what is missing by kind, and takes a credit for all pictures in one box, as one step", async () => {
    const [story, ...others] = sampleStories();
    for (const photo of story!.photos) photo.fields = { ...photo.fields, credit: "", alt_text: "" };
    const app = await openWithPictures([story!, ...others]);
    find("open-package").click();
    const missing = await appears("package-missing");
    expect(missing.querySelector("h3")!.textContent).toBe("Còn thiếu 2 mục");
    expect(missing.textContent).toContain("2 ảnh");
    type("fill-credit", "Minh Hạ");
    find("fill-credit").dispatchEvent(new Event("change", { bubbles: true }));
    await vi.waitFor(() => expect(all("fill-credit")).toEqual([]));
    const credits = () => app.desk!.story.photos.slice(0, 2).map(({ fields }) => fields.credit ?? "");
    expect(credits()).toEqual(["Minh Hạ", "Minh Hạ"]);
    expect(all("fill-alt_text")).toEqual([]);
    find("package-close").click();
    await app.desk!.back();
    expect(credits()).toEqual(["", ""]);
  });

  it("leads from many pictures to those of the contact sheet that lack something, and to no other", async () => {
    const [story, ...others] = sampleStories();
    for (const photo of story!.photos) photo.fields = { ...photo.fields, alt_text: "" };
    const whole = { caption: "Đe và búa", credit: "Minh Hạ", alt_text: "Một cái đe" };
    story!.photos.push(photoOf("photo-whole", whole, { sha256: "anvil" }));
    const app = await openWithPictures([story!, ...others]);
    // What was looked at last hides nothing now.
    photoDeskOf(app.desk!).arrange({ filter: "rejected", query: "bến" });
    find("open-package").click();
    (await appears("to-photos")).click();
    await appears("sheet");
    expect(all("package")).toEqual([]);
    expect(find<HTMLInputElement>("sheet-filter-lacking").checked).toBe(true);
    const lacking = story!.photos.filter(({ id }) => id !== "photo-whole").map(({ id }) => id);
    expect(photoDeskOf(app.desk!).ids).toEqual(lacking);
  });

  it("is not called ready while people disagree", async () => {
    const app = await open(wholeStories(), { pictures: true });
    host.instead.plan_package = async (real) => ({
      ...(await real()),
      disputed: [{ field: "headline", photo: null, block: null, versions: [] }],
    });
    find("open-package").click();
    await appears("package-disputed");
    expect(all("package-ready")).toEqual([]);
    expect(find<HTMLButtonElement>("package-write").disabled).toBe(true);
    find("disputed").click();
    await vi.waitFor(() => expect(document.activeElement).toBe(find("headline")));
    expect(app.sheet).toBeNull();
  });

  it("keeps its sheet when a text is dropped on it, which comes once it is closed", async () => {
    const app = await openWithPictures();
    find("open-package").click();
    await appears("package-missing");
    host.drop([host.file("bai.txt", "Nước lên\n\nĐoạn đầu.\n")]);
    await appears("drop-waiting");
    expect(app.sheet).toBe("package");
    find("package-close").click();
    await appears("import-go");
    expect(app.toImport.article).toContain("bai.txt");
  });

  it("is done and says so where the library could not note it", async () => {
    await openWithPictures();
    const message = "Gói đã nguyên vẹn và vào chỗ, nhưng thư viện không ghi nhận được: ổ đĩa đầy";
    const warning = { code: "package_unnoted" as const, message, hint: "Gói vẫn dùng được." };
    host.instead.write_package = async (real) => ({ ...(await real()), noted: false, warning });
    find("open-package").click();
    await appears("package-missing");
    await writeDraft();
    expect((await appears("package-warning")).textContent).toContain(message);
    await appears("package-checked");
    expect(find("package-result").dataset.ok).toBe("true");
    expect(all("package-error")).toEqual([]);
  });

  it("leads to the field that is missing", async () => {
    await open();
    find("open-package").click();
    await appears("package-missing");
    find("missing-alt_text-photo-river").click();
    await vi.waitFor(() => expect(document.activeElement).toBe(find("alt-photo-river")));
    expect(all("package")).toEqual([]);
  });

  it("is not written with a picture that must not go out, draft or not, and leads to its rights", async () => {
    const app = await open();
    app.desk?.story.setPhotoField("photo-forge", "expires", "2020-01-31");
    find("open-package").click();
    expect((await appears("package-refused")).textContent).toContain(
      "Ảnh 1, forge.jpg: hết hạn dùng 31/01/2020",
    );
    find("package-draft").click();
    await vi.waitFor(() => expect(find<HTMLButtonElement>("package-write").disabled).toBe(true));
    find("refused-photo-forge").click();
    await vi.waitFor(() => expect(document.activeElement).toBe(find("pad-expires")));
    expect(all("package")).toEqual([]);
  });

  it("carries WebP where that is wanted, and remembers it", async () => {
    const app = await openWithPictures();
    find("open-package").click();
    await appears("package-plan");
    find("package-webp").click();
    await vi.waitFor(() => expect(find("package-plan").textContent).toContain("river-640.webp"));
    await writeDraft();
    await appears("package-checked");
    expect(app.settings.webp).toBe(true);
  });

  it("tells gently of a crop that is too small to go out", async () => {
    const app = await open();
    app.desk?.story.setPhotoField("photo-forge", "crop_1_1", "0,0,0.1,0.16");
    find("open-package").click();
    expect((await appears("package-gently")).textContent).toContain(
      "Cắt 1:1 chỉ có 600 × 600 điểm ảnh, cần 640 × 640",
    );
  });
});

describe("what a template left", () => {
  function withVariables(): Story[] {
    const stories = wholeStories();
    stories[0]!.body[0]!.text = `Ghe về {nơi}. ${stories[0]!.body[0]!.text}`;
    stories[0]!.photos[1]!.fields.caption = "Bến {nơi}, ảnh của =smt=.";
    return stories;
  }

  it("holds a package back, each with its place, until somebody answers for it", async () => {
    const app = await open(withVariables(), { pictures: true });
    app.change({ name: "Minh Hạ" });
    find("open-package").click();
    await appears("package-unfinished");
    expect(all("unfinished").map(({ textContent }) => textContent)).toEqual(["{nơi}", "{nơi}", "=smt="]);
    expect(find<HTMLButtonElement>("package-write").disabled).toBe(true);
    expect(find("package-said").textContent).toContain("Còn 3 chỗ chờ thay chữ");
    find("package-override").click();
    await vi.waitFor(() => expect(find<HTMLButtonElement>("package-write").disabled).toBe(false));
    find("package-write").click();
    await appears("package-checked");
    const [newest] = await host.history("story-forge");
    expect(newest?.version).toEqual({ kind: "overridden", by: "Minh Hạ", errors: 3 });
  });

  it("is led to, in the body and under a picture", async () => {
    const app = await open(withVariables());
    find("open-package").click();
    await appears("package-unfinished");
    all("unfinished")[0]!.click();
    await vi.waitFor(() => {
      const { selection, doc } = app.desk!.story.body.view!.state;
      expect(doc.textBetween(selection.from, selection.to)).toBe("{nơi}");
    });
    app.sheet = "package";
    await appears("package-unfinished");
    all("unfinished")[2]!.click();
    const caption = () => find<HTMLTextAreaElement>("caption-photo-river");
    await vi.waitFor(() => expect(document.activeElement).toBe(caption()));
    expect(caption().value.slice(caption().selectionStart, caption().selectionEnd)).toBe("=smt=");
  });
});

describe("a story that is held", () => {
  const UNTIL = "2099-11-30T06:00:00+07:00";

  function held(fields: Partial<Story["fields"]> = { embargoed: UNTIL }): Story[] {
    const stories = wholeStories();
    Object.assign(stories[0]!.fields, fields);
    return stories;
  }

  const write = () => find<HTMLButtonElement>("package-write");

  it("waits, and says so in the sheet, in the bar and in the list", async () => {
    const app = await open(held({ embargoed: UNTIL, publish_schedule: "2099-11-30T08:00:00+07:00" }));
    expect(find("held").textContent).toContain("Giữ đến");
    find("open-package").click();
    const note = await appears("package-held");
    expect(note.textContent).toContain(`Giữ lại đến ${moment(new Date("2099-11-30T08:00:00+07:00"))}`);
    await appears("package-plan");
    expect(write().disabled).toBe(true);
    expect(all("package-ready")).toEqual([]);
    find("package-close").click();
    await app.toLibrary();
    await vi.waitFor(() => expect(all("held")).toHaveLength(1));
  });

  it.each([["embargoed"], ["publish_schedule"]])("by %s no longer once its time is over", async (field) => {
    await open(held({ [field]: "2019-11-30T06:00:00+07:00" }));
    expect(all("held")).toEqual([]);
    find("open-package").click();
    await appears("package-ready");
    expect(all("package-held")).toEqual([]);
  });

  it("goes out once somebody lifts it by name and with a reason; taken back, it is held again", async () => {
    const app = await open(held(), { pictures: true });
    app.change({ name: "Minh Hạ" });
    find("open-package").click();
    await appears("package-plan");
    find("lift").click();
    await vi.waitFor(() => expect(document.activeElement).toBe(find("lift-reason")));
    expect(find<HTMLInputElement>("lift-name").value).toBe("Minh Hạ");
    find("lift-go").click();
    await vi.waitFor(() => expect(find("package-held").textContent).toContain("Ghi cả tên và lý do."));
    type("lift-reason", "Bộ đã công bố");
    find("lift-go").click();
    expect((await appears("package-lifted")).textContent).toContain("Minh Hạ: Bộ đã công bố");
    await appears("package-ready");
    await app.desk!.story.flush();
    const [newest] = await host.history("story-forge");
    expect(newest?.version).toEqual({ kind: "lifted", by: "Minh Hạ", reason: "Bộ đã công bố", until: UNTIL });

    find("package-close").click();
    await vi.waitFor(() => expect(all("held")).toEqual([]));
    await app.desk!.back();
    await appears("held");
    await app.desk!.story.flush();
    expect((await host.history("story-forge"))[0]?.version).toEqual({ kind: "held_again", until: UNTIL });
    await app.desk!.again();
    await vi.waitFor(() => expect(all("held")).toEqual([]));
  });

  it("is held again from the sheet, and by another moment too", async () => {
    const app = await open(held());
    app.desk!.story.lift([
      { field: "embargoed", until: UNTIL, by: "Minh Hạ", reason: "Đã rõ", at: "2026-11-30T00:00:00Z" },
    ]);
    find("open-package").click();
    (await appears("hold-again")).click();
    await appears("package-held");
    app.desk!.story.lift([
      { field: "embargoed", until: UNTIL, by: "Minh Hạ", reason: "Đã rõ", at: "2026-11-30T00:00:00Z" },
    ]);
    await vi.waitFor(() => expect(all("package-held")).toEqual([]));
    app.desk!.story.setField("embargoed", "2099-12-01T06:00:00+07:00");
    await appears("package-held");
  });

  it("goes out as a draft, and is let go at the very moment", async () => {
    vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"], shouldAdvanceTime: true });
    try {
      vi.setSystemTime("2099-11-29T22:59:59Z");
      await open(held());
      find("open-package").click();
      await appears("package-held");
      await appears("package-draft");
      find("package-draft").click();
      await vi.waitFor(() => expect(write().disabled).toBe(false));
      find("package-draft").click();
      await vi.waitFor(() => expect(write().disabled).toBe(true));
      vi.advanceTimersByTime(2000);
      await vi.waitFor(() => expect(all("package-held")).toEqual([]));
      expect(all("held")).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("a story in which the copy checker found errors", () => {
  /** The sample with an error in its headline, in its body and under a picture, and with nothing missing. */
  function withErrors(): Story[] {
    const [story, ...others] = sampleStories();
    const { headline } = story!.fields;
    story!.fields.headline = String(headline).replace("rèn làng", "rèn rèn làng");
    story!.body[0]!.text = story!.body[0]!.text.replace("chạy sát", "chạy.Sát");
    Object.assign(story!.photos[1]!.fields, {
      caption: "31/6/2020: thuyền về bến.",
      credit: "Có",
      alt_text: "Có",
    });
    return [story!, ...others];
  }

  /** Nothing but the errors stands in the way. */
  async function openDialog(stories = withErrors(), pictures = false) {
    const app = await open(stories, { pictures });
    await app.desk?.story.flush();
    find("open-package").click();
    await appears("package-errors");
    return app;
  }

  /** The words are put right, and whatever stands in a box of the dialog is looked at anew. */
  async function putRight(app: Awaited<ReturnType<typeof open>>): Promise<void> {
    const right = sampleStories()[0]!;
    const { doc, tr } = app.desk!.story.body.view!.state;
    app.desk!.story.body.view!.dispatch(tr.insertText(right.body[0]!.text, 1, doc.firstChild!.nodeSize - 1));
    app.desk!.story.setField("headline", right.fields.headline!);
    app.desk!.story.setPhotoField("photo-river", "caption", right.photos[1]!.fields.caption!);
    await app.desk!.story.flush();
  }

  const write = () => find<HTMLButtonElement>("package-write");
  const versions = async () => (await host.history("story-forge")).map(({ version }) => version);

  it("is held back, with each error by its reason, words and place", async () => {
    await openDialog();
    expect(write().disabled).toBe(true);
    expect(all("package-missing")).toEqual([]);
    expect(all("package-ready")).toEqual([]);
    expect(find("package-said").textContent.trim()).toBe("Bài còn 3 lỗi");
    const told = find("package-errors").textContent.replace(/\s+/g, " ");
    expect(told).toContain("“rèn” viết hai lần liền nhau. rèn rèn Tít chính");
    expect(told).toContain("Thiếu dấu cách sau “.”. . Thân bài, đoạn 1");
    expect(told).toContain("31/6/2020 Chú thích ảnh – ảnh 2");
  });

  it("leads to the words of an error in the headline, in a caption and in the body", async () => {
    const app = await openDialog();
    all("package-finding")[0]!.click();
    await vi.waitFor(() => expect(document.activeElement).toBe(find("headline")));
    const headline = find<HTMLTextAreaElement>("headline");
    expect(headline.value.slice(headline.selectionStart, headline.selectionEnd)).toBe("rèn rèn");
    expect(all("package")).toEqual([]);

    app.sheet = "package";
    await appears("package-errors");
    all("package-finding")[2]!.click();
    await vi.waitFor(() => expect(document.activeElement).toBe(find("caption-photo-river")));

    app.sheet = "package";
    await appears("package-errors");
    all("package-finding")[1]!.click();
    await vi.waitFor(() => {
      const { selection, doc } = app.desk!.story.body.view!.state;
      expect(doc.textBetween(selection.from - 4, selection.to + 3)).toBe("chạy.Sát");
    });
  });

  it("counts characters, where a box counts some of them twice", async () => {
    const stories = withErrors();
    stories[0]!.fields.headline = "🔥 rèn rèn";
    await openDialog(stories);
    find("package-finding").click();
    const headline = find<HTMLTextAreaElement>("headline");
    await vi.waitFor(() => expect(document.activeElement).toBe(headline));
    expect(headline.value.slice(headline.selectionStart, headline.selectionEnd)).toBe("rèn rèn");
  });

  it("leads to the kicker too, where the details are closed", async () => {
    const stories = withErrors();
    stories[0]!.fields.kicker = "Làng nghề 30/2/2020";
    await openDialog(stories);
    if (all("details").length > 0) find("toggle-details").click();
    await vi.waitFor(() => expect(all("details")).toEqual([]));
    all("package-finding")
      .find((one) => one.closest("li")!.textContent.includes("30/2/2020"))!
      .click();
    await vi.waitFor(() => expect(document.activeElement).toBe(find("field-kicker")));
  });

  it("goes out once somebody answers for it by name, and the history says who", async () => {
    const app = await openDialog(withErrors(), true);
    app.change({ name: "Minh Hạ" });
    expect(all("package-overridden-by")).toEqual([]);
    find("package-override").click();
    const name = await appears("package-overridden-by");
    expect(write().disabled).toBe(true);
    expect(name.getAttribute("aria-invalid")).toBe("true");
    expect(find("package-override-note").textContent).toContain("Ghi tên");
    type("package-overridden-by", "   ");
    expect(write().disabled).toBe(true);
    type("package-overridden-by", " Lê Bến ");
    expect(find("package-override-note").textContent).toContain("được ghi vào lịch sử");
    await vi.waitFor(() => expect(write().disabled).toBe(false));
    const asked = vi.spyOn(host, "writePackage");
    write().click();
    await appears("package-checked");
    expect(asked.mock.calls[0]?.[1]).toMatchObject({ draft: false, overridden_by: "Lê Bến" });
    expect((await versions())[0]).toEqual({ kind: "overridden", by: "Lê Bến", errors: 3 });
  });

  it("is offered to the person whose name the settings have", async () => {
    const app = await open(withErrors());
    app.change({ name: "Minh Hạ" });
    find("open-package").click();
    (await appears("package-override")).click();
    expect((await appears("package-overridden-by")) as HTMLInputElement).toHaveProperty("value", "Minh Hạ");
  });

  it("goes out as a draft without anybody's name, and nothing is recorded", async () => {
    await openDialog(withErrors(), true);
    find("package-draft").click();
    await vi.waitFor(() => expect(write().disabled).toBe(false));
    expect(find<HTMLInputElement>("package-override").disabled).toBe(true);
    const asked = vi.spyOn(host, "writePackage");
    write().click();
    await appears("package-checked");
    expect(asked.mock.calls[0]?.[1]).toMatchObject({ draft: true, overridden_by: null });
    expect((await versions()).filter((version) => version?.kind === "overridden")).toEqual([]);
  });

  it("is refused where the errors came after the look at it, and shows them then", async () => {
    const app = await open(withErrors(), { pictures: true });
    await putRight(app);
    find("open-package").click();
    await appears("package-ready");
    await host.elsewhere("story-forge", [
      { edit: "set_field", field: "headline", value: "Rèn rèn làng Vân Sa" },
    ]);
    write().click();
    expect((await appears("package-error")).dataset.code).toBe("package_errors");
    await appears("package-errors");
    expect(write().disabled).toBe(true);
  });

  it("needs no name where there is none, and a name that nobody asked for is not passed on", async () => {
    const app = await openDialog(withErrors(), true);
    find("package-override").click();
    await appears("package-overridden-by");
    type("package-overridden-by", "Lê Bến");
    await putRight(app);
    find("package-as-zip").click();
    await vi.waitFor(() => expect(all("package-errors")).toEqual([]));
    await appears("package-ready");
    const asked = vi.spyOn(host, "writePackage");
    write().click();
    await appears("package-checked");
    expect(asked.mock.calls[0]?.[1]).toMatchObject({ overridden_by: null });
  });
});
