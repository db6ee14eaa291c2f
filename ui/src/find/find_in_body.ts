/** Finding in the body: block by block, each searched again only when it or the query changed; and the highlights. */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

import { type Folded, type Needle, type Range, findIn, fold } from "./find";
import { suggestedBy } from "../body/binding";
import { closeHistory } from "../body/history";
import { schema } from "../body/schema";
import { isSuggesting } from "../body/suggesting";

/** A block that was not edited is the same node, however its neighbours moved. */
const foldedBlocks = new WeakMap<Node, Map<string, Folded>>();
const lastSearch = new WeakMap<Node, { needle: Needle; found: Range[] }>();

/** Where a block of text holds what is looked for, in units of its text. */
export function findInBlock(block: Node, needle: Needle): Range[] {
  const last = lastSearch.get(block);
  if (last?.needle === needle) return last.found;
  const found = findIn(foldedBlock(block, needle), needle);
  lastSearch.set(block, { needle, found });
  return found;
}

function foldedBlock(block: Node, { view }: Needle): Folded {
  const views = foldedBlocks.get(block) ?? new Map<string, Folded>();
  foldedBlocks.set(block, views);
  const name = `${view.keepCase} ${view.keepMarks}`;
  const folded = views.get(name) ?? fold(block.textContent, view);
  views.set(name, folded);
  return folded;
}

/**
 * Replaces places of the body by the text, each with the marks of its first letter, as one step to undo. Each
 * place is an edit of its own, so that what somebody else writes between them stays. False while a word is
 * being composed: then nothing is touched.
 */
export function replaceInBody(
  view: EditorView,
  places: Range[],
  replacement: (found: string) => string,
): boolean {
  if (view.composing) return false;
  const tr = closeHistory(view.state.tr);
  // From the end, so that the places before stay where they are.
  for (const { from, to } of [...places].sort((a, b) => b.from - a.from)) {
    // Words that are to go already are replaced no second time.
    if (isSuggesting(view.state) && isToGo(tr.doc, from, to)) continue;
    const marks = tr.doc.nodeAt(from)?.marks;
    const text = replacement(tr.doc.textBetween(from, to));
    if (text === "") tr.delete(from, to);
    else tr.replaceWith(from, to, schema.text(text, marks));
  }
  view.dispatch(tr);
  // Nor does what is typed next belong to this step.
  view.dispatch(closeHistory(view.state.tr));
  return true;
}

function isToGo(doc: Node, from: number, to: number): boolean {
  let all = true;
  doc.nodesBetween(from, to, ({ isText, marks }) => {
    if (isText) all &&= marks.some((mark) => suggestedBy(mark)?.touch === "deleted");
  });
  return all;
}

const highlights = new PluginKey<DecorationSet>("found");

export function foundHighlights(): Plugin<DecorationSet> {
  return new Plugin({
    key: highlights,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, shown) {
        const next = tr.getMeta(highlights) as DecorationSet | undefined;
        return next ?? shown.map(tr.mapping, tr.doc);
      },
    },
    props: { decorations: (state) => highlights.getState(state) },
  });
}

/** Shows places in the body. While a word is being composed its text is not redrawn: what is shown stays. */
export function highlight(view: EditorView, places: Range[], now: Range | null): void {
  if (view.composing) return;
  const before = highlights.getState(view.state);
  if (places.length === 0 && before === DecorationSet.empty) return;
  const decorations = places.map((place) =>
    Decoration.inline(place.from, place.to, { class: place === now ? "match match-now" : "match" }),
  );
  view.dispatch(view.state.tr.setMeta(highlights, DecorationSet.create(view.state.doc, decorations)));
}
