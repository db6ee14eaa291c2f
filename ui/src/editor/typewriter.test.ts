import { EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { afterEach, describe, expect, it, vi } from "vitest";

import { docFromBody } from "../body/binding";
import { replaceBody } from "../body/remote";
import { typewriter, typewriterScroll } from "./typewriter";

describe("the typewriter", () => {
  // A page 1000 px high that begins 50 px below the top of the window: its line stands at 500.
  const page = { top: 50, bottom: 1050 };
  const longest = 4000;

  it.each([
    ["a line below its height moves up", 690, 710, 1000, 1200],
    ["a line above it moves down", 290, 310, 1000, 800],
    ["a line at it stays", 490, 510, 1000, 1000],
    ["a fraction of a pixel is no reason to move", 490.4, 510.4, 1000, 1000],
    ["at the top of the story there is nothing to scroll away", 150, 170, 20, 0],
    ["at its end nothing to scroll to", 900, 920, 3900, longest],
    ["a line outside the window is fetched", -2010, -1990, 3000, 500],
    ["the middle of a tall line counts", 480, 560, 1000, 1020],
  ])("%s", (_what, top, bottom, scroll, wanted) => {
    expect(typewriterScroll({ top, bottom }, page, scroll, longest)).toBeCloseTo(wanted);
  });

  it("leaves a page alone that is shorter than the window", () => {
    expect(typewriterScroll({ top: 900, bottom: 920 }, page, 0, 0)).toBe(0);
  });
});

describe("the page", () => {
  let view: EditorView;
  let scrolled: number;
  afterEach(() => view.destroy());

  /** An editor whose cursor's line always stands 100 px below its height. */
  function write(on = true): void {
    scrolled = 0;
    const page = {
      getBoundingClientRect: () => ({ top: 0, bottom: 1000 }),
      scrollHeight: 9000,
      clientHeight: 1000,
      get scrollTop() {
        return scrolled;
      },
      set scrollTop(top) {
        scrolled = top;
      },
    } as HTMLElement;
    const doc = docFromBody([{ type: "paragraph", text: "Sương xuống rất nhanh." }]);
    const plugins = [typewriter(() => (on ? page : null))];
    view = new EditorView(document.body, { state: EditorState.create({ doc, plugins }) });
    vi.spyOn(view, "coordsAtPos").mockReturnValue({ top: 540, bottom: 560, left: 0, right: 0 });
  }

  const hear = (target: EventTarget, event: string) =>
    target.dispatchEvent(new Event(event, { bubbles: true }));
  const move = (): Transaction => {
    const { tr, selection } = view.state;
    return tr.setSelection(TextSelection.create(tr.doc, selection.head + 1));
  };
  const typed = (): Transaction => view.state.tr.insertText("a");

  it("follows what is typed and where the keys lead", () => {
    write();
    view.dispatch(typed());
    expect(scrolled).toBe(100);
    hear(view.dom, "keydown");
    view.dispatch(move());
    expect(scrolled).toBe(200);
  });

  it("follows neither a click nor a selection that is being drawn, then the next key again", () => {
    write();
    hear(view.dom, "mousedown");
    view.dispatch(move());
    hear(view.dom, "keydown");
    view.dispatch(move());
    view.dispatch(typed());
    expect(scrolled, "while the button is held").toBe(0);
    hear(document.body, "mouseup");
    view.dispatch(move());
    expect(scrolled, "what the mouse chose arrives late").toBe(0);
    view.dispatch(typed());
    expect(scrolled, "as an input method types, without a key").toBe(100);
    hear(view.dom, "keydown");
    view.dispatch(move());
    expect(scrolled).toBe(200);
  });

  it("stays where it is when somebody else writes, and outside focus mode", () => {
    write();
    replaceBody(view, docFromBody([{ type: "paragraph", text: "Mới. Sương xuống rất nhanh." }]));
    expect(view.state.doc.textContent).toBe("Mới. Sương xuống rất nhanh.");
    expect(scrolled).toBe(0);
    view.destroy();
    write(false);
    view.dispatch(typed());
    expect(scrolled).toBe(0);
  });
});
