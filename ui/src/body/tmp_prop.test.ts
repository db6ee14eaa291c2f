/**
 * The binding against Rust itself: random editor transactions go through it into a real document, and after
 * each both sides must read the same. Two copies that went apart must meet again with every word there once.
 *
 * DATELINE_PEER names the program of tests/desk_peer; `make test` builds it and sets the name. Thousands of transactions
 * take their time: without the name they are left out.
 */
import fc from "fast-check";
import { joinBackward, joinForward, selectAll } from "prosemirror-commands";
import { Fragment, type Node, Slice } from "prosemirror-model";
import { type Command, EditorState, NodeSelection, TextSelection, type Transaction } from "prosemirror-state";
import { describe, expect, test } from "vitest";

import type { Block } from "../generated/Block";
import type { Edit } from "../generated/Edit";
import { bodyFromDoc, bodyLength, docFromBody, editsFor } from "./binding";
import { COMMANDS, bodyKeys, setLink } from "../editor/commands";
import { insertPhoto, moveBlock, removeBlock } from "./blocks";
import { changedInto } from "./body_difference";
import { inMode, suggesting } from "./suggesting";
import { settledBody } from "../testing/settled_body";
import { history, redo, undo } from "./history";
import { askPeer } from "../testing/newsroom";
import { ownWords } from "./own_words";
import { schema } from "./schema";

const PEER = process.env.DATELINE_PEER;
const PHOTOS = ["p1", "p2"];
/** How many random lives; each has up to 40 transactions. */
const RUNS = Number(process.env.DATELINE_PROPERTY_RUNS ?? 250);

interface Reading {
  body: Block[];
  length: number;
}

/** The requests of `tests/desk_peer/documents.rs`. */
const ask = (request: object): Promise<Reading> =>
  askPeer<Reading>({ document: request }).catch((error: unknown) => {
    throw new Error(`${JSON.stringify(error)} after ${JSON.stringify(request)}`);
  });

/** An editor and the document that follows it. */
class Desk {
  state: EditorState;
  fallbacks = 0;

  constructor(
    private readonly name: string,
    body: Block[],
    on = false,
  ) {
    const plugins = [ownWords(), suggesting(undefined, { on: () => on }), history(undefined, { pause: 0 })];
    this.state = EditorState.create({ doc: docFromBody(body), plugins });
  }

  async dispatch(tr: Transaction): Promise<void> {
    const { state, transactions } = this.state.applyTransaction(inMode(this.state, tr));
    const edits = transactions.flatMap(editsFor);
    this.state = state;
    this.fallbacks += edits.filter(({ edit }) => edit === "set_body").length;
    if (edits.length > 0) await this.send(edits);
  }

  /** What another proposes meanwhile. */
  async hear(edit: Edit): Promise<void> {
    const { body } = await ask({ do: "edit", name: this.name, edits: [edit] });
    const tr = changedInto(docFromBody(body), () => this.state.tr);
    this.state = this.state.apply(tr.setMeta("fromElsewhere", true).setMeta("addToHistory", false));
    expect(bodyFromDoc(this.state.doc)).toEqual(body);
  }

  async send(edits: Edit[]): Promise<void> {
    const reading = await ask({ do: "edit", name: this.name, edits });
    expect(reading.body).toEqual(bodyFromDoc(this.state.doc));
    expect(reading.length).toBe(bodyLength(this.state.doc));
  }

  async run(command: Command): Promise<void> {
    const made: Transaction[] = [];
    command(this.state, (tr) => made.push(tr));
    for (const tr of made) await this.dispatch(tr);
  }
}

// What a person may do, as data, so that a failing life can be cut down to its shortest.
type Act =
  | { act: "type"; at: number; text: string }
  | { act: "compose"; at: number; word: readonly string[] }
  | { act: "replace"; from: number; to: number; text: string }
  | { act: "delete"; from: number; to: number }
  | { act: "command"; from: number; to: number; name: string }
  | { act: "paste"; from: number; to: number; blocks: Block[]; open: [boolean, boolean] }
  | { act: "photo"; at: number; photo: string }
  | { act: "cut_photo"; nth: number };

const place = fc.nat(10_000);
const words = fc.constantFrom(
  "a",
  "chợ nổi",
  "Đường 35-CT/TW",
  " ",
  "😀",
  "e\u0301",
  "\n",
  "hai  ba",
  "\u00a0",
);

