import { describe, expect, it } from "vitest";

import type { Block } from "../../generated/Block";
import type { Edit } from "../../generated/Edit";
import { applyEdit, bodyLength } from "./apply_edit";
import { emptyStory } from "./empty_story";

const paragraph = (text: string): Block => ({ type: "paragraph", text });

/** What the body is after each edit in turn. */
function after(body: Block[], ...edits: Edit[]): Block[] {
  return edits.reduce(applyEdit, { ...emptyStory("s", "vi"), body }).body;
}

describe("edits to a body", () => {
  const body = [paragraph("Sông Hồng"), paragraph("đỏ")];

  it("counts a marker for each block", () => expect(bodyLength(body)).toBe(1 + 9 + 1 + 2));

  it("types, and splits a block where a marker is put in", () => {
    const typed = after(body, {
      edit: "splice",
      at: 5,
      delete: 0,
      insert: [
        { piece: "text", text: " Cái,", marks: {} },
        { piece: "block", block: { type: "quote" } },
      ],
    });
    expect(typed).toEqual([paragraph("Sông Cái,"), { type: "quote", text: " Hồng" }, paragraph("đỏ")]);
  });

  it("joins two blocks where a marker is taken out", () => {
    expect(after(body, { edit: "splice", at: 10, delete: 1, insert: [] })).toEqual([
      paragraph("Sông Hồngđỏ"),
    ]);
  });

  it("turns marks on and off across blocks, counting whole characters", () => {
    const marked = after(
      [paragraph("a🌾b"), paragraph("cd")],
      { edit: "set_mark", from: 2, to: 7, mark: "bold", on: true, href: null },
      { edit: "set_mark", from: 4, to: 5, mark: "link", on: true, href: "https://example.org" },
    );
    expect(marked).toEqual([
      {
        type: "paragraph",
        text: "a🌾b",
        marks: [
          { type: "bold", start: 1, end: 3 },
          { type: "link", start: 2, end: 3, href: "https://example.org" },
        ],
      },
      { type: "paragraph", text: "cd", marks: [{ type: "bold", start: 0, end: 1 }] },
    ]);
    expect(
      after(marked, { edit: "set_mark", from: 0, to: 99, mark: "bold", on: false, href: null })[1],
    ).toEqual(paragraph("cd"));
  });

  it("changes what a block is and keeps its text", () => {
    expect(after(body, { edit: "set_block", at: 10, block: { type: "heading", level: 2 } })[1]).toEqual({
      type: "heading",
      level: 2,
      text: "đỏ",
    });
  });
});

describe("edits to fields", () => {
  it("set a value, and an empty one clears it", () => {
    const story = emptyStory("s", "vi");
    const named = applyEdit(story, { edit: "set_field", field: "headline", value: "Lửa nghề" });
    expect(named.fields.headline).toBe("Lửa nghề");
    expect(story.fields.headline).toBeUndefined();
    expect(applyEdit(named, { edit: "set_field", field: "headline", value: "" }).fields).toEqual({});
  });
});
