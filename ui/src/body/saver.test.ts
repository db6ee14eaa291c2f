import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Ack } from "../generated/Ack";
import type { Edit } from "../generated/Edit";
import type { ErrorText } from "../generated/ErrorText";
import type { StoryView } from "../generated/StoryView";
import { emptyStory } from "../testing/stories";
import { type SaveState, Saver } from "./saver";

const typed = (at: number, text: string): Edit => ({
  edit: "splice",
  at,
  delete: 0,
  insert: [{ piece: "text", text, marks: {} }],
});

const full: ErrorText = { code: "disk_full", message: "full", hint: "free some" };
const misfit: ErrorText = { code: "edit_invalid", message: "misfit", hint: "" };

/** A saver over a Rust that answers as each test says. */
function desk(length = 1) {
  const sent: { revision: number; edits: Edit[] }[] = [];
  const states: SaveState["kind"][] = [];
  const safe: number[] = [];
  const shown: number[] = [];
  let view: Promise<StoryView> = Promise.reject(full);
  view.catch(() => {});
  let answers: (Partial<Ack> | ErrorText | Promise<Ack>)[] = [];
  const saver = new Saver(
    {
      edit: async (_story, revision, edits) => {
        sent.push({ revision, edits });
        const answer = await (answers.shift() ?? {});
        if ("code" in answer) throw answer;
        const usual = { saved_at: "2026-01-15T07:05:00Z", body_length: length, changed_elsewhere: false };
        return { ...usual, revision: 8, ...answer };
      },
      openStory: () => view,
    },
    "story",
    7,
    {
      onState: (state) => states.push(state.kind),
      onChangedElsewhere: ({ revision }) => shown.push(revision) > 0,
      onSafe: (revision) => safe.push(revision),
      bodyLength: () => length,
      body: () => [{ type: "paragraph", text: "" }],
    },
  );
  const answer = (...next: typeof answers) => (answers = next);
  return { saver, sent, states, safe, shown, answer, asView: (next: typeof view) => (view = next) };
}

const viewAt = (revision: number): StoryView => ({
  story: emptyStory("story", "vi"),
  missing: [],
  conflicts: [],
  loss: null,
  body_length: 1,
  revision,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("saved is said only after Rust has answered, and not while something waits", async () => {
  const { saver, sent, states, answer } = desk();
  let done = (_: Ack) => {};
  answer(new Promise<Ack>((resolve) => (done = resolve)));
  saver.push(typed(1, "a"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent).toHaveLength(1);
  saver.push(typed(2, "b"));
  expect(states).not.toContain("saved");
  done({ saved_at: "2026-01-15T07:05:00Z", body_length: 1, changed_elsewhere: false, revision: 1 });
  await vi.advanceTimersByTimeAsync(0);
  expect(states).not.toContain("saved");
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent.map(({ edits }) => edits)).toEqual([[typed(1, "a")], [typed(2, "b")]]);
  expect(states.at(-1)).toBe("saved");
  expect(saver.idle).toBe(true);
});

test("a field's older values are not sent, and its place among the others is its last", async () => {
  const { saver, sent } = desk();
  for (const value of ["h", "hò", "hòa"]) saver.setField("headline", value);
  saver.setField("byline", "Mây");
  await saver.flush();
  expect(sent[0]?.edits.map((edit) => edit.edit === "set_field" && edit.value)).toEqual(["hòa", "Mây"]);
});

test("what could not be saved is kept in order and tried again", async () => {
  const { saver, sent, states, answer } = desk();
  answer(full);
  saver.push(typed(1, "a"));
  await saver.flush();
  expect(states.at(-1)).toBe("failed");
  saver.push(typed(2, "b"));
  await vi.advanceTimersByTimeAsync(5000);
  expect(sent.at(-1)?.edits).toEqual([typed(1, "a"), typed(2, "b")]);
  expect(states.at(-1)).toBe("saved");
});

test("a saved batch is never sent twice, even when the news that follows cannot be fetched", async () => {
  const { saver, sent, states, answer } = desk();
  answer({ changed_elsewhere: true });
  saver.push(typed(1, "a"));
  await saver.flush();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent).toHaveLength(1);
  expect(states.at(-1)).toBe("saved");
});

test("a refused value holds up nothing else, and is told until it is another", async () => {
  const { saver, sent, states, answer } = desk();
  const refusal: ErrorText = { code: "field_invalid", message: "refused", hint: "" };
  answer(refusal, {}, refusal, {});
  saver.push(typed(1, "a"));
  saver.setField("urgency", "12");
  saver.setField("byline", "Mây");
  await saver.flush();
  expect(sent.slice(1).map(({ edits }) => edits.map(({ edit }) => edit))).toEqual([
    ["splice"],
    ["set_field"],
    ["set_field"],
  ]);
  expect(states.at(-1)).toBe("failed");
  expect(saver.idle).toBe(false);
  saver.setField("urgency", "2");
  await saver.flush();
  expect(states.at(-1)).toBe("saved");
});

test("a body that is too much is told, and sent whole once there is less of it", async () => {
  const { saver, sent, states, answer } = desk();
  const tooMuch: ErrorText = { code: "body_too_long", message: "too long", hint: "" };
  answer(tooMuch, tooMuch);
  saver.push(typed(1, "a"));
  saver.setField("headline", "Tít");
  await saver.flush();
  expect(states.at(-1)).toBe("failed");
  expect(saver.idle).toBe(false);
  // Once more while it is still too much, and then something was taken out.
  await vi.advanceTimersByTimeAsync(4000);
  saver.push(typed(1, "b"));
  await vi.advanceTimersByTimeAsync(4000);
  expect(sent.at(-1)?.edits.map(({ edit }) => edit)).toEqual(["set_field", "set_body"]);
  expect(states.at(-1)).toBe("saved");
  expect(saver.idle).toBe(true);
});

test.each([
  ["counts otherwise", { body_length: 99 }],
  ["cannot carry out an edit", misfit],
])("where Rust %s, it gets the body as it is on the screen", async (_, first) => {
  const { saver, sent, states, answer } = desk();
  answer(first);
  saver.push(typed(1, "a"));
  saver.setField("headline", "Tít");
  await saver.flush();
  expect(sent.at(-1)?.edits).toContainEqual({ edit: "set_body", body: [{ type: "paragraph", text: "" }] });
  expect(sent.flatMap(({ edits }) => edits).some(({ edit }) => edit === "set_field")).toBe(true);
  expect(states.at(-1)).toBe("saved");
});

test("the screen is safe at a revision once nothing waits and it shows all there is", async () => {
  const { saver, safe, answer, asView } = desk();
  answer({ revision: 8 }, { revision: 10, changed_elsewhere: true });
  saver.push(typed(1, "a"));
  await saver.flush();
  expect(safe).toEqual([8]);
  asView(Promise.resolve(viewAt(10)));
  saver.push(typed(2, "b"));
  await saver.flush();
  expect(safe).toEqual([8, 10]);
});

test("a view that was made before the last words were sent is not shown", async () => {
  const { saver, shown, asView } = desk();
  let arrive = (_: StoryView) => {};
  asView(new Promise((resolve) => (arrive = resolve)));
  saver.push(typed(1, "a"));
  const asked = saver.refresh();
  await saver.flush();
  arrive(viewAt(9));
  await asked;
  expect(shown, "it would take them off the screen").toEqual([]);
  await saver.refresh();
  expect(shown).toEqual([9]);
});
