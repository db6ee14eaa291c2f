/** An article comes in, and what the copy checker found in it is said quietly. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { speak } from "../strings/index.svelte";
import { all, appears, click, closeWindow, find, freshPage, host, open } from "../testing/window";
import { foundInWords } from "./found";

/** Two errors, and a tone that stands elsewhere than this house puts it. */
const WRONG = "Nước lên\n\nNước lên lên nhanh  trong đêm.\n\nDân chờ ở uỷ ban.\n";
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

  async function importOne(text: string) {
    const app = await open();
    host.drop([host.file("bai.txt", text)]);
    (await appears("import-go")).click();
    return app;
  }

  it("tells at the end of its sheet, where lines were left over", async () => {
    const app = await importOne(`${WRONG}\nĐoạn cuối\u001a.\n`);
    expect((await appears("import-found")).textContent).toBe("Bộ kiểm tra thấy 2 lỗi, 1 chỗ chưa nhất quán.");
    click("import-show");
    await vi.waitFor(() => expect(app.desk?.story.text("headline")).toBe("Nước lên"));
  });

  it("opens at once where nothing was left over, and tells beside it, with a way to look", async () => {
    const app = await importOne(WRONG);
    expect((await appears("note-import")).textContent).toContain("2 lỗi, 1 chỗ chưa nhất quán");
    expect(app.desk?.story.text("headline")).toBe("Nước lên");
    expect(find("note-look").textContent).toBe("Xem");
    click("note-look");
    expect(app.findingsAsked).toBe(1);
    expect(all("note-import")).toEqual([]);
  });

  it("says nothing of a clean one", async () => {
    const app = await importOne("Nước lên\n\nNước lên nhanh trong đêm.\n\nDân chờ ở bến.\n");
    await vi.waitFor(() => expect(app.desk?.story.text("headline")).toBe("Nước lên"));
    expect(all("note-import")).toEqual([]);
  });
});
