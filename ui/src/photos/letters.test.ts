/** A picture from before Unicode: its words are read again in the letters that a person names. */
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";

import type { Photo } from "../generated/Photo";
import { photoOf, storyWith } from "../testing/photos";
import { all, appears, click, eachOnAPage, find, host, open, press, storedPhoto } from "../testing/window";
import { addingOf } from "./adding.svelte";
import { looksMisread } from "./misread";

const STORY = "story-photos";

eachOnAPage(1000, 700);

/** Puts IIM that does not say its letters behind the first mark of a JPEG. */
function writeOld(file: string, caption: number[]): void {
  const dataset = Buffer.from([0x1c, 2, 120, 0, caption.length, ...caption]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(dataset.length);
  const padding = Buffer.alloc(dataset.length % 2);
  const said = Buffer.concat([
    Buffer.from("Photoshop 3.0\0" + "8BIM\x04\x04\0\0", "latin1"),
    size,
    dataset,
    padding,
  ]);
  const head = Buffer.from([0xff, 0xed, 0, 0]);
  head.writeUInt16BE(said.length + 2, 2);
  const jpeg = readFileSync(file);
  writeFileSync(file, Buffer.concat([jpeg.subarray(0, 2), head, said, jpeg.subarray(2)]));
}

async function openOld(caption: number[]): Promise<string> {
  const app = await open([storyWith([])]);
  const file = await host.picture("cu.jpg");
  writeOld(file, caption);
  host.drop([file]);
  await vi.waitFor(() => expect(addingOf(app.desk!).told?.kind).toBe("done"), { timeout: 10_000 });
  await app.desk?.story.flush();
  const id = app.desk!.story.photos[0]!.id;
  click("open-photos");
  await vi.waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe(`cell-${id}`));
  press("Enter");
  await appears("pad-caption");
  return id;
}

const caption = () => find<HTMLTextAreaElement>("pad-caption").value;
const captionOf = async (id: string) => (await storedPhoto(id, STORY)).fields.caption;

function choose(letters: string): void {
  const box = find<HTMLSelectElement>("photo-letters");
  const option = [...box.options].find(({ text }) => text.startsWith(letters) || text.includes(letters));
  // As by a hand, the keyboard goes there.
  box.focus();
  box.value = option!.value;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

describe("a picture in letters from before Unicode", () => {
  it.each([
    ["TCVN3", [...Buffer.from("H"), 0xb5, ...Buffer.from(" N"), 0xe9, ...Buffer.from("i")]],
    ["VNI", [...Buffer.from("Ha"), 0xf8, ...Buffer.from(" No"), 0xe4, ...Buffer.from("i")]],
    ["1258", [...Buffer.from("Ha"), 0xcc, ...Buffer.from(" N"), 0xf4, 0xf2, ...Buffer.from("i")]],
  ])("is read again in %s, and as it was with one undo", async (letters, bytes) => {
    const id = await openOld(bytes);
    const before = caption();
    expect(before).not.toContain("Hà Nội");
    const box = (await appears("photo-letters")) as HTMLSelectElement;
    expect([...box.options].some(({ text }) => text.includes(letters) && text.includes("Hà Nội"))).toBe(true);
    choose(letters);
    await vi.waitFor(() => expect(caption()).toBe("Hà Nội"));
    await vi.waitFor(async () => expect(await captionOf(id)).toBe("Hà Nội"));
    click("note-undo");
    await vi.waitFor(() => expect(caption()).toBe(before));
    await vi.waitFor(async () => expect(await captionOf(id)).toBe(before));
  });

  it("offers nothing where the words are right", async () => {
    await openOld([...Buffer.from("Chợ nổi Cái Răng")]);
    expect(caption()).toBe("Chợ nổi Cái Răng");
    expect(all("photo-letters")).toEqual([]);
  });

  it.each([
    ["Hµ Néi", true],
    ["Haø Noäi", true],
    ["HaÌ Nôòi", true],
    ["Hà Nội", false],
    ["Cho noi Cai Rang", false],
    ["", false],
  ])("looks so: %s", (words, expected) => {
    const photo: Photo = photoOf("a", { caption: words });
    expect(looksMisread(photo)).toBe(expected);
  });
});
