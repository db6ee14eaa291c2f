/** Suggestions on the screen, over a real library: seen, gone through, decided, taken back. */
import { flushSync } from "svelte";
import { expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { Edit } from "../generated/Edit";
import type { Story } from "../generated/Story";
import { newsroomWith } from "../testing/newsroom";
import { emptyStory } from "../testing/stories";
import { all, appears, click, eachOnAPage, find, host, openOn, press } from "../testing/window";

eachOnAPage(1280, 800);

const ID = "story-forge";
let app: App;

/** The window of Minh Hạ on a story of these paragraphs, in which Hà Vy has proposed this. */
async function proposed(paragraphs: string[], edits: Edit[], more: Partial<Story> = {}): Promise<void> {
  const body = paragraphs.map((text) => ({ type: "paragraph" as const, text }));
  const room = await newsroomWith([{ ...emptyStory(ID, "vi"), ...more, body }]);
  await room.saveSettings({ name: "Hà Vy" });
  await room.edit(ID, 0, edits);
  await room.saveSettings({ name: "Minh Hạ" });
  app = await openOn(room);
}

const suggest = (suggestion: string, at: number, taken: number, text: string): Edit => ({
  edit: "suggest_splice",
  suggestion,
  at,
  delete: taken,
  insert: text === "" ? [] : [{ piece: "text", text, marks: {} }],
});

const THREE: Edit[] = [
  {
    edit: "suggest_splice",
    suggestion: "c",
    at: 18,
    delete: 0,
    insert: [{ piece: "text", text: "sớm ", marks: {} }],
  },
  suggest("b", 9, 4, ""),
  suggest("a", 1, 3, "Xuồng"),
];

const written = () => find("body").textContent;
const stored = async () => (await host.openStory(ID)).story;
const rows = () =>
  all("suggestion").map((row) => row.querySelector(".exchange")!.textContent.replace(/\s+/g, " ").trim());

async function openList(): Promise<void> {
  await appears("open-suggestions");
  click("open-suggestions");
  await appears("suggestions");
}

it("shows in the text what is proposed, apart from the story's own, and says so without colour", async () => {
  await proposed(["Ghe nước lên nhanh từ khi trời sáng."], THREE);
  const [ins] = find("body").querySelectorAll("ins.inserted");
  const [del] = find("body").querySelectorAll("del.deleted");
  expect([ins?.textContent, del?.textContent]).toEqual(["Xuồng", "Ghe"]);
  await vi.waitFor(() =>
    expect(ins?.closest("[class*=person-]") ?? ins?.querySelector("[class*=person-]")).not.toBeNull(),
  );
  expect(find("open-suggestions").textContent).toContain("3");
  // "sớm " and "Xuồng" are no words of the story yet, and "lên " is one still.
  expect(app.desk?.story.words).toBe(8);
  // Readers get none of it.
  expect(await host.listStories("Xuồng")).toEqual([]);
  expect(await host.listStories("Ghe")).toHaveLength(1);
});

it("tells of formatting which words it is about, in the text and in the list", async () => {
  const bold = { kind: "format", mark: "bold", on: true, href: null, lang: null } as const;
  await proposed(
    ["Ghe nước lên nhanh."],
    [
      { edit: "propose", suggestion: "f", proposal: bold },
      { edit: "suggest", suggestion: "f", from: 5, to: 9, touch: "formatted", on: true },
    ],
  );
  expect(find("body").querySelector(".suggested.formatted")?.textContent).toBe("nước");
  await openList();
  expect(rows()).toEqual(["nước"]);
  expect(find("suggestion").textContent).toContain("In đậm");
  press("Escape");
});

it("is gone through and decided by keys alone, and each decision is taken back by one", async () => {
  await proposed(["Ghe nước lên nhanh từ khi trời sáng."], THREE);
  await openList();
  expect(rows()).toHaveLength(3);
  all("suggestion")[0]!.focus();
  press("a");
  await vi.waitFor(() => expect(written()).not.toContain("Ghe"));
  expect(find("body").querySelectorAll("del.deleted")).toHaveLength(1);
  expect(
    (await stored()).suggestions.filter(({ decisions }) => decisions.length > 0).map(({ id }) => id),
  ).toEqual(["a"]);
  // The next is at hand, with the keyboard.
  await vi.waitFor(() => expect(document.activeElement?.getAttribute("data-suggestion-row")).toBe("b"));
  press("j");
  expect(document.activeElement?.getAttribute("data-suggestion-row")).toBe("c");
  press("r");
  await vi.waitFor(() => expect(written()).not.toContain("sớm"));

  await app.desk!.back();
  await vi.waitFor(() => expect(written()).toContain("sớm"));
  await app.desk!.back();
  await vi.waitFor(() => expect(find("body").querySelector("ins.inserted")?.textContent).toBe("Xuồng"));
  expect((await stored()).suggestions.every(({ decisions }) => decisions.length === 0)).toBe(true);
  await app.desk!.again();
  await vi.waitFor(() => expect(find("body").querySelectorAll("ins.inserted")).toHaveLength(1));
});

it("a decision is taken back before its answer has come, and the key pressed twice decides once", async () => {
  await proposed(["Ghe nước lên nhanh từ khi trời sáng."], THREE);
  await openList();
  all("suggestion")[0]!.focus();
  press("a");
  press("a");
  void app.desk!.back();
  await app.desk!.story.flush();
  await vi.waitFor(async () =>
    expect((await stored()).suggestions.map(({ decisions }) => decisions.length)).toEqual([0, 0, 0]),
  );
  expect(app.desk!.story.undo.last).toBeNull();
  await vi.waitFor(() => expect(find("body").querySelector("ins.inserted")?.textContent).toBe("Xuồng"));
});

it("asks before a field is overwritten that was changed since", async () => {
  const headline: Edit = {
    edit: "propose",
    suggestion: "h",
    proposal: { kind: "field", field: "headline", base: "Nước lên", value: "Nước lên nhanh" },
  };
  await proposed(["Ghe."], [headline], { fields: { headline: "Nước rút" } });
  await openList();
  expect(find("suggestion-since").textContent).toContain("Nước rút");
  expect(find("suggestion-accept").textContent).toContain("Vẫn chấp nhận");
  click("suggestion-accept");
  await vi.waitFor(async () => expect((await stored()).fields.headline).toBe("Nước lên nhanh"));
  await appears("suggestions-none");
});

it("what was decided stays in a list with who and when, and is reopened there", async () => {
  await proposed(["Ghe nước lên nhanh từ khi trời sáng."], THREE);
  await openList();
  click("reject-all");
  await appears("suggestions-none");
  expect(written()).toBe("Ghe nước lên nhanh từ khi trời sáng.");
  find<HTMLDetailsElement>("suggestions-done").closest("details")!.open = true;
  flushSync();
  await appears("suggestion-reopen");
  expect(find("suggestions").textContent).toContain("Minh Hạ đã từ chối");
  click("suggestion-reopen");
  await vi.waitFor(() => expect(rows()).toHaveLength(1));
});

it("what a person types amid a proposal is theirs, in the library too", async () => {
  await proposed(["Ghe về."], [suggest("a", 5, 0, "lại ")]);
  await vi.waitFor(() => expect(app.desk?.story.body.view).not.toBeNull());
  const view = app.desk!.story.body.view!;
  const at = view.state.doc.textContent.indexOf("ại ") + 1;
  const { TextSelection } = await import("prosemirror-state");
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at)));
  view.dispatch(view.state.tr.insertText("XY"));
  await app.desk!.story.flush();
  const body = (await stored()).body[0]!;
  expect(body.text).toContain("lXYại");
  expect(body.suggested?.map(({ start, end }) => body.text.slice(start, end))).toEqual(["l", "ại "]);
});

