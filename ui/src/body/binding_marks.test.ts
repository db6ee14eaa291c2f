import { Schema } from "prosemirror-model";
import { expect, it } from "vitest";

import type { Block } from "../generated/Block";
import { blockFromNode, docFromBody } from "./binding";
import { schema } from "./schema";

it("every mark of the editor is told to Rust, and one that nobody told of stops the edit", () => {
  for (const [name, type] of Object.entries(schema.marks)) {
    if (name === "suggestion") continue;
    const text = schema.text("nước", [type.create({ href: "https://a.vn", lang: "en" })]);
    expect(blockFromNode(schema.node("paragraph", null, [text])).marks?.[0]?.type).toBe(name);
  }
  const odd = new Schema({ nodes: schema.spec.nodes, marks: schema.spec.marks.addToEnd("secret", {}) });
  const secret = odd.node("paragraph", null, [odd.text("nước", [odd.mark("secret")])]);
  expect(() => blockFromNode(secret)).toThrow("secret");
});

it("what is proposed of words and of where a block begins goes both ways, in Rust's order", () => {
  const block: Block = {
    type: "heading",
    level: 2,
    text: "Ghe 🚣 về bến",
    marks: [{ type: "bold", start: 4, end: 9 }],
    suggested: [
      { suggestion: "b", touch: "inserted", start: 0, end: 6 },
      { suggestion: "a", touch: "deleted", start: 4, end: 12 },
      { suggestion: "a", touch: "formatted", start: 6, end: 12 },
    ],
    begins: [{ suggestion: "b", touch: "inserted" }],
  };
  expect(blockFromNode(docFromBody([block]).child(0))).toEqual(block);
});
