import { describe, expect, it } from "vitest";

import type { Block } from "../../generated/Block";
import type { Story } from "../../generated/Story";
import { compareStories } from "./compare";
import { emptyStory } from "./empty_story";
import { MemoryHistory } from "./history";

const paragraph = (text: string): Block => ({ type: "paragraph", text });
const story = (...texts: string[]): Story => ({
  ...emptyStory("story", "vi", new Date(2026, 10, 22, 8)),
  body: texts.map(paragraph),
});
const minute = (count: number) => new Date(2026, 10, 22, 9, count);

describe("the past of a story", () => {
  it("is one moment while one person goes on writing", () => {
    const past = new MemoryHistory();
    const forms = [
      story(""),
      story("Sông"),
      story("Sông cạn"),
      story("Sông cạn rồi"),
      story("Sông"),
    ] as const;
    past.wrote(forms[0], forms[1], "Minh Hạ", minute(0));
    past.wrote(forms[1], forms[2], "Minh Hạ", minute(9));
    past.wrote(forms[2], forms[3], "Minh Hạ", minute(20));
    past.wrote(forms[3], forms[4], "Thu An", minute(21));
    expect(past.moments(forms[4])).toMatchObject([
      { by: "Thu An", amount: { added: 0, removed: 2 } },
      { by: "Minh Hạ", amount: { added: 1, removed: 0 } },
      { by: "Minh Hạ", began_at: minute(0).toISOString(), at: minute(9).toISOString(), amount: { added: 2 } },
    ]);
  });

  it("begins with the story as it was found", () => {
    expect(new MemoryHistory().moments(story("Sông cạn"))).toMatchObject([
      { version: null, amount: { added: 2 } },
    ]);
    expect(new MemoryHistory().moments(story(""))).toEqual([]);
  });

  it("ends a moment at a milestone", () => {
    const past = new MemoryHistory();
    past.wrote(story(""), story("Sông"), "", minute(0));
    past.milestone(story("Sông"), { kind: "named", name: "Một chữ" }, "", minute(0));
    past.wrote(story("Sông"), story("Sông cạn"), "", minute(0));
    const [now, named] = past.moments(story("Sông cạn"));
    expect([now?.version, named?.version]).toEqual([null, { kind: "named", name: "Một chữ" }]);
    expect(past.at(story("Sông cạn"), named?.id ?? "")?.body).toEqual([paragraph("Sông")]);
  });
});

describe("a comparison", () => {
  it("pairs a paragraph that was rewritten, and tells whole ones that came and went", () => {
    const before = story("Sông cạn trơ đáy.", "Đò nghỉ.", "Chợ vẫn họp.");
    const after = story("Mở đầu.", "Sông cạn tới đáy.", "Chợ vẫn họp.");
    const told = compareStories(before, after).body.map(({ kind, pieces }) => [
      kind,
      pieces.map(({ text }) => text).join("|"),
    ]);
    expect(told).toEqual([
      ["added", "Mở đầu."],
      ["kept", "Sông cạn |trơ|tới| đáy."],
      ["removed", "Đò nghỉ."],
      ["kept", "Chợ vẫn họp."],
    ]);
  });

  it("tells another kind of block and other marks of the same words", () => {
    const before = story("Bảy lò", "Còn đỏ lửa");
    const body: Block[] = [
      { type: "heading", level: 1, text: "Bảy lò" },
      { type: "paragraph", text: "Còn đỏ lửa", marks: [{ type: "bold", start: 0, end: 3 }] },
    ];
    expect(compareStories(before, { ...before, body }).body).toMatchObject([
      { kind: "kept", was: { type: "paragraph" }, marks_changed: false },
      { kind: "kept", was: null, marks_changed: true },
    ]);
  });

  it("lists numbers and names, each with its place", () => {
    const before = { ...story("Ông Tư Rèn, 71 tuổi."), fields: { place: "Vân Sa" } };
    const after = { ...story("Ông Tư Lân, 72 tuổi."), fields: { place: "Bến Sông" } };
    expect(compareStories(before, after).facts).toEqual([
      { kind: "number", before: "71", after: "72", place: "body" },
      { kind: "name", before: "Vân Sa", after: "Bến Sông", place: "place" },
      { kind: "name", before: "Ông Tư Rèn", after: "Ông Tư Lân", place: "body" },
    ]);
  });
});