it("the checker reads the story without proposals, and marks its slips where they stand amid them", async () => {
  await proposed(
    ["Ghe 🚣 nước lên lên nhanh.", "Ghe ghe chạy chạy về."],
    [
      // In the second paragraph: before the slip, and amid the words that stand twice.
      suggest("d", 41, 0, "rất "),
      suggest("c", 28, 0, "Sáng nay sáng nay "),
      // In the first: before the slip a proposal that is one by itself, behind it another, and a paragraph that would begin.
      suggest("b", 21, 0, "xãXã "),
      suggest("a", 1, 0, "Sáng nay sáng nay "),
      {
        edit: "suggest_splice",
        suggestion: "e",
        at: 1,
        delete: 0,
        insert: [
          { piece: "text", text: "Một đoạn đoạn mới.", marks: {} },
          { piece: "block", block: { type: "paragraph" } },
        ],
      },
    ],
  );
  const marks = () =>
    [...find("body").querySelectorAll(".finding")].map((mark) => mark.textContent).join("|");
  await vi.waitFor(() => expect(marks()).toContain("lên"));
  expect(marks()).not.toMatch(/sáng nay|Xã|đoạn/);
  press("F8");
  await appears("finding-card");
  press("Enter");
  await vi.waitFor(() => expect(written()).toContain("Sáng nay sáng nay Ghe 🚣 nước lên xãXã nhanh."));
  const ins = [...find("body").querySelectorAll("ins.inserted")]
    .map(({ textContent }) => textContent)
    .join("|");
  expect(ins).toContain("xãXã ");
  expect(ins).toContain("Một đoạn đoạn mới.");
});

it("whoever packages is told that what is not decided stays here", async () => {
  await proposed(["Ghe nước lên nhanh từ khi trời sáng."], THREE);
  await vi.waitFor(() => expect(find("open-package")).not.toBeNull());
  click("open-package");
  expect((await appears("package-gently")).textContent).toContain("3 đề xuất chưa quyết");
});
