/** The copy desk on the screen of a story: underlines, the card and its keys, the panel. */
import { undo } from "../body/history";
import { flushSync } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { Block } from "../generated/Block";
import type { Story } from "../generated/Story";
import { photoOf, storyWith } from "../testing/photos";
import {
  all,
  appears,
  click,
  closeWindow,
  find,
  host,
  openWindow,
  press,
  storedPhoto,
  type,
} from "../testing/window";
import { checkerOf } from "./checker.svelte";
import { photoDeskOf } from "../photos/desk.svelte";

afterEach(closeWindow);

const p = (text: string): Block => ({ type: "paragraph", text });

/** In the order of the screen: headline, two in the first paragraph, one in the second, one under the picture. */
const SLIPS = storyWith(
  [
    photoOf("boat", { caption: "Thuyền về  bến.", credit: "Thu An", alt_text: "Thuyền." }),
    photoOf("tray", { caption: "Chợ chợ cá." }),
  ],
  {
    fields: { headline: "Họp  xã hôm nay", abstract: "Họp ở bến sông." },
    body: [
      p("Nước lên lên nhanh ở uỷ ban xã."),
      { type: "photo", photo: "boat", text: "" },
      p("Ủy ban xã họp.Dân chờ."),
    ],
  },
);

async function openSlips(story: Story = SLIPS): Promise<App> {
  const { app } = await openWindow([structuredClone(story)]);
  await vi.waitFor(() => {
    flushSync();
    expect(checkerOf(app.desk!).readable).not.toBeNull();
  });
  flushSync();
  return app;
}

const bodyText = (app: App) => app.desk!.story.doc.children.map(({ textContent }) => textContent);
const words = (root: Element, severity = "") =>
  [...root.querySelectorAll(`.finding${severity && `-${severity}`}`)].map((mark) => mark.textContent);
const cardShows = (text: string) =>
  vi.waitFor(() => {
    flushSync();
    expect(find("finding-card").textContent).toContain(text);
    expect(document.activeElement).toBe(find("finding-card"));
  });
const boxOf = (testid: string) => find(testid).parentElement!;

async function next(text: string, more: KeyboardEventInit = {}): Promise<void> {
  press("F8", more);
  await cardShows(text);
}

describe("underlines", () => {
  it("stand under what was found, in the body and in every box that is checked", async () => {
    const app = await openSlips();
    const body = find("body");
    expect(words(body, "error")).toEqual(["lên lên", "  ", "."]);
    expect(words(body, "consistency")).toEqual(["uỷ"]);
    expect(words(boxOf("headline"), "error")).toEqual(["  "]);
    expect(boxOf("headline").querySelector(".finding-gap")).not.toBeNull();
    expect(words(boxOf("caption-boat"), "error")).toEqual(["  "]);
    photoDeskOf(app.desk!).enlarge("tray");
    flushSync();
    await appears("pad-caption");
    flushSync();
    expect(words(boxOf("pad-caption"), "error")).toEqual(["Chợ chợ"]);
  });

  it("are told to who cannot see them: errors as wrong, and how many where one comes", async () => {
    await openSlips();
    expect(find("body").getAttribute("aria-invalid")).toBe("true");
    expect(find("headline").getAttribute("aria-invalid")).toBe("true");
    expect(find("abstract").hasAttribute("aria-invalid")).toBe(false);
    find("headline").focus();
    flushSync();
    expect(find("check-news").textContent).toContain("Ở đây có 1 lỗi");
    find("abstract").focus();
    flushSync();
    expect(find("check-news").textContent).toBe("");
  });

  it("follow what is written after the box has gone in which a word was being composed", async () => {
    const app = await openSlips();
    photoDeskOf(app.desk!).enlarge("tray");
    flushSync();
    const box = await appears("pad-caption");
    box.focus();
    box.dispatchEvent(new Event("compositionstart", { bubbles: true }));
    photoDeskOf(app.desk!).close();
    flushSync();
    type("abstract", "Họp  ở bến.");
    await vi.waitFor(() => {
      flushSync();
      expect(words(boxOf("abstract"))).toEqual(["  "]);
    });
  });

  it("follow what is written", async () => {
    const app = await openSlips();
    const editor = app.desk!.story.body.view;
    editor!.dispatch(editor!.state.tr.insertText("Đêm qua ", 1));
    expect(words(find("body"), "error")).toContain("lên lên");
    type("abstract", "Họp  ở bến.");
    await vi.waitFor(() => {
      flushSync();
      expect(words(boxOf("abstract"))).toEqual(["  "]);
    });
  });
});

