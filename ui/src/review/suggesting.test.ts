/** Suggest mode on the screen, over a real library: switched, written in, and told in the list. */
import { TextSelection } from "prosemirror-state";
import { expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import { COMMANDS } from "../editor/commands";
import { isOpen } from "../story/suggestions";
import { newsroomWith } from "../testing/newsroom";
import { emptyStory, sampleStories } from "../testing/stories";
import { all, appears, choose, click, eachOnAPage, find, host, openOn, press, type } from "../testing/window";

eachOnAPage(1280, 800);

const ID = "story-forge";
let app: App;

async function opened(...paragraphs: string[]): Promise<void> {
  const body = paragraphs.map((text) => ({ type: "paragraph" as const, text }));
  const room = await newsroomWith([{ ...emptyStory(ID, "vi"), body }]);
  await room.saveSettings({ name: "Hà Vy" });
  app = await openOn(room);
  await appears("suggest-switch");
}

const view = () => app.desk!.story.body.view!;
const stored = async () => (await host.openStory(ID)).story;

function write(from: number, to: number, text: string): void {
  const { tr } = view().state;
  view().dispatch(tr.setSelection(TextSelection.create(tr.doc, from, to)));
  view().dispatch(text === "" ? view().state.tr.deleteSelection() : view().state.tr.insertText(text));
}

const suggestMode = () => press("S", { ctrlKey: true, shiftKey: true });

it("is switched by its key, and says so with the person's initials", async () => {
  await opened("Ghe về.");
  view().focus();
  expect(find("suggest-switch").getAttribute("aria-pressed")).toBe("false");
  suggestMode();
  expect(find("suggest-switch").getAttribute("aria-pressed")).toBe("true");
  expect(find("suggest-switch").textContent).toContain("Đang đề xuất");
  expect(find("suggest-switch").textContent).toContain("HV");
  expect(find("body").className).toContain("person-1");
  // The keyboard stays in the text.
  expect(document.activeElement).toBe(find("body"));
  click("suggest-switch");
  expect(find("body").hasAttribute("data-suggesting")).toBe(false);
});

it("proposes what is typed, deleted and formatted, and the list tells of it", async () => {
  await opened("Ghe về bến.");
  suggestMode();
  write(1, 4, "Xuồng");
  write(13, 16, "");
  view().dispatch(view().state.tr.setSelection(TextSelection.create(view().state.doc, 10, 12)));
  await app.desk!.story.body.run(COMMANDS.bold);
  await app.desk!.story.flush();
  const { body, suggestions } = await stored();
  expect(body[0]?.text).toBe("GheXuồng về bến.");
  expect(suggestions.map(({ was, becomes, by }) => [by, was, becomes].join(" ")).sort()).toEqual([
    "Hà Vy  ",
    "Hà Vy Ghe Xuồng",
    "Hà Vy bến ",
  ]);
  // Readers get none of it.
  expect(await host.listStories("Xuồng")).toEqual([]);
  await vi.waitFor(() => expect(find("open-suggestions").textContent).toContain("3"), 3000);
  click("open-suggestions");
  await appears("suggestions");
  expect(all("suggestion")).toHaveLength(3);
  expect(find("suggestion-reject").textContent).toContain("Rút lại");
});

it("goes on with one's own suggestion after the story was opened anew, and takes it back by undo", async () => {
  await opened("Ghe về bến.");
  suggestMode();
  write(4, 4, " chài");
  await app.desk!.story.flush();
  const [first] = (await stored()).suggestions;
  const room = host;
  await app.toLibrary();
  await appears("story-row");
  click("story-row");
  await appears("suggest-switch");
  expect(host).toBe(room);
  suggestMode();
  write(9, 9, " to");
  await app.desk!.story.flush();
  const { suggestions } = await stored();
  expect(suggestions.map(({ id, becomes }) => [id, becomes])).toEqual([[first!.id, " chài to"]]);
  await app.desk!.back();
  await app.desk!.story.flush();
  expect((await stored()).suggestions[0]?.becomes).toBe(" chài");
});

it("proposes what is given to a field, keeps the field, and takes it back when the words are as they were", async () => {
  const room = await newsroomWith([
    { ...emptyStory(ID, "vi"), fields: { headline: "Nước lên", urgency: "4" } },
  ]);
  await room.saveSettings({ name: "Hà Vy" });
  app = await openOn(room);
  await appears("suggest-switch");
  suggestMode();
  type("headline", "Nước lên nhanh");
  choose("field-urgency", "2");
  await app.desk!.story.flush();
  let story = await stored();
  expect([story.fields.headline, story.fields.urgency]).toEqual(["Nước lên", "4"]);
  const proposed = () =>
    story.suggestions
      .filter(({ decisions }) => decisions.length === 0)
      .map(({ proposal }) => ("value" in proposal ? proposal.value : null))
      .sort();
  expect(proposed()).toEqual(["2", "Nước lên nhanh"]);
  // The boxes show it, underlined; the story is as it was.
  expect(find<HTMLTextAreaElement>("headline").value).toBe("Nước lên nhanh");
  await vi.waitFor(() =>
    expect(document.querySelector(".suggested-field")?.textContent).toBe("Nước lên nhanh"),
  );
  expect(find<HTMLSelectElement>("field-urgency").value).toBe("2");
  expect(app.desk!.story.text("headline")).toBe("Nước lên");
  await vi.waitFor(() => expect(find("open-suggestions").textContent).toContain("2"), 3000);

  // The choice is taken back by undo, the words by writing what was there.
  await app.desk!.back();
  expect(find<HTMLSelectElement>("field-urgency").value).toBe("4");
  type("headline", "Nước lên");
  await app.desk!.story.flush();
  story = await stored();
  expect(proposed()).toEqual([]);
  expect([story.fields.headline, story.fields.urgency]).toEqual(["Nước lên", "4"]);
});

it("shows in a box what the field has once the mode is off, also to who is in it", async () => {
  const room = await newsroomWith([{ ...emptyStory(ID, "vi"), fields: { headline: "Nước lên" } }]);
  await room.saveSettings({ name: "Hà Vy" });
  app = await openOn(room);
  await appears("suggest-switch");
  suggestMode();
  const box = find<HTMLTextAreaElement>("headline");
  type("headline", "Nước lên nhanh");
  suggestMode();
  await vi.waitFor(() => expect(box.value).toBe("Nước lên"));
  await vi.waitFor(() => expect(document.activeElement).toBe(box));
  type("headline", "Nước lên to");
  await app.desk!.story.flush();
  const { fields, suggestions } = await stored();
  expect(fields.headline).toBe("Nước lên to");
  expect(suggestions.map(({ proposal }) => proposal)).toMatchObject([{ value: "Nước lên nhanh" }]);
  // And again what is proposed, once it is on.
  suggestMode();
  await vi.waitFor(() => expect(box.value).toBe("Nước lên nhanh"));
});

it("proposes a caption", async () => {
  const stories = sampleStories();
  const photo = stories[0]!.photos[0]!.id;
  const room = await newsroomWith(stories);
  await room.saveSettings({ name: "Hà Vy" });
  app = await openOn(room);
  await appears("suggest-switch");
  const before = app.desk!.story.photos.find(({ id }) => id === photo)!.fields.caption;
  suggestMode();
  type(`caption-${photo}`, "Lò rèn lúc năm giờ sáng.");
  await app.desk!.story.flush();
  const { photos, suggestions } = await stored();
  expect(photos[0]!.fields.caption).toBe(before);
  expect(suggestions.map(({ proposal }) => proposal)).toMatchObject([
    { kind: "photo_field", field: "caption", value: "Lò rèn lúc năm giờ sáng." },
  ]);
});

it("proposes that a picture goes, and one that comes; what came so goes at once", async () => {
  const stories = sampleStories();
  const { id: photo } = stories[0]!.photos[0]!;
  const room = await newsroomWith(stories, { pictures: true });
  await room.saveSettings({ name: "Hà Vy" });
  app = await openOn(room);
  await appears("suggest-switch");
  const { story } = app.desk!;
  const before = story.photos.length;
  suggestMode();
  expect(story.takeOff([photo])).toBe(false);
  await story.flush();
  const open = async () => (await stored()).suggestions.filter(isOpen).map(({ proposal }) => proposal);
  expect(await open()).toEqual([{ kind: "photo_removed", photo }]);
  expect((await stored()).photos).toHaveLength(before);
  await app.desk!.back();
  await story.flush();
  expect(await open()).toEqual([]);
  await app.desk!.again();
  await story.flush();
  expect(await open()).toHaveLength(1);

  host.drop([await host.picture("cho.jpg")]);
  await vi.waitFor(() => expect(story.photos).toHaveLength(before + 1), 5000);
  // And its place in the text.
  await vi.waitFor(async () => expect(await open()).toHaveLength(3), 5000);
  const came = (await open()).find(({ kind }) => kind === "photo_added") as { photo: string };
  expect(story.takeOff([came.photo])).toBe(true);
  await story.flush();
  expect(await open()).toEqual([{ kind: "photo_removed", photo }]);
  expect((await stored()).photos).toHaveLength(before);
});

it("proposes what is replaced everywhere, once", async () => {
  await opened("Ghe về. Ghe đi.", "Bến ghe.");
  suggestMode();
  type("headline", "Ghe");
  await app.desk!.story.flush();
  press("h", { ctrlKey: true });
  await appears("find-query");
  type("find-query", "ghe");
  type("find-replacement", "xuồng");
  const written = async () => (await stored()).body.map(({ text }) => text);
  for (const time of ["once", "twice"]) {
    click("replace-all");
    await app.desk!.story.flush();
    expect(await written(), time).toEqual(["GheXuồng về. GheXuồng đi.", "Bến ghexuồng."]);
  }
  expect(find<HTMLTextAreaElement>("headline").value).toBe("Xuồng");
  const { fields, suggestions } = await stored();
  expect(fields.headline).toBeUndefined();
  expect(
    suggestions
      .filter(isOpen)
      .map(({ was, becomes }) => `${was} ${becomes}`)
      .sort(),
  ).toEqual([" ", "Ghe Xuồng", "Ghe Xuồng", "ghe xuồng"]);
});

it("takes nothing of one person for another's, who sits down at the same computer", async () => {
  await opened("Ghe về.");
  suggestMode();
  write(4, 4, " chài");
  type("headline", "Ghe chài");
  await app.desk!.story.flush();
  view().focus();
  app.change({ person: "p-ha", name: "Phan Hạ", role: null });
  await vi.waitFor(() => expect(find<HTMLTextAreaElement>("headline").value).toBe(""));
  write(9, 9, " to");
  write(8, 9, "");
  await app.desk!.story.flush();
  const { body, suggestions } = await stored();
  expect(body[0]?.text).toBe("Ghe chài to về.");
  const said = suggestions.filter(({ proposal }) => proposal.kind === "text");
  expect(new Set(said.map(({ by, was, becomes }) => `${by}:${was}:${becomes}`))).toEqual(
    new Set(["Hà Vy:: chài", "Phan Hạ:i: to"]),
  );
});
