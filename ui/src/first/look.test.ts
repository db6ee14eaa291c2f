import { beforeEach, describe, expect, it } from "vitest";

import {
  type Cursor,
  MOST_KEPT,
  cursorIn,
  dressRoot,
  keepLook,
  putCursor,
  recallLook,
  showLook,
} from "./look";

let page: HTMLElement;

beforeEach(() => {
  localStorage.clear();
  document.body.innerHTML = `<div id="app"></div>`;
  page = document.getElementById("app") as HTMLElement;
  document.documentElement.dataset.theme = "dark";
});

function lay(html: string): void {
  page.innerHTML = html;
}

describe("how the window looked", () => {
  it("is shown again with what was typed into boxes, its styles and its theme", () => {
    lay(`<textarea data-testid="headline" style="height: 40px"></textarea><p>Nước <b>dâng</b>.</p>`);
    (page.querySelector("textarea") as HTMLTextAreaElement).value = "Đèo <Gió>";
    keepLook(page, "story", 7);
    lay("");
    document.documentElement.dataset.theme = "light";

    const look = recallLook("story", 7);
    expect(look).not.toBeNull();
    dressRoot(look!);
    showLook(page, look!);
    const box = page.querySelector("textarea") as HTMLTextAreaElement;
    expect(box.value).toBe("Đèo <Gió>");
    expect(box.style.height).toBe("40px");
    expect(page.querySelector("p")?.innerHTML).toBe("Nước <b>dâng</b>.");
    expect(document.documentElement.dataset.theme).toBe("dark");
    expect(page.querySelector("[data-testid]"), "nobody takes it for the real one").toBeNull();
  });

  it("is not shown of another story, nor of one that has changed since", () => {
    lay("<p>Nước dâng.</p>");
    keepLook(page, "story", 7);
    expect(recallLook("story", 8)).toBeNull();
    expect(recallLook("other", 7)).toBeNull();
    for (const stored of ["", "null", "{", `{"story":"story","revision":7}`]) {
      localStorage.setItem("dateline.look", stored);
      expect(recallLook("story", 7), stored).toBeNull();
    }
  });

  it("holds only what is in sight, and the room of the rest", () => {
    lay(`<main><p>Trên</p><p>Dưới</p></main><aside><input></aside>`);
    const [above, below] = page.querySelectorAll("p");
    const at = (top: number) => () => ({ top, bottom: top + 30 }) as DOMRect;
    above!.getBoundingClientRect = at(10);
    below!.getBoundingClientRect = () => ({ ...at(screen.height + 10)(), height: 30 });
    keepLook(page, "story", 7);

    showLook(page, recallLook("story", 7)!);
    expect([...page.querySelectorAll("p")].map((p) => [p.textContent, p.style.cssText])).toEqual([
      ["Trên", ""],
      ["", "block-size: 30px;"],
    ]);
    expect(page.querySelector("aside")?.children).toHaveLength(0);
  });

  it("is forgotten where it grows too long, rather than kept from before", () => {
    lay("<p>Nước dâng.</p>");
    keepLook(page, "story", 7);
    lay(`<p>${"Nước dâng. ".repeat(MOST_KEPT / 10)}</p>`);
    keepLook(page, "story", 7);
    expect(recallLook("story", 7)).toBeNull();
  });
});

describe("the cursor", () => {
  it("goes back into a box, and into a text, of a page built alike", () => {
    const html = `<textarea>Đèo Gió</textarea><div contenteditable="true"><p>Nước <b>dâng</b></p></div>`;
    lay(html);
    const box = page.querySelector("textarea") as HTMLTextAreaElement;
    box.focus();
    box.setSelectionRange(2, 5);
    const inBox = cursorIn(page);
    expect(inBox).toEqual({ in: "box", box: [0], start: 2, end: 5 });

    lay(html);
    putCursor(page, inBox as Cursor);
    const again = page.querySelector("textarea") as HTMLTextAreaElement;
    expect(document.activeElement).toBe(again);
    expect([again.selectionStart, again.selectionEnd]).toEqual([2, 5]);

    const inText: Cursor = { in: "text", host: [1], anchor: [[1, 0, 0], 3], head: [[1, 0, 0], 99] };
    putCursor(page, inText);
    const selection = getSelection();
    expect(selection?.anchorNode?.textContent).toBe("dâng");
    expect([selection?.anchorOffset, selection?.focusOffset]).toEqual([3, 4]);
    expect(cursorIn(page)).toEqual({ ...inText, head: [[1, 0, 0], 4] });

    // Empty texts and comments between the elements are lost on the way, and texts side by side become one.
    const text = page.querySelector("b")!.firstChild as Text;
    text.splitText(2);
    page.prepend("", document.createComment("anchor"));
    page.querySelector("p")!.prepend("");
    getSelection()?.collapse(page.querySelector("b")!.lastChild, 1);
    expect(cursorIn(page)).toMatchObject({ host: [1], anchor: [[1, 0, 0], 3] });
    // A page that is built otherwise is left alone.
    putCursor(page, { in: "text", host: [9], anchor: [[9], 0], head: [[9], 0] });
  });
});
