/** A story as it is written: what a person sees and what the library gets. */
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { FULL_DISK } from "../testing/newsroom";
import { all, appears, closeWindow, find, freshPage, host, open, stored, type } from "../testing/window";

beforeEach(freshPage);
afterEach(closeWindow);

const status = () => find("save-status").dataset.state;

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
    await app.desk?.story.flush();
    const { photos, body } = await stored();
    expect(photos.find(({ id }) => id === "photo-river")?.fields.caption).toBe("Thuyền về bến.");
    expect(JSON.stringify(body)).not.toContain("Thuyền về bến.");
  });

  it("never rewrites a box under the hands of the person typing in it", async () => {
    const app = await open();
    const box = type("field-date_published", "5/1/2020");
    expect(app.desk?.story.fields.date_published).toBe("2020-01-05");
    flushSync();
    expect(box.value).toBe("5/1/2020");
    box.blur();
    await vi.waitFor(() => expect(box.value).toBe("05/01/2020"));
  });

  it("stores no date that is none, and says how to write one", async () => {
    const app = await open();
    const box = type("field-date_published", "mai");
    expect(box.getAttribute("aria-invalid")).toBe("true");
    await app.desk?.story.flush();
    expect((await stored()).fields.date_published).toBe("2026-11-22");
    type("field-date_published", "15/10/2019");
    await app.desk?.story.flush();
    expect((await stored()).fields.date_published).toBe("2019-10-15");
  });

  it("keeps the words on the screen when the disk is full, and saves them when it no longer is", async () => {
    const app = await open();
    host.refusal = FULL_DISK;
    type("abstract", "Sapo mới");
    await app.desk?.story.flush();
    flushSync();
    expect(find("save-failed").textContent).toContain("Đĩa đầy");
    expect(find<HTMLTextAreaElement>("abstract").value).toBe("Sapo mới");

    await app.toLibrary();
    expect(app.desk, "the screen stays while its words are not safe").not.toBeNull();
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
    host.drop([await host.picture("a.jpg"), host.file("notes.jpg", "Ghi chép")]);
    await appears("photos-failed");
    expect(find("photos-failed").textContent).toContain("notes.jpg");
    await app.desk?.story.flush();
    const { photos, body } = await stored();
    expect(photos).toHaveLength(4);
    expect(body.filter((block) => block.type === "photo")).toHaveLength(3);
  });
});

it("brings a photo that was taken off back with its caption", async () => {
  const app = await open();
  type("caption-photo-bridge", "Cầu gỗ.");
  app.desk!.story.takeOff(["photo-bridge"]);
  await app.desk?.story.flush();
  expect((await stored()).photos.map(({ id }) => id)).not.toContain("photo-bridge");
  await app.desk!.back();
  await app.desk?.story.flush();
  expect((await stored()).photos.find(({ id }) => id === "photo-bridge")?.fields.caption).toBe("Cầu gỗ.");
  expect(find<HTMLTextAreaElement>("caption-photo-bridge").value).toBe("Cầu gỗ.");
});