const block: fc.Arbitrary<Block> = fc.oneof(
  words.map((text): Block => ({ type: "paragraph", text })),
  fc.tuple(words, fc.constantFrom(1, 2)).map(([text, level]): Block => ({ type: "heading", level, text })),
  words.map((text): Block => ({
    type: "quote",
    text,
    marks: [{ type: "bold", start: 0, end: [...text].length }],
  })),
  fc.tuple(words, fc.boolean()).map(([text, ordered]): Block => ({ type: "list_item", ordered, text })),
  fc.constantFrom(...PHOTOS).map((photo): Block => ({ type: "photo", photo, text: "" })),
);

/** The block with the cursor, as the commands on whole blocks name it. */
const onBlock =
  (command: (at: number) => Command): Command =>
  (state, dispatch) => {
    const { $from } = state.selection;
    return command($from.depth === 0 ? $from.pos : $from.before(1))(state, dispatch);
  };

const NAMED: Record<string, Command> = {
  ...COMMANDS,
  link: setLink("https://example.org/a"),
  other_link: setLink("https://example.org/b"),
  unlink: setLink(""),
  insert_photo: insertPhoto("p1"),
  up: onBlock((at) => moveBlock(at, -1)),
  down: onBlock((at) => moveBlock(at, 1)),
  remove: onBlock(removeBlock),
  undo,
  redo,
  joinBackward,
  joinForward,
  selectAll,
  enter: pressed("Enter"),
  backspace: pressed("Backspace"),
  delete: pressed("Delete"),
};

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant("type" as const), at: place, text: words }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant("compose" as const),
      at: place,
      word: fc.constantFrom(
        ["h", "ho", "hoa", "hòa"],
        ["d", "đ", "đu", "đư", "đươ", "đươn", "đương", "đường"],
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant("replace" as const), from: place, to: place, text: words }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("delete" as const), from: place, to: place }) },
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constant("command" as const),
      from: place,
      to: place,
      name: fc.constantFrom(...Object.keys(NAMED)),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant("paste" as const),
      from: place,
      to: place,
      blocks: fc.array(block, { minLength: 1, maxLength: 4 }),
      open: fc.tuple(fc.boolean(), fc.boolean()),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant("photo" as const),
      at: place,
      photo: fc.constantFrom(...PHOTOS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("cut_photo" as const), nth: fc.nat(5) }) },
);

function pressed(key: string): Command {
  const plugins = bodyKeys(
    () => undefined,
    () => undefined,
  );
  return (state, dispatch) => {
    const view = { state, dispatch, endOfTextblock: () => true } as never;
    const event = new KeyboardEvent("keydown", { key });
    return plugins.some((plugin) => plugin.props.handleKeyDown!.call(plugin, view, event) === true);
  };
}

/** A selection somewhere in the document: in text where there is some near, and never inside a character. */
function selected(state: EditorState, from: number, to: number): EditorState {
  const ends = [from, to].map((end) => {
    const at = end % (state.doc.content.size + 1);
    const before = state.doc.textBetween(Math.max(0, at - 1), at);
    return state.doc.resolve(/[\uD800-\uDBFF]$/.test(before) ? at + 1 : at);
  });
  return state.apply(state.tr.setSelection(TextSelection.between(ends[0]!, ends[1]!)));
}

