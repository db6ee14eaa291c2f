import fc from "fast-check";
import { splitBlock } from "prosemirror-commands";
import { type Command, EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { Transform } from "prosemirror-transform";
import { describe, expect, it, test } from "vitest";

import type { Block } from "../generated/Block";
import { docFromBody } from "./binding";
import { COMMANDS } from "../editor/commands";
import { acrossChange, closeHistory, history, redo, restored, stacksOf, stored, undo } from "./history";
import { schema } from "./schema";
import { changedInto } from "./body_difference";

const p = (text: string): Block => ({ type: "paragraph", text });

/** An editor whose clock stands still unless a test moves it. */
class Desk {
  state: EditorState;
  now = 1_000_000;

  constructor(body: Block[]) {
    this.state = EditorState.create({ doc: docFromBody(body), plugins: [history()] });
  }

  get texts(): string[] {
    return this.state.doc.children.map(({ textContent }) => textContent);
  }

  dispatch = (tr: Transaction): void => {
    this.state = this.state.apply(tr.setTime(this.now));
  };

  run(command: Command): boolean {
    return command(this.state, this.dispatch);
  }

  at(from: number, to = from): this {
    const end = this.state.doc.content.size;
    const [anchor, head] = [from, to].map((place) => this.state.doc.resolve(Math.min(place, end)));
    this.dispatch(this.state.tr.setSelection(TextSelection.between(anchor!, head!)));
    return this;
  }

  type(text: string): this {
    for (const letter of text) this.dispatch(this.state.tr.insertText(letter));
    return this;
  }

  backspace(): this {
    const { from } = this.state.selection;
    this.dispatch(this.state.tr.delete(from - 1, from));
    return this;
  }

  pause(): this {
    this.now += 10_000;
    return this;
  }

  /** As `replaceBody` shows what another program wrote. */
  elsewhere(body: Block[]): this {
    const tr = changedInto(docFromBody(body), () => this.state.tr);
    this.dispatch(tr.setMeta("addToHistory", false));
    return this;
  }

  /** The window is closed and opened again, on what was stored. */
  restart(): this {
    const { doc, selection } = this.state;
    const stacks = restored(JSON.parse(JSON.stringify(stored(stacksOf(this.state)))), doc);
    this.state = EditorState.create({ doc, selection, plugins: [history(stacks)] });
    return this;
  }
}

describe("undo", () => {
  it("takes back a burst of typing at once, and what was typed after a pause by itself", () => {
    const desk = new Desk([p("Sông")]).at(5).type(" Hồng").pause().type(" cạn");
    desk.run(undo);
    expect(desk.texts).toEqual(["Sông Hồng"]);
    desk.run(undo);
    expect(desk.texts).toEqual(["Sông"]);
    expect(desk.state.selection.head, "the cursor is where it was before").toBe(5);
    expect(desk.run(undo)).toBe(false);
    desk.run(redo);
    desk.run(redo);
    expect(desk.texts).toEqual(["Sông Hồng cạn"]);
    expect(desk.run(redo)).toBe(false);
  });

  it("takes back what was typed somewhere else by itself, and what a closed step holds", () => {
    const desk = new Desk([p("một hai")]).at(8).type("!").at(1).type("¡");
    desk.run(undo);
    expect(desk.texts).toEqual(["một hai!"]);
    desk.run(undo);
    desk.at(8).type("a");
    desk.dispatch(closeHistory(desk.state.tr));
    desk.type("b");
    desk.run(undo);
    expect(desk.texts).toEqual(["một haia"]);
  });

  it("takes a word back whole that an input method typed with backspaces", () => {
    // Telex "hoaf ddaats" as Unikey types it where it cannot compose.
    const desk = new Desk([p("Chị ")]).at(5);
    desk.type("hoa").backspace().type("à ");
    desk.type("d").backspace().type("đa").backspace().type("â").type("t");
    desk.backspace().backspace().type("ất");
    expect(desk.texts).toEqual(["Chị hoà đất"]);
    expect(stacksOf(desk.state).done).toHaveLength(1);
    desk.run(undo);
    expect(desk.texts).toEqual(["Chị "]);
    desk.run(redo);
    expect(desk.texts).toEqual(["Chị hoà đất"]);
  });

  it("takes a composed word back whole, however long it took", () => {
    const desk = new Desk([p("Chị ")]).at(5);
    for (const [index, word] of ["h", "ho", "hoa", "hòa"].entries()) {
      desk.pause();
      desk.dispatch(desk.state.tr.insertText(word, 5, 5 + Math.min(index, 3)).setMeta("composition", 7));
    }
    expect(desk.texts).toEqual(["Chị hòa"]);
    desk.run(undo);
    expect(desk.texts).toEqual(["Chị "]);
  });

  it("forgets what was undone once something else is typed", () => {
    const desk = new Desk([p("")]).at(1).type("một").pause().type(" hai");
    desk.run(undo);
    desk.type(" ba");
    expect(desk.run(redo)).toBe(false);
    expect(desk.texts).toEqual(["một ba"]);
  });
});

describe("what another person wrote", () => {
  // What was there, what one types where, what stands there after the other wrote, and after the undo.
  const cases: [string, Block[], (desk: Desk) => unknown, Block[], string[]][] = [
    ["before one's words", [p("cạn")], (d) => d.at(4).type(" nước"), [p("Sông cạn nước")], ["Sông cạn"]],
    ["right before them", [p("cạn ")], (d) => d.at(5).type("nước"), [p("cạn [khô]nước")], ["cạn [khô]"]],
    ["right behind them", [p("cạn ")], (d) => d.at(5).type("nước"), [p("cạn nước[khô]")], ["cạn [khô]"]],
    ["amid them", [p("cạn ")], (d) => d.at(5).type("hết nước"), [p("cạn hết[sạch] nước")], ["cạn [sạch]"]],
    [
      "as a block of its own",
      [p("một")],
      (d) => d.at(4).type(" hai"),
      [p("mới"), p("một hai")],
      ["mới", "một"],
    ],
    [
      "cutting them in two blocks",
      [p("cạn ")],
      (d) => d.at(5).type("hết nước"),
      [p("cạn hết"), p("[mới]"), p(" nước")],
      ["cạn ", "[mới]", ""],
    ],
    [
      "between two paragraphs that one wrote",
      [p("một")],
      (d) => {
        d.at(4).type(" hai").run(splitBlock);
        d.type("ba");
      },
      [p("một hai"), p("[mới]"), p("ba")],
      ["một", "[mới]"],
    ],
  ];
  it.each(cases)("%s stays", (_where, before, write, after, left) => {
    const desk = new Desk(before);
    write(desk);
    desk.elsewhere(after);
    const shown = desk.texts;
    while (desk.run(undo));
    expect(desk.texts).toEqual(left);
    while (desk.run(redo));
    expect(desk.texts.join("").replaceAll(/\s/g, "").split("").sort()).toEqual(
      shown.join("").replaceAll(/\s/g, "").split("").sort(),
    );
  });

  it("amid one's words is there once after every undo and redo", () => {
    const desk = new Desk([p("cạn ")])
      .at(5)
      .type("hết nước")
      .elsewhere([p("cạn hết[sạch] nước")]);
    for (let round = 0; round < 3; round++) {
      desk.run(undo);
      expect(desk.texts).toEqual(["cạn [sạch]"]);
      desk.run(redo);
      expect(desk.texts).toEqual(["cạn hết[sạch] nước"]);
    }
  });

  it("instead of one's own words is not taken back, and older words are", () => {
    const desk = new Desk([p("")]).at(1).type("một").pause().type(" hai");
    desk.elsewhere([p("một ba bốn")]);
    desk.run(undo);
    desk.run(undo);
    expect(desk.texts[0]).toContain("ba bốn");
    expect(desk.texts[0]).not.toContain("một");
  });
});

// Of the text that was there, what one typed and what another did, each letter tells whose it is.
const FIRST = [p("0123456789"), p("9876543210"), p("0246813579")];
const place = fc.nat(60);
const own = fc.oneof(
  fc.record({ act: fc.constant("type" as const), at: place, text: fc.stringMatching(/^[a-z]{1,4}$/) }),
  fc.record({ act: fc.constant("delete" as const), at: place, to: place }),
  fc.record({ act: fc.constant("enter" as const), at: place }),
  fc.record({
    act: fc.constant("command" as const),
    at: place,
    to: place,
    name: fc.constantFrom("bold" as const, "heading" as const, "quote" as const),
  }),
);
const step = fc.record({ act: fc.constantFrom("undo" as const, "redo" as const, "pause" as const) });
const other = fc.record({ act: fc.constant("other" as const), at: place });
type Act =
  | (typeof own extends fc.Arbitrary<infer T> ? T : never)
  | (typeof step extends fc.Arbitrary<infer T> ? T : never)
  | (typeof other extends fc.Arbitrary<infer T> ? T : never);

/** What the other writes: capital letters, each once. */
class Other {
  private next = 0;

  write(desk: Desk, at: number): void {
    const { tr } = desk.state;
    const from = Math.min(at, tr.doc.content.size);
    const spot = TextSelection.near(tr.doc.resolve(from)).from;
    tr.insert(spot, schema.text(String.fromCharCode(65 + this.next++)));
    desk.dispatch(tr.setMeta("addToHistory", false));
  }
}

function perform(desk: Desk, act: Act, another: Other): void {
  switch (act.act) {
    case "type":
      desk.at(act.at).type(act.text);
      break;
    case "delete":
      desk.at(act.at, act.to).dispatch(desk.state.tr.deleteSelection());
      break;
    case "enter":
      desk.at(act.at).run(splitBlock);
      break;
    case "command":
      desk.at(act.at, act.to).run(COMMANDS[act.name]);
      break;
    case "undo":
      desk.run(undo);
      break;
    case "redo":
      desk.run(redo);
      break;
    case "pause":
      desk.pause();
      break;
    case "other":
      another.write(desk, act.at);
  }
}

const life = (...acts: fc.Arbitrary<Act>[]) => fc.array(fc.oneof(...acts), { maxLength: 30, size: "max" });

test("undoing all gives the first text back and redoing all the last, whatever was done", () => {
  fc.assert(
    fc.property(life(own, step), (acts) => {
      const desk = new Desk(FIRST);
      for (const act of acts) perform(desk, act, new Other());
      while (desk.run(redo));
      const last = desk.state.doc;
      while (desk.run(undo));
      expect(desk.state.doc.toJSON()).toEqual(docFromBody(FIRST).toJSON());
      while (desk.run(redo));
      expect(desk.state.doc.toJSON()).toEqual(last.toJSON());
    }),
    { numRuns: 300 },
  );
});

/** Without own deletions of the other's words, each of them must be there once, and nothing of one's own. */
test("no undo takes away what another wrote, and all of them take away all that one wrote", () => {
  const typing = own.filter(({ act }) => act === "type");
  fc.assert(
    fc.property(life(typing, step, other), (acts) => {
      const desk = new Desk(FIRST);
      const another = new Other();
      const theirs = () =>
        desk.texts
          .join("")
          .replaceAll(/[^A-Z]/g, "")
          .split("")
          .sort()
          .join("");
      for (const act of acts) {
        const before = theirs();
        perform(desk, act, another);
        if (act.act !== "other") expect(theirs()).toBe(before);
      }
      const before = theirs();
      while (desk.run(undo));
      expect(theirs()).toBe(before);
      expect(desk.texts.map((text) => text.replaceAll(/[A-Z]/g, ""))).toEqual(FIRST.map(({ text }) => text));
      while (desk.run(redo));
      expect(theirs()).toBe(before);
    }),
    { numRuns: 500 },
  );
});

test("one's own deletions come back where they were, whatever another writes meanwhile", () => {
  fc.assert(
    fc.property(life(own, step, other), (acts) => {
      const desk = new Desk(FIRST);
      const another = new Other();
      for (const act of acts) perform(desk, act, another);
      while (desk.run(undo));
      const letters = desk.texts.join("");
      expect(letters.replaceAll(/[^a-z]/g, ""), "nothing of one's own").toBe("");
      const digits = [...letters.replaceAll(/\D/g, "")].sort();
      expect(digits).toEqual([...FIRST.map(({ text }) => text).join("")].sort());
      const capitals = letters.replaceAll(/[^A-Z]/g, "");
      expect(new Set(capitals).size, "each of theirs once").toBe(capitals.length);
    }),
    { numRuns: 500 },
  );
});

test("after a restart undo and redo go on as if there had been none", () => {
  fc.assert(
    fc.property(life(own, step, other), life(own, step, other), (acts, more) => {
      const [stayed, closed] = [new Desk(FIRST), new Desk(FIRST)];
      const [one, same] = [new Other(), new Other()];
      for (const act of acts) {
        perform(stayed, act, one);
        perform(closed, act, same);
      }
      closed.restart();
      // No window is opened again within the pause that ends a burst of typing.
      stayed.pause();
      closed.pause();
      for (const act of [...more, ...Array<Act>(30).fill({ act: "undo" }), { act: "redo" as const }]) {
        perform(stayed, act, one);
        perform(closed, act, same);
        expect(closed.state.doc.toJSON()).toEqual(stayed.state.doc.toJSON());
        expect(closed.state.selection.toJSON()).toEqual(stayed.state.selection.toJSON());
      }
    }),
    { numRuns: 200 },
  );
});

test("a change that was made while the window was closed counts as another's", () => {
  const desk = new Desk([p("cạn ")]).at(5).type("hết nước");
  const json = JSON.parse(JSON.stringify(stored(stacksOf(desk.state)))) as unknown;
  const change = changedInto(docFromBody([p("cạn hết[sạch] nước")]), () => new Transform(desk.state.doc));
  const stacks = acrossChange(restored(json, desk.state.doc), change);
  desk.state = EditorState.create({ doc: change.doc, plugins: [history(stacks)] });
  desk.run(undo);
  expect(desk.texts).toEqual(["cạn [sạch]"]);
});

it("keeps of what is stored only what fits the text", () => {
  const desk = new Desk([p("một")]).at(4).type(" hai").pause().type(" ba");
  const json = stored(stacksOf(desk.state));
  expect(restored(json, docFromBody([p("x")])).done).toEqual([]);
  expect(restored(json, desk.state.doc).done).toHaveLength(2);
  for (const damaged of [null, {}, { done: [1], undone: [] }, { done: [{ steps: [{}] }], undone: [] }]) {
    expect(() => restored(damaged, desk.state.doc)).toThrow();
  }
});
