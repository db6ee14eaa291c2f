/** Findings in the body: underlined by their weight, each with a line of its own. */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

import type { Finding } from "../generated/Finding";

import "./marks.css";

/** Blocks as they were read, with all that was found in them. */
type Read = [Node, Finding[]][];

const key = new PluginKey<DecorationSet>("slips");

export function slips(onclick: (finding: Finding) => void): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, shown) {
        const moved = shown.map(tr.mapping, tr.doc);
        const read = tr.getMeta(key) as Read | undefined;
        return read ? marked(moved, tr.doc, read) : moved;
      },
    },
    props: {
      decorations: (state) => key.getState(state),
      // The keyboard stays in the text.
      handleClick(view, position) {
        const [hit] = key.getState(view.state)?.find(position, position) ?? [];
        if (hit) onclick((hit.spec as { finding: Finding }).finding);
        return false;
      },
    },
  });
}

/** A block that has been edited since is another node: its marks move along until it has been read again. */
function marked(shown: DecorationSet, doc: Node, read: Read): DecorationSet {
  const wanted = new Map(read);
  let marks = shown;
  doc.forEach((block, offset) => {
    const findings = wanted.get(block);
    if (!findings) return;
    marks = marks.remove(marks.find(offset, offset + block.nodeSize));
    const text = block.textContent;
    const fresh = findings.map((finding) => {
      const [from, to] = stretch(text, finding);
      const attributes = { class: slipClass(finding), "data-rule": finding.rule };
      return Decoration.inline(offset + 1 + from, offset + 1 + to, attributes, { finding });
    });
    marks = marks.add(doc, fresh);
  });
  return marks;
}

export function markSlips(view: EditorView, read: Read): void {
  if (read.length > 0 && !view.composing) view.dispatch(view.state.tr.setMeta(key, read));
}

/** Spaces have no letter that a line could stand under. */
export function slipClass({ severity, text }: Finding): string {
  return `slip slip-${severity}${text.trim() === "" ? " slip-space" : ""}`;
}

/** The lines under a box's text. What reads otherwise by now waits until it has been read again. */
export function linesIn(
  text: string,
  findings: readonly Finding[],
): { from: number; to: number; look: string }[] {
  let above = 0;
  const lines = findings.map((finding) => {
    const [from, to] = stretch(text, finding);
    const reads = text.slice(units(text, finding.start), units(text, finding.end)) === finding.text;
    if (!reads || from < above || from === to) return null;
    above = to;
    return { from, to, look: slipClass(finding) };
  });
  return lines.filter((line) => line !== null);
}

/** In UTF-16 units of the text. What is missing is shown at the character before it. */
export function stretch(text: string, { start, end }: Pick<Finding, "start" | "end">): [number, number] {
  const [from, to] = [units(text, start), units(text, end)];
  if (from < to) return [from, to];
  return from > 0 ? [from - 1, from] : [0, Math.min(1, text.length)];
}

/** Findings count characters; the editor counts UTF-16 units. */
export function units(text: string, characters: number): number {
  let at = 0;
  for (const sign of text) {
    if (characters-- <= 0) break;
    at += sign.length;
  }
  return at;
}
