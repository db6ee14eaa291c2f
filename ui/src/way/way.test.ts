/** A story's way on its screen, over a real library: gates, passing one, moves with and without a reason, and back. */
import { expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { Edit } from "../generated/Edit";
import type { SettingsChange } from "../generated/SettingsChange";
import { newsroomWith } from "../testing/newsroom";
import { emptyStory } from "../testing/stories";
import { all, appears, click, eachOnAPage, find, host, openOn, press, type } from "../testing/window";

eachOnAPage(1280, 800);

const ID = "story-forge";
let app: App;

async function opened(edits: Edit[] = [], who: SettingsChange = { name: "Hà Vy" }, headline = "Nước lên") {
  const body = [{ type: "paragraph" as const, text: "Ghe nước lên nhanh từ khi trời sáng." }];
  const room = await newsroomWith([{ ...emptyStory(ID, "vi"), fields: { headline }, body }]);
  await room.saveSettings(who);
  if (edits.length > 0) await room.edit(ID, 0, edits);
  app = await openOn(room);
}

async function openWay(): Promise<void> {
  await appears("open-way");
  press("d", { ctrlKey: true, shiftKey: true });
  await appears("way-done");
}

const state = async () => (await host.openStory(ID)).story.state;
const REVIEW: Edit = { edit: "set_state", state: "in_review" };
const COMMENT: Edit = {
  edit: "comment",
  comment: "c",
  place: { about: "words", from: 1, to: 4 },
  quote: "",
  text: "Ghe ai?",
  before_print: true,
};

it("is moved on with a key and a click, is told in the history, and is taken back", async () => {
  await opened();
  await openWay();
  expect(find("way").contains(document.activeElement)).toBe(true);
  click("move-submit");
  await vi.waitFor(async () => expect(await state()).toBe("submitted"));
  await vi.waitFor(() => expect(app.desk!.story.state).toBe("submitted"));
  await appears("move-approve");
  expect(find("way").textContent).toContain("Hà Vy");
  const [moment] = await host.history(ID);
  expect(moment?.version).toEqual({ kind: "moved", state: "submitted" });
  await app.desk!.back();
  await vi.waitFor(async () => expect(await state()).toBe("draft"));
});

it("tells what blocks, leads there, and lets it pass on somebody's word alone", async () => {
  await opened([REVIEW, COMMENT]);
  await openWay();
  await vi.waitFor(() => expect(find("move-approve").getAttribute("aria-disabled")).toBe("true"));
  click("move-approve");
  expect(await state()).toBe("in_review");
  const [place] = all("gate-place").filter(({ textContent }) => textContent.includes("Ghe ai?"));
  place!.click();
  await appears("comment");
  await vi.waitFor(() => expect(document.activeElement?.getAttribute("data-suggestion-row")).toBe("c"));
  press("d", { ctrlKey: true, shiftKey: true });
  await appears("way-done");
  const blocked = () => all("gate").filter((gate) => gate.querySelector("[data-testid='gate-pass']"));
  expect(blocked().map((gate) => gate.dataset.gate)).toEqual(["before_print"]);
  click("gate-pass");
  await vi.waitFor(() => expect(document.activeElement).toBe(find("ask-reason")));
  press("Enter");
  expect(await state()).toBe("in_review");
  type("ask-reason", "Đã hỏi bằng điện thoại");
  press("Enter");
  await appears("gate-passed");
  expect(find("gate-passed").textContent).toContain("Hà Vy cho qua: Đã hỏi bằng điện thoại");
  expect(find("move-approve").getAttribute("aria-disabled")).toBe("false");
  // By a key, too, and again.
  await app.desk!.back();
  await vi.waitFor(() => expect(all("gate-passed")).toHaveLength(0));
  await app.desk!.again();
  await appears("gate-passed");
  click("gate-hold");
  await vi.waitFor(() => expect(all("gate-passed")).toHaveLength(0));
  expect(find("move-approve").getAttribute("aria-disabled")).toBe("true");
});

it("asks for the reason of a return first, and gives the keyboard back to who thinks better of it", async () => {
  await opened([REVIEW]);
  await openWay();
  click("move-return");
  await vi.waitFor(() => expect(document.activeElement).toBe(find("ask-reason")));
  press("Escape");
  await vi.waitFor(() => expect(find("way").contains(document.activeElement)).toBe(true));
  expect(all("ask-reason")).toHaveLength(0);
  click("move-return");
  await vi.waitFor(() => expect(document.activeElement).toBe(find("ask-reason")));
  type("ask-reason", "Thiếu nguồn");
  press("Enter");
  await vi.waitFor(async () => expect(await state()).toBe("returned"));
  await vi.waitFor(() => expect(find("way-reason").textContent).toBe("Thiếu nguồn"));
});

it("offers a reporter what is theirs to do, and no more", async () => {
  await opened([REVIEW], { name: "Lam Khê", role: "reporter" });
  await openWay();
  const moves = () => [...find("way").querySelectorAll<HTMLElement>("[data-testid^='move-']")];
  await vi.waitFor(() => expect(moves().map(({ dataset }) => dataset.testid)).toEqual(["move-spike"]));
  expect(find("way").textContent).toContain("người khác");
});

it("says nothing of gates before there are words, and counts what changes while one writes", async () => {
  await opened([], { name: "Hà Vy" }, "");
  await openWay();
  await vi.waitFor(() => expect(find("way").textContent).toContain("1 ô bắt buộc còn trống"));
  const done = () => find("way-done").textContent;
  const before = done();
  app.desk!.story.setField("headline", "Nước lên");
  await app.desk!.story.flush();
  await vi.waitFor(() => expect(done()).not.toBe(before), { timeout: 5000 });
});