describe("the menu of what is marked", () => {
  const atMark = (text: string) => {
    const mark = [...find("body").querySelectorAll(".finding")].find(
      ({ textContent }) => textContent === text,
    )!;
    mark.dispatchEvent(
      new MouseEvent("contextmenu", { bubbles: true, cancelable: true, clientX: 40, clientY: 60 }),
    );
    flushSync();
    return [...find("menu").querySelectorAll("[role=menuitem]")].map(({ textContent }) => textContent);
  };

  it("offers what its card does, above what any text has", async () => {
    const app = await openSlips();
    const names = atMark("lên lên");
    expect(names.slice(0, 4)).toEqual([
      "Sửa thành “lên”",
      "Bỏ qua chỗ này",
      "Bỏ qua quy tắc này trong bài",
      "Thêm vào từ điển tòa soạn",
    ]);
    expect(names).toContain("DánCtrl+V");
    expect(names).toContain("Liên kếtCtrl+E");
    click("menu-fix");
    await vi.waitFor(() => expect(bodyText(app)[0]).toBe("Nước lên nhanh ở uỷ ban xã."));
    await app.desk!.back();
    expect(bodyText(app)[0]).toBe("Nước lên lên nhanh ở uỷ ban xã.");
    atMark("uỷ");
    click("menu-why");
    await cardShows("uỷ");
  });
});

