/** An article comes in, and what the copy checker found in it is said quietly. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { speak } from "../strings/index.svelte";
import { all, appears, click, closeWindow, find, freshPage, host, open } from "../testing/window";
import { foundInWords } from "./found";

const FOUND = { error: 13, consistency: 20, suggestion: 4 };

describe("what was found, in words", () => {
  afterEach(() => speak("vi"));

  it("counts errors and inconsistencies, and says nothing of what can wait", () => {
    expect(foundInWords(FOUND)).toBe("Bộ kiểm tra thấy 13 lỗi, 20 chỗ chưa nhất quán.");
    expect(foundInWords({ error: 0, consistency: 1, suggestion: 4 })).toBe(
      "Bộ kiểm tra thấy 1 chỗ chưa nhất quán.",
    );
    expect(foundInWords({ error: 0, consistency: 0, suggestion: 4 })).toBeNull();
    speak("en");
    expect(foundInWords({ error: 1, consistency: 1, suggestion: 0 })).toBe(
      "The copy checker found 1 error, 1 inconsistency.",
    );
  });
});

describe("an article that came in", () => {
  beforeEach(freshPage);
  afterEach(closeWindow);

  async function importOne(leftovers: { line: number; text: string }[], found = FOUND) {
    const app = await open();
    host.found = found;
    const report = host.importArticle.bind(host);
    host.importArticle = async (article, photos) => ({ ...(await report(article, photos)), leftovers });
    host.drop(["/the/bai.txt"]);
    (await appears("import-go")).click();
    return app;
  }

  it("tells at the end of its sheet, where lines were left over", async () => {
    const app = await importOne([{ line: 41, text: "In trang" }]);
    expect((await appears("import-found")).textContent).toBe(
      "Bộ kiểm tra thấy 13 lỗi, 20 chỗ chưa nhất quán.",
    );
    click("import-show");
    await vi.waitFor(() => expect(app.session?.id).toMatch(/^story-new/));
  });

  it("opens at once where nothing was left over, and tells beside it, with a way to look", async () => {
    const app = await importOne([]);
    expect((await appears("done-note")).textContent).toContain("13 lỗi, 20 chỗ chưa nhất quán");
    expect(app.session?.id).toMatch(/^story-new/);
    expect(find("done-way").textContent).toBe("Xem");
    click("done-way");
    expect(app.findingsAsked).toBe(1);
    expect(all("done-note")).toEqual([]);
  });

  it("says nothing of a clean one", async () => {
    const app = await importOne([], { error: 0, consistency: 0, suggestion: 4 });
    await vi.waitFor(() => expect(app.session?.id).toMatch(/^story-new/));
    expect(all("done-note")).toEqual([]);
  });
});
