/** What the checker tells Rust, and what it makes of the answers. */
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { findingMarks } from "./finding_marks";
import type { Block } from "../generated/Block";
import type { CheckAnswer } from "../generated/CheckAnswer";
import type { CheckedPlace } from "../generated/CheckedPlace";
import type { CheckUpdate } from "../generated/CheckUpdate";
import type { Finding } from "../generated/Finding";
import { type Newsroom, newsroomWith } from "../testing/newsroom";
import { emptyStory } from "../testing/stories";
import { StorySession } from "../story/session.svelte";
import { Checker } from "./checker.svelte";
import { foundIn } from "./paint";
import { Desk } from "../desk/desk.svelte";
import { roomWith } from "../testing/room_with";

const p = (text: string): Block => ({ type: "paragraph", text });

const finding = (text: string, at: { start: number; end: number }, more: Partial<Finding> = {}): Finding => ({
  rule: "double_space",
  severity: "error",
  field: "body",
  photo: null,
  block: 0,
  text: [...text].slice(at.start, at.end).join(""),
  before: [...text].slice(0, at.start).join(""),
  after: [...text].slice(at.end).join(""),
  message: "Thừa dấu cách giữa hai chữ.",
  fix: " ",
  ...at,
  ...more,
});

const ofBlock = (block: number, ...findings: Finding[]): CheckedPlace => ({
  field: "body",
  photo: null,
  block,
  findings,
});

