import { readFileSync } from "node:fs";

import { expect, it } from "vitest";

import { ABOVE, BESIDE, OF_PHOTO } from "./fields";

const core = readFileSync("../src-tauri/core/src/check/mod.rs", "utf8");

/** `&[StoryField::Kicker, StoryField::Abstract]`, in the names that fields have on the way to the page. */
function listed(name: string): string[] {
  const [, list = ""] = new RegExp(`${name}: [^=]+=\\s*&\\[([^\\]]+)\\]`).exec(core) ?? [];
  return [...list.matchAll(/::(\w+)/g)].map(([, field = ""]) =>
    field.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase(),
  );
}

it("names the very fields that Rust reads", () => {
  expect([...ABOVE, ...BESIDE].toSorted()).toEqual(listed("CHECKED_FIELDS").toSorted());
  expect([...OF_PHOTO]).toEqual(listed("CHECKED_PHOTO_FIELDS"));
});
