/** Pictures come in: into the text a few at a time, onto the contact sheet by the card. */
import { flushSync } from "svelte";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { PhotoField } from "../generated/PhotoField";
import type { Story } from "../generated/Story";
import { photoOf, storyWith } from "../testing/photos";
import { writeInto } from "../testing/pictures";
import { all, appears, click, eachOnAPage, find, host, open } from "../testing/window";
import { photoDeskOf } from "./desk.svelte";
import { addingOf } from "./adding.svelte";

const STORY = "story-photos";
let app: App;

eachOnAPage(1000, 700);

const story = async () => (await host.openStory(STORY)).story;
const inBody = async () => (await story()).body.filter(({ type }) => type === "photo").length;
const finished = () =>
  vi.waitFor(() => expect(addingOf(app.desk!).told?.kind).toBe("done"), { timeout: 10_000 });
const card = (count: number, folder = ".") =>
  Promise.all(Array.from({ length: count }, (_, at) => host.picture(`${folder}/DSC_${at + 1}.jpg`)));

describe("pictures that are dropped", () => {
  it("on the text go into it, up to six", async () => {
    app = await open([storyWith([])]);
    host.drop(await card(6));
    await finished();
    await app.desk?.story.flush();
    expect([(await story()).photos.length, await inBody()]).toEqual([6, 6]);
    expect(photoDeskOf(app.desk!).open).toBe(false);
  });

  it.each([
    ["seven files", () => card(7), 7],
    ["a folder", () => card(40, "dcim").then(() => [join(host.folder, "dcim")]), 40],
  ])("as %s go onto the contact sheet, and stay out of the text", async (_name, made, count) => {
    app = await open([storyWith([])]);
    host.drop(await made());
    await finished();
    await app.desk?.story.flush();
    expect([(await story()).photos.length, await inBody()]).toEqual([count, 0]);
    expect(find("sheet").querySelectorAll("[role=option]").length).toBeGreaterThan(0);
  });

  it("are on the sheet while the rest still goes on", async () => {
    app = await open([storyWith([])]);
    let goOn = () => {};
    host.addPhotos = async (_story, paths, job) => {
      job.onPhotos([photoOf("first")]);
      job.onStep({ done: 1, total: paths.length, name: "DSC_2.jpg" });
      await new Promise<void>((resolve) => (goOn = resolve));
      return { added: ["first"], again: [], failed: [], unread: [], passed_over: [] };
    };
    host.drop(Array.from({ length: 200 }, (_, at) => `/the/DSC_${at + 1}.jpg`));
    await appears("cell-first");
    expect(addingOf(app.desk!).told).toMatchObject({ kind: "going", step: { done: 1, total: 200 } });
    goOn();
    await finished();
    expect(all("cell-first")).toHaveLength(1);
  });

  it("that are none are listed with the reason, and the rest come in", async () => {
    app = await open([storyWith([])]);
    click("open-photos");
    host.drop([await host.picture("a.jpg"), host.file("ghi-chu.jpg", "Ghi chép")]);
    await finished();
    flushSync();
    expect(find("photos-failed").textContent).toContain("ghi-chu.jpg");
    expect((await story()).photos).toHaveLength(1);
  });

  it("that are none are counted while the others go on, and told where it all comes to a stop", async () => {
    app = await open([storyWith([])]);
    let fail = (_: unknown): void => {};
    const refused = (name: string) => ({
      path: `/the/${name}`,
      error: { code: "photo_unsupported" as const, message: "Không đọc được", hint: "Xuất ra JPEG." },
    });
    host.addPhotos = async (_story, paths, job) => {
      for (const [done, name] of ["a.nef", "b.nef"].entries()) {
        job.onFailed([refused(name)]);
        job.onStep({ done: done + 1, total: paths.length, name: "c.jpg" });
      }
      return new Promise((_resolve, reject) => (fail = reject));
    };
    host.drop(["/the/a.nef", "/the/b.nef", "/the/c.jpg"]);
    await appears("photos-progress");
    expect(find("photos-progress").textContent).toContain("2 tệp không thêm được");
    expect(all("photos-failed")).toHaveLength(0);
    fail({ code: "disk_full", message: "Đĩa đầy", hint: "Dọn đĩa." });
    await appears("photos-failed");
    expect(find("adding-photos").textContent).toContain("Đĩa đầy");
    expect(find("photos-failed").querySelectorAll("li")).toHaveLength(2);
  });

  it("of which a part can't be read come in, and the part is told; what is no photo is counted", async () => {
    app = await open([storyWith([])]);
    host.addPhotos = async (_story, _paths, job) => {
      job.onPhotos([photoOf("first")]);
      const unread = [{ photo: "first", file_name: "DSC_1.jpg", part: "sidecar" as const }];
      return { added: ["first"], again: [], failed: [], unread, passed_over: ["/the/card/ghi-chu.txt"] };
    };
    host.drop(["/the/card"]);
    await finished();
    flushSync();
    expect(find("photos-unread").textContent).toMatch(/DSC_1\.jpg\s+tệp \.xmp bên cạnh/);
    expect(find("photos-passed-over").textContent).toMatch(/1 tệp không phải ảnh[^]*ghi-chu\.txt/);
  });

  it("on a card that fails while it is read are told by their folder, as often as it failed", async () => {
    app = await open([storyWith([])]);
    const error = (message: string) => ({ code: "file_unreadable" as const, message, hint: "Thử lại." });
    const path = "/the/DCIM";
    host.addPhotos = async (_story, _paths, job) => {
      job.onPhotos([photoOf("first")]);
      const failed = [error("Lỗi đọc đĩa"), error("có quá nhiều tệp")].map((error) => ({ path, error }));
      return { added: ["first"], again: [], failed, unread: [], passed_over: [] };
    };
    host.drop(["/the"]);
    await finished();
    flushSync();
    const told = [...find("photos-failed").querySelectorAll("li")].map((line) => line.textContent);
    expect(told).toHaveLength(2);
    expect(told[0]).toMatch(/DCIM\s+Lỗi đọc đĩa/);
    expect(told[1]).toMatch(/DCIM\s+có quá nhiều tệp/);
  });
});

