/** Pasting into a body: where it goes, what one undo takes back, what the library is told. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AllSelection, EditorState, NodeSelection, TextSelection, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { afterEach, describe, expect, it, vi } from "vitest";

import { history, redo, undo } from "../../body/history";
import type { Block } from "../../generated/Block";
import type { Edit } from "../../generated/Edit";
import { askPeer } from "../../testing/newsroom";
import { bodyFromDoc, docFromBody, editsFor } from "../../body/binding";
import { onlyLetters } from "../only_letters";
import { LIMITS } from "./limits";
import { type Pasted, pasting } from "./paste";
import { written } from "./written";

const p = (text: string): Block => ({ type: "paragraph", text });
const item = (text: string): Block => ({ type: "list_item", ordered: false, text });
const heading = (text: string): Block => ({ type: "heading", level: 1, text });
const photo = (id: string): Block => ({ type: "photo", photo: id, text: "" });

let view: EditorView;
let told: Pasted[];
/** What the library was told: the body that was there, and each edit. */
let sent: Edit[];

function write(body: Block[], select: (state: EditorState) => Transaction): void {
  told = [];
  const doc = docFromBody(body);
  sent = [{ edit: "set_body", body: bodyFromDoc(doc) }];
  const desk = { hasPhoto: (id: string) => id === "a", onPasted: (pasted: Pasted) => told.push(pasted) };
  const state = EditorState.create({ doc, plugins: [history(), pasting(desk)] });
  view = new EditorView(document.body.appendChild(document.createElement("div")), {
    state: state.apply(select(state)),
    dispatchTransaction(tr) {
      view.updateState(view.state.apply(tr));
      sent.push(...editsFor(tr));
    },
  });
}

const at =
  (from: number, to = from) =>
  (state: EditorState) =>
    state.tr.setSelection(TextSelection.create(state.doc, from, to));

function clipboard(data: Record<string, string>, files: File[] = []): DataTransfer {
  return { getData: (type: string) => data[type] ?? "", files } as unknown as DataTransfer;
}

function paste(data: Record<string, string>, files: File[] = []): void {
  const event = new Event("paste", { bubbles: true, cancelable: true });
  Object.defineProperty(event, "clipboardData", { value: clipboard(data, files) });
  view.dom.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(true);
}

const html = (text: string) => ({ "text/html": text });
const text = (words: string) => ({ "text/plain": words });

/** What stands in the editor, which is what Rust has made of the edits. */
async function body(): Promise<string> {
  await askPeer({ document: { do: "new", name: "pasted", photos: ["a"] } });
  const stored = await askPeer<{ body: Block[] }>({ document: { do: "edit", name: "pasted", edits: sent } });
  expect(stored.body).toEqual(bodyFromDoc(view.state.doc));
  view.state.doc.check();
  return written(view.state.doc.children);
}

function plainKey(type: "keydown" | "keyup"): void {
  const held = { key: "V", ctrlKey: true, shiftKey: true, bubbles: true };
  view.dom.dispatchEvent(new KeyboardEvent(type, held));
}

afterEach(() => {
  view.destroy();
  document.body.innerHTML = "";
});

