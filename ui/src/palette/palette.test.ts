/** Any story and any command, by a few letters. */
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { FULL_DISK } from "../testing/newsroom";
import { emptyStory, sampleStories } from "../testing/stories";
import {
  all,
  appears,
  closeWindow,
  find,
  freshPage,
  host,
  open,
  press,
  stored,
  type,
} from "../testing/window";

beforeEach(freshPage);
afterEach(closeWindow);

describe("the palette", () => {
  const shown = () => all("palette-item").map((item) => item.querySelector(".name")?.textContent?.trim());
  const chosen = () => document.querySelector("[data-testid=palette-item][aria-selected=true] .name");

  async function ask(words: string) {
    press("k", { ctrlKey: true });
    await vi.waitFor(() => expect(document.activeElement).toBe(find("palette-query")));
    write(words);
  }

  function write(words: string) {
    const box = find<HTMLInputElement>("palette-query");
    box.value = words;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    flushSync();
  }

  /** The sample, and a story that was last touched long before it. */
  const withTheMarket = () => [
    ...sampleStories(),
    {
      ...emptyStory("story-floating", "vi", new Date(2019, 9, 15)),
      fields: { headline: "Phiên chợ nổi cuối năm", abstract: "Bốn mươi ghe về bến Cây Me." },
    },
  ];

  it("opens a story by its headline without accents, and keeps what was being typed", async () => {
    const app = await open(withTheMarket());
    type("headline", "Tít viết dở");
    await ask("cho noi");
    await vi.waitFor(() => expect(shown()).toEqual(["Phiên chợ nổi cuối năm"]));
    expect([...document.querySelectorAll(".name b")].map((hit) => hit.textContent)).toEqual(["chợ", "nổi"]);
    press("Enter");
    await vi.waitFor(() => expect(app.desk?.story.id).toBe("story-floating"));
    flushSync();
    expect(find<HTMLTextAreaElement>("headline").value).toBe("Phiên chợ nổi cuối năm");
    expect(all("palette")).toEqual([]);
    expect((await stored()).fields.headline).toBe("Tít viết dở");
  });

  it("stays in a story whose words are not safe", async () => {
    const app = await open(withTheMarket());
    host.refusal = FULL_DISK;
    type("headline", "Tít viết dở");
    await ask("cho noi");
    await vi.waitFor(() => expect(shown()).toHaveLength(1));
    press("Enter");
    await appears("save-failed");
    expect(app.desk?.story.id).toBe("story-forge");
    expect(find<HTMLTextAreaElement>("headline").value).toBe("Tít viết dở");
  });

  it("runs a command by its name without accents", async () => {
    await open();
    await ask("xuat goi");
    expect(chosen()?.textContent?.trim()).toBe("Xuất gói");
    expect(find("palette-item").querySelector("kbd")?.textContent).toBe("Ctrl+↵");
    press("Enter");
    await appears("package");
    expect(all("palette")).toEqual([]);
  });

  it("finds what only the text of a story says, also for someone who does not wait for it", async () => {
    const app = await open(withTheMarket());
    await ask("ben cay me");
    press("Enter");
    await vi.waitFor(() => expect(app.desk?.story.id).toBe("story-floating"));
  });

  it("opens the last story for someone who presses Enter at once, and not what stood there before it", async () => {
    const app = await open();
    let answer = () => {};
    const list = host.listStories.bind(host);
    host.listStories = async (words) => {
      await new Promise<void>((resolve) => (answer = resolve));
      return list(words);
    };
    await ask("");
    expect(shown()[0]).toBe("Viết bài mới");
    press("Enter");
    expect(all("palette")).toHaveLength(1);
    answer();
    await vi.waitFor(() => expect(app.desk?.story.id).toBe("story-bridge"));
  });

  it("says so when the library cannot be searched, and still runs commands", async () => {
    await open();
    host.listStories = () => Promise.reject(FULL_DISK);
    await ask("xuat goi");
    await vi.waitFor(() => expect(find("palette").textContent).toContain(FULL_DISK.message));
    press("Enter");
    await appears("package");
  });

  it("formats the block with the cursor", async () => {
    const app = await open();
    await ask("trich dan");
    press("Enter");
    await vi.waitFor(() => expect(app.desk!.story.body.view?.state.doc.firstChild?.type.name).toBe("quote"));
    await app.desk?.story.flush();
    expect((await stored()).body[0]?.type).toBe("quote");
    await ask("hoan tac");
    press("Enter");
    await vi.waitFor(() =>
      expect(app.desk!.story.body.view?.state.doc.firstChild?.type.name).toBe("paragraph"),
    );
  });

  it("changes the language and then offers the other one", async () => {
    const app = await open();
    await ask("english");
    press("Enter");
    await vi.waitFor(() => expect(app.settings.language).toBe("en"));
    await ask("language");
    expect(shown()).toEqual(["Language: Tiếng Việt"]);
  });

  it("offers what makes sense on the screen: recent stories, then commands", async () => {
    const app = await open();
    await ask("");
    await vi.waitFor(() => expect(shown()[0]).toContain("Cầu gỗ Bãi Dâu"));
    expect(shown()).toEqual(expect.arrayContaining(["Về danh sách bài", "Thêm ảnh", "Định dạng: Đậm"]));
    // Nothing was typed that could be undone, and the language is Vietnamese already.
    expect(shown()).not.toContain("Hoàn tác");
    expect(shown()).not.toContain("Ngôn ngữ: Tiếng Việt");
    press("k", { ctrlKey: true });
    expect(all("palette")).toEqual([]);

    await app.toLibrary();
    await appears("search");
    await ask("");
    await vi.waitFor(() => expect(shown()[0]).toContain("Lễ hội rèn"));
    expect(shown()).toContain("Viết bài mới");
    expect(shown()).not.toContain("Về danh sách bài");
    expect(shown()).not.toContain("Định dạng: Đậm");
  });

  it("is walked with the arrows, told to a reader of the screen, and left with Escape", async () => {
    await open();
    await ask("");
    await vi.waitFor(() => expect(shown()[0]).toContain("Cầu gỗ"));
    const box = find<HTMLInputElement>("palette-query");
    const at = () =>
      all("palette-item").findIndex((item) => item.id === box.getAttribute("aria-activedescendant"));
    const last = all("palette-item").length - 1;
    const walk: [string, number][] = [
      ["ArrowDown", 1],
      ["ArrowDown", 2],
      ["ArrowUp", 1],
      ["Home", 0],
      ["ArrowUp", last],
      ["ArrowDown", 0],
      ["End", last],
    ];
    for (const [key, place] of walk) {
      expect(press(key).defaultPrevented, key).toBe(true);
      expect(at(), key).toBe(place);
    }
    // A word that is being composed keeps its Enter.
    expect(press("Enter", { isComposing: true }).defaultPrevented).toBe(false);
    write("zzz");
    await appears("palette-none");
    expect(find("palette").querySelector("[role=status]")?.textContent).toBe("0 kết quả");
    find("palette").dispatchEvent(new Event("cancel", { cancelable: true }));
    flushSync();
    expect(all("palette")).toEqual([]);
  });

  it("does not cover a sheet that is open", async () => {
    await open();
    find("open-package").click();
    await appears("package-missing");
    press("k", { ctrlKey: true });
    expect(all("palette")).toEqual([]);
  });
});
