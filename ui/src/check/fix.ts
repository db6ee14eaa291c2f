/** Putting right what was found, the way a person would: each place can be undone where it stands. */
import type { Transaction } from "prosemirror-state";

import { closeHistory } from "../body/history";
import { schema } from "../body/schema";
import type { Finding } from "../generated/Finding";
import type { Rule } from "../generated/Rule";
import type { Desk } from "../desk/desk.svelte";
import type { BoxPlace } from "../story/boxes";
import type { Checker, Entry } from "./checker.svelte";
import { keyOf, rewrite, textAt } from "./fields";
import { type Stretch, changeBetween } from "./units";

/** In the body these take the whole block away. */
const WHOLE_BLOCK: readonly Rule[] = ["blank_paragraph", "repeated_line"];

export function takesBlock({ finding, block }: Entry): boolean {
  return block !== null && WHOLE_BLOCK.includes(finding.rule);
}

export function canFix(entry: Entry): boolean {
  return takesBlock(entry) || fixOf(entry.finding) !== null;
}

export const fixOf = ({ fix }: Finding): string | null => fix ?? null;

interface Change extends Stretch {
  entry: Entry;
  text: string;
}

/** All of them at once, as one step. False while a word is being composed in the body, which is left in peace. */
export function fix(desk: Desk, checker: Checker, entries: readonly Entry[]): boolean {
  const { story } = desk;
  const changes = entries.flatMap((entry): Change[] => {
    const stretch = checker.located(entry);
    const text = takesBlock(entry) ? "" : fixOf(entry.finding);
    return stretch && text !== null ? [{ entry, ...stretch, text }] : [];
  });
  const inBody = changes.filter(({ entry }) => entry.block !== null);
  const editor = story.body.view;
  if (inBody.length > 0 && (!editor || editor.composing)) return false;
  story.undo.together(() => {
    for (const [place, of] of byField(changes)) {
      rewrite(story, place, withChanges(textAt(story, place), of));
    }
    if (!editor || inBody.length === 0) return;
    const tr = closeHistory(editor.state.tr);
    for (const change of fromTheEnd(inBody)) apply(tr, change);
    editor.dispatch(tr);
    // Nor does what is typed next belong to this step.
    editor.dispatch(closeHistory(editor.state.tr));
  });
  return true;
}

/** Where two lie over each other, only the first of them is put right. */
function fromTheEnd<C extends Stretch>(changes: readonly C[]): C[] {
  let end = -1;
  return [...changes]
    .sort((one, other) => one.from - other.from)
    .filter(({ from, to }) => {
      if (from < end) return false;
      end = to;
      return true;
    })
    .reverse();
}

function byField(changes: readonly Change[]): Map<BoxPlace, Change[]> {
  const places = new Map<string, [BoxPlace, Change[]]>();
  for (const change of changes) {
    const { finding, block } = change.entry;
    if (block !== null) continue;
    const known = places.get(keyOf(finding));
    if (known) known[1].push(change);
    else places.set(keyOf(finding), [finding, [change]]);
  }
  return new Map(places.values());
}

function withChanges(text: string, changes: readonly Change[]): string {
  return fromTheEnd(changes).reduce(
    (now, { from, to, text: fixed }) => now.slice(0, from) + fixed + now.slice(to),
    text,
  );
}

/** Only the letters that differ are replaced: the others keep their marks. */
function apply(tr: Transaction, { entry, from, to, text }: Change): void {
  if (takesBlock(entry)) {
    const at = tr.doc.resolve(from).before(1);
    const size = tr.doc.nodeAt(at)?.nodeSize ?? 0;
    if (tr.doc.childCount > 1) tr.delete(at, at + size);
    else tr.replaceWith(at, at + size, schema.node("paragraph"));
    return;
  }
  const stands = tr.doc.textBetween(from, to);
  const change = wholeSigns(stands, changeBetween(stands, text));
  if (!change) return;
  const put = text.slice(change.from, change.to + change.by);
  const [start, end] = [from + change.from, from + change.to];
  if (put === "") tr.delete(start, end);
  else {
    // A sign that is put in is like the one before it.
    const marks = (start < end ? tr.doc.nodeAt(start)?.marks : tr.doc.resolve(start).marks()) ?? [];
    tr.replaceWith(start, end, schema.text(put, marks));
  }
}

/** No half of a sign beyond the basic plane is replaced alone. */
function wholeSigns<C extends Stretch>(text: string, change: C | null): C | null {
  if (!change) return null;
  let { from, to } = change;
  if (/[\ud800-\udbff]/.test(text[from - 1] ?? "")) from--;
  if (/[\udc00-\udfff]/.test(text[to] ?? "")) to++;
  return { ...change, from, to };
}
