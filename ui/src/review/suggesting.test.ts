/** Suggest mode on the screen, over a real library: switched, written in, and told in the list. */
import { TextSelection } from "prosemirror-state";
import { expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import { COMMANDS } from "../editor/commands";
import { newsroomWith } from "../testing/newsroom";
import { emptyStory } from "../testing/stories";
import { all, appears, click, eachOnAPage, find, host, openOn, press } from "../testing/window";

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
