/** Crops and the focus point, by keys and by hand. */
import { flushSync } from "svelte";
import { describe, expect, it, vi } from "vitest";

import type { App } from "../app/app.svelte";
import type { Photo } from "../generated/Photo";
import { photoOf, storyWith } from "../testing/photos";
import { all, appears, click, eachOnAPage, find, open, press, storedPhoto } from "../testing/window";

let app: App;

// The stage is 900 by 600: a picture of 6000 by 4000 is shown with 0.15 pixels for one of its own.
eachOnAPage(900, 600);

async function openPhoto(photo: Photo): Promise<void> {
  app = await open([storyWith([photo])]);
  click("open-photos");
  await vi.waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toMatch(/^cell-/));
}

const fields = async () => {
  await app.desk?.story.flush();
  return (await storedPhoto("a", "story-photos")).fields;
};

async function crop(): Promise<void> {
  press("c");
  await vi.waitFor(() => expect(document.activeElement).toBe(find("crop-frame")));
}

describe("a crop", () => {
  it("is nudged by pixels of the preview, and grows about its middle", async () => {
    await openPhoto(photoOf("a", { crop_16_9: "0.1,0.1,0.48,0.405" }));
    await crop();
    press("ArrowRight");
    expect((await fields()).crop_16_9).toBe("0.10111,0.1,0.48,0.405");
    press("ArrowDown", { shiftKey: true });
    expect((await fields()).crop_16_9).toBe("0.10111,0.11667,0.48,0.405");
    press("-");
    const [, , width, height] = String((await fields()).crop_16_9)
      .split(",")
      .map(Number);
    expect(width).toBeCloseTo(0.46889, 4);
    expect((width! * 6000) / (height! * 4000)).toBeCloseTo(16 / 9, 3);
    press("z", { ctrlKey: true });
    press("z", { ctrlKey: true });
    expect((await fields()).crop_16_9).toBe("0.10111,0.1,0.48,0.405");
  });

  it("is drawn and moved with the mouse, as one step", async () => {
    await openPhoto(photoOf("a", { crop_1_1: "0,0,0.4,0.6" }));
    await crop();
    click("shape-crop_1_1");
    const pointer = (target: string, name: string, x: number, y: number) => {
      const event = new MouseEvent(name, { clientX: x, clientY: y, button: 0, bubbles: true });
      find(target).dispatchEvent(event);
      flushSync();
    };
    pointer("crop-frame", "pointerdown", 100, 100);
    pointer("crop-frame", "pointermove", 145, 130);
    expect((await fields()).crop_1_1).toBe("0,0,0.4,0.6");
    pointer("crop-frame", "pointermove", 190, 160);
    pointer("crop-frame", "pointerup", 190, 160);
    expect((await fields()).crop_1_1).toBe("0.1,0.1,0.4,0.6");
    pointer("handle-se", "pointerdown", 0, 0);
    pointer("handle-se", "pointermove", -90, -90);
    pointer("handle-se", "pointerup", -90, -90);
    expect((await fields()).crop_1_1).toBe("0.1,0.1,0.3,0.45");
    find("crop-frame").focus();
    press("z", { ctrlKey: true });
    expect((await fields()).crop_1_1).toBe("0.1,0.1,0.4,0.6");
  });

  it("of no given aspect becomes wider by itself", async () => {
    await openPhoto(photoOf("a", { crop_free: "0.2,0.2,0.4,0.4" }));
    await crop();
    click("shape-crop_free");
    find("crop-frame").focus();
    press("]");
    expect((await fields()).crop_free).toBe("0.19444,0.2,0.41111,0.4");
  });

  it("follows the focus point, dashed, until it is set", async () => {
    await openPhoto(photoOf("a", { focus_point: "0.5,0.1" }));
    await crop();
    const frame = find("crop-frame");
    expect(frame.classList.contains("dashed")).toBe(true);
    expect(frame.style.top).toBe("0%");
    expect(await fields()).toEqual({ focus_point: "0.5,0.1" });
    press("ArrowDown");
    expect((await fields()).crop_16_9).toBe("0,0.00167,1,0.84375");
    expect(find("crop-frame").classList.contains("dashed")).toBe(false);
    click("crop-reset");
    expect(await fields()).toEqual({ focus_point: "0.5,0.1" });
  });

  it("that is too small says how many pixels it needs and has", async () => {
    await openPhoto(photoOf("a", { crop_16_9: "0.1,0.1,0.1,0.08438" }));
    await crop();
    expect(find("crop-note").textContent).toContain("Cần ít nhất 640 × 360 điểm ảnh, khung này có 600 × 338");
  });
});

describe("the focus point", () => {
  it("is set by a click and moved by the arrows", async () => {
    await openPhoto(photoOf("a"));
    press("Enter");
    click("focus-point");
    const field = await appears("focus-field");
    vi.spyOn(find("framing"), "getBoundingClientRect").mockReturnValue(new DOMRect(10, 10, 900, 600));
    field.dispatchEvent(new MouseEvent("pointerdown", { clientX: 460, clientY: 160, bubbles: true }));
    expect((await fields()).focus_point).toBe("0.5,0.25");
    field.focus();
    press("ArrowRight", { shiftKey: true });
    press("ArrowUp");
    expect((await fields()).focus_point).toBe("0.51111,0.24833");
    press("z", { ctrlKey: true });
    press("z", { ctrlKey: true });
    press("z", { ctrlKey: true });
    expect((await fields()).focus_point).toBeUndefined();
  });

  it("is left with Escape, one thing at a time", async () => {
    await openPhoto(photoOf("a"));
    press("Enter");
    click("focus-point");
    await appears("focus-field");
    press("Escape");
    expect([all("focus-field").length, all("large").length]).toEqual([0, 1]);
    press("Escape");
    expect([all("large").length, all("sheet").length]).toEqual([0, 1]);
  });
});
