/** The list of stories, and what comes into it. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { askPeer } from "../testing/newsroom";
import { emptyStory } from "../testing/stories";
import {
  all,
  appears,
  choose,
  click,
  closeWindow,
  find,
  freshPage,
  host,
  open,
  press,
  type,
} from "../testing/window";
import { listOf } from "./list.svelte";

beforeEach(freshPage);
afterEach(closeWindow);

describe("the library", () => {
  it("says of samples that they are samples, counts them nowhere, and puts them away in one step", async () => {
    const app = await open([]);
    await askPeer({ furnish: `${host.folder}/library` });
    app.libraryVersion++;
    await vi.waitFor(() => expect(all("sample")).toHaveLength(3));
    expect(find("library").textContent).toContain("Bài mẫu để xem thử");
    expect(all("search"), "there is nothing to look for").toEqual([]);
    expect(all("missing"), "nothing of them is anybody's to mend").toEqual([]);
    expect(await host.listStories("Bến Tràm")).toEqual([]);
    find("story-row").focus();
    press("ArrowDown");
    await vi.waitFor(() => expect(document.activeElement).toBe(all("story-row")[1]));
    click("samples-away");
    await vi.waitFor(() => expect(all("sample")).toEqual([]));
    await vi.waitFor(() => expect(document.activeElement).not.toBe(document.body));
    press("z", { ctrlKey: true });
    await vi.waitFor(() => expect(all("sample")).toHaveLength(3));
  });

  it("leaves no row of a story that was begun and left without a word", async () => {
    const app = await open([]);
    await appears("library-empty");
    click("new-story");
    await appears("headline");
    await app.toLibrary();
    await appears("library-empty");
    expect(await host.listStories("")).toEqual([]);
  });

  it("offers to begin where there is nothing", async () => {
    await open([]);
    await appears("library-empty");
    find("new-story").click();
    await appears("headline");
    expect(document.activeElement).toBe(find("headline"));
  });

  it("finds without accents and opens what is found", async () => {
    const app = await open();
    await app.toLibrary();
    await appears("search");
    const search = find<HTMLInputElement>("search");
    search.value = "cau go";
    search.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await vi.waitFor(() => expect(all("story-row")).toHaveLength(1));
    find("story-row").click();
    await appears("headline");
    expect(find<HTMLTextAreaElement>("headline").value).toBe("Cầu gỗ Bãi Dâu mở lại sau ba tháng sửa chữa");
  });

  it("shows which words were found, in the headline or in a stretch of the text", async () => {
    const app = await open();
    await app.toLibrary();
    await appears("search");
    type("search", "song can");
    await vi.waitFor(() => expect(all("story-row")).toHaveLength(1));
    expect([...find("story-row").querySelectorAll(".headline mark")].map((one) => one.textContent)).toEqual([
      "sông cạn",
    ]);
    type("search", "bac thềm thu ba");
    await vi.waitFor(() =>
      expect(find("story-row").querySelector(".excerpt")?.textContent).toContain("bậc thềm thứ ba"),
    );
    const marked = [...find("story-row").querySelectorAll(".excerpt mark")].map((one) => one.textContent);
    expect(marked).toContain("bậc thềm thứ ba");
    expect(find("found").textContent).toBe("1 trên 5 bài");
  });

  it("is as it was when one comes back from a story", async () => {
    const app = await open();
    await app.toLibrary();
    await appears("filter-draft");
    choose("sort", "headline");
    type("search", "a");
    await vi.waitFor(() => expect(find("found").textContent).toContain("trên 5"));
    const listed = () => all("story-row").map(({ dataset }) => dataset.story);
    const before = listed();
    expect(before.length).toBeGreaterThan(1);
    all("story-row").at(-1)!.focus();
    all("story-row").at(-1)!.click();
    await appears("headline");
    await app.toLibrary();
    await vi.waitFor(() => expect(listed()).toEqual(before));
    expect([find<HTMLInputElement>("search").value, find<HTMLSelectElement>("sort").value]).toEqual([
      "a",
      "headline",
    ]);
    await vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset.story).toBe(before.at(-1)));
  });

  it("is narrowed by section and author, counts along, and keeps a filter under a name", async () => {
    const app = await open();
    await app.toLibrary();
    await appears("section-Đời sống");
    const counts = (id: string) => find(id).parentElement?.textContent?.replace(/\s+/g, " ").trim();
    expect(counts("author-Minh Hạ")).toBe("Minh Hạ 2");
    click("section-Đời sống");
    await vi.waitFor(() => expect(all("story-row")).toHaveLength(1));
    expect([counts("author-Minh Hạ"), counts("section-Giáo dục")]).toEqual(["Minh Hạ 1", "Giáo dục 1"]);
    click("save-filter");
    await vi.waitFor(() => expect(document.activeElement).toBe(find("save-name")));
    expect(find<HTMLInputElement>("save-name").value).toBe("Đời sống");
    type("save-name", "Của tôi");
    click("save-list");
    click("clear-search");
    await vi.waitFor(() => expect(all("story-row")).toHaveLength(5));
    await vi.waitFor(() => expect(document.activeElement, "where one looks for more").toBe(find("search")));
    click("saved-list");
    await vi.waitFor(() => expect(all("story-row")).toHaveLength(1));
    click("forget-list");
    await vi.waitFor(() => expect(all("saved-list")).toEqual([]));
    await vi.waitFor(() => expect(document.activeElement).not.toBe(document.body));
    find("story-row").focus();
    press("z", { ctrlKey: true });
    await appears("saved-list");
  });

  it("puts only what is seen on the page, whatever its length, and asks for more as one goes", async () => {
    const many = Array.from({ length: 200 }, (_, at) => ({
      ...emptyStory(`story-${at}`, "vi"),
      fields: { headline: `Bài số ${at}` },
    }));
    const app = await open(many);
    await app.toLibrary();
    await appears("story-row");
    click("rows-compact");
    await vi.waitFor(() => expect(find("found").textContent).toBe("200 bài"));
    expect(all("story-row").length).toBeLessThan(60);
    all("story-row")[0]!.focus();
    press("End");
    await vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset.story).toBe("story-199"));
    press("Home");
    await vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset.story).toBe("story-0"));
    expect(app.settings.compact_list).toBe(true);
    // A stretch has in it what never was on the page.
    press("End", { shiftKey: true });
    await vi.waitFor(() => expect(find("acts").textContent).toContain("Đã chọn 200 bài"));
  });

  it("has the lines of the rows to come before they are in sight, and asks for none twice", async () => {
    const many = Array.from({ length: 400 }, (_, at) => ({
      ...emptyStory(`story-${at}`, "vi"),
      fields: { headline: `Bài số ${at}` },
    }));
    const app = await open(many);
    await app.toLibrary();
    await appears("story-row");
    const list = listOf(app);
    await vi.waitFor(() => expect(list.found).toBe(400));
    const asked = vi.spyOn(app.host, "surveyLines");
    for (let from = 0; from < 400; from += 20) {
      list.need(from, from + 20);
      const ahead = Math.min(from + 79, 399);
      await vi.waitFor(() => expect(list.lineAt(ahead)?.headline).toBe(`Bài số ${ahead}`));
    }
    const pages = asked.mock.calls.map(([, from]) => from);
    expect(new Set(pages).size).toBe(pages.length);
  });

  it("keeps the words of a search when Escape ends a composition", async () => {
    const app = await open();
    await app.toLibrary();
    await appears("search");
    const box = type("search", "cầu");
    box.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
    press("Escape");
    expect(box.value).toBe("cầu");
    await new Promise((later) => setTimeout(later, 80));
    press("Escape");
    await vi.waitFor(() => expect(box.value).toBe(""));
  });

  it("makes one story of two quick wishes, and shows the one that was asked for last", async () => {
    const app = await open();
    await app.toLibrary();
    await appears("story-row");
    press("n", { ctrlKey: true });
    press("n", { ctrlKey: true });
    await appears("headline");
    await app.toLibrary();
    await vi.waitFor(() => expect(find("found").textContent, "a story without a word is none").toBe("5 bài"));

    let letGo = () => {};
    const slow = new Promise<void>((go) => (letGo = go));
    host.instead.open_story = async (real, { story }) => {
      const view = await real();
      if (story === "story-forge") await slow;
      return view;
    };
    const first = app.show("story-forge");
    await app.show("story-bridge");
    letGo();
    await first;
    expect(app.desk?.story.id).toBe("story-bridge");
  });

  it("shows what an import could not place before it opens the story", async () => {
    await open([]);
    await appears("library-empty");
    // A sign that no text has, in the third line.
    const article = host.file("bai.txt", "Nước lên\n\nĐoạn đầu\u001a của tin.\n\nĐoạn hai của tin.\n");
    host.drop([article, await host.picture("river.jpg")]);
    await appears("import-go");
    expect(find("import-photos").textContent).toContain("river.jpg");
    find("import-go").click();
    expect((await appears("leftovers")).textContent).toContain("U+001A");
    find("import-show").click();
    await appears("headline");
    expect(find<HTMLTextAreaElement>("headline").value).toBe("Nước lên");
  });
});
