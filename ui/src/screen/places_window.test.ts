/** A story opens where it was left. */
import { Selection, TextSelection } from "prosemirror-state";
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { App } from "../app/app.svelte";
import { closeWindow, find, freshPage, host, open, openOn, type } from "../testing/window";
import { type Place, recallPlace, rememberPlace } from "./places";

beforeEach(freshPage);
afterEach(closeWindow);

describe("where a person was", () => {
  /** Closes the window and opens it again, on the same library. */
  async function reopen(app: App): Promise<App> {
    await app.desk?.story.flush();
    await closeWindow();
    return openOn(host);
  }

  it("is where the last draft opens: the cursor in the body, and how far the page was scrolled", async () => {
    const app = await open();
    const view = app.desk!.story.body.view!;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 9, 4)));
    find("story").scrollTop = 240;
    find("story").dispatchEvent(new Event("scroll"));

    const editor = (await reopen(app)).desk!.story.body.view;
    expect(editor?.state.selection.toJSON()).toEqual({ type: "text", anchor: 9, head: 4 });
    expect(document.activeElement).toBe(find("body"));
    expect(find("story").scrollTop).toBe(240);
  });

  it("is the lead, where that was being written", async () => {
    const app = await open();
    type("abstract", "Cả làng còn bảy lò.").setSelectionRange(3, 7);
    await reopen(app);
    const lead = find<HTMLTextAreaElement>("abstract");
    expect(document.activeElement).toBe(lead);
    expect([lead.selectionStart, lead.selectionEnd]).toEqual([3, 7]);
  });

  it("is kept for each story on the way through the library", async () => {
    const app = await open();
    const view = app.desk!.story.body.view!;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 12)));
    await app.toLibrary();
    flushSync();
    await app.show("story-bridge");
    flushSync();
    expect(app.desk!.story.body.view?.state.selection.head, "a story of its own").toBe(1);
    await app.show("story-forge");
    flushSync();
    expect(app.desk!.story.body.view?.state.selection.head).toBe(12);
  });

  it("keeps the cursor alone in focus mode, whose lines break elsewhere", async () => {
    const app = await open();
    const view = app.desk!.story.body.view!;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 12)));
    find("toggle-focus").click();
    flushSync();
    find("story").scrollTop = 240;
    find("story").dispatchEvent(new Event("scroll"));
    expect((await reopen(app)).desk?.story.body.view?.state.selection.head).toBe(12);
    expect(recallPlace("story-forge")?.scroll).toBeNull();
  });

  it("is the end of a story that has become shorter, and never an error", async () => {
    const place: Place = { box: "body", anchor: 90_000, head: 90_000, scroll: 1e9 };
    rememberPlace("story-forge", place);
    const app = await open();
    const { doc, selection } = app.desk!.story.body.view!.state;
    expect(selection.head).toBe(Selection.atEnd(doc).head);
    expect(app.notices).toEqual([]);
  });
});
