import { afterEach, describe, expect, it, vi } from "vitest";

import vietnamese from "../strings/vi.json";
import { SHORTCUTS, actionFor, shown } from "./shortcuts";

const press = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent("keydown", { key, ...more });

describe("the keys", () => {
  it("mean one thing each where they are heard together", () => {
    const heardTogether = [
      ["library"],
      ["story", "body"],
      ["timeline"],
      ["contact_sheet"],
      ["cropping"],
      ["finding"],
      ["checks"],
      ["suggestions"],
    ];
    for (const scopes of heardTogether) {
      const keys = SHORTCUTS.filter(({ scope }) => scope === "everywhere" || scopes.includes(scope)).flatMap(
        ({ keys }) => keys,
      );
      expect(new Set(keys).size, scopes.join()).toBe(keys.length);
    }
  });

  it("leave those of UniKey, Telex, GTK and ibus alone", () => {
    for (const { keys, scope } of SHORTCUTS) {
      for (const key of keys) {
        expect(key).not.toMatch(/Alt/);
        expect(key).not.toMatch(/^Mod-Shift-[ue]$/i);
        expect(key).not.toMatch(/^Mod-(Space| )$/);
        if (/^[a-z]$/.test(key))
          expect(["library", "timeline", "contact_sheet", "finding", "checks", "suggestions"]).toContain(
            scope,
          );
      }
    }
  });

  it("all have words for the sheet", () => {
    const words: Record<string, unknown> = { ...vietnamese.editor, ...vietnamese.keys };
    for (const { action } of SHORTCUTS) expect(words[action], action).toBeTypeOf("string");
  });

  it("are told apart by what is held, and wait while a word is composed", () => {
    expect(actionFor(press("n", { ctrlKey: true }), "everywhere")).toBe("new");
    expect(actionFor(press("n"), "everywhere")).toBeNull();
    expect(actionFor(press("N", { ctrlKey: true, shiftKey: true }), "everywhere")).toBeNull();
    expect(actionFor(press("n", { ctrlKey: true, altKey: true }), "everywhere")).toBeNull();
    expect(actionFor(press("k", { ctrlKey: true }), "everywhere", "body")).toBe("palette");
    expect(actionFor(press("e", { ctrlKey: true }), "everywhere", "body")).toBe("link");
    expect(actionFor(press("j"), "library")).toBe("next");
    expect(actionFor(press("j"), "story")).toBeNull();
    expect(actionFor(press("Enter", { isComposing: true }), "library")).toBeNull();
  });

  // What the row of digits gives on a Vietnamese layout, a French one and a Czech one.
  it.each([
    ["ă", "Digit1", "rate_1"],
    ["â", "Digit2", "rate_2"],
    ["ê", "Digit3", "rate_3"],
    ["Dead", "Digit5", "rate_5"],
    ["&", "Digit1", "rate_1"],
    ["é", "Digit2", "rate_2"],
    ["(", "Digit5", "rate_5"],
    ["à", "Digit0", "unrate"],
    ["-", "Digit6", "label_red"],
    ["ě", "Digit2", "rate_2"],
    ["4", "Numpad4", "rate_4"],
  ])("rate by their place where %s stands there", (key, code, action) => {
    expect(actionFor(press(key, { code }), "contact_sheet")).toBe(action);
  });

  it("rate by a digit that is written with Shift, and by no sign that is", () => {
    expect(actionFor(press("1", { code: "Digit1", shiftKey: true }), "contact_sheet")).toBe("rate_1");
    expect(actionFor(press("!", { code: "Digit1", shiftKey: true }), "contact_sheet")).toBeNull();
    expect(actionFor(press("&", { code: "Digit1", ctrlKey: true }), "body")).toBe("heading");
    expect(actionFor(press("ă", { code: "Digit1", isComposing: true }), "contact_sheet")).toBeNull();
    // A digit of another row is the digit that it says.
    expect(actionFor(press("2", { code: "Digit7" }), "contact_sheet")).toBe("rate_2");
  });

  describe("on macOS", () => {
    afterEach(() => {
      vi.restoreAllMocks();
      vi.resetModules();
    });

    it("are its own, and ⌃⌘F is not ⌘F", async () => {
      vi.spyOn(navigator, "platform", "get").mockReturnValue("MacIntel");
      vi.resetModules();
      const mac = await import("./shortcuts");
      const heard = (more: KeyboardEventInit) => mac.actionFor(press("f", more), "everywhere", "story");
      expect(heard({ metaKey: true, ctrlKey: true })).toBe("focus");
      expect(heard({ metaKey: true })).toBe("find_here");
      expect(heard({ ctrlKey: true })).toBeNull();
      expect(mac.keysOf("focus").map(mac.shown)).toEqual(["⌃⌘F"]);
    });

    it("are told from each other where ⌥ makes other letters", async () => {
      vi.spyOn(navigator, "platform", "get").mockReturnValue("MacIntel");
      vi.resetModules();
      const mac = await import("./shortcuts");
      const heard = (key: string, more: KeyboardEventInit) => mac.actionFor(press(key, more), "story");
      expect(heard("ƒ", { metaKey: true, altKey: true, code: "KeyF" })).toBe("replace");
      expect(heard("h", { metaKey: true, code: "KeyH" })).toBeNull();
      expect(mac.shown(mac.keysOf("replace")[0]!)).toBe("⌥⌘F");
    });
  });

  it("are written as they are engraved", () => {
    expect(shown("Mod-ArrowDown")).toBe("Ctrl+↓");
    expect(shown("F1")).toBe("F1");
    expect(shown("-")).toBe("-");
  });
});
