import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Codes } from "../shared/codes";
import { docFromBody } from "../body/binding";
import { flagUnknownCodes, knowCodes } from "./unknown_codes";

const CODES: Codes = new Map([["smt", ["Sơn Minh Thắng"]]]);

let view: EditorView;

beforeEach(() => {
  document.body.innerHTML = "<div></div>";
  view = new EditorView(
    { mount: document.body.firstElementChild as HTMLElement },
    {
      state: EditorState.create({
        doc: docFromBody([
          { type: "paragraph", text: "Không có gì." },
          { type: "paragraph", text: "Thủ môn =smt= và =abc=." },
        ]),
        plugins: [flagUnknownCodes(CODES)],
      }),
    },
  );
});

afterEach(() => view.destroy());

const flagged = () =>
  [...view.dom.querySelectorAll<HTMLElement>(".unknown-code")].map(({ textContent, title }) => [
    textContent,
    title,
  ]);

describe("codes of the body that nobody knows", () => {
  it("are marked, with a word for it", () => {
    expect(flagged()).toEqual([["=abc=", "Mã lạ: =abc="]]);
  });

  it("wait for the end of a word that is being composed", async () => {
    Object.defineProperty(view, "composing", { value: true, configurable: true });
    view.dispatch(view.state.tr.insertText("=xyz= ", 1));
    expect(flagged().map(([code]) => code)).toEqual(["=abc="]);
    Object.defineProperty(view, "composing", { value: false, configurable: true });
    view.dom.dispatchEvent(new Event("compositionend", { bubbles: true }));
    await vi.waitFor(() => expect(flagged().map(([code]) => code)).toEqual(["=xyz=", "=abc="]));
  });

  it("lose their mark once they are mended, or once their file is taken in", () => {
    view.dispatch(view.state.tr.insertText("=xyz= ", 1));
    expect(flagged().map(([code]) => code)).toEqual(["=xyz=", "=abc="]);
    view.dispatch(view.state.tr.delete(1, 7));
    knowCodes(view, new Map([["abc", ["Lê Hạ"]]]));
    expect(flagged().map(([code]) => code)).toEqual(["=smt="]);
  });
});