describe("what is pasted", () => {
  const two = "<p>hai</p><p>ba</p>";
  const list = "<ul><li>hai</li><li>ba</li></ul>";
  it.each([
    ["into a line, goes on in it", [p("một bốn")], at(5), "<p><b>hai</b> </p>", "một **hai**bốn"],
    [
      "with spaces around, keeps words apart",
      [p("mộtbốn")],
      at(4),
      "\r\n<span> <b>hai</b></span> \r\n",
      "một **hai** bốn",
    ],
    ["begins no line with a space", [p("")], at(1), "&nbsp;<b>hai</b>", "**hai**"],
    ["as paragraphs, shares its ends with the line", [p("một bốn")], at(5), two, "một hai\nbabốn"],
    ["as a list, stands by itself", [p("một bốn")], at(5), list, "một \n- hai\n- ba\nbốn"],
    ["as a list at the end, leaves no empty line", [p("một")], at(4), list, "một\n- hai\n- ba"],
    ["as a list at the start, neither", [p("bốn")], at(1), list, "- hai\n- ba\nbốn"],
    ["into an empty line, is what it is", [p("một"), p("")], at(6), "<h2>hai</h2>", "một\n# hai"],
    ["as a heading's few words, joins the line", [p("một bốn")], at(5), "<h2>hai</h2>", "một haibốn"],
    ["into an empty item, is that item", [item("một"), item("")], at(6), "<p>hai</p>", "- một\n- hai"],
    ["as items into an item, goes on with the list", [item("một")], at(4), list, "- mộthai\n- ba"],
    ["takes the place of what is selected", [p("một"), heading("hai")], at(2, 8), "<p>X</p>", "mXi"],
  ])("%s", async (_rule, before, select, clip, after) => {
    write(before, select);
    paste(html(clip));
    expect(await body()).toBe(after);
  });

  it("leaves the cursor behind it", async () => {
    write([p("một bốn")], at(5));
    paste(html(list));
    view.dispatch(view.state.tr.insertText("!"));
    expect(await body()).toBe("một \n- hai\n- ba!\nbốn");
  });

  it("goes below a picture that is selected", async () => {
    write([photo("a"), p("một")], ({ tr, doc }) => tr.setSelection(NodeSelection.create(doc, 0)));
    paste(html(two));
    expect(await body()).toBe("[photo a]\nhai\nba\nmột");
  });

  it("takes the place of a whole body", async () => {
    write([heading("một"), p("hai")], ({ tr, doc }) => tr.setSelection(new AllSelection(doc)));
    paste(html(list));
    expect(await body()).toBe("- hai\n- ba");
  });

  it("has a line below a picture to go on in", async () => {
    write([p("một")], at(4));
    paste(html('<figure data-pm-slice="0 0 []" data-photo="a"></figure>'));
    expect(await body()).toBe("một\n[photo a]\n");
    expect(view.state.selection.$from.parent.isTextblock).toBe(true);
  });

  it("is the same as was copied here", async () => {
    const words = [p("một  hai"), heading("ba"), item("bốn"), photo("a"), p("năm")];
    write(words, ({ tr, doc }) => tr.setSelection(new AllSelection(doc)));
    const { dom, text: plain } = view.serializeForClipboard(view.state.selection.content());
    view.destroy();
    write([p("")], at(1));
    paste({ ...html(dom.innerHTML), ...text(plain) });
    expect(await body()).toBe(written(docFromBody(words).children));
    expect(told).toEqual([]);
  });

  it("never runs and never loads: nothing but words reaches the page", () => {
    write([p("")], at(1));
    const spy = vi.fn();
    Object.assign(globalThis, { pasteSpy: spy });
    paste(
      html('<p>một</p><script>pasteSpy()</script><img src=x onerror="pasteSpy()"><svg onload="pasteSpy()">'),
    );
    expect(view.dom.querySelector("script, img:not(.ProseMirror-separator), svg, [onerror]")).toBeNull();
    expect(spy).not.toHaveBeenCalled();
  });
});

describe("one undo", () => {
  it("takes the whole paste back and not what was typed before, one redo brings it again", async () => {
    write([p("một")], at(4));
    view.dispatch(view.state.tr.insertText(" hai"));
    paste(html("<h2>ba</h2><ul><li>bốn</li></ul>"));
    view.dispatch(view.state.tr.insertText(" năm"));
    undo(view.state, view.dispatch);
    expect(await body()).toBe("một hai\n# ba\n- bốn");
    undo(view.state, view.dispatch);
    expect(await body()).toBe("một hai");
    redo(view.state, view.dispatch);
    expect(await body()).toBe("một hai\n# ba\n- bốn");
  });
});

describe("plain text", () => {
  it("has a paragraph for each line", async () => {
    write([p("")], at(1));
    paste(text("một  hai\r\n\r\nba\n\tbốn\u00a0\u000bnăm\u0085sáu"));
    expect(await body()).toBe("một hai\nba\nbốn\nnăm\nsáu");
  });

  it("of a few words keeps the spaces around them", async () => {
    write([p("mộtba")], at(4));
    paste(text(" hai "));
    expect(await body()).toBe("một hai ba");
  });

  it("with Ctrl+Shift+V goes on with the list it is put into, and has no marks", async () => {
    write([item("một ")], at(5));
    plainKey("keydown");
    paste({ ...html("<h1>hai</h1><p><b>ba</b></p>"), ...text("hai\nba") });
    expect(await body()).toBe("- một hai\n- ba");
    paste(html("<b>bốn</b>"));
    expect(await body()).toBe("- một hai\n- ba**bốn**");
  });

  it("is asked for by that key alone, not by one that was let go", async () => {
    write([p("")], at(1));
    plainKey("keydown");
    plainKey("keyup");
    paste({ ...html("<h2>một</h2>"), ...text("một") });
    expect(await body()).toBe("# một");
  });

  it("of a heading is one line long", async () => {
    write([heading("một ")], at(5));
    paste(text("hai\nba"));
    expect(await body()).toBe("# một hai\nba");
  });

  it("that a mail program broke into lines is whole again", async () => {
    write([p("")], at(1));
    const mail = [
      "Chuyến phà cuối rời bến lúc hai mươi ba giờ bốn mươi,",
      "và hầu như đêm nào cũng chỉ chở chưa đến mười người",
      "cùng một con mèo không bao giờ phải mua vé qua sông,",
      "dù ai cũng biết.",
      "",
      "Không ai phản đối.",
    ];
    paste(text(mail.join("\n")));
    expect(await body()).toBe(`${mail.slice(0, 4).join(" ")}\nKhông ai phản đối.`);
  });

  it("is not joined where lines end early, as those of a list do", async () => {
    write([p("")], at(1));
    const list = ["Một dòng dài hơn năm mươi chữ cái để trông như dòng đầy", "hai", "ba", "bốn", "năm"];
    paste(text(list.join("\n")));
    expect(await body()).toBe(list.join("\n"));
  });
});