async function perform(desk: Desk, act: Act): Promise<void> {
  const select = (from: number, to = from) => (desk.state = selected(desk.state, from, to));
  switch (act.act) {
    case "type":
      select(act.at);
      return desk.dispatch(desk.state.tr.insertText(act.text));
    case "replace":
      select(act.from, act.to);
      return desk.dispatch(desk.state.tr.insertText(act.text));
    case "delete":
      select(act.from, act.to);
      return desk.dispatch(desk.state.tr.deleteSelection());
    case "compose": {
      select(act.at);
      let { from, to } = desk.state.selection;
      for (const so_far of act.word) {
        // An input method replaces the whole word with each key.
        await desk.dispatch(desk.state.tr.insertText(so_far, from, to));
        to = desk.state.selection.to;
        from = to - so_far.length;
      }
      return;
    }
    case "command":
      select(act.from, act.to);
      return desk.run(NAMED[act.name]!);
    case "paste": {
      select(act.from, act.to);
      const content = Fragment.from(act.blocks.map((block) => docFromBody([block]).firstChild!));
      const open = (edge: Node | null | undefined, wanted: boolean) =>
        wanted && edge?.isTextblock === true ? 1 : 0;
      const slice = new Slice(
        content,
        open(content.firstChild, act.open[0]),
        open(content.lastChild, act.open[1]),
      );
      return desk.dispatch(desk.state.tr.replaceSelection(slice));
    }
    case "photo":
      select(act.at);
      return desk.dispatch(desk.state.tr.replaceSelectionWith(schema.node("photo", { photo: act.photo })));
    case "cut_photo": {
      const places: number[] = [];
      desk.state.doc.forEach((node, offset) => node.type.name === "photo" && places.push(offset));
      const at = places[act.nth % Math.max(1, places.length)];
      if (at === undefined) return;
      return desk.dispatch(
        desk.state.tr.setSelection(NodeSelection.create(desk.state.doc, at)).deleteSelection(),
      );
    }
  }
}

