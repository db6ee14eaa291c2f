/** What waits for whoever is here, over a real library; and several people at one computer. */
import { expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { State } from "../generated/State";
import { newsroomWith } from "../testing/newsroom";
import { emptyStory } from "../testing/stories";
import { all, appears, click, eachOnAPage, find, openOn, press, type } from "../testing/window";

eachOnAPage(1280, 800);

let app: App;

const named = (id: string, headline: string, state: State, byline = "Lam Khê") => ({
  ...emptyStory(id, "vi"),
  state,
  fields: { headline, byline },
  body: [{ type: "paragraph" as const, text: "Ghe nước lên nhanh." }],
});

async function opened(stories: ReturnType<typeof named>[]): Promise<void> {
  const room = await newsroomWith(stories);
  await room.saveSettings({ name: "Lam Khê", role: "reporter" });
  await room.saveSettings({ person: "01900000-0000-7000-8000-000000000001", name: "Hà Vy", role: "editor" });
  app = await openOn(room);
  await app.toLibrary();
  await appears("tab-queue");
}

const rows = () =>
  all("queue-row").map((row) => [
    row.querySelector(".headline")!.textContent,
    row.querySelector(".wait")!.textContent,
  ]);

it("is shown with a key, gone through by keys, and a story is new until it was read", async () => {
  await opened([
    named("a", "Chợ nổi", "submitted"),
    named("b", "Nước lên", "in_review"),
    named("c", "Nháp", "draft"),
  ]);
  await vi.waitFor(() => expect(find("tab-queue").textContent).toContain("2"));
  press("2", { ctrlKey: true, code: "Digit2" });
  await appears("queue-row");
  await vi.waitFor(() => expect(rows()).toHaveLength(2));
  expect(new Set(rows().map(([, wait]) => wait))).toEqual(new Set(["Nhận biên tập", "Duyệt bài"]));
  // One of them was open.
  const unread = () => all("queue-row").filter((row) => row.textContent.includes("Chưa đọc"));
  expect(unread()).toHaveLength(1);
  await vi.waitFor(() => expect(document.activeElement).toBe(all("queue-row")[0]));
  press("j");
  expect(document.activeElement).toBe(all("queue-row")[1]);
  unread()[0]!.click();
  await appears("headline");
  await app.toLibrary();
  // One comes back to what waits, and what was read is new no more.
  await appears("queue-row");
  await vi.waitFor(() => expect(unread()).toHaveLength(0));
  press("1", { ctrlKey: true, code: "Digit1" });
  await appears("story-row");
  expect(all("queue")).toHaveLength(0);
});

it("says so where nothing waits", async () => {
  await opened([named("c", "Nháp", "draft")]);
  click("tab-queue");
  expect((await appears("queue-none")).textContent).toContain("Hết bài chờ duyệt");
});

it("is another's with two keys, and what they write is theirs", async () => {
  await opened([named("a", "Chợ nổi", "returned"), named("b", "Nước lên", "in_review")]);
  press("l", { ctrlKey: true, shiftKey: true });
  await appears("people");
  expect(all("person").map((row) => row.querySelector(".name")!.textContent)).toEqual(["Lam Khê"]);
  press("1");
  await vi.waitFor(() => expect(app.settings.name).toBe("Lam Khê"));
  expect(app.settings.role).toBe("reporter");
  expect(all("people")).toHaveLength(0);
  click("tab-queue");
  await vi.waitFor(() => expect(rows()).toEqual([["Chợ nổi", "Sửa theo lý do trả"]]));
  // Somebody new gives a name.
  press("l", { ctrlKey: true, shiftKey: true });
  await appears("person-name");
  type("person-name", "Đỗ Sa");
  click("person-add");
  await vi.waitFor(() => expect(app.settings.name).toBe("Đỗ Sa"));
  expect(app.settings.people.map(({ name }) => name)).toEqual(["Lam Khê", "Hà Vy", "Đỗ Sa"]);
});
