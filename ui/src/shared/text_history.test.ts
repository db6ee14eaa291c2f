import fc from "fast-check";
import { describe, expect, it, test } from "vitest";

import { TextHistory, readStored } from "./text_history";

/** A box whose clock stands still unless a test moves it. */
class Box {
  text = "";
  cursor = 0;
  now = 1_000_000;
  history = new TextHistory();

  constructor(text = "") {
    this.elsewhere(text);
    this.cursor = text.length;
  }

  at(cursor: number): this {
    this.cursor = Math.min(cursor, this.text.length);
    return this;
  }

  /** Replaces the last `take` characters before the cursor. */
  put(text: string, take = 0, more: { composition?: number; alone?: boolean } = {}): this {
    const start = Math.max(0, this.cursor - take);
    const selection = [start, this.cursor] as const;
    this.text = this.text.slice(0, start) + text + this.text.slice(this.cursor);
    this.cursor = start + text.length;
    this.history.typed({ text: this.text, cursor: this.cursor, selection, time: this.now, ...more });
    return this;
  }

  type(text: string): this {
    for (const letter of text) this.put(letter);
    return this;
  }

  backspace(): this {
    return this.put("", 1);
  }

  pause(): this {
    this.now += 10_000;
    return this;
  }

  elsewhere(text: string): this {
    this.history.shows((this.text = text));
    return this;
  }

  private step(to: ReturnType<TextHistory["undo"]>): boolean {
    if (to) ({ text: this.text } = to);
    if (to) this.cursor = to.selection[1];
    return to !== null;
  }

  undo = (): boolean => this.step(this.history.undo());
  redo = (): boolean => this.step(this.history.redo());

  restart(): this {
    const stored = JSON.parse(JSON.stringify(this.history.stored)) as unknown;
    this.history = new TextHistory(readStored(stored));
    this.history.shows(this.text);
    return this;
  }
}

describe("undo in a box", () => {
  it("takes back a burst of typing, then the one before", () => {
    const box = new Box("Lễ").type(" hội").pause().type(" rèn");
    box.undo();
    expect([box.text, box.cursor]).toEqual(["Lễ hội", 6]);
    box.undo();
    expect([box.text, box.cursor]).toEqual(["Lễ", 2]);
    expect(box.undo()).toBe(false);
    box.redo();
    box.redo();
    expect([box.text, box.cursor]).toEqual(["Lễ hội rèn", 10]);
    expect(box.redo()).toBe(false);
  });

  it("takes back by itself what was typed elsewhere in the box, pasted, or put in for the person", () => {
    const box = new Box("một hai").type("!").at(0).type("¡");
    box.at(8).put(" ba", 0, { alone: true }).type("?");
    const seen = [];
    while (box.undo()) seen.push(box.text);
    expect(seen).toEqual(["¡một hai ba!", "¡một hai!", "một hai!", "một hai"]);
  });

  it("takes a word back whole that was typed with backspaces, as Unikey does on Windows", () => {
    const box = new Box("Chị ").type("hoa").backspace().type("à ");
    box.type("d").backspace().type("đa").backspace().type("â").type("t").backspace().backspace().type("ất");
    expect(box.text).toBe("Chị hoà đất");
    box.undo();
    expect(box.text).toBe("Chị ");
    box.redo();
    expect(box.text).toBe("Chị hoà đất");
  });

  it("takes a composed word back whole, however long it took", () => {
    const box = new Box("Chị ");
    for (const [take, word] of ["h", "ho", "hoa", "hòa"].entries()) {
      box.pause().put(word, Math.min(take, 3), { composition: 1 });
    }
    box.pause().put(" ", 0);
    box.undo();
    box.undo();
    expect(box.text).toBe("Chị ");
  });

  it("has nothing to take back of what was typed and deleted at once", () => {
    const box = new Box("Lễ").type("x").backspace();
    expect(box.history.stored).toBeNull();
    expect(box.undo()).toBe(false);
  });

  it("takes back with the typing what storing made of it", () => {
    const box = new Box("lễ hội").type(",rèn");
    box.history.settled((box.text = "lễ hội, rèn"));
    box.undo();
    expect(box.text).toBe("lễ hội");
    box.redo();
    expect(box.text).toBe("lễ hội, rèn");
  });
});

