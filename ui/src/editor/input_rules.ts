/**
 * Markdown's ways to begin a block. They look only at text that has been typed for good: while a word is
 * being composed they keep still, so no input method is ever interrupted.
 */
import { InputRule, inputRules } from "prosemirror-inputrules";
import type { Attrs } from "prosemirror-model";
import type { Plugin } from "prosemirror-state";

import { schema } from "../body/schema";

function begins(
  pattern: RegExp,
  name: "heading" | "quote" | "list_item",
  attrs: Attrs | null = null,
): InputRule {
  return new InputRule(pattern, (state, _match, start, end) => {
    const { parent } = state.doc.resolve(start);
    if (parent.type !== schema.nodes.paragraph) return null;
    return state.tr.delete(start, end).setBlockType(start, start, schema.nodes[name]!, attrs);
  });
}

export function markdown(): Plugin {
  return inputRules({
    rules: [
      begins(/^#\s$/, "heading", { level: 1 }),
      begins(/^##\s$/, "heading", { level: 2 }),
      begins(/^>\s$/, "quote"),
      begins(/^[-*+]\s$/, "list_item", { ordered: false }),
      begins(/^1[.)]\s$/, "list_item", { ordered: true }),
    ],
  });
}
