/** The same words for many pictures at once. */
import { flushSync } from "svelte";
import { describe, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { Photo } from "../generated/Photo";
import { photoOf, storyWith } from "../testing/photos";
import { all, choose, click, eachOnAPage, find, host, open, press, type } from "../testing/window";

let app: App;

eachOnAPage(1000, 700);

async function selectAll(photos: Photo[]): Promise<void> {
  app = await open([storyWith(photos)]);
  click("open-photos");
  await vi.waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toMatch(/^cell-/));
  press("a", { ctrlKey: true });
}

const stored = async () => {
  await app.desk?.story.flush();
  return (await host.openStory("story-photos")).story.photos.map(({ fields }) => fields);
};

describe("applying to the selected pictures", () => {
  it("changes only what is ticked, and one note takes all of it back", async () => {
    const before = [{ caption: "Một", credit: "Cũ" }, { caption: "Hai" }, {}];
    await selectAll(before.map((fields, at) => photoOf(`p${at}`, fields)));
    expect(find<HTMLButtonElement>("apply-go").disabled).toBe(true);
    type("apply-credit", "Thu An");
    type("apply-located", "Vân Sa");
    // Typing ticks; what is unticked again is not applied.
    click("tick-located");
    press("Enter", { ctrlKey: true, shiftKey: true });
    expect(await stored()).toEqual(before.map((fields) => ({ ...fields, credit: "Thu An" })));
    expect(find("note-done").textContent).toContain("Đã áp dụng cho 3 ảnh");
    click("note-undo");
    expect(await stored()).toEqual(before);
  });

  it("is taken back after what was written since", async () => {
    await selectAll([photoOf("p0"), photoOf("p1")]);
    type("apply-credit", "Thu An");
    click("apply-go");
    app.desk!.story.setPhotoField("p1", "credit", "Minh Hạ");
    flushSync();
    expect(all("note-undo"), "that would take back what was written").toHaveLength(0);
    await app.desk!.back();
    expect(await stored()).toEqual([{ credit: "Thu An" }, { credit: "Thu An" }]);
    await app.desk!.back();
    expect(await stored()).toEqual([{}, {}]);
  });

  it("sends many as one batch", async () => {
    await selectAll(Array.from({ length: 300 }, (_, at) => photoOf(`p${at}`)));
    await app.desk?.story.flush();
    const edit = vi.spyOn(host, "edit");
    type("apply-credit", "Thu An");
    type("apply-byline", "Minh Hạ");
    click("apply-go");
    await app.desk?.story.flush();
    expect(edit).toHaveBeenCalledTimes(1);
    expect(edit.mock.calls[0]?.[2]).toHaveLength(600);
  });

  it("fills a template from each picture, and counts beforehand what stays unfilled", async () => {
    await selectAll([
      photoOf("p0", { people: ["Lê Hạ"], located: "Vân Sa", date_created: "2026-11-22" }),
      photoOf("p1", { located: "Bãi Dâu", date_created: "2026-11-23" }),
    ]);
    choose("template", "Nhân vật");
    expect(find("unfilled").textContent).toContain("1 ảnh không có {người}");
    click("apply-go");
    expect((await stored()).map(({ caption }) => caption)).toEqual([
      "Lê Hạ tại Vân Sa, ngày 22/11/2026.",
      "{người} tại Bãi Dâu, ngày 23/11/2026.",
    ]);
  });

  it("is not offered for one picture alone", async () => {
    await selectAll([photoOf("p0")]);
    expect(all("apply-panel")).toEqual([]);
  });
});

it("templates are written as a desk likes them, and kept", async () => {
  await selectAll([photoOf("p0"), photoOf("p1")]);
  click("templates-edit");
  const [name] = all("template-name") as HTMLInputElement[];
  const [text] = all("template-text") as HTMLTextAreaElement[];
  for (const [box, value] of [
    [name, "Của tòa soạn"],
    [text, "{caption} Ảnh: {credit}"],
  ] as const) {
    box!.value = value;
    box!.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  flushSync();
  click("templates-save");
  const { caption_templates } = (await host.start()).settings;
  expect(caption_templates).toHaveLength(3);
  expect(caption_templates[0]).toEqual({ name: "Của tòa soạn", text: "{caption} Ảnh: {credit}" });
  expect(find("template").textContent).toContain("Của tòa soạn");
});
