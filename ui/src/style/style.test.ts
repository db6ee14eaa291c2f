/** The house style on its sheet: chosen, filtered, handed on, taken, and taken back. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { Style } from "../generated/Style";
import { FULL_DISK } from "../testing/newsroom";
import { ANOTHER_HOUSE, NO_STYLE } from "../testing/styles";
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

let app: App;

beforeEach(async () => {
  freshPage();
  app = await open();
});
afterEach(closeWindow);

async function openSheet(): Promise<void> {
  app.openStyle();
  await appears("weight-missing_space");
}

/** As Escape does it. */
const leave = () => find("style").dispatchEvent(new Event("cancel", { cancelable: true }));

/** What the library has comes to this. */
const saved = (check: (style: Style) => void) => vi.waitFor(async () => check(await host.houseStyle()));

/** The house writes otherwise before its sheet is opened. */
async function house(change: (style: Style) => void): Promise<void> {
  const style = await host.houseStyle();
  change(style);
  await host.saveHouseStyle(style);
}
const texts = (testid: string) => all(testid).map((one) => one.textContent.trim());
const values = (testid: string) => all(testid).map((one) => (one as HTMLTextAreaElement).value);

/** Writes into the box that the last row has under this name. */
function typeInLast(testid: string, text: string): void {
  const box = all(testid).at(-1) as HTMLTextAreaElement;
  box.focus();
  box.value = text;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

describe("the way to the house style", () => {
  it("is in the settings, and Escape leaves it", async () => {
    click("settings-open");
    click("open-style");
    await appears("weight-missing_space");
    expect(all("settings")).toEqual([]);
    leave();
    await vi.waitFor(() => expect(all("style")).toEqual([]));
  });

  it("is in the palette, under its name", async () => {
    press("k", { ctrlKey: true });
    await appears("palette-item");
    type("palette-query", "quy chuan");
    await vi.waitFor(() => expect(texts("palette-item")[0]).toContain("Quy chuẩn tòa soạn"));
    press("Enter");
    await appears("style");
  });

  it("may lead to one rule", async () => {
    app.openStyle("long_sentence");
    await vi.waitFor(() => expect(document.activeElement).toBe(find("weight-long_sentence")));
  });
});

describe("a rule", () => {
  it("is weighed by the house, with its usual weight marked, and the story is to be checked anew", async () => {
    await openSheet();
    const options = [...find<HTMLSelectElement>("weight-tone_placement").options].map(({ text }) => text);
    expect(options).toEqual(["Tắt", "Gợi ý", "Chưa nhất quán (mặc định)", "Lỗi"]);
    const before = app.styleVersion;
    choose("weight-tone_placement", "error");
    choose("weight-long_sentence", "off");
    expect(find("changed-long_sentence").textContent).toBe("khác mặc định");
    await saved((style) => expect(style.rules).toEqual({ tone_placement: "error", long_sentence: "off" }));
    await vi.waitFor(() => expect(find("style-saved").textContent).toMatch(/^Đã lưu trên máy \d/));
    await vi.waitFor(() => expect(app.styleVersion).toBe(before + 1));
  });

  it("that weighs what it weighs by itself is not written down", async () => {
    await house((style) => (style.rules = { doubled_words: "off" }));
    await openSheet();
    choose("weight-doubled_words", "error");
    await saved((style) => expect(style.rules).toEqual({}));
    expect(all("changed-doubled_words")).toEqual([]);
  });
});

describe("how the house writes, and how long", () => {
  it("is chosen by example", async () => {
    await openSheet();
    expect(find("tone-newer").closest("label")?.textContent).toContain("hoà, khoẻ, uỷ");
    for (const choice of [
      "tone-newer",
      "ranges-dash",
      "quotes-curly",
      "caption_stop-never",
      "numbers-plain",
    ]) {
      click(choice);
    }
    await saved((style) =>
      expect(style.writing).toEqual({
        tone: "newer",
        ranges: "dash",
        quotes: "curly",
        caption_stop: "never",
        numbers: "plain",
      }),
    );
  });

  it("takes numbers, 0 for no limit, and keeps what is none on the screen", async () => {
    await openSheet();
    type("length-headline", "16");
    type("length-lead", "0");
    type("length-sentence", "dài");
    expect(find("length-lead-note").textContent).toBe("không giới hạn");
    expect(find("length-sentence").getAttribute("aria-invalid")).toBe("true");
    expect(find("length-sentence-note").textContent).toContain("600");
    await saved((style) => expect(style.lengths).toEqual({ headline: 16, lead: 0, sentence: 70 }));
    expect(find<HTMLTextAreaElement>("length-sentence").value).toBe("dài");
  });

  it("undoes in a box with Ctrl+Z", async () => {
    await openSheet();
    type("length-headline", "16");
    press("z", { ctrlKey: true });
    expect(find<HTMLTextAreaElement>("length-headline").value).toBe("20");
    leave();
    await vi.waitFor(() => expect(all("style")).toEqual([]));
    expect((await host.houseStyle()).lengths.headline).toBe(20);
  });
});

describe("the house list", () => {
  it("takes rows by keyboard alone: Enter leads on, to a new row too", async () => {
    await openSheet();
    click("replace-add");
    typeInLast("replace-from", "Hà nội");
    press("Enter");
    expect(document.activeElement).toBe(find("replace-to"));
    typeInLast("replace-to", "Hà Nội");
    press("Enter");
    expect(all("replace-row")).toHaveLength(2);
    expect(document.activeElement).toBe(all("replace-from")[1]);
    await saved((style) => expect(style.glossary.replace).toEqual({ "Hà nội": "Hà Nội" }));
  });

  it("tells beside the box of a key that is there twice or a side that is empty, and stores the others", async () => {
    await house((style) => (style.glossary.abbreviations = { HTX: "hợp tác xã" }));
    await openSheet();
    click("abbreviations-add");
    typeInLast("abbreviations-from", "HTX");
    typeInLast("abbreviations-to", "hệ tọa độ");
    await vi.waitFor(() => expect(texts("abbreviations-fault")[0]).toMatch(/đã có ở một hàng khác/));
    const box = all("abbreviations-from")[1]!;
    expect(box.getAttribute("aria-invalid")).toBe("true");
    expect(document.getElementById(box.getAttribute("aria-describedby")!)).toBe(find("abbreviations-fault"));

    typeInLast("abbreviations-from", "UBND");
    typeInLast("abbreviations-to", "");
    // Whoever is in the row may be about to write it.
    await vi.waitFor(() => expect(all("abbreviations-fault")).toEqual([]));
    find("style-filter").focus();
    await vi.waitFor(() => expect(texts("abbreviations-fault")[0]).toMatch(/bên phải/));
    leave();
    await vi.waitFor(() => expect(all("style")).toEqual([]));
    expect((await host.houseStyle()).glossary.abbreviations).toEqual({ HTX: "hợp tác xã" });
  });

  it("gives a removed row back, where it was", async () => {
    await house((style) => (style.glossary.replace = { "bổ xung": "bổ sung", "xử lí": "xử lý" }));
    await openSheet();
    click("replace-remove");
    expect(find("note-style").textContent).toContain("Đã bỏ “bổ xung”.");
    expect(document.activeElement).toBe(find("replace-remove"));
    await saved((style) => expect(style.glossary.replace).toEqual({ "xử lí": "xử lý" }));
    press("z", { ctrlKey: true });
    expect(values("replace-from")).toEqual(["bổ xung", "xử lí"]);
    await saved((style) => expect(Object.keys(style.glossary.replace)).toHaveLength(2));
  });

  it("keeps names and reporting words as chips, and gives one back that was taken off", async () => {
    await house((style) => (style.glossary.protected = ["Vân Sa", "Lam Khê"]));
    await openSheet();
    type("words-reporting", "tiết lộ");
    press("Enter");
    await saved((style) => expect(style.glossary.reporting).toContain("tiết lộ"));
    all("words-protected-chip")[0]!.click();
    await saved((style) => expect(style.glossary.protected).toEqual(["Lam Khê"]));
    click("note-undo");
    await saved((style) => expect(style.glossary.protected).toEqual(["Vân Sa", "Lam Khê"]));
  });

  it("needs two terms to mean the same", async () => {
    await openSheet();
    click("alike-add");
    const box = () => all("alike-terms").at(-1) as HTMLInputElement;
    expect(document.activeElement).toBe(box());
    typeInLast("alike-terms", "máy bay, ");
    find("style-filter").focus();
    await vi.waitFor(() => expect(find("alike-fault").textContent).toMatch(/ít nhất hai từ/));
    typeInLast("alike-terms", "phi cơ, ");
    await saved((style) =>
      expect(style.glossary.alike).toEqual([
        ["bảo đảm", "đảm bảo"],
        ["máy bay", "phi cơ"],
      ]),
    );
  });

  it("shows a long list in part, until all of it is asked for", async () => {
    const words = Array.from({ length: 130 }, (_, at) => [`sai ${at}`, `đúng ${at}`]);
    await house((style) => (style.glossary.replace = Object.fromEntries(words) as Record<string, string>));
    await openSheet();
    expect(all("replace-row").length).toBeLessThan(130);
    click("replace-all");
    expect(all("replace-row")).toHaveLength(130);
  });
});

describe("the filter", () => {
  it("finds without marks in rules, choices and words, and tells where nothing fits", async () => {
    await house((style) => (style.glossary.replace = { "xử lí": "xử lý", "Hà nội": "Hà Nội" }));
    await openSheet();
    type("style-filter", "dau thanh");
    expect(all("weight-tone_placement")).toHaveLength(1);
    expect(all("weight-missing_space")).toEqual([]);
    expect(all("tone-older")).toHaveLength(1);
    expect(all("length-lead")).toEqual([]);
    type("style-filter", "ha noi");
    expect(values("replace-from")).toEqual(["Hà nội"]);
    type("style-filter", "zzzz");
    expect(find("style-nothing").textContent).toContain("zzzz");
  });

  it("leaves a row where it is while somebody writes in it, and goes with one Escape", async () => {
    await house((style) => (style.glossary.replace = { "Hà nội": "Hà Nội" }));
    await openSheet();
    type("style-filter", "ha noi");
    typeInLast("replace-from", "Sài gòn");
    typeInLast("replace-to", "Sài Gòn");
    expect(values("replace-from")).toEqual(["Sài gòn"]);
    find("style-filter").focus();
    expect(press("Escape").defaultPrevented).toBe(true);
    expect(find<HTMLInputElement>("style-filter").value).toBe("");
    expect(all("weight-missing_space")).toHaveLength(1);
  });
});

describe("a house style in a file", () => {
  it("is taken instead of this one, and taken back", async () => {
    await house((style) => (style.writing.ranges = "dash"));
    const own = await host.houseStyle();
    host.chosen.style = [host.file("quy-chuan.toml", ANOTHER_HOUSE)];
    await openSheet();
    click("style-import");
    expect((await appears("note-style")).textContent).toContain("Đã nhận quy chuẩn từ quy-chuan.toml.");
    const taken = await host.houseStyle();
    expect(taken).toMatchObject({
      rules: { long_sentence: "off", number_not_in_body: "error" },
      writing: { tone: "newer", ranges: "alike", caption_stop: "always" },
      glossary: { protected: ["Vân Sa", "Lam Khê"], abbreviations: { UBND: "Ủy ban nhân dân" } },
    });
    expect(find<HTMLInputElement>("tone-newer").checked).toBe(true);
    expect(app.styleVersion).toBe(1);
    click("note-undo");
    await saved((style) => expect(style).toEqual(own));
    await vi.waitFor(() => expect(app.styleVersion).toBe(2));
  });

  it("that is none changes nothing, and is told with its line", async () => {
    const path = host.file("quy-chuan.toml", NO_STYLE);
    host.chosen.style = [path];
    await openSheet();
    choose("weight-doubled_words", "off");
    click("style-import");
    const error = await appears("style-refused");
    expect(error.textContent).toContain("dòng 3");
    expect(error.textContent).toContain("xóa tệp để dùng quy chuẩn mặc định");
    expect((await host.houseStyle()).rules).toEqual({ doubled_words: "off" });
  });

  it("is handed on as it stands on the screen, under a name that says what it is", async () => {
    await openSheet();
    click("tone-newer");
    click("style-export");
    await vi.waitFor(() => expect(host.carriedOutAs).toBe("house-style.toml"));
    expect(host.carriedOut).toContain('tone = "newer"');
  });
});

describe("a house style that cannot be saved", () => {
  it("stays on the screen with what was chosen, and closes only when somebody insists", async () => {
    host.refusal = FULL_DISK;
    await openSheet();
    click("tone-newer");
    expect((await appears("style-unsaved")).textContent).toContain(FULL_DISK.message);
    expect(find("style-saved").textContent).toBe("Chưa lưu được");
    expect(find<HTMLInputElement>("tone-newer").checked).toBe(true);
    leave();
    await vi.waitFor(() => expect(find("style-unsaved").textContent).toContain("Đóng lần nữa"));
    host.refusal = null;
    click("style-retry");
    await saved((style) => expect(style.writing.tone).toBe("newer"));
    await vi.waitFor(() => expect(all("style-unsaved")).toEqual([]));
  });

  it("lets somebody go who insists", async () => {
    host.refusal = FULL_DISK;
    await openSheet();
    click("tone-newer");
    leave();
    await vi.waitFor(() => expect(find("style-unsaved").textContent).toContain("Đóng lần nữa"));
    leave();
    await vi.waitFor(() => expect(all("style")).toEqual([]));
  });

  it("holds the window, which closes once the style is on the disk", async () => {
    await openSheet();
    click("tone-newer");
    host.refusal = FULL_DISK;
    await expect(host.close()).rejects.toMatchObject({ code: "disk_full" });
    host.refusal = null;
    await host.close();
    expect((await host.houseStyle()).writing.tone).toBe("newer");
  });

  it("can be replaced by another where its file cannot be read", async () => {
    host.file("library/house-style.toml", NO_STYLE);
    host.chosen.style = [host.file("quy-chuan.toml", ANOTHER_HOUSE)];
    app.openStyle();
    expect((await appears("style-unsaved")).textContent).toContain("dòng 3");
    click("style-import");
    await appears("weight-missing_space");
    expect(all("style-unsaved")).toEqual([]);
  });
});
