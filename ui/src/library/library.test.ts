/** The list of stories, and what comes into it. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { all, appears, closeWindow, find, freshPage, host, open } from "../testing/window";

beforeEach(freshPage);
afterEach(closeWindow);

describe("the library", () => {
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