describe.skipIf(PEER === undefined)("the editor and Rust", () => {
  test("read the same body after every transaction", { timeout: 300_000 }, async () => {
    let transactions = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 40, size: "max" }), async (life) => {
        const { body } = await ask({ do: "new", name: "one", photos: PHOTOS });
        const desk = new Desk("one", body);
        for (const act of life) await perform(desk, act);
        transactions += life.length;
        // The whole body is sent only when nothing smaller says the edit: it would merge badly.
        expect(desk.fallbacks).toBe(0);
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: 100000 },
    );
    console.log(`${transactions} random editor transactions, both sides equal after each`);
  });

  test(
    "read the same amid what is proposed, and what is typed there is nobody else's",
    { timeout: 300_000 },
    async () => {
      const proposal = fc.record({
        act: fc.constant("propose" as const),
        at: place,
        taken: fc.nat(4),
        text: fc.constantFrom("", "đề xuất ", "😀", "x"),
        parts: fc.boolean(),
      });
      const amid = act.filter(
        (one) =>
          (one.act === "command" &&
            /^(bold|italic|undo|redo|enter|backspace|delete|joinBackward|joinForward)$/.test(one.name)) ||
          one.act === "type" ||
          one.act === "delete",
      );
      const life = fc.array(fc.oneof({ weight: 1, arbitrary: proposal }, { weight: 3, arbitrary: amid }), {
        minLength: 1,
        maxLength: 30,
      });
      await fc.assert(
        fc.asyncProperty(life, async (life) => {
          await ask({ do: "new", name: "s", photos: PHOTOS });
          const opening: Edit = {
            edit: "splice",
            at: 1,
            delete: 0,
            insert: [
              { piece: "text", text: "chợ nổi họp từ sáng", marks: {} },
              { piece: "block", block: { type: "paragraph" } },
              { piece: "text", text: "trên sông", marks: {} },
            ],
          };
          const { body } = await ask({ do: "edit", name: "s", edits: [opening] });
          const desk = new Desk("s", body);
          for (const [number, one] of life.entries()) {
            if (one.act !== "propose") {
              await perform(desk, one);
              continue;
            }
            const row = desk.state.doc.children.map(({ textContent }) => ` ${textContent}`).join("");
            // Never inside a character.
            const whole = (unit: number) => {
              const place = Math.min(unit, row.length);
              return /[\uDC00-\uDFFF]/.test(row.charAt(place)) ? place + 1 : place;
            };
            const at = whole(1 + (one.at % row.length));
            const parts = one.parts
              ? [{ piece: "block" as const, block: { type: "paragraph" as const } }]
              : [];
            const words = one.text ? [{ piece: "text" as const, text: one.text, marks: {} }] : [];
            await desk.hear({
              edit: "suggest_splice",
              suggestion: `s${number}`,
              at,
              delete: whole(at + one.taken) - at,
              insert: [...parts, ...words],
            });
          }
          expect(desk.fallbacks).toBe(0);
        }),
        { numRuns: RUNS, interruptAfterTimeLimit: 100000 },
      );
    },
  );

  test(
    "read the same in suggest mode, and the story's own stays as it was",
    { timeout: 300_000 },
    async () => {
      const life = fc.array(act, { minLength: 1, maxLength: 40, size: "max" });
      await fc.assert(
        fc.asyncProperty(life, life, async (before, life) => {
          const { body } = await ask({ do: "new", name: "m", photos: PHOTOS });
          const writer = new Desk("m", body);
          for (const act of before.slice(0, 10)) await perform(writer, act);
          // Another has proposed something there before.
          const length = bodyLength(writer.state.doc);
          const theirs = { edit: "suggest_splice", suggestion: "theirs", at: Math.min(2, length) } as const;
          const piece = { piece: "text", text: "đề xuất", marks: {} } as const;
          await writer.hear({ ...theirs, delete: length > 4 ? 2 : 0, insert: [piece] });
          const editor = new Desk("m", bodyFromDoc(writer.state.doc), true);
          const own = settledBody(editor.state.doc);
          for (const act of life) {
            await perform(editor, act);
            expect(settledBody(editor.state.doc)).toEqual(own);
          }
          expect(editor.fallbacks).toBe(0);
        }),
        { numRuns: RUNS, interruptAfterTimeLimit: 100000 },
      );
    },
  );

  test("meet again in either order, with every typed word there once", { timeout: 300_000 }, async () => {
    // Structure and marks may do anything; of words, each desk types its own and takes none away.
    const keeping = act.filter(
      (one) =>
        (one.act === "command" &&
          /^(bold|italic|heading|subheading|quote|bullets|numbers|paragraph)$/.test(one.name)) ||
        one.act === "photo" ||
        one.act === "type",
    );
    const life = fc.array(keeping, { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(life, life, async (ours, theirs) => {
        await ask({ do: "new", name: "a", photos: PHOTOS });
        const start = "chợ nổi họp từ sáng sớm trên sông";
        const opening: Edit = {
          edit: "splice",
          at: 1,
          delete: 0,
          insert: [{ piece: "text", text: start, marks: {} }],
        };
        const { body } = await ask({ do: "edit", name: "a", edits: [opening] });
        await ask({ do: "fork", name: "a", copy: "b" });
        const typed: string[] = [];
        for (const [name, life] of [
          ["a", ours],
          ["b", theirs],
        ] as const) {
          const desk = new Desk(name, body);
          for (const [number, one] of life.entries()) {
            if (one.act === "type") {
              const word = `${name}${number}.`;
              typed.push(word);
              await typeWord(desk, one.at, word);
            } else if (one.act === "photo") {
              await placePhoto(desk, one.at, one.photo);
            } else {
              await perform(desk, one);
            }
          }
        }
        await ask({ do: "fork", name: "a", copy: "a2" });
        await ask({ do: "fork", name: "b", copy: "b2" });
        const there = await ask({ do: "merge", name: "a2", other: "b" });
        const back = await ask({ do: "merge", name: "b2", other: "a" });
        expect(there).toEqual(back);
        const found = there.body.flatMap(({ text }) => text.split(" ")).filter((word) => word !== "");
        expect(found.sort()).toEqual([...typed, ...start.split(" ")].sort());
        // And the editor can go on from there.
        const desk = new Desk("a2", there.body);
        await desk.dispatch(desk.state.tr.insertText("tiếp ", 1));
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: 100000 },
    );
  });
});

/** Between two words, so that no word is cut by another. */
async function typeWord(desk: Desk, at: number, word: string): Promise<void> {
  const { doc } = desk.state;
  const gaps: number[] = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return;
    gaps.push(position + 1);
    [...node.textContent].forEach((letter, index) => letter === " " && gaps.push(position + 2 + index));
  });
  const gap = gaps[at % gaps.length];
  if (gap !== undefined) await desk.dispatch(desk.state.tr.insertText(`${word} `, gap));
}

async function placePhoto(desk: Desk, at: number, photo: string): Promise<void> {
  const edges = [0];
  desk.state.doc.forEach((node, offset) => edges.push(offset + node.nodeSize));
  const edge = edges[at % edges.length]!;
  await desk.dispatch(desk.state.tr.insert(edge, schema.node("photo", { photo })));
}

if (PEER === undefined) {
  console.warn(
    "SKIPPED: the binding against Rust; build it and name it: DATELINE_PEER=target/debug/desk-peer",
  );
}