describe("what is told", () => {
  it("is nothing where nothing was left behind", () => {
    write([p("")], at(1));
    paste(html('<p style="color:red"><font face="Arial">một</font></p>'));
    expect(told).toEqual([]);
  });

  it("is what was kept and what not, and the same goes in again as plain text", async () => {
    write([p("một")], at(4));
    paste({ ...html('<h2>hai</h2><p>ba<img src="x"></p>'), ...text("hai\n\nba") });
    expect(told).toMatchObject([
      { kind: "kept", report: { kept: { heading: 1, paragraph: 1 }, removed: { images: 1 } } },
    ]);
    const [pasted] = told;
    if (pasted?.kind !== "kept") throw new Error("nothing was told");
    pasted.asPlain?.();
    expect(await body()).toBe("mộthai\nba");
    undo(view.state, view.dispatch);
    expect(await body()).toBe("một");
  });

  it.each([
    ["a picture alone", {}, [new File(["x"], "a.png", { type: "image/png" })]],
    ["a page's picture", html('<img src="https://example.org/a.png">'), []],
  ])("is that %s cannot be pasted", async (_what, data, files) => {
    write([p("một")], at(4));
    paste(data, files);
    expect(told).toEqual([{ kind: "only_images" }]);
    expect(await body()).toBe("một");
  });

  it("is that only the text of too much went in, or nothing", async () => {
    write([p("")], at(1));
    const huge = `<p>${"một ".repeat(LIMITS.html / 4)}</p>`;
    paste({ ...html(huge), ...text("một") });
    expect(told).toEqual([{ kind: "too_much", plain: true }]);
    expect(await body()).toBe("một");
    paste(html(huge));
    paste(text("một ".repeat(LIMITS.text)));
    paste(text("một\n".repeat(LIMITS.blocks + 1)));
    expect(told.slice(1)).toEqual(Array(3).fill({ kind: "too_much", plain: false }));
    expect(await body()).toBe("một");
  });

  it("is that one block, or the body with it, would be too much", () => {
    write([p("một")], at(4));
    paste(text("x".repeat(LIMITS.block + 1)));
    paste(html(`<p>${"x".repeat(LIMITS.block * 2)}</p>`));
    expect(told).toEqual(Array(2).fill({ kind: "too_much", plain: false }));
    const half = "x".repeat(LIMITS.block / 2);
    view.destroy();
    write(
      Array.from({ length: LIMITS.text / LIMITS.block }, () => p(half + half.slice(9))),
      at(1),
    );
    paste(text(half));
    expect(told).toEqual([{ kind: "too_much", plain: false }]);
    // There is room for a few words still: no block is counted as full here.
    paste(text("hai"));
    expect(told).toHaveLength(1);
  });

  it("holds the numbers that Rust holds", () => {
    const fixture = join(import.meta.dirname, "../../../../tests/fixtures/limits.json");
    const { text: body, blocks, block } = LIMITS;
    expect(JSON.parse(readFileSync(fixture, "utf8"))).toEqual({ body, blocks, block });
  });
});

describe("what is no letter", () => {
  const odd = "một\u001b[31m \u202ehai\u202c \ud83d\ufffe" + "o" + "\u0302".repeat(40);
  const letters = "một[31m hai ô" + "\u0302".repeat(29);
  it.each([
    ["plain", text(odd)],
    ["a page", html(`<p>${odd}</p>`)],
  ])("comes in with no paste: %s", async (_what, data) => {
    write([p("")], at(1));
    paste(data);
    expect(await body()).toBe(letters);
  });

  it("nor is it typed", async () => {
    write([p("một")], at(4));
    const type = onlyLetters().props.handleTextInput!;
    const typed = (text: string) => type.call(onlyLetters(), view, 4, 4, text, () => view.state.tr);
    expect(typed("hai")).toBe(false);
    expect(typed("h\u0007a\u202ei")).toBe(true);
    expect(await body()).toBe("mộthai");
  });
});

describe("a word that is being composed", () => {
  it("is finished first, then the paste follows", async () => {
    write([p("một ")], at(5));
    view.dom.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    expect(view.composing).toBe(true);
    paste(text("hai"));
    expect(view.state.doc.textContent).toBe("một ");
    view.dom.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "" }));
    await vi.waitFor(() => expect(view.state.doc.textContent).toBe("một hai"));
  });
});