describe("the card", () => {
  it("goes from one finding to the next by F8, in the order of the screen and around", async () => {
    const app = await openSlips();
    find("headline").focus();
    find<HTMLTextAreaElement>("headline").setSelectionRange(0, 0);
    await next("Hai dấu cách");
    const headline = find<HTMLTextAreaElement>("headline");
    expect(headline.value.slice(headline.selectionStart, headline.selectionEnd)).toBe("  ");
    await next("lên lên");
    await next("uỷ");
    await next("Hai dấu cách");
    await next("Thiếu dấu cách");
    await next("Hai dấu cách", { shiftKey: true });
    await next("Thiếu dấu cách");
    // Photos that the body does not show stand beside it, last.
    await next("Chữ lặp");
    expect(photoDeskOf(app.desk!).open).toBe(true);
  });

  it("fixes with Enter, and Ctrl+Z takes it back, in the body", async () => {
    const app = await openSlips();
    await next("lên lên");
    press("Enter");
    await cardShows("uỷ");
    expect(bodyText(app)[0]).toBe("Nước lên nhanh ở uỷ ban xã.");
    press("z", { ctrlKey: true });
    expect(bodyText(app)[0]).toBe("Nước lên lên nhanh ở uỷ ban xã.");
  });

  it("keeps the keyboard through a paragraph with several, whatever the checker answers meanwhile", async () => {
    const body = [p("Nước lên lên nhanh ở uỷ ban xã.Dân chờ  đò."), p("Họp họp ở  bến.")];
    const app = await openSlips({ ...SLIPS, fields: {}, photos: [], body });
    const answers = async () => {
      const { check } = host;
      const answered = new Promise<void>((resolve) => {
        host.check = async (...asked) => {
          const answer = await check.apply(host, asked);
          setTimeout(resolve);
          return answer;
        };
      });
      await answered;
      host.check = check;
      flushSync();
    };
    await next("lên lên");
    const { entries } = checkerOf(app.desk!);
    expect(entries.length).toBeGreaterThan(5);
    for (let left = entries.length - 1; left > 0; left--) {
      press("Enter");
      await answers();
      expect(checkerOf(app.desk!).entries).toHaveLength(left);
      expect(document.activeElement).toBe(find("finding-card"));
    }
    press("Enter");
    await answers();
    expect(bodyText(app)).toEqual(["Nước lên nhanh ở ủy ban xã. Dân chờ đò.", "Họp ở bến."]);
    expect(document.activeElement).toBe(find("body"));
  });

  it("keeps bold words bold", async () => {
    const marks = [{ type: "bold" as const, start: 21, end: 23 }];
    const body: Block[] = [{ type: "paragraph", text: "Nước lên cao ở vùng. uỷ ban.", marks }];
    const app = await openSlips({ ...SLIPS, fields: {}, photos: [], body });
    await next("uỷ");
    press("Enter");
    await app.desk!.story.flush();
    const [block] = (await host.openStory(SLIPS.id)).story.body;
    expect(block).toEqual({ ...body[0], text: "Nước lên cao ở vùng. ủy ban." });
  });

  it("fixes in a field and in a caption, where the box's own undo takes it back", async () => {
    const app = await openSlips();
    find<HTMLTextAreaElement>("caption-boat").focus();
    find<HTMLTextAreaElement>("caption-boat").setSelectionRange(0, 0);
    await next("Hai dấu cách");
    press("Enter");
    await vi.waitFor(() => expect(app.desk!.story.photo("boat")?.fields.caption).toBe("Thuyền về bến."));
    await app.desk!.story.flush();
    expect((await storedPhoto("boat", SLIPS.id)).fields.caption).toBe("Thuyền về bến.");
    await vi.waitFor(() => expect(find<HTMLTextAreaElement>("caption-boat").value).toBe("Thuyền về bến."));
    press("Escape");
    find("caption-boat").focus();
    press("z", { ctrlKey: true });
    expect(app.desk!.story.photo("boat")?.fields.caption).toBe("Thuyền về  bến.");
  });

  it("takes a blank paragraph away whole", async () => {
    const app = await openSlips({ ...SLIPS, fields: {}, photos: [], body: [p("Một."), p(""), p("Hai.")] });
    await next("Đoạn trống");
    press("Enter");
    expect(bodyText(app)).toEqual(["Một.", "Hai."]);
    const editor = app.desk!.story.body.view;
    undo(editor!.state, editor!.dispatch);
    expect(bodyText(app)).toEqual(["Một.", "", "Hai."]);
  });

  it("ignores here with I, tells so, and the note takes it back", async () => {
    const app = await openSlips();
    await next("lên lên");
    press("i");
    await cardShows("uỷ");
    expect(words(find("body"))).not.toContain("lên lên");
    await app.desk!.story.flush();
    const ignored = async () => (await host.openStory(SLIPS.id)).story.ignored;
    expect(await ignored()).toMatchObject([
      { rule: "doubled_words", place: { text: "lên lên", before: "Nước " } },
    ]);
    expect(find("note-done").textContent).toContain("Đã bỏ qua chỗ này");
    click("note-undo");
    await app.desk!.story.flush();
    expect(await ignored()).toEqual([]);
    await vi.waitFor(() => {
      flushSync();
      expect(words(find("body"))).toContain("lên lên");
    });
  });

  it("ignores the whole rule with R", async () => {
    await openSlips();
    await next("lên lên");
    await next("uỷ");
    press("r");
    await cardShows("Hai dấu cách");
    expect(words(find("body"), "consistency")).toEqual([]);
  });

  it("adds words to the house list with H, and only words", async () => {
    const app = await openSlips();
    await next("lên lên");
    expect(all("finding-to_house_list")).toHaveLength(1);
    press("h");
    await cardShows("uỷ");
    expect(all("finding-to_house_list")).toHaveLength(0);
    await vi.waitFor(async () => expect((await host.houseStyle()).glossary.protected).toEqual(["lên lên"]));
    await vi.waitFor(() => {
      flushSync();
      expect(checkerOf(app.desk!).entries.map(({ finding }) => finding.text)).not.toContain("lên lên");
    });
    click("note-undo");
    await vi.waitFor(async () => expect((await host.houseStyle()).glossary.protected).toEqual([]));
  });

  it("gives the keyboard back with Escape, its words selected", async () => {
    const app = await openSlips();
    await next("lên lên");
    press("Escape");
    expect(all("finding-card")).toEqual([]);
    expect(document.activeElement).toBe(find("body"));
    const { doc, selection } = app.desk!.story.body.view!.state;
    expect(doc.textBetween(selection.from, selection.to)).toBe("lên lên");
    // From there F8 goes on.
    await next("uỷ");
  });

  it("comes by a click without the keyboard, and goes as one types on", async () => {
    await openSlips();
    const headline = find<HTMLTextAreaElement>("headline");
    headline.focus();
    headline.setSelectionRange(3, 3);
    headline.click();
    await appears("finding-card");
    expect(document.activeElement).toBe(headline);
    // A letter is a letter there.
    expect(press("i").defaultPrevented).toBe(false);
    press("Escape");
    expect(all("finding-card")).toEqual([]);
    expect(document.activeElement).toBe(headline);
    headline.click();
    await appears("finding-card");
    type("headline", "Họp  xã hôm nào");
    expect(all("finding-card")).toEqual([]);
  });

  it("comes by Ctrl+. where the cursor is", async () => {
    await openSlips();
    const headline = find<HTMLTextAreaElement>("headline");
    headline.focus();
    headline.setSelectionRange(3, 3);
    press(".", { ctrlKey: true });
    await cardShows("Hai dấu cách");
  });

  it("is there in the caption pad too", async () => {
    const app = await openSlips();
    photoDeskOf(app.desk!).enlarge("tray");
    flushSync();
    await vi.waitFor(() => expect(document.activeElement).toBe(find("pad-caption")));
    find<HTMLTextAreaElement>("pad-caption").setSelectionRange(0, 0);
    await next("Chữ lặp");
    expect(photoDeskOf(app.desk!).open).toBe(true);
    press("Enter");
    await vi.waitFor(() => expect(app.desk!.story.photo("tray")?.fields.caption).toBe("Chợ cá."));
  });
});

