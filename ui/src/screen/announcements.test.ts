/** What someone who listens to the screen is told about saving and long work, and how often. */
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { FULL_DISK } from "../testing/newsroom";
import { emptyStory } from "../testing/stories";
import { appears, closeWindow, find, freshPage, host, open, stored, type } from "../testing/window";
import { addingOf } from "../photos/adding.svelte";

beforeEach(freshPage);

afterEach(async () => {
  vi.useRealTimers();
  await closeWindow();
});

const news = () => find("save-news").textContent;

describe("saving", () => {
  it("is quiet while all goes well", async () => {
    const app = await open();
    type("headline", "Nước lên");
    await app.desk?.story.flush();
    expect((await stored()).fields.headline).toBe("Nước lên");
    expect(find("save-status").textContent).toContain("Đã lưu");
    expect(find("save-status").closest("[role=status], [aria-live]")).toBeNull();
    expect(news()).toBe("");
  });

  it("that fails is told once, however often it is tried, and so is that it works again", async () => {
    const app = await open();
    host.refusal = FULL_DISK;
    type("headline", "Nước lên");
    const alert = await appears("save-failed");
    expect(alert.getAttribute("role")).toBe("alert");
    find("save-retry").focus();
    for (const words of ["Nước lên nhanh", "Nước lên nhanh trong đêm"]) {
      app.desk?.story.setField("headline", words);
      await app.desk?.story.flush();
      // The same element, unmoved: nothing is read out again, and the button keeps the focus.
      expect(find("save-failed")).toBe(alert);
      expect(document.activeElement).toBe(find("save-retry"));
    }
    expect(news()).toBe("");

    host.refusal = null;
    await app.desk?.story.flush();
    await vi.waitFor(() => expect(news()).toMatch(/^Đã lưu trên máy/));
    type("headline", "Nước xuống");
    host.refusal = FULL_DISK;
    await app.desk?.story.flush();
    await vi.waitFor(() => expect(news()).toBe(""));
  });
});

it("tells each quarter of long work, not each file", async () => {
  const adding = addingOf((await open()).desk!);
  vi.useFakeTimers();
  const heard: string[] = [];
  for (let done = 0; done <= 100; done++) {
    adding.told = {
      kind: "going",
      step: { done, total: 100, name: `${done}.jpg` },
      failed: [],
      waiting: 0,
      stop: () => {},
    };
    flushSync();
    // Past the first seconds, in which nothing is counted.
    vi.advanceTimersByTime(done === 0 ? 2500 : 1);
    flushSync();
    const said = [...document.querySelectorAll("[role=status]")].map((one) => one.textContent?.trim() ?? "");
    const now = said.find((words) => words.startsWith("Đang thêm ảnh")) ?? "";
    if (now !== heard.at(-1)) heard.push(now);
  }
  const quarters = [25, 50, 75, 100].map((percent) => `Đang thêm ảnh: ${percent} %`);
  expect(heard).toEqual(["Đang thêm ảnh", ...quarters]);
});

it("carries the language of each story beside the language of the screen", async () => {
  const app = await open([
    { ...emptyStory("one", "en"), fields: { headline: "River rises", abstract: "Two villages." } },
    { ...emptyStory("two", "en"), fields: { byline: "Minh Ha" } },
  ]);
  await app.toLibrary();
  await appears("story-row");
  expect(document.documentElement.lang).toBe("vi");
  const language = (words: string) =>
    [...document.querySelectorAll("[data-testid=story-row] span")]
      .find((part) => part.textContent?.trim() === words)
      ?.closest("[lang]")
      ?.getAttribute("lang");
  expect(language("River rises")).toBe("en");
  expect(language("Two villages.")).toBe("en");
  expect(language("Chưa có tít")).toBe("vi");
});
