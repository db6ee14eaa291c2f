import { EditorState } from "prosemirror-state";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Block } from "../generated/Block";
import { emptyStory } from "../testing/stories";
import type { Stored } from "../shared/text_history";
import { docFromBody } from "../body/binding";
import { type Stacks, history, stacksOf, undo } from "../body/history";
import { NOTHING_DONE, type Undoable } from "./undo.svelte";
import { MOST_KEPT, STORIES_KEPT, UndoLog, recallUndo } from "./undo_log";

const p = (text: string): Block => ({ type: "paragraph", text });

/** The texts that undoing gives, one after the other. */
function past(body: Block[], stacks: Stacks): string[] {
  let state = EditorState.create({ doc: docFromBody(body), plugins: [history(stacks)] });
  const texts: string[] = [];
  while (undo(state, (tr) => (state = state.apply(tr)))) texts.push(state.doc.textContent);
  return texts;
}

/** What can be undone after each word was typed by itself. */
function typed(...words: string[]): { body: Block[]; stacks: Stacks } {
  let state = EditorState.create({ doc: docFromBody([p("")]), plugins: [history(undefined, { pause: -1 })] });
  for (const word of words) state = state.apply(state.tr.insertText(word, state.doc.content.size - 1));
  return { body: [p(words.join(""))], stacks: stacksOf(state) };
}

const box = (text: string): Stored => ({
  text,
  done: [{ step: 1, at: 0, removed: "", inserted: text, selection: [0, 0] }],
  undone: [],
});

function keep(story: string, revision: number, undoable: Partial<Undoable>): void {
  const log = new UndoLog(story);
  log.keep(revision, { ...NOTHING_DONE, ...undoable });
  log.write();
}

const view = (id: string, revision: number, body: Block[]) => ({
  story: { ...emptyStory(id, "vi"), body },
  missing: [],
  conflicts: [],
  loss: null,
  body_length: 0,
  revision,
});

const noHost = { bodyAt: () => Promise.reject(new Error("not asked")) };
const recalled = async (id: string, revision: number, body: Block[], host: object = noHost) =>
  past(body, (await recallUndo({ ...noHost, ...host }, view(id, revision, body))).body);

beforeEach(() => localStorage.clear());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("what can be undone in a story", () => {
  const { body, stacks } = typed("một ", "hai ", "ba");

  it("is there again when the story opens as it was left", async () => {
    keep("a", 7, { body: stacks, boxes: { headline: box("Tít") } });
    expect(await recalled("a", 7, body)).toEqual(["một hai ", "một ", ""]);
    expect((await recallUndo(noHost, view("a", 7, body))).boxes).toEqual({ headline: box("Tít") });
    const deed = { step: 9, deed: { is: "state", from: "draft", to: "spiked" } } as const;
    keep("c", 7, { deeds: { done: [deed], undone: [] } });
    expect((await recallUndo(noHost, view("c", 7, body))).deeds.done).toEqual([deed]);
    expect(await recalled("b", 7, body), "and in no other").toEqual([]);
  });

  it("leaves what was written since where it stands", async () => {
    keep("a", 7, { body: stacks, boxes: {} });
    const bodyAt = vi.fn(async () => body);
    expect(await recalled("a", 9, [p("một hai [mới] ba")], { bodyAt })).toEqual([
      "một hai [mới] ",
      "một [mới] ",
      "[mới] ",
    ]);
    expect(bodyAt).toHaveBeenCalledWith("a", 7);
  });

  it("is nothing where the library is older, or does not know that time any more", async () => {
    keep("a", 7, { body: stacks, boxes: {} });
    expect(await recalled("a", 6, body)).toEqual([]);
    expect(await recalled("a", 8, body)).toEqual([]);
  });

  it("is written in a pause, and when the story is left", () => {
    vi.useFakeTimers();
    const log = new UndoLog("a");
    log.keep(1, { ...NOTHING_DONE, body: stacks });
    log.keep(2, { ...NOTHING_DONE, body: stacks });
    expect(localStorage.getItem("dateline.undo.a")).toBeNull();
    vi.advanceTimersByTime(1000);
    expect(JSON.parse(localStorage.getItem("dateline.undo.a") ?? "")).toMatchObject({ revision: 2 });
    log.keep(3, { ...NOTHING_DONE, body: stacks });
    log.write();
    expect(JSON.parse(localStorage.getItem("dateline.undo.a") ?? "")).toMatchObject({ revision: 3 });
  });

  it("is kept for the stories written in last", async () => {
    for (let number = 0; number <= STORIES_KEPT; number++) keep(`s${number}`, 1, { body: stacks, boxes: {} });
    expect(await recalled("s0", 1, body)).toEqual([]);
    expect(await recalled("s1", 1, body)).toHaveLength(3);
    expect(localStorage.length).toBe(STORIES_KEPT + 1);
  });

  it("is the newest of it where it is much", async () => {
    const long = "x".repeat(MOST_KEPT / 5);
    let state = EditorState.create({
      doc: docFromBody([p("")]),
      plugins: [history(undefined, { pause: -1 })],
    });
    for (let round = 0; round < 8; round++) {
      const { size } = state.doc.content;
      // What is deleted is what has to be kept.
      state = state.apply(state.tr.insertText(`${long}${round}`, size - 1));
      state = state.apply(state.tr.delete(1, state.doc.content.size - 1));
    }
    keep("a", 1, { body: stacksOf(state), boxes: { caption: box(long), abstract: box(long.repeat(2)) } });
    expect(localStorage.getItem("dateline.undo.a")?.length).toBeLessThan(MOST_KEPT);
    const texts = await recalled("a", 1, [p("")]);
    expect(texts[0]?.endsWith("7")).toBe(true);
    expect(texts.length).toBeGreaterThan(2);
    expect(texts.length).toBeLessThan(16);
    const { boxes } = await recallUndo(noHost, view("a", 1, [p("")]));
    expect(Object.keys(boxes), "no box has all the room").toEqual([]);
  });

  it.each([
    ["cut off", '{"revision":7,"bo'],
    ["of another shape", "[1]"],
    ["without boxes", '{"revision":7,"body":{"done":[],"undone":[]}}'],
    ["with no revision", '{"revision":"7","body":{"done":[],"undone":[]},"boxes":{}}'],
    [
      "with a step of another program",
      '{"revision":7,"boxes":{},"body":{"done":[{"steps":[{"stepType":"z"}],"anchor":1,"head":1}],"undone":[]}}',
    ],
    ["with no body", '{"revision":7,"body":null,"boxes":{"headline":3}}'],
    ["far too long", `{"revision":7,"body":null,"boxes":{"x":"${"x".repeat(2 * MOST_KEPT)}"}}`],
  ])("is nothing where what is stored is %s, and can be kept again", async (_what, stored) => {
    localStorage.setItem("dateline.undo.a", stored);
    localStorage.setItem("dateline.undo", stored);
    expect(await recallUndo(noHost, view("a", 7, body))).toEqual({
      body: { done: [], undone: [] },
      boxes: {},
      deeds: { done: [], undone: [] },
    });
    keep("a", 8, { body: stacks, boxes: {} });
    expect(await recalled("a", 8, body)).toHaveLength(3);
  });

  it("is not worth an error where nothing can be stored", async () => {
    const refuse = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse, removeItem: refuse });
    expect(() => keep("a", 7, { body: stacks, boxes: {} })).not.toThrow();
    expect(await recalled("a", 7, body)).toEqual([]);
  });
});
