/** Related stories, as a person puts them together. */
import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { Newsroom } from "../testing/newsroom";
import { all, appears, click, closeWindow, find, openWindow, press, type } from "../testing/window";

let app: App;
let host: Newsroom;

beforeEach(async () => ({ app, host } = await openWindow()));
afterEach(closeWindow);

async function stored() {
  await app.desk?.story.flush();
  return (await host.openStory("story-forge")).story.related;
}

const titles = () => app.desk?.story.related.map(({ title }) => title);
const rows = () => [...find("related").querySelectorAll<HTMLElement>("ul:not([role]) > li")];
const way = (row: number, name: string) =>
  rows()[row]!.querySelector<HTMLButtonElement>(`[data-way=${name}]`)!;

it("are picked from the library by a few letters, with their date", async () => {
  type("related-title", "lop hoc chu");
  await appears("option");
  expect(all("option").map((one) => one.firstChild?.textContent)).toEqual([
    "Lớp học chữ buổi tối ở bến thuyền",
  ]);
  press("ArrowDown");
  press("Enter");
  await vi.waitFor(() => expect(titles()).toHaveLength(3));
  const added = (await stored()).at(-1);
  expect(added?.title).toBe("Lớp học chữ buổi tối ở bến thuyền");
  expect(added?.date, "not published yet: the day of its last change").toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(find<HTMLInputElement>("related-title").value).toBe("");
});

it("are found by what only their text says", async () => {
  type("related-title", "keo luoi");
  await appears("option");
  expect(find("option").firstChild?.textContent).toBe("Lớp học chữ buổi tối ở bến thuyền");
});

it("do not offer the story itself, nor one that is there already", async () => {
  type("related-title", "le hoi ren");
  const list = vi.spyOn(host, "listStories");
  await vi.waitFor(() => expect(list).toHaveBeenCalled());
  await vi.waitFor(() => expect(list.mock.settledResults[0]?.type).toBe("fulfilled"));
  flushSync();
  expect(all("option")).toEqual([]);
});

it("take a pasted title and date apart", async () => {
  const box = find<HTMLInputElement>("related-title");
  box.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", "Đò ngang nghỉ chạy\n12/10/2019");
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  flushSync();
  expect(box.value).toBe("Đò ngang nghỉ chạy");
  expect(find<HTMLInputElement>("related-date").value).toBe("12/10/2019");
  press("Enter");
  expect((await stored()).at(-1)).toEqual({
    title: "Đò ngang nghỉ chạy",
    date: "2019-10-12",
    date_text: "12/10/2019",
  });
  type("related-title", "Đò ngang chạy lại (15/10/2019)");
  click("related-add");
  expect((await stored()).at(-1)).toMatchObject({ title: "Đò ngang chạy lại", date: "2019-10-15" });
});

it("say how long ago they were, and the date itself", () => {
  const [, month] = new Date().toISOString().split("-");
  expect(month).toBeDefined();
  app.desk?.story.setRelated([
    { title: "Cũ", date: "2019-10-15", date_text: "" },
    { title: "Không rõ", date: null, date_text: "tháng trước" },
  ]);
  flushSync();
  const [old, unknown] = all("related-when");
  expect(old?.textContent).toMatch(/^\d+ năm trước\s· 15\/10\/2019$/);
  expect(old?.title).toBe("15/10/2019");
  expect(unknown?.textContent).toBe("tháng trước");
});

it("are moved by keyboard, and the focus goes with them", async () => {
  const [first, second] = titles()!;
  way(1, "up").focus();
  way(1, "up").click();
  await vi.waitFor(() => expect(titles()).toEqual([second, first]));
  // At the top the way up is shut: the focus stays in the row.
  await vi.waitFor(() => expect(document.activeElement).toBe(way(0, "down")));
  expect((await stored()).map(({ title }) => title)).toEqual([second, first]);
});

it("that were taken off come back to their place", async () => {
  const before = titles();
  way(0, "off").click();
  await vi.waitFor(() => expect(document.activeElement).toBe(find("related-undo")));
  expect(titles()).toHaveLength(1);
  click("related-undo");
  expect(titles()).toEqual(before);
  await vi.waitFor(() => expect(document.activeElement).toBe(way(0, "off")));
  expect((await stored()).map(({ title }) => title)).toEqual(before);
});
