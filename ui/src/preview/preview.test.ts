/** The page beside the text, as it will go out. */
import { TextSelection } from "prosemirror-state";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { sampleStories } from "../testing/stories";
import {
  all,
  appears,
  click,
  closeWindow,
  find,
  freshPage,
  host,
  open,
  press,
  type,
} from "../testing/window";
import { leafAt } from "./cursor";
import { leavesOf, pageOf, show } from "./page";

beforeEach(freshPage);
afterEach(closeWindow);

const frame = () => find("page").querySelector("iframe")!;
const page = () => frame().contentDocument!;

describe("the page beside the text", () => {
  it("comes by its key, is the page that goes out, and goes by the key again", async () => {
    await open();
    find("body").focus();
    press("r", { ctrlKey: true });
    await appears("preview");
    await vi.waitFor(() =>
      expect(page().querySelector("h1")?.textContent).toContain("Lễ hội rèn làng Vân Sa"),
    );
    expect(all("details")).toEqual([]);
    expect(document.activeElement).toBe(find("body"));
    press("r", { ctrlKey: true });
    expect(all("preview")).toEqual([]);
  });

  it("comes and goes by its button in the bar", async () => {
    await open();
    const button = find("toggle-preview");
    expect(button.title).toContain("Ctrl+R");
    button.click();
    await appears("preview");
    expect(button.getAttribute("aria-pressed")).toBe("true");
    click("toggle-details");
    await vi.waitFor(() => expect(all("preview")).toEqual([]));
    expect(button.getAttribute("aria-pressed")).toBe("false");
  });

  it("follows what is typed, and keeps what did not change", async () => {
    const app = await open();
    app.commands.run("preview");
    await vi.waitFor(() => expect(page().querySelectorAll(".body p").length).toBeGreaterThan(1));
    const last = [...page().querySelectorAll(".body > *")].at(-1)!;
    type("headline", "Nước lên trong đêm");
    await vi.waitFor(() => expect(page().querySelector("h1")?.textContent).toBe("Nước lên trong đêm"));
    const { view } = app.desk!.story.body;
    view!.dispatch(view!.state.tr.insertText("Sớm nay ", 1));
    await vi.waitFor(() => expect(page().querySelector(".body p")?.textContent).toMatch(/^Sớm nay /));
    expect([...page().querySelectorAll(".body > *")].at(-1), "the same element still").toBe(last);
  });

  it("asks nobody while nothing changes, and once for what is typed in a row", async () => {
    const app = await open();
    app.commands.run("preview");
    await vi.waitFor(() => expect(page().querySelector("h1")).not.toBeNull());
    const asked = vi.spyOn(host, "previewPage");
    for (const letter of "Nước lên") type("headline", find<HTMLTextAreaElement>("headline").value + letter);
    await vi.waitFor(() => expect(page().querySelector("h1")?.textContent).toMatch(/Nước lên$/));
    expect(asked.mock.calls.length).toBeLessThanOrEqual(2);
    click("preview-close");
    const before = asked.mock.calls.length;
    type("headline", "Khác");
    await app.desk!.story.flush();
    expect(asked.mock.calls.length).toBe(before);
  });

  it("runs nothing, leads nowhere and never has the keyboard", async () => {
    const [story, ...others] = sampleStories();
    story!.body[0] = {
      type: "paragraph",
      text: "Xem đây",
      marks: [{ type: "link", start: 0, end: 7, href: "https://a.example/" }],
    } as never;
    const app = await open([story!, ...others], { pictures: true });
    app.commands.run("preview");
    await vi.waitFor(() => expect(page().querySelector(".body a")?.textContent).toBe("Xem đây"));
    expect(page().querySelector("a[href], script, link, meta")).toBeNull();
    expect(frame().getAttribute("sandbox")).toBe("allow-same-origin");
    expect(frame().tabIndex).toBe(-1);
    expect(page().querySelector("img")?.getAttribute("src")).toMatch(/\/photo\/[0-9a-f]{64}\?width=1280$/);
  });

  it("is a phone's or a desk's, and stays what was chosen", async () => {
    const app = await open();
    app.commands.run("preview");
    await appears("page");
    expect(frame().style.inlineSize || frame().getAttribute("style")).toContain("390px");
    find("page-desk").click();
    await vi.waitFor(() => expect(frame().getAttribute("style")).toContain("1024px"));
    app.commands.run("preview");
    app.commands.run("preview");
    await appears("page");
    expect(frame().getAttribute("style")).toContain("1024px");
  });

  it("is found by the paragraph at the cursor, whatever has no words before it", async () => {
    const [story, ...others] = sampleStories();
    const [photo] = story!.photos;
    story!.body = [
      { type: "paragraph", text: "Một" },
      { type: "paragraph", text: " " },
      { type: "photo", photo: photo!.id, text: "" },
      { type: "quote", text: "Hai" },
      { type: "quote", text: "Ba" },
      { type: "list_item", ordered: false, text: "Bốn" },
      { type: "heading", level: 1, text: "Năm" },
    ];
    const app = await open([story!, ...others]);
    const html = await host.previewPage(story!.id);
    const shown = pageOf(html, () => "/x");
    const { view } = app.desk!.story.body;
    view!.focus();
    let at = 1;
    const found: (string | undefined)[] = [];
    view!.state.doc.forEach((block, position) => {
      at = position + (block.isTextblock ? 1 : 0);
      if (!block.isTextblock) return;
      view!.dispatch(view!.state.tr.setSelection(TextSelection.create(view!.state.doc, at)));
      found.push(leavesOf(shown)[leafAt(app.desk!.story)!]?.textContent?.trim());
    });
    expect(found.map((text) => text?.slice(0, 4))).toEqual([
      "Một",
      expect.anything(),
      "Hai",
      "Ba",
      "Bốn",
      "Năm",
    ]);
    find("headline").focus();
    expect(leafAt(app.desk!.story)).toBe(-1);
  });
});

describe("what is shown already", () => {
  const of = (body: string) =>
    pageOf(`<html><body><main><div class="body">${body}</div></main></body></html>`, () => "/x");

  it.each([
    ["", "<p>a</p>"],
    ["<p>a</p><p>b</p><p>c</p>", "<p>a</p><p>x</p><p>c</p>"],
    ["<p>a</p><p>b</p>", "<p>b</p>"],
    ["<p>a</p>", "<p>z</p><p>a</p><ul><li>q</li></ul>"],
    ["<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>c</li><li>d</li></ul>"],
    [
      "<figure><img alt='1'/><figcaption>a</figcaption></figure>",
      "<figure><img alt='1'/><figcaption>b</figcaption></figure>",
    ],
    ["<p>a</p><p>a</p><p>a</p>", "<p>a</p><p>a</p>"],
    ["<p>a</p>", ""],
  ])("becomes what is wanted: %s to %s", (before, after) => {
    const inside = document.implementation.createHTMLDocument();
    show(inside, of(before));
    show(inside, of(after));
    expect(inside.body.innerHTML).toBe(of(after).body.innerHTML);
  });

  it("keeps a picture whose caption changed", () => {
    const inside = document.implementation.createHTMLDocument();
    show(inside, of("<figure><img alt='1'/><figcaption>a</figcaption></figure>"));
    const image = inside.querySelector("img");
    show(inside, of("<figure><img alt='1'/><figcaption>b</figcaption></figure>"));
    expect(inside.querySelector("img")).toBe(image);
    expect(inside.querySelector("figcaption")?.textContent).toBe("b");
  });
});
