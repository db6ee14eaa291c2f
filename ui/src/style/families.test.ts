import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { newsroomWith } from "../testing/newsroom";
import { FAMILIES } from "./families";

const source = readFileSync(join(import.meta.dirname, "../../../src-tauri/check/src/rule.rs"), "utf8");

describe("the families of rules", () => {
  it("are those that Rust's list has, in its order", async () => {
    const list = source.slice(source.indexOf("\nrules! {"));
    // A comment that is no documentation begins a family.
    const theirs = list
      .split(/^ {4}\/\/ .*$/m)
      .slice(1)
      .map((family) => [...family.matchAll(/^ {4}\w+: "(\w+)"/gm)].map(([, name]) => name));
    expect(theirs.flat()).toHaveLength((await (await newsroomWith([])).checkRules()).length);
    expect(Object.values(FAMILIES)).toEqual(theirs);
  });

  it("have a name, a reason and a weight for every rule, in both languages", async () => {
    const host = await newsroomWith([]);
    for (const language of ["vi", "en"] as const) {
      await host.saveSettings({ language });
      for (const { rule, severity, name, about } of await host.checkRules()) {
        expect(name, rule).toBeTruthy();
        expect(about, rule).toBeTruthy();
        expect(["error", "consistency", "suggestion"], rule).toContain(severity);
      }
    }
  });
});
