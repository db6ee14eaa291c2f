/** Where in the story on the screen a finding of the copy checker stands. */
import { flushSync } from "svelte";
import { TextSelection } from "prosemirror-state";

import type { App } from "../app.svelte";
import type { Finding } from "../generated/Finding";
import type { PhotoField } from "../generated/PhotoField";
import { fieldPhrase } from "../photos/fields";
import { type Phrase, number, t } from "../strings/index.svelte";
import { goToGap } from "./gaps";
import type { StorySession } from "./session.svelte";

/** "Thân bài, đoạn 3", "Chú thích ảnh – ảnh 2" */
export function findingPlace(session: StorySession, { field, photo, block }: Finding): string {
  if (photo) {
    const name = t(fieldPhrase(field as PhotoField));
    return t("missing.of_photo", { field: name, number: session.photoNumber(photo) });
  }
  const name = t(`field.${field}` as Phrase);
  return typeof block === "number" ? t("package.in_body", { name, number: number(block + 1) }) : name;
}

/** Selects the words, so that a person sees them and writes over them. */
export function goToFinding(app: App, session: StorySession, finding: Finding): void {
  const { field, photo, block, start, end } = finding;
  if (typeof block === "number") return goToBody(session, block, start, end);
  const shown = photo && session.shown.has(photo) && !session.desk.open && onPage(field, photo);
  if (photo && !shown) session.desk.enlarge(photo, field as "caption");
  else if (photo) goToGap(session, { field, photo });
  else goToField(app, session, field);
  const select = () => {
    const box = document.activeElement;
    if (!(box instanceof HTMLTextAreaElement)) return;
    box.setSelectionRange(units(box.value, start), units(box.value, end));
  };
  // Beside a large picture the boxes come with it.
  if (photo && !shown) setTimeout(select);
  else select();
}

function goToBody(session: StorySession, block: number, start: number, end: number): void {
  if (session.desk.open) session.desk.close();
  flushSync();
  const view = session.editor;
  const node = view?.state.doc.maybeChild(block);
  if (!view || !node?.isTextblock || view.composing) return;
  let position = 1;
  for (let before = 0; before < block; before++) position += view.state.doc.child(before).nodeSize;
  const at = (place: number) => position + units(node.textContent, place);
  const selection = TextSelection.create(view.state.doc, at(start), at(end));
  view.focus();
  view.dispatch(view.state.tr.setSelection(selection).scrollIntoView());
}

const boxNamed = (testid: string) =>
  document.querySelector<HTMLElement>(`[data-testid="${CSS.escape(testid)}"]`);

const onPage = (field: string, photo: string) =>
  boxNamed(`${field === "alt_text" ? "alt" : field}-${photo}`) !== null;

function goToField(app: App, session: StorySession, field: string): void {
  if (session.desk.open) session.desk.close();
  flushSync();
  const find = () => boxNamed(field) ?? boxNamed(`field-${field}`);
  // Kicker and subhead stand among the details, which may be hidden or folded.
  if (!find()) app.commands().details?.();
  flushSync();
  const box = find();
  box?.closest("details")?.setAttribute("open", "");
  box?.scrollIntoView({ block: "center" });
  box?.focus();
}

/** Findings count characters; a box counts UTF-16 units. */
function units(text: string, characters: number): number {
  let at = 0;
  for (const sign of text) {
    if (characters-- <= 0) break;
    at += sign.length;
  }
  return at;
}
