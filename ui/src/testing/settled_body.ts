/** The body as readers would get it, told from the row of what stands in it: for tests that hold the editor against it. */
import type { Node } from "prosemirror-model";

import { beginsOf, suggestedBy } from "../body/binding";

/** Kind and words of each block, with how the words are formatted. What is proposed is left out. */
export function settledBody(doc: Node): string[] {
  const lines: string[] = [];
  doc.forEach((block) => {
    const isNew = beginsOf(block).some(({ touch }) => touch === "inserted");
    const { begins: _, ...attrs } = block.attrs;
    if (!isNew) lines.push(`${block.type.name}${JSON.stringify(attrs)} `);
    block.forEach((text) => {
      const what = text.marks.flatMap((mark) => suggestedBy(mark) ?? []);
      if (what.some(({ touch }) => touch === "inserted")) return;
      const format = text.marks.filter((mark) => suggestedBy(mark) === null);
      const looks = format.map(({ type, attrs }) => `${type.name}${Object.values(attrs).join()}`).join(" ");
      for (const letter of text.text ?? "")
        lines.push(`${lines.pop() ?? ""}${looks ? `[${looks}:${letter}]` : letter}`);
    });
  });
  return lines;
}
