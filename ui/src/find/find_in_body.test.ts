import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { afterEach, describe, expect, it } from "vitest";

import type { Block } from "../generated/Block";
import { bodyFromDoc, docFromBody, editsFor } from "../body/binding";
import { needleFor } from "./find";
import { findInBlock, foundHighlights, highlight, replaceInBody } from "./find_in_body";
import { history, undo } from "../body/history";

const WIDE = { matchCase: false, wholeWord: false, marks: "loose" } as const;

let view: EditorView;
let edits: ReturnType<typeof editsFor>;

function open(body: Block[]): void {
  const state = EditorState.create({ doc: docFromBody(body), plugins: [history(), foundHighlights()] });
  edits = [];
  view = new EditorView(document.body.appendChild(document.createElement("div")), {
    state,
    dispatchTransaction(tr) {
      view.updateState(view.state.apply(tr));
      edits.push(...editsFor(tr));
    },
  });
}

/** Where the words stand in the body. */
function places(query: string): { from: number; to: number }[] {
  const needle = needleFor(query, WIDE);
  const found: { from: number; to: number }[] = [];
  view.state.doc.forEach((block, at) => {
    for (const { from, to } of findInBlock(block, needle))
      found.push({ from: at + 1 + from, to: at + 1 + to });
  });
  return found;
}

const text = () => bodyFromDoc(view.state.doc).map((block) => block.text);
const p = (text: string): Block => ({ type: "paragraph", text });

afterEach(() => view.destroy());

describe("replacing in the body", () => {
  it("keeps the marks of what is replaced, and is told place by place", () => {
    open([
      {
        ...p("lò rèn, lò than"),
        marks: [
          { type: "bold", start: 0, end: 1 },
          { type: "italic", start: 8, end: 15 },
        ],
      },
      p("🙂 lò"),
    ]);
    expect(replaceInBody(view, places("lo"), () => "bễ lửa")).toBe(true);
    expect(bodyFromDoc(view.state.doc)).toEqual([
      {
        ...p("bễ lửa rèn, bễ lửa than"),
        // Bold as its first letter was, italic as the whole was.
        marks: [
          { type: "bold", start: 0, end: 6 },
          { type: "italic", start: 12, end: 23 },
        ],
      },
      p("🙂 bễ lửa"),
    ]);
    // In UTF-16 units and from the end, so that each is right as the one before it left the body.
    expect(edits).toEqual([
      { edit: "splice", at: 20, delete: 2, insert: [{ piece: "text", text: "bễ lửa", marks: {} }] },
      {
        edit: "splice",
        at: 9,
        delete: 2,
        insert: [{ piece: "text", text: "bễ lửa", marks: { italic: true } }],
      },
      {
        edit: "splice",
        at: 1,
        delete: 2,
        insert: [{ piece: "text", text: "bễ lửa", marks: { bold: true } }],
      },
    ]);
  });

  it("is one step to undo, apart from the typing before and after it", () => {
    open([p("lò, lò")]);
    view.dispatch(view.state.tr.insertText("Ba ", 1));
    replaceInBody(view, places("lò"), () => "bễ");
    view.dispatch(view.state.tr.insertText("!", view.state.doc.content.size - 1));
    expect(text()).toEqual(["Ba bễ, bễ!"]);
    undo(view.state, view.dispatch);
    expect(text()).toEqual(["Ba bễ, bễ"]);
    undo(view.state, view.dispatch);
    expect(text()).toEqual(["Ba lò, lò"]);
    undo(view.state, view.dispatch);
    expect(text()).toEqual(["lò, lò"]);
  });

  it("by nothing takes the words out", () => {
    open([p("rất rất"), p("rất")]);
    replaceInBody(view, places("rat"), () => "");
    expect(text()).toEqual([" ", ""]);
  });

  it("never finds across blocks", () => {
    open([p("làng"), p("rèn")]);
    expect(places("làngrèn")).toEqual([]);
    expect(places("làng rèn")).toEqual([]);
  });

  it("touches and redraws nothing while a word is being composed", () => {
    open([p("lò")]);
    highlight(view, places("lò"), null);
    Object.defineProperty(view, "composing", { value: true });
    expect(replaceInBody(view, places("lò"), () => "bễ")).toBe(false);
    highlight(view, [], null);
    expect(text()).toEqual(["lò"]);
    expect(view.dom.querySelectorAll(".match")).toHaveLength(1);
  });
});

it("highlights move with the words, and only blocks that changed are searched again", () => {
  open([p("lò than"), p("bảy lò")]);
  const [first, second] = places("lo");
  highlight(view, [first!, second!], second!);
  expect(view.dom.querySelector(".match-now")?.parentElement?.textContent).toBe("bảy lò");

  const needle = needleFor("lo", WIDE);
  const before = view.state.doc.children.map((block) => findInBlock(block, needle));
  view.dispatch(view.state.tr.insertText("Những ", 1));
  expect([...view.dom.querySelectorAll(".match")].map((part) => part.textContent)).toEqual(["lò", "lò"]);
  const after = view.state.doc.children.map((block) => findInBlock(block, needle));
  expect(after[0]).toEqual([{ from: 6, to: 8 }]);
  expect(after[1]).toBe(before[1]);
});
