import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { afterEach, describe, expect, it, vi } from "vitest";

import type { Block } from "../generated/Block";
import type { Language } from "../generated/Language";
import { docFromBody } from "../body/binding";
import { history, redo, undo } from "../body/history";
import { signFor } from "../shared/sign";
import { smartTyping } from "./smart_typing";

/** What stands in the block once `typed` has been typed key by key after `before`. */
function after(before: string, typed: string, language: Language): string {
  let text = before;
  for (const character of typed) {
    const sign = signFor(text, character, language);
    text += character;
    if (sign) text = text.slice(0, -sign.take) + sign.put;
  }
  return text;
}

describe.each<Language>(["vi", "en"])("in a story in %s", (language) => {
  it.each([
    // Double quotes open at the start, behind a space or a bracket, and close everywhere else.
    ["", '"Anh"', "“Anh”"],
    ["Ông nói: ", '"Lửa," ông nói', "Ông nói: “Lửa,” ông nói"],
    ["Hỏi ", '"sao?".', "Hỏi “sao?”."],
    ["(", '"Anh")', "(“Anh”)"],
    ["và\u00a0", '"', "và\u00a0“"],
    ["dòng\n", '"', "dòng\n“"],
    ["", '""', "“”"],
    // Behind a dash one closes what is open, else one opens.
    ["Anh hỏi –", '"', "Anh hỏi –“"],
    ["“Tôi –", '"', "“Tôi –”"],
    // One quotation within another, both ways out.
    ["", `"'Đi' là đi"`, "“‘Đi’ là đi”"],
    ["", `"Anh bảo: 'Đi.'"`, "“Anh bảo: ‘Đi.’”"],
    ["", `'"Đi"'`, "‘“Đi”’"],
    // Inches stay; a number at the end of a quotation is quoted.
    ["màn hình 55", '"', 'màn hình 55"'],
    ["“năm 1990", '"', "“năm 1990”"],
    // Dashes and dots.
    ["Hà Nội ", "-- Huế", "Hà Nội – Huế"],
    ["Hà Nội ", "--- Huế", "Hà Nội — Huế"],
    ["", "-----", "—--"],
    ["35", "-CT", "35-CT"],
    ["rồi", "...", "rồi…"],
    ["v.v", "...", "v.v…"],
    ["Hết", ".", "Hết."],
    ["rồi..", "..", "rồi…."],
    // Addresses are left alone, the words behind them are not.
    ["", `https://vidu.vn/a--b?c="d'...`, `https://vidu.vn/a--b?c="d'...`],
    ["www.vidu.vn/a", "--b", "www.vidu.vn/a--b"],
    ["vidu.vn/a", "--b", "vidu.vn/a--b"],
    ["(mailto:a", "--b", "(mailto:a--b"],
    ["https://vidu.vn ", "-- ", "https://vidu.vn – "],
  ])("%j and %j make %j", (before, typed, made) => {
    expect(after(before, typed, language)).toBe(made);
  });
});

it.each<[Language, string, string, string]>([
  ["en", "don", "'t", "don’t"],
  ["en", "the 1990", "'s", "the 1990’s"],
  ["en", "the reporters", "' room", "the reporters’ room"],
  ["vi", "phút 90", "'", "phút 90'"],
  ["vi", "‘năm 90", "'", "‘năm 90’"],
  ["vi", "Đắk R", "'lấp", "Đắk R’lấp"],
])("in %s, %j and %j make %j", (language, before, typed, made) => {
  expect(after(before, typed, language)).toBe(made);
});

describe("in the editor", () => {
  let view: EditorView;
  afterEach(() => view.destroy());

  function write(block: Block): void {
    const doc = docFromBody([block]);
    view = new EditorView(document.body, {
      state: EditorState.create({
        doc,
        selection: TextSelection.atEnd(doc),
        plugins: [smartTyping((before, typed) => signFor(before, typed, "vi")), history()],
      }),
      // There is no layout to scroll in.
      handleScrollToSelection: () => true,
    });
  }

  /** As ProseMirror does with a key: the plugins first, else the text itself. */
  function type(text: string): void {
    for (const character of text) {
      const { from, to } = view.state.selection;
      const typeIt = () => view.state.tr.insertText(character);
      const taken = view.someProp("handleTextInput", (handle) => handle(view, from, to, character, typeIt));
      if (!taken) view.dispatch(typeIt());
    }
  }

  const text = () => view.state.doc.textContent;

  it.each([
    ["anh ", '"', "anh “", 'anh "'],
    ["anh ", "--", "anh –", "anh --"],
    ["anh ", "---", "anh —", "anh ---"],
    ["anh", "...", "anh…", "anh..."],
  ])("behind %j one undo of %j gives back what was typed", (before, typed, made, given) => {
    write({ type: "paragraph", text: before });
    type(typed);
    expect(text()).toBe(made);
    undo(view.state, view.dispatch);
    expect(text()).toBe(given);
    expect(view.state.selection.head, "the cursor stays behind it").toBe(given.length + 1);
    redo(view.state, view.dispatch);
    expect(text()).toBe(made);
  });

  it("is not undone with the words typed after it", () => {
    write({ type: "paragraph", text: "anh " });
    type('"Đi');
    undo(view.state, view.dispatch);
    expect(text()).toBe("anh “");
    undo(view.state, view.dispatch);
    expect(text()).toBe('anh "');
  });

  it("replaces what is selected, and keeps the marks", () => {
    const marks = [{ type: "bold" as const, start: 0, end: 7 }];
    write({ type: "paragraph", text: "anh đi.", marks });
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 5, 8)));
    type('"');
    expect(text()).toBe("anh “");
    expect(view.state.doc.firstChild?.childCount, "all of it bold").toBe(1);
  });

  it("leaves the text of a link alone", () => {
    const marks = [{ type: "link" as const, start: 0, end: 7, href: "https://vidu.vn" }];
    write({ type: "paragraph", text: "ở đây a", marks });
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 3)));
    type('"');
    expect(text()).toBe('ở "đây a');
  });

  it("keeps still while a word is composed, and looks at it once it is done", async () => {
    write({ type: "paragraph", text: "“phố " });
    const composing = vi.spyOn(view, "composing", "get").mockReturnValue(true);
    for (const soFar of ["h", "ho", 'hòa"']) {
      const { head } = view.state.selection;
      view.dispatch(view.state.tr.insertText(soFar, 6, head).setMeta("composition", 1));
    }
    type("--");
    expect(text()).toBe('“phố hòa"--');
    view.dispatch(view.state.tr.delete(10, 12).setMeta("composition", 1));

    composing.mockReturnValue(false);
    view.dom.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
    await vi.waitFor(() => expect(text()).toBe("“phố hòa”"));
    undo(view.state, view.dispatch);
    expect(text()).toBe('“phố hòa"');
  });
});
