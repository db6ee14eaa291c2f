import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { parse } from "svelte/compiler";
import { afterEach, describe, expect, it } from "vitest";

import en from "./en.json";
import { count, number, speak, t } from "./index.svelte";
import vi from "./vi.json";

function leaves(node: unknown, path = ""): [string, string][] {
  return typeof node === "string"
    ? [[path, node]]
    : Object.entries(node as object).flatMap(([name, child]) =>
        leaves(child, path ? `${path}.${name}` : name),
      );
}

describe("the catalogues", () => {
  afterEach(() => speak("vi"));

  it("have the same keys, with the same blanks to fill, and none left empty", () => {
    const blanks = (words: string) => [...words.matchAll(/\{\w+\}/g)].map(String).sort();
    const english = new Map(leaves(en));
    expect([...english.keys()]).toEqual(leaves(vi).map(([key]) => key));
    for (const [key, words] of leaves(vi)) {
      expect(words.trim(), key).not.toBe("");
      expect(english.get(key)?.trim(), key).not.toBe("");
      expect(blanks(english.get(key) ?? ""), key).toEqual(blanks(words));
    }
  });

  it("hold nothing that no screen says", () => {
    const code = sources(".svelte", ".ts")
      .map(({ text }) => text)
      .join("\n");
    // Keys that are put together from a value: a state, a field, a unit of time.
    const composed = [
      "about.",
      "state.",
      "field.",
      "missing.",
      "ago.",
      "keys.",
      "settings.",
      "hint.",
      "editor.",
      "menu.",
      "photo.unread_part.",
      "library.sort_",
      "library.of_",
      "library.any_",
      "library.held",
      "library.packaged",
      "library.lacking",
      "whole.",
      "group.",
      "urgency.",
      "until.",
      "photo_filter.",
      "photo_size.",
      "photo_mark.",
      "photo_label.",
      "sheet.facet_",
      "photo.from_",
      "package.refused_",
      "sheet.lacks_",
      "sheet.by_",
      "sheet.marked_",
      "template.",
      "weight.",
      "import.names.",
      "style_family.",
      "style_choice.",
      "style_fault.",
      "style.length_",
      "style.replace",
      "style.abbreviations",
      "style.alike",
      "style.protected",
      "style.reporting",
      "review.",
      "way.why_",
      "gate.",
      "unmet.",
      "step.",
      "role.",
      "wait.",
      "check.count_",
      "check.error",
      "check.consistency",
      "check.suggestion",
    ];
    const unused = leaves(vi)
      .map(([key]) => key.replace(/\.(one|other)$/, ""))
      .filter((key) => !code.includes(`"${key}"`) && !composed.some((start) => key.startsWith(start)));
    expect(unused).toEqual([]);
  });

  it("fill blanks and count in the chosen language", () => {
    expect(t("save.saved", { time: "14:05" })).toBe("Đã lưu trên máy 14:05");
    expect(number(1234567)).toBe("1.234.567");
    expect(count("ago.days", 2)).toBe("2 ngày trước");
    speak("en");
    expect(document.documentElement.lang).toBe("en");
    expect(count("library.stories", 1)).toBe("1 story");
    expect(count("library.stories", 1200)).toBe("1,200 stories");
  });
});

describe("the screens", () => {
  const spoken = new Set(["placeholder", "title", "aria-label", "aria-description", "alt", "label"]);

  it.each(sources(".svelte"))("$path says nothing that a translator cannot reach", ({ text }) => {
    const literals: string[] = [];
    const visit = (node: unknown): void => {
      if (Array.isArray(node)) return node.forEach(visit);
      if (!node || typeof node !== "object") return;
      const { type, name, data, value } = node as Record<string, unknown>;
      if (type === "Text" && /\p{L}/u.test(String(data))) literals.push(String(data).trim());
      if (type === "Attribute") {
        // The value of any other attribute is for the machine.
        if (spoken.has(String(name))) visit(value);
        return;
      }
      Object.values(node).forEach(visit);
    };
    visit(parse(text, { modern: true }).fragment);
    expect(literals).toEqual([]);
  });
});

function sources(...ends: string[]): { path: string; text: string }[] {
  const root = join(import.meta.dirname, "..");
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => ends.some((end) => path.endsWith(end)) && !path.endsWith(".test.ts"))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}
