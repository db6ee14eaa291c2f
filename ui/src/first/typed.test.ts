import { beforeEach, expect, it } from "vitest";

import { Typed } from "./typed";

let page: HTMLElement;
let typed: Typed;
/** What the page was told to do. */
let done: [string, string | undefined][];

beforeEach(() => {
  document.body.innerHTML = `<div id="app"><p contenteditable="true">Nước</p></div>`;
  page = document.getElementById("app") as HTMLElement;
  typed = new Typed(page);
  done = [];
  Object.defineProperty(document, "execCommand", {
    configurable: true,
    value: (command: string, _shown?: boolean, text?: string) => done.push([command, text]),
  });
});

/** An event with what this DOM's own constructors leave out. */
const told = (name: string, what: object) =>
  Object.assign(new Event(name, { bubbles: true, cancelable: true }), what);

/** Whether the page was kept from doing it itself. */
function key(inputType: string, data: string | null = null): boolean {
  const event = told("beforeinput", { inputType, data });
  page.firstElementChild?.dispatchEvent(event);
  return event.defaultPrevented;
}

it("is taken down in order and typed again, and nothing else is", () => {
  expect(key("insertText", "đ")).toBe(true);
  expect(key("insertParagraph")).toBe(true);
  expect(key("deleteContentBackward")).toBe(true);
  expect(key("formatBold")).toBe(true);
  typed.stop();
  expect(key("insertText", "later"), "the real page types by itself").toBe(false);
  typed.again();
  expect(done).toEqual([
    ["insertText", "đ"],
    ["insertParagraph", undefined],
    ["delete", undefined],
  ]);
});

it("takes whole words away again, and pastes what was in the clipboard then", () => {
  const reached: string[] = [];
  const { modify } = Selection.prototype;
  Selection.prototype.modify = (...how) => void reached.push(how.join(" "));
  // What this DOM leaves out of a clipboard.
  class Clipboard {
    constructor(readonly held: Record<string, string> = {}) {}
    setData = (type: string, data: string) => void (this.held[type] = data);
    getData = (type: string) => this.held[type] ?? "";
  }
  class Paste extends Event {
    readonly clipboardData: unknown;
    constructor(name: string, init: EventInit & { clipboardData: unknown }) {
      super(name, init);
      this.clipboardData = init.clipboardData;
    }
  }
  Object.assign(globalThis, { DataTransfer: Clipboard, ClipboardEvent: Paste });
  const words = page.firstElementChild as HTMLElement;
  words.tabIndex = 0;
  words.focus();
  expect(key("deleteWordBackward")).toBe(true);
  const clipboardData = new Clipboard({ "text/html": "<b>Bến</b>", "text/plain": "Bến" });
  const pasted = told("paste", { clipboardData });
  words.dispatchEvent(pasted);
  expect(pasted.defaultPrevented).toBe(true);
  expect(key("insertText", "!")).toBe(true);
  typed.stop();
  const came: string[] = [];
  words.addEventListener("paste", (event) => came.push(event.clipboardData!.getData("text/html")));
  typed.again();
  expect(reached).toEqual(["extend backward word"]);
  expect(came).toEqual(["<b>Bến</b>"]);
  // Nobody took it, so its words go in.
  expect(done.map(([command]) => command)).toEqual(["delete", "insertText", "insertText"]);
  expect(done.map(([, text]) => text)).toEqual([undefined, "Bến", "!"]);
  Selection.prototype.modify = modify;
});

it("waits for a word that is being composed and types it whole", async () => {
  page.firstElementChild?.dispatchEvent(told("compositionstart", {}));
  expect(key("insertCompositionText", "hoa")).toBe(false);
  let settled = false;
  const waiting = typed.settled().then(() => (settled = true));
  await Promise.resolve();
  expect(settled).toBe(false);
  page.firstElementChild?.dispatchEvent(told("compositionend", { data: "hòa" }));
  await waiting;
  typed.again();
  expect(done).toEqual([["insertText", "hòa"]]);
});
