/** What is typed amid what another proposes, in an editor as the app has it. */
import { EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { expect, it } from "vitest";

import type { Block } from "../generated/Block";
import { bodyFromDoc, docFromBody, editsFor } from "./binding";
import { ownWords } from "./own_words";
import { history, undo } from "./history";

const coming: Block = {
  type: "paragraph",
  text: "một hai ba",
  suggested: [{ suggestion: "s", touch: "inserted", start: 4, end: 8 }],
};

function at(body: Block[], from: number, to = from): EditorState {
  const doc = docFromBody(body);
  const state = EditorState.create({ doc, plugins: [ownWords(), history()] });
  return state.apply(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
}

/** The text of each stretch that is only proposed. */
const proposed = (state: EditorState): string[] =>
  bodyFromDoc(state.doc).flatMap(({ text, suggested = [] }) =>
    suggested.map(({ start, end }) => [...text].slice(start, end).join("")),
  );

it.each([
  ["amid it", 7, 7, ["ha", "i "]],
  ["at its start", 5, 5, ["hai "]],
  ["at its end", 9, 9, ["hai "]],
  ["over a part of it", 6, 8, ["h", " "]],
  ["over all of it and beyond", 4, 10, []],
] as const)("what is typed %s is one's own", (_where, from, to, left) => {
  const place = document.body.appendChild(document.createElement("div"));
  const view = new EditorView(place, { state: at([coming], from, to) });
  view.someProp("handleKeyDown", (handle) => handle(view, new KeyboardEvent("keydown", { key: "X" })));
  const typed = view.state.applyTransaction(view.state.tr.insertText("XY")).state;
  view.destroy();
  expect(typed.doc.textContent).toContain("XY");
  expect(proposed(typed)).toEqual(left);
  const more = typed.applyTransaction(typed.tr.insertText("Z")).state;
  expect(proposed(more)).toEqual(left);
});

it("a line that is parted from a proposed one is not proposed; undoing brings back what was", () => {
  const begins = [{ suggestion: "s", touch: "inserted" as const }];
  let state = at(
    [
      { type: "paragraph", text: "một" },
      { type: "paragraph", text: "hai ba", begins },
    ],
    10,
  );
  state = state.applyTransaction(state.tr.split(9)).state;
  expect(bodyFromDoc(state.doc).map((block) => block.begins ?? [])).toEqual([[], begins, []]);

  // The proposed beginning goes, and comes back as it was.
  let sent: Transaction | null = null;
  const joined = state.applyTransaction(state.tr.join(5).setMeta("addToHistory", true)).state;
  expect(bodyFromDoc(joined.doc).map(({ text }) => text)[0]).toBe("mộthai");
  undo(joined, (tr) => (sent = tr));
  expect(editsFor(sent!)).toEqual([
    {
      edit: "splice",
      at: 4,
      delete: 0,
      insert: [{ piece: "block", block: { type: "paragraph" }, suggested: begins }],
    },
  ]);
});
