/** One undo a story: what was done last is taken back first, whatever it was done to, and never another's work. */
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { afterEach, beforeEach, expect, it } from "vitest";

import { docFromBody } from "../body/binding";
import { history } from "../body/history";
import type { StoryView } from "../generated/StoryView";
import { type Newsroom, newsroomWith } from "../testing/newsroom";
import { sampleStories } from "../testing/stories";
import { StorySession } from "./session.svelte";

let host: Newsroom;
let story: StorySession;
let view: EditorView;
let end: () => void;

/** Nothing in a field, and no such field, are the same. */
const filled = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));

/** All of a story that a person can see. */
const seen = () =>
  JSON.stringify([
    story.fields,
    story.photos.map(({ id, fields }) => [id, filled(fields)]),
    view.state.doc.toJSON(),
    story.state,
    story.language,
    story.related,
    story.ignored.length,
  ]);

function openEditor(): void {
  const { undo } = story;
  view = new EditorView(document.createElement("div"), {
    state: EditorState.create({
      doc: story.firstDoc,
      plugins: [history(story.firstUndo, { order: undo.steps })],
    }),
    dispatchTransaction(tr) {
      view.updateState(view.state.apply(tr));
      if (tr.docChanged) story.bodyChanged(tr);
    },
  });
  end = story.body.attach(view);
}

beforeEach(async () => {
  localStorage.clear();
  host = await newsroomWith(sampleStories());
  story = await StorySession.open(host, "story-forge");
  openEditor();
});

afterEach(async () => {
  await story.flush();
  story.saver.stop();
  end();
  view.destroy();
});

const DEEDS: [what: string, how: () => void][] = [
  ["a field without a box", () => story.setField("keywords", ["bến", "sông"])],
  ["typing in the body", () => view.dispatch(view.state.tr.insertText("Đêm qua ", 1))],
  [
    "stars of two pictures",
    () =>
      story.setPhotoFields(
        ["photo-river", "photo-forge"].map((photo) => ({ photo, field: "rating" as const, value: "4" })),
      ),
  ],
  ["a picture that is shown", () => story.takeOff(["photo-river"])],
  ["the state", () => story.setState("spiked")],
  ["the language", () => story.setLanguage("en")],
  ["related stories", () => story.setRelated([])],
  [
    "something let be",
    () => story.ignore({ rule: "spelling", place: null, by: "Mây", at: "2026-11-30T08:00:00Z" }),
  ],
  [
    "a caption that nobody has looked at",
    () => story.setPhotoField("photo-river", "caption", "Thuyền về bến"),
  ],
];

it.each(DEEDS)("takes back %s, and does it again", async (_what, how) => {
  const before = seen();
  how();
  const after = seen();
  expect(after).not.toBe(before);
  expect(story.undo.back()).not.toBeNull();
  expect(seen()).toBe(before);
  expect(story.undo.again()).not.toBeNull();
  expect(seen()).toBe(after);
  await story.flush();
  const stored: StoryView = await host.openStory("story-forge");
  expect(stored.story.photos.map(({ id }) => id)).toEqual(story.photos.map(({ id }) => id));
  expect(stored.story.state).toBe(story.state);
});

it("takes everything back in the order in which it was done, and brings it again, to the letter", () => {
  const moments = [seen()];
  for (const [, how] of DEEDS) {
    how();
    if (seen() !== moments.at(-1)) moments.push(seen());
  }
  for (const moment of moments.slice(0, -1).reverse()) {
    story.undo.back();
    expect(seen()).toBe(moment);
  }
  expect(story.undo.back()).toBeNull();
  for (const moment of moments.slice(1)) {
    story.undo.again();
    expect(seen()).toBe(moment);
  }
  expect(story.undo.again()).toBeNull();
});

it("has nothing to do again once something else was done", () => {
  story.setState("spiked");
  story.undo.back();
  view.dispatch(view.state.tr.insertText("a", 1));
  expect(story.undo.again()).toBeNull();
  expect(story.state).toBe("draft");
});

it("leaves what another wrote since", async () => {
  story.setPhotoFields([
    { photo: "photo-river", field: "rating", value: "4" },
    { photo: "photo-forge", field: "rating", value: "4" },
  ]);
  await story.flush();
  await host.elsewhere("story-forge", [
    { edit: "set_photo_field", photo: "photo-river", field: "rating", value: "1" },
  ]);
  await story.saver.refresh();
  story.undo.back();
  expect(story.photo("photo-river")?.fields.rating).toBe("1");
  expect(story.photo("photo-forge")?.fields.rating ?? "").toBe("");
});

it("outlives the window", async () => {
  const before = seen();
  story.setPhotoField("photo-river", "rating", "4");
  view.dispatch(view.state.tr.insertText("Đêm qua ", 1));
  story.setState("spiked");
  await story.flush();
  story.saver.stop();
  end();
  view.destroy();
  story = await StorySession.open(host, "story-forge");
  openEditor();
  expect(docFromBody((await host.openStory("story-forge")).story.body).eq(view.state.doc)).toBe(true);
  for (let step = 0; step < 3; step++) story.undo.back();
  expect(seen()).toBe(before);
});

it("a row of things done again ends where something else was done, and no earlier row comes back", () => {
  story.setState("spiked");
  story.undo.back();
  view.dispatch(view.state.tr.insertText("a", 1));
  const words = seen();
  story.setLanguage("en");
  story.undo.back();
  story.undo.again();
  expect(story.language, "what was taken back last can be done again").toBe("en");
  expect(story.state).toBe("draft");
  story.undo.back();
  expect(seen()).toBe(words);
  story.undo.back();
  story.undo.again();
  expect(seen()).toBe(words);
  expect(story.undo.again()).not.toBeNull();
  expect([story.language, story.state], "of the first row nothing is left").toEqual(["en", "draft"]);
  expect(story.undo.again()).toBeNull();
});

it("a value that was set before its box was on the page is taken back for good", () => {
  const before = seen();
  story.setPhotoFields([{ photo: "photo-river", field: "credit", value: "Thu An" }]);
  // The box comes to the page, and hears of what becomes of it.
  story.boxes.of("credit-photo-river").shows("Thu An");
  story.undo.back();
  story.boxes.of("credit-photo-river").shows("");
  expect(seen()).toBe(before);
  expect(story.undo.last).toBeNull();
  story.undo.again();
  expect(story.photo("photo-river")?.fields.credit).toBe("Thu An");
});

it("a step of which nothing stands any more is passed over", async () => {
  story.setState("spiked");
  story.setPhotoField("photo-river", "rating", "4");
  await story.flush();
  await host.elsewhere("story-forge", [
    { edit: "set_photo_field", photo: "photo-river", field: "rating", value: "1" },
  ]);
  await story.saver.refresh();
  story.undo.back();
  expect(story.state).toBe("draft");
  expect(story.photo("photo-river")?.fields.rating).toBe("1");
});
