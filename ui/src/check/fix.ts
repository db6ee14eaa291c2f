/** Carrying out what a finding proposes, by the ways of a person: each can be taken back as what one types. */
import { closeHistory } from "../editor/history";
import { schema } from "../editor/schema";
import type { Finding } from "../generated/Finding";
import type { PhotoField } from "../generated/PhotoField";
import type { StoryField } from "../generated/StoryField";
import { boxName } from "../photos/fields";
import type { StorySession } from "../story/session.svelte";
import { units } from "./marks";

/** What is mended by taking the whole block away. */
const WHOLE_BLOCK: readonly string[] = ["blank_paragraph", "repeated_line"];

export const mayFix = ({ fix, block, rule }: Finding): boolean =>
  typeof fix === "string" && (typeof block === "number" || !WHOLE_BLOCK.includes(rule));

/** Mends all of these, in the body as one step. Returns how many: what reads otherwise by now is left as it is. */
export function applyFixes(session: StorySession, findings: readonly Finding[]): number {
  if (session.editor?.composing) return 0;
  const inBody = findings.filter(({ block }) => typeof block === "number");
  let mended = fixBody(session, inBody);
  const boxes = new Map<string, Finding[]>();
  for (const finding of findings.filter(({ block }) => typeof block !== "number")) {
    const box = `${finding.photo ?? ""} ${finding.field}`;
    boxes.set(box, [...(boxes.get(box) ?? []), finding]);
  }
  for (const found of boxes.values()) mended += fixBox(session, found);
  return mended;
}

function fixBody(session: StorySession, findings: Finding[]): number {
  const view = session.editor;
  if (!view || findings.length === 0) return 0;
  const { doc } = view.state;
  const starts: number[] = [];
  doc.forEach((_block, offset) => starts.push(offset));
  const tr = closeHistory(view.state.tr);
  let mended = 0;
  // From the end, so that the places before stay where they are; of two that overlap the first is mended.
  const ordered = [...findings].sort((a, b) => b.block! - a.block! || b.start - a.start || b.end - a.end);
  let above = Infinity;
  for (const { rule, block, start, end, text, fix } of ordered) {
    const node = doc.maybeChild(block!);
    const offset = starts[block!];
    if (!node?.isTextblock || offset === undefined || typeof fix !== "string") continue;
    const content = node.textContent;
    const [from, to] = [start, end].map((at) => offset + 1 + units(content, at)) as [number, number];
    if (content.slice(from - offset - 1, to - offset - 1) !== text || to > above) continue;
    above = from;
    mended++;
    if (WHOLE_BLOCK.includes(rule) && doc.childCount > 1) tr.delete(offset, offset + node.nodeSize);
    else if (fix === "") tr.delete(from, to);
    else tr.replaceWith(from, to, schema.text(fix, doc.nodeAt(from)?.marks));
  }
  if (mended === 0) return 0;
  view.dispatch(tr);
  // Nor does what is typed next belong to this step.
  view.dispatch(closeHistory(view.state.tr));
  return mended;
}

function fixBox(session: StorySession, findings: Finding[]): number {
  const [{ photo, field }] = findings as [Finding];
  const before = photo
    ? session.photo(photo)?.fields[field as PhotoField]
    : session.text(field as StoryField);
  if (typeof before !== "string") return 0;
  let [text, mended] = [before, 0];
  let above = Infinity;
  for (const finding of [...findings].sort((a, b) => b.start - a.start || b.end - a.end)) {
    const [from, to] = [units(before, finding.start), units(before, finding.end)];
    if (typeof finding.fix !== "string" || before.slice(from, to) !== finding.text || to > above) continue;
    text = text.slice(0, from) + finding.fix + text.slice(to);
    above = from;
    mended++;
  }
  if (mended === 0) return 0;
  session.boxes.of(boxNamed(field, photo)).replaced(before, text, Date.now());
  if (photo) session.setPhotoField(photo, field as PhotoField, text);
  else session.setField(field as StoryField, text);
  return mended;
}

/** What a box is called on the page. */
function boxNamed(field: string, photo: string | null | undefined): string {
  if (photo) return boxName(field as PhotoField, photo);
  return field === "headline" || field === "abstract" ? field : `field-${field}`;
}
