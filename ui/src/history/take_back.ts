/**
 * One change of a comparison with the story as it is now, taken back by itself: it reads there as it did before. Null where that
 * can't be: somebody went on since, what is proposed lies over it, or it is more than words.
 */
import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";

import { docFromBody } from "../body/binding";
import type { BlockChange } from "../generated/BlockChange";
import type { DiffPiece } from "../generated/DiffPiece";
import type { FieldChange } from "../generated/FieldChange";
import type { PhotoFieldChange } from "../generated/PhotoFieldChange";
import type { PhotoId } from "../generated/PhotoId";
import type { Desk } from "../desk/desk.svelte";

export type Back = (() => void) | null;

const joined = (pieces: readonly DiffPiece[], without: DiffPiece["kind"]): string =>
  pieces.flatMap(({ kind, text }) => (kind === without ? [] : [text])).join("");
const before = (pieces: readonly DiffPiece[]): string => joined(pieces, "added");
const after = (pieces: readonly DiffPiece[]): string => joined(pieces, "removed");

export function fieldBack({ story }: Desk, { field, pieces }: FieldChange): Back {
  if ((story.fields[field] ?? "") !== after(pieces)) return null;
  return () => story.setField(field, before(pieces));
}

export function photoFieldBack({ story }: Desk, photo: PhotoId, { field, pieces }: PhotoFieldChange): Back {
  const of = story.photo(photo);
  if (!of || (of.fields[field] ?? "") !== after(pieces)) return null;
  return () => story.setPhotoField(photo, field, before(pieces));
}

/** How many blocks of the story as it is now stand in one of the comparison: a line that was parted tells of both. */
const standing = ({ kind, pieces }: BlockChange): number =>
  kind === "removed" ? 0 : after(pieces).split("\n").length;

/** `at`: which of the blocks of both. */
export function blockBack({ story }: Desk, body: readonly BlockChange[], at: number): Back {
  const change = body[at];
  const { view } = story.body;
  if (!change || !view) return null;
  const { doc } = view.state;
  const blocks = (of: readonly BlockChange[]) => of.reduce((sum, one) => sum + standing(one), 0);
  if (doc.childCount !== blocks(body)) return null;
  const index = blocks(body.slice(0, at));
  let place = 0;
  for (let block = 0; block < index; block++) place += doc.child(block).nodeSize;
  const step = stepBack(change, place, standing(change) === 1 ? doc.child(index) : null, doc.childCount);
  if (!step) return null;
  return () => {
    void story.body.run(({ tr }, dispatch) => {
      dispatch?.(step(tr));
      return true;
    });
  };
}

/** `now`: the block that the change is about, where it is one. */
function stepBack(
  { kind, block, was, pieces, marks_changed }: BlockChange,
  place: number,
  now: Node | null,
  blocks: number,
): ((tr: Transaction) => Transaction) | null {
  const then = (text: string) =>
    docFromBody(text.split("\n").map((line) => ({ ...block, text: line }))).content;
  if (block.type === "photo") return null;
  if (kind === "removed") return (tr) => tr.insert(place, then(before(pieces)));
  if (now?.textContent !== after(pieces)) return null;
  const end = place + now.nodeSize;
  // A body without a single block could not be typed in.
  if (kind === "added") return blocks > 1 ? (tr) => tr.delete(place, end) : null;
  if (was !== null || marks_changed) return null;
  const words = before(pieces);
  // It was several: they come anew, where that leaves out no bold and no link.
  if (words.includes("\n")) return hasMarks(now) ? null : (tr) => tr.replaceWith(place, end, then(words));
  const [from, gone, come] = differing(now.textContent, words);
  return gone === 0 && come === ""
    ? null
    : (tr) => tr.insertText(come, place + 1 + from, place + 1 + from + gone);
}

function hasMarks(block: Node): boolean {
  let has = false;
  block.descendants((node) => void (has ||= node.marks.length > 0));
  return has;
}

/** Where two texts differ: after how much, how much of the first goes, and what comes instead. */
function differing(now: string, then: string): [number, number, string] {
  const shorter = Math.min(now.length, then.length);
  let begin = 0;
  while (begin < shorter && now[begin] === then[begin]) begin++;
  let end = 0;
  while (end < shorter - begin && now[now.length - 1 - end] === then[then.length - 1 - end]) end++;
  // Never amid a letter of two units.
  const isHalf = (text: string, at: number) => /[\uDC00-\uDFFF]/.test(text[at] ?? "");
  while (begin > 0 && (isHalf(now, begin) || isHalf(then, begin))) begin--;
  while (end > 0 && (isHalf(now, now.length - end) || isHalf(then, then.length - end))) end--;
  return [begin, now.length - begin - end, then.slice(begin, then.length - end)];
}
