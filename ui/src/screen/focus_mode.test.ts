/** Only the words on the screen, and how the rest is called back. */
import { TextSelection } from "prosemirror-state";
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { all, closeWindow, find, freshPage, open, press } from "../testing/window";

beforeEach(freshPage);
afterEach(closeWindow);

describe("focus mode", () => {
  const on = () => find("desk").classList.contains("focus-mode");
  const current = () =>
    [...document.querySelectorAll(".current-block")].map(({ textContent }) => textContent);

  it("comes with F11, keeps the words and the cursor, and leaves with Escape", async () => {
    const app = await open();
    const view = app.desk!.story.body.view!;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 9)));
    expect(all("details")).toHaveLength(1);
    expect(current(), "nothing is marked outside it").toEqual([]);

    press("F11");
    expect(on()).toBe(true);
    expect(all("details"), "the details have gone").toEqual([]);
    expect(find("writing-bar").classList.contains("faded")).toBe(true);
    expect(find("back").closest("header")?.classList.contains("faded")).toBe(true);
    expect(find("toggle-focus").getAttribute("aria-pressed")).toBe("true");
    expect(current()).toEqual([view.state.doc.firstChild?.textContent]);
    expect(app.desk!.story.body.view, "the editor is the same, with its history").toBe(view);
    expect(view.state.selection.head, "the cursor has not moved").toBe(9);
    expect(document.activeElement).toBe(find("body"));

    press("Escape", { isComposing: true });
    expect(on(), "an Escape of the input method is not ours").toBe(true);
    press("Escape");
    expect(on()).toBe(false);
    expect(all("details")).toHaveLength(1);
    expect(current()).toEqual([]);

    press("F11");
    press("F11");
    expect(on()).toBe(false);
  });

  it("has the details at the edge and by key, and one Escape leaves one thing", async () => {
    await open();
    press("F11");
    find("details-edge").dispatchEvent(new Event("pointerenter"));
    flushSync();
    find("details").parentElement?.dispatchEvent(new Event("pointerleave"));
    flushSync();
    expect(all("details"), "gone with the mouse").toEqual([]);

    press("d", { ctrlKey: true });
    expect(all("details")).toHaveLength(1);
    press("Escape");
    expect(all("details")).toEqual([]);
    expect(on()).toBe(true);

    press("e", { ctrlKey: true });
    await vi.waitFor(() => expect(document.activeElement).toBe(find("link-address")));
    press("Escape");
    expect([all("link-address"), on()]).toEqual([[], true]);

    find("settings-open").click();
    flushSync();
    press("Escape");
    expect([all("settings"), on()]).toEqual([[], true]);
  });

  it("marks the block with the cursor, and leaves it in peace while a word is composed", async () => {
    const app = await open();
    const view = app.desk!.story.body.view!;
    const text = (index: number) => view.state.doc.child(index).textContent;
    press("F11");
    const to = (from: number, to = from) => TextSelection.create(view.state.doc, from, to);
    const second = view.state.doc.child(0).nodeSize + view.state.doc.child(1).nodeSize + 1;
    view.dispatch(view.state.tr.setSelection(to(second)));
    expect(current()).toEqual([text(2)]);

    const changes: MutationRecord[] = [];
    const watch = new MutationObserver((records) => changes.push(...records));
    watch.observe(view.dom, { subtree: true, attributes: true, attributeFilter: ["class"] });
    // An input method replaces a selection that reaches from one block into another.
    view.dispatch(view.state.tr.insertText("hòa", 3, second + 3).setMeta("composition", 1));
    view.dispatch(view.state.tr.insertText("h", 6).setMeta("composition", 1));
    expect(
      [...changes, ...watch.takeRecords()].filter(({ target }) => target === view.dom.firstChild),
    ).toEqual([]);
    view.dispatch(view.state.tr.insertText(" ", 7));
    expect(current()).toEqual([text(0)]);
    watch.disconnect();
  });
});