describe("the checker", () => {
  let host: Newsroom;
  let session: StorySession;
  let view: EditorView;
  let checker: Checker;
  let end: () => void;
  /** What was told, and how each telling is answered. */
  let told: CheckUpdate[];
  let answers: ((answer: CheckAnswer | null | Error) => void)[];

  beforeEach(async () => {
    vi.useFakeTimers();
    told = [];
    answers = [];
    const story = {
      ...emptyStory("story", "vi"),
      fields: { headline: "Nước lên" },
      body: [p("Một."), p("Hai."), p("Ba."), p("Bốn.")],
    };
    host = await newsroomWith([story]);
    host.check = (_story, update) => {
      told.push(update);
      return new Promise((resolve, reject) =>
        answers.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer))),
      );
    };
    const opening = StorySession.open(host, "story");
    await vi.runAllTimersAsync();
    session = await opening;
    view = new EditorView(document.createElement("div"), {
      state: EditorState.create({ doc: session.firstDoc, plugins: [findingMarks()] }),
      dispatchTransaction(tr) {
        view.updateState(view.state.apply(tr));
        if (tr.docChanged) session.bodyChanged(tr);
      },
    });
    session.body.attach(view);
    checker = new Checker(new Desk(roomWith(host), session));
    end = checker.begin();
    await vi.advanceTimersByTimeAsync(0);
  });

  afterEach(() => {
    end();
    view.destroy();
    vi.useRealTimers();
  });

  async function answer(...places: CheckedPlace[]): Promise<void> {
    answers.shift()!({ places, readable: { syllables: 4, sentences: 4, quoted: 0 } });
    await vi.advanceTimersByTimeAsync(0);
    checker.paint();
    flushSync();
  }

  /** Somebody types, and rests. */
  async function write(at: number, text: string): Promise<void> {
    view.dispatch(view.state.tr.insertText(text, at));
    checker.changed();
    await vi.advanceTimersByTimeAsync(150);
  }

  const marked = () => foundIn(view).map(({ from, to }) => view.state.doc.textBetween(from, to));

  it("tells everything first, then the block that was written in and no other", async () => {
    expect(told[0]).toMatchObject({ anew: true, language: "vi", ignored: [] });
    expect(told[0]?.body?.insert.map(({ text }) => text)).toEqual(["Một.", "Hai.", "Ba.", "Bốn."]);
    expect(told[0]?.fields).toEqual([{ photo: null, block: null, field: "headline", text: "Nước lên" }]);
    await answer();
    await write(8, "à");
    expect(told[1]).toMatchObject({
      anew: false,
      fields: [],
      body: { at: 1, delete: 1, insert: [{ type: "paragraph", text: "Hàai." }] },
      ignored: null,
    });
  });

  it("tells of when the story is, and tells it again when a person dates it", async () => {
    expect(told[0]?.dates).toEqual({
      published: "",
      dateline: "",
      scheduled: "",
      created: session.createdAt,
    });
    expect(session.createdAt).not.toBe("");
    await answer();
    session.setField("dateline", "Huế, 15/10/2026");
    checker.changed();
    await vi.advanceTimersByTimeAsync(150);
    expect(told[1]).toMatchObject({
      anew: false,
      fields: [],
      body: null,
      dates: { dateline: "Huế, 15/10/2026" },
    });
  });

  it("tells a paragraph that is split, joined or gone as what became of the row", async () => {
    await answer();
    view.dispatch(view.state.tr.split(8));
    checker.changed();
    await vi.advanceTimersByTimeAsync(150);
    expect(told[1]?.body).toMatchObject({ at: 1, delete: 1 });
    expect(told[1]?.body?.insert.map(({ text }) => text)).toEqual(["H", "ai."]);
    await answer();
    view.dispatch(view.state.tr.delete(0, view.state.doc.child(0).nodeSize));
    checker.changed();
    await vi.advanceTimersByTimeAsync(150);
    expect(told[2]?.body).toEqual({ at: 0, delete: 1, insert: [] });
  });

  it("waits for the last key, and tells nothing where nothing changed", async () => {
    await answer();
    view.dispatch(view.state.tr.insertText("à", 8));
    checker.changed();
    await vi.advanceTimersByTimeAsync(100);
    checker.changed();
    await vi.advanceTimersByTimeAsync(100);
    expect(told).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(50);
    expect(told).toHaveLength(2);
    await answer();
    checker.changed();
    await vi.runAllTimersAsync();
    expect(told).toHaveLength(2);
  });

  it("asks one thing at a time: what changes meanwhile goes with the next", async () => {
    await write(8, "à");
    session.setField("headline", "Nước rút");
    checker.changed();
    await vi.runAllTimersAsync();
    expect(told).toHaveLength(1);
    await answer();
    await vi.runAllTimersAsync();
    expect(told).toHaveLength(2);
    expect(told[1]).toMatchObject({
      anew: false,
      fields: [{ field: "headline", text: "Nước rút" }],
      body: { at: 1, delete: 1 },
    });
  });

  it("begins anew where Rust has forgotten the story", async () => {
    await answer();
    await write(8, "à");
    answers.shift()!(null);
    await vi.runAllTimersAsync();
    expect(told[2]).toMatchObject({ anew: true });
    expect(told[2]?.body?.insert).toHaveLength(4);
  });

  it("says why nothing is checked, and begins anew with the next change", async () => {
    answers.shift()!(Object.assign(new Error(), { code: "style_invalid", message: "Dòng 3", hint: "" }));
    await vi.runAllTimersAsync();
    expect(checker.error?.message).toBe("Dòng 3");
    expect(told).toHaveLength(1);
    await write(8, "à");
    expect(told[1]?.anew).toBe(true);
    await answer();
    expect(checker.error).toBeNull();
  });

  it("waits while a word is being composed", async () => {
    await answer();
    document.dispatchEvent(new Event("compositionstart"));
    await write(8, "à");
    await vi.runAllTimersAsync();
    expect(told).toHaveLength(1);
    document.dispatchEvent(new Event("compositionend"));
    await vi.runAllTimersAsync();
    expect(told).toHaveLength(2);
  });

  it("puts each finding over its words, beyond the basic plane too", async () => {
    await answer();
    view.dispatch(view.state.tr.insertText("😀 𝒜 hai  dấu", 1, 5));
    checker.changed();
    await vi.advanceTimersByTimeAsync(150);
    await answer(ofBlock(0, finding("😀 𝒜 hai  dấu", { start: 7, end: 9 })));
    expect(marked()).toEqual(["  "]);
  });

  it("lets marks move with what is written before them, until their own answer comes", async () => {
    await answer(
      ofBlock(1, finding("Hai.", { start: 0, end: 3 })),
      ofBlock(3, finding("Bốn.", { start: 0, end: 3 })),
    );
    expect(marked()).toEqual(["Hai", "Bốn"]);
    await write(10, "!");
    expect(marked()).toEqual(["Hai", "Bốn"]);
    view.dispatch(view.state.tr.delete(0, 6));
    checker.paint();
    expect(marked()).toEqual(["Hai", "Bốn"]);
    // The answer speaks of the row as it was told, with the paragraph that has gone since.
    await answer(ofBlock(1));
    expect(marked()).toEqual(["Bốn"]);
  });

  it("shows no more what people let be, and shows it again when they don't", async () => {
    const one = finding("Hai.", { start: 0, end: 3 });
    await answer(ofBlock(1, one));
    const decision = { rule: one.rule, place: null, by: "Minh Hạ", at: "2026-11-22T08:00:00Z" };
    session.ignore(decision);
    checker.paint();
    expect(marked()).toEqual([]);
    expect(checker.entries).toEqual([]);
    checker.changed();
    await vi.advanceTimersByTimeAsync(150);
    expect(told.at(-1)).toMatchObject({ anew: false, body: null, ignored: [decision] });
    session.heed(decision);
    checker.paint();
    expect(marked()).toEqual(["Hai"]);
  });

  it("moves the marks of a box with what is typed in it", async () => {
    const one = finding("Nước lên", { start: 5, end: 8 }, { field: "headline", block: null });
    await answer({ field: "headline", photo: null, block: null, findings: [one] });
    expect(checker.marks({ field: "headline" })).toMatchObject([{ from: 5, to: 8, wrong: true }]);
    session.setField("headline", "Đêm qua Nước lên");
    expect(checker.marks({ field: "headline" })).toMatchObject([{ from: 13, to: 16 }]);
    session.setField("headline", "Đêm qua Nước lớn");
    expect(checker.marks({ field: "headline" })).toEqual([]);
  });
});
