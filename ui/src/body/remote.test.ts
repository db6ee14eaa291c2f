import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { describe, expect, it } from "vitest";

import type { Block } from "../generated/Block";
import { docFromBody } from "./binding";
import { replaceBody } from "./remote";

const p = (text: string): Block => ({ type: "paragraph", text });
const photo = (id: string): Block => ({ type: "photo", photo: id, text: "" });

function editor(body: Block[], cursor: number) {
  const state = EditorState.create({ doc: docFromBody(body) });
  const view = new EditorView(null, { state });
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, cursor)));
  return view;
}

describe("a body that changed elsewhere", () => {
  const before = [p("Sông Hồng"), p("mùa cạn")];
  const cases: [string, Block[]][] = [
    ["a word more", [p("Sông Hồng"), p("mùa nước cạn")]],
    ["a repeated letter", [p("Sông Hồngg"), p("mùa cạn")]],
    ["another kind of block", [{ type: "heading", level: 1, text: "Sông Hồng" }, p("mùa cạn")]],
    ["a photo put in", [p("Sông Hồng"), photo("a"), p("mùa cạn")]],
    ["two blocks joined", [p("Sông Hồngmùa cạn")]],
    ["a block cut in two", [p("Sông"), p(" Hồng"), p("mùa cạn")]],
    ["everything", [photo("b")]],
    ["marks alone", [{ ...p("Sông Hồng"), marks: [{ type: "bold", start: 0, end: 4 }] }, p("mùa cạn")]],
  ];
  it.each(cases)("is shown after %s", (_name, after) => {
    const view = editor(before, 3);
    expect(replaceBody(view, docFromBody(after))).toBe(true);
    expect(view.state.doc.toJSON()).toEqual(docFromBody(after).toJSON());
    view.destroy();
  });

  it("leaves the cursor at the word it stood at", () => {
    const view = editor(before, 15);
    replaceBody(view, docFromBody([p("Dọc Sông Hồng"), p("mùa cạn")]));
    expect(view.state.selection.from).toBe(15 + "Dọc ".length);
    view.destroy();
  });

  it("does not touch the word that is being composed", () => {
    const view = editor(before, 3);
    Object.defineProperty(view, "composing", { value: true });
    expect(replaceBody(view, docFromBody([p("Sông Lô"), p("mùa cạn")]))).toBe(false);
    expect(view.state.doc.eq(docFromBody(before))).toBe(true);
    expect(replaceBody(view, docFromBody([p("Sông Hồng"), p("mùa lũ")]))).toBe(true);
    view.destroy();
  });
});