describe("the panel", () => {
  const openPanel = async (): Promise<App> => {
    const app = await openSlips();
    expect(find("open-checks").textContent).toContain("5 lỗi · 1 chỗ chưa nhất quán");
    click("open-checks");
    await appears("checks");
    flushSync();
    return app;
  };

  it("lists what was found by weight and rule, with its place, instead of the details", async () => {
    await openPanel();
    expect(all("details")).toEqual([]);
    expect(find("checks-error").textContent).toContain("Lỗi");
    expect(find("checks-rule-double_space").textContent).toContain("Tít chính");
    expect(find("checks-rule-double_space").textContent).toContain("Chú thích ảnh – ảnh 1");
    expect(find("checks-rule-doubled_words").textContent).toContain("Đoạn 1");
    // In whole syllables, with what would stand there.
    expect(find("checks-rule-doubled_words").textContent).toContain("Nước lên lên nhanh ở uỷ ban xã.");
    expect(find("checks-rule-doubled_words").textContent).toContain("→ lên");
    expect(find("readable").textContent).toContain("câu");
  });

  it("is walked by arrows, J and K; Enter goes to the words", async () => {
    await openPanel();
    const rows = all("check-row");
    rows[0]!.focus();
    press("j");
    expect(document.activeElement).toBe(rows[1]);
    press("ArrowDown");
    press("k");
    expect(document.activeElement).toBe(rows[1]);
    press("ArrowUp");
    expect(document.activeElement).toBe(rows[0]);
    rows[0]!.click();
    await cardShows("Hai dấu cách");
  });

  it("puts all of a rule right once one has seen them: one undo in the body, one in each box", async () => {
    const app = await openPanel();
    click("fix-all-double_space");
    await appears("fix-all");
    const ticks = all("fix-tick") as HTMLInputElement[];
    expect(ticks).toHaveLength(2);
    ticks[1]!.click();
    flushSync();
    expect(find("fix-all-go").textContent).toBe("Sửa 1 chỗ");
    ticks[1]!.click();
    flushSync();
    click("fix-all-go");
    expect(app.desk!.story.text("headline")).toBe("Họp xã hôm nay");
    expect(app.desk!.story.photo("boat")?.fields.caption).toBe("Thuyền về bến.");
    expect(all("fix-all")).toEqual([]);
    click("note-undo");
    expect(app.desk!.story.text("headline")).toBe("Họp  xã hôm nay");
    expect(app.desk!.story.photo("boat")?.fields.caption).toBe("Thuyền về  bến.");
  });

  it("fixes many places of the body as one step", async () => {
    const body = [p("Ở uỷ ban."), p("Về uỷ ban."), p("Từ uỷ ban 😀 uỷ ban.")];
    const app = await openSlips({ ...SLIPS, fields: {}, photos: [], body });
    checkerOf(app.desk!).panel = true;
    flushSync();
    click("fix-all-tone_placement");
    click("fix-all-go");
    expect(bodyText(app)).toEqual(["Ở ủy ban.", "Về ủy ban.", "Từ ủy ban 😀 ủy ban."]);
    // A milestone, once the words are durable.
    const { id } = app.desk!.story;
    await vi.waitFor(async () =>
      expect((await host.history(id))[0]?.version).toEqual({ kind: "fixed_all", count: 4 }),
    );
    const editor = app.desk!.story.body.view;
    undo(editor!.state, editor!.dispatch);
    expect(bodyText(app)).toEqual(body.map(({ text }) => text));
  });

  it("keeps what was let be at its end, with the way back", async () => {
    const app = await openPanel();
    app.change({ name: "Minh Hạ" });
    click("ignore-rule-double_space");
    expect(all("checks-rule-double_space")).toEqual([]);
    expect(find("ignored").textContent).toContain("Hai dấu cách");
    expect(find("ignored").textContent).toContain("Minh Hạ");
    click("heed");
    expect(all("ignored")).toEqual([]);
    expect(all("checks-rule-double_space")).toHaveLength(1);
  });

  it("is calm where there is nothing, and says why nothing is checked", async () => {
    const app = await openSlips({ ...SLIPS, fields: {}, photos: [], body: [p("Nước lên nhanh.")] });
    expect(find("open-checks").textContent).toContain("Không thấy lỗi");
    click("open-checks");
    await appears("checks-none");
    host.check = () => Promise.reject({ code: "style_invalid", message: "Dòng 3 của quy chuẩn", hint: "" });
    checkerOf(app.desk!).anew();
    await vi.waitFor(() => {
      flushSync();
      expect(find("check-error").textContent).toContain("Dòng 3");
    });
    expect(find("open-checks").textContent).toContain("Không kiểm tra được");
  });

  it("says nothing of a story before it has words", async () => {
    await openSlips({ ...SLIPS, fields: {}, photos: [], body: [p("")] });
    expect(all("open-checks")).toEqual([]);
  });
});
