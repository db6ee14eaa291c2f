import { describe, expect, it, vi as vitest } from "vitest";

import vi from "../strings/vi.json";
import { SHORTCUTS, actionFor, shown } from "./shortcuts";

const press = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent("keydown", { key, ...more });

describe("the keys", () => {
  it("mean one thing each where they are heard together", () => {
    const heardTogether = [["library"], ["story", "body"]];
    for (const scopes of heardTogether) {
      const keys = SHORTCUTS.filter(({ scope }) => scope === "everywhere" || scopes.includes(scope)).flatMap(
        ({ keys }) => keys,
      );
      expect(new Set(keys).size, scopes.join()).toBe(keys.length);
    }
  });

  it("leave UniKey's and Telex's alone", () => {
    for (const { keys, scope } of SHORTCUTS) {
      for (const key of keys) {
        expect(key).not.toMatch(/Alt/);
        if (/^[a-z]$/.test(key)) expect(scope).toBe("library");
      }
    }
  });

  it("all have words for the sheet", () => {
    const words: Record<string, unknown> = { ...vi.editor, ...vi.keys };
    for (const { action } of SHORTCUTS) expect(words[action], action).toBeTypeOf("string");
  });

  it("are told apart by what is held, and wait while a word is composed", () => {
    expect(actionFor(press("n", { ctrlKey: true }), "everywhere")).toBe("new");
    expect(actionFor(press("n"), "everywhere")).toBeNull();
    expect(actionFor(press("N", { ctrlKey: true, shiftKey: true }), "everywhere")).toBeNull();
    expect(actionFor(press("n", { ctrlKey: true, altKey: true }), "everywhere")).toBeNull();
    expect(actionFor(press("j"), "library")).toBe("next");
    expect(actionFor(press("j"), "story")).toBeNull();
    expect(actionFor(press("Enter", { isComposing: true }), "library")).toBeNull();
  });

  it("are told from each other on a Mac, where ⌥ makes other letters", async () => {
    vitest.resetModules();
    vitest.spyOn(navigator, "platform", "get").mockReturnValue("MacIntel");
    const mac = await import("./shortcuts");
    vitest.restoreAllMocks();
    expect(mac.actionFor(press("f", { metaKey: true, code: "KeyF" }), "story")).toBe("find_here");
    expect(mac.actionFor(press("ƒ", { metaKey: true, altKey: true, code: "KeyF" }), "story")).toBe("replace");
    expect(mac.actionFor(press("h", { metaKey: true, code: "KeyH" }), "story")).toBeNull();
    expect(mac.shown(mac.keysOf("replace")[0]!)).toBe("⌥⌘F");
  });

  it("are written as they are engraved", () => {
    expect(shown("Mod-ArrowDown")).toBe("Ctrl+↓");
    expect(shown("F1")).toBe("F1");
  });
});
