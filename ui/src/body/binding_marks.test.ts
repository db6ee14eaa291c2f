import { Schema } from "prosemirror-model";
import { expect, it } from "vitest";

import { blockFromNode } from "./binding";
import { schema } from "./schema";

it("every mark of the editor is told to Rust, and one that nobody told of stops the edit", () => {
  for (const [name, type] of Object.entries(schema.marks)) {
    const text = schema.text("nước", [type.create({ href: "https://a.vn", lang: "en" })]);
    expect(blockFromNode(schema.node("paragraph", null, [text])).marks?.[0]?.type).toBe(name);
  }
  const odd = new Schema({ nodes: schema.spec.nodes, marks: schema.spec.marks.addToEnd("suggested", {}) });
  const suggested = odd.node("paragraph", null, [odd.text("nước", [odd.mark("suggested")])]);
  expect(() => blockFromNode(suggested)).toThrow("suggested");
});
