import { EditorState, TextSelection, type Command } from "prosemirror-state";
import { expect, it } from "vitest";

import type { Block } from "../generated/Block";
import { bodyFromDoc, docFromBody } from "../body/binding";
import { insertPhoto, moveBlock, removeBlock } from "../body/blocks";
import { COMMANDS, linkAt, setLink } from "./commands";

const p = (text: string): Block => ({ type: "paragraph", text });
const photo = (id: string): Block => ({ type: "photo", photo: id, text: "" });

function at(body: Block[], from: number, to = from): EditorState {
  const doc = docFromBody(body);
  return EditorState.create({ doc, selection: TextSelection.create(doc, from, to) });
}

function after(state: EditorState, command: Command): EditorState {
  let next = state;
  command(state, (tr) => (next = state.apply(tr)));
  return next;
}

const body = (state: EditorState) => bodyFromDoc(state.doc);

it("makes a block a heading, and a paragraph again", () => {
  const heading = after(at([p("Tít xen")], 1), COMMANDS.heading);
  expect(body(heading)).toEqual([{ type: "heading", level: 1, text: "Tít xen" }]);
  expect(body(after(heading, COMMANDS.heading))).toEqual([p("Tít xen")]);
});

it("puts a photo after the paragraph with the cursor, and a line to go on below it", () => {
  expect(body(after(at([p("một"), p("hai")], 2), insertPhoto("a")))).toEqual([
    p("một"),
    photo("a"),
    p("hai"),
  ]);
  expect(body(after(at([p("một")], 2), insertPhoto("a")))).toEqual([p("một"), photo("a"), p("")]);
});

it("puts a photo in place of an empty line", () => {
  expect(body(after(at([p("một"), p("")], 6), insertPhoto("a")))).toEqual([p("một"), photo("a"), p("")]);
});

it("puts a second photo below the first, and goes on in text, never on a picture", () => {
  const first = after(at([p("một"), photo("b"), p("hai")], 2), insertPhoto("a"));
  expect(body(first)).toEqual([p("một"), photo("a"), photo("b"), p("hai")]);
  expect(first.selection.$from.parent.textContent).toBe("hai");
});

it("moves a photo, and not past the ends", () => {
  const state = at([photo("a"), p("một"), p("hai")], 2);
  expect(body(after(state, moveBlock(0, 1)))).toEqual([p("một"), photo("a"), p("hai")]);
  expect(moveBlock(0, -1)(state)).toBe(false);
});

it("takes the last block away and leaves an empty line", () => {
  const doc = docFromBody([photo("a")]);
  expect(body(after(EditorState.create({ doc }), removeBlock(0)))).toEqual([p("")]);
});

it("links what is selected, finds the link again and takes it off", () => {
  const linked = after(at([p("đọc ở đây nhé")], 5, 10), setLink("https://example.org"));
  expect(body(linked)[0]?.marks).toEqual([{ type: "link", start: 4, end: 9, href: "https://example.org" }]);
  const inside = linked.apply(linked.tr.setSelection(TextSelection.create(linked.doc, 7)));
  expect(linkAt(inside)).toEqual({ from: 5, to: 10, href: "https://example.org" });
  expect(body(after(inside, setLink("")))[0]?.marks).toBeUndefined();
});

it("says that words are in another language, changes its mind and takes it back", () => {
  const english = after(at([p("chương trình live show")], 14, 23), COMMANDS.words_en);
  expect(body(english)[0]?.marks).toEqual([{ type: "lang", start: 13, end: 22, lang: "en" }]);
  const vietnamese = after(english, COMMANDS.words_vi);
  expect(body(vietnamese)[0]?.marks).toEqual([{ type: "lang", start: 13, end: 22, lang: "vi" }]);
  expect(body(after(vietnamese, COMMANDS.words_vi))).toEqual([p("chương trình live show")]);
  expect(COMMANDS.words_en(at([p("live")], 2))).toBe(false);
});