describe("a picture that the story has already", () => {
  const mine = { caption: "Lời tôi viết", credit: "Thu An", crop_1_1: "0,0,0.5,0.75" };
  let before: Story;

  beforeEach(async () => {
    app = await open([storyWith([])]);
    const file = await host.picture("river.jpg");
    writeInto(file, { caption: "Lời trong tệp", credit: "Thu An", city: "Vân Sa" });
    host.drop([file]);
    await finished();
    const { id } = app.desk!.story.photos[0]!;
    for (const [field, words] of Object.entries({ ...mine, located: "" })) {
      app.desk!.story.setPhotoField(id, field as PhotoField, words);
    }
    await app.desk?.story.flush();
    before = await story();
    expect(before.photos[0]?.fields).toEqual(mine);
    host.drop([file]);
    await appears("again");
  });

  it("stays as it is until a person has chosen, and where they keep it all", async () => {
    expect((await story()).photos).toEqual(before.photos);
    // Only what differs is asked about, and keeping is what is chosen already.
    expect([all("keep-caption").length, all("keep-credit").length]).toEqual([1, 0]);
    expect(find<HTMLInputElement>("keep-caption").checked).toBe(true);
    click("again-keep");
    await app.desk?.story.flush();
    expect((await story()).photos).toEqual(before.photos);
    expect(all("again")).toEqual([]);
  });

  it("takes from the file what is chosen, and gives it back", async () => {
    click("take-located");
    click("again-go");
    await app.desk?.story.flush();
    expect((await story()).photos[0]?.fields).toEqual({ ...mine, located: "Vân Sa" });
    click("note-undo");
    await app.desk?.story.flush();
    expect((await story()).photos[0]?.fields).toEqual(mine);
  });

  it("takes all of it where that is wanted, but never the crop", async () => {
    click("again-take-all");
    click("again-go");
    await app.desk?.story.flush();
    const { fields } = (await story()).photos[0]!;
    expect(fields).toEqual({ ...mine, caption: "Lời trong tệp", located: "Vân Sa" });
  });
});
