/** Blocks as lines that a person can compare, for tests. */
import type { Node } from "prosemirror-model";

export function written(blocks: readonly Node[]): string {
  return blocks.map((block) => `${sign(block)}${words(block)}`).join("\n");
}

function sign({ type, attrs }: Node): string {
  switch (type.name) {
    case "heading":
      return attrs.level === 1 ? "# " : "## ";
    case "list_item":
      return attrs.ordered ? "1. " : "- ";
    case "quote":
      return "> ";
    case "photo":
      return `[photo ${attrs.photo as string}]`;
    default:
      return "";
  }
}

function words(block: Node): string {
  return block.children
    .map(({ text = "", marks }) =>
      marks.reduceRight((inner, { type, attrs }) => {
        if (type.name === "link") return `[${inner}](${attrs.href as string})`;
        return type.name === "bold" ? `**${inner}**` : `_${inner}_`;
      }, text),
    )
    .join("");
}