describe("a text that changed elsewhere", () => {
  const written = () => new Box("một hai ba").at(4).type("và ").pause().at(13).type(" bốn");
  it.each([
    ["before one's words", "số một và hai ba bốn", ["số một và hai ba", "số một hai ba"]],
    ["between them", "một và hai, ba bốn", ["một và hai, ba", "một hai, ba"]],
    ["behind them", "một và hai ba bốn năm", ["một và hai ba năm", "một hai ba năm"]],
    ["within the older of them", "một va hai ba bốn", ["một va hai ba"]],
    ["within the newer of them", "một và hai ba bến", []],
    ["everywhere", "năm sáu", []],
    ["to nothing", "", []],
  ])("%s is never taken back", (_where, text, undone) => {
    const box = written().elsewhere(text);
    const seen = [];
    while (box.undo()) seen.push(box.text);
    expect(seen).toEqual(undone);
    while (box.redo());
    expect(box.text).toBe(text);
  });
});

type Act = { act: "type" | "delete" | "other" | "undo" | "redo" | "pause" | "restart"; at: number };
const acts = fc.array(
  fc.record({
    act: fc.constantFrom<Act["act"]>("type", "type", "delete", "other", "undo", "redo", "pause", "restart"),
    at: fc.nat(15),
  }),
  { maxLength: 40, size: "max" },
);

/** What is there at first are digits, what is typed small letters, what another writes capitals, each once. */
test("whatever was done, no undo takes away what another wrote, and what cannot be undone stays", () => {
  fc.assert(
    fc.property(acts, (life) => {
      const box = new Box("0123456789");
      let others = 0;
      for (const { act, at } of life) {
        box.at(at);
        const capitals = box.text.replaceAll(/[^A-Z]/g, "");
        if (act === "type") box.type("ab");
        else if (act === "delete" && !/[A-Z]/.test(box.text.charAt(box.cursor - 1))) box.backspace();
        else if (act === "pause") box.pause();
        else if (act === "undo") box.undo();
        else if (act === "redo") box.redo();
        else if (act === "restart") box.restart();
        else if (act === "other") {
          const letter = String.fromCharCode(65 + others++);
          box.elsewhere(box.text.slice(0, box.cursor) + letter + box.text.slice(box.cursor));
          continue;
        }
        expect(box.text.replaceAll(/[^A-Z]/g, "")).toBe(capitals);
      }
      const text = box.text;
      let steps = 0;
      while (box.undo()) steps++;
      for (; steps > 0; steps--) box.redo();
      expect(box.text).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test("without another, undoing all gives the first text back", () => {
  fc.assert(
    fc.property(acts, (life) => {
      const box = new Box("0123456789");
      for (const { act, at } of life) {
        box.at(at);
        if (act === "type") box.type("0");
        else if (act === "delete") box.backspace();
        else if (act === "undo") box.undo();
        else if (act === "redo") box.redo();
        else if (act === "restart") box.restart();
        else box.pause();
      }
      while (box.undo());
      expect(box.text).toBe("0123456789");
    }),
    { numRuns: 500 },
  );
});

it.each([
  ["nothing", null],
  ["no text", { done: [], undone: [] }],
  ["another shape", { text: "a", done: {}, undone: [] }],
  ["a place before the start", { text: "a", done: [{ at: -1, removed: "", inserted: "a" }], undone: [] }],
  ["no selection", { text: "a", done: [{ at: 0, removed: "", inserted: "a", selection: [0] }], undone: [] }],
])("%s that was stored is no history", (_what, value) => {
  expect(readStored(value)).toBeNull();
});

it("carries out nothing that does not fit the text", () => {
  const entry = { at: 0, removed: "", inserted: "b", selection: [0, 0] };
  const history = new TextHistory(readStored({ text: "a", done: [entry], undone: [] }));
  expect(history.undo()).toBeNull();
});
