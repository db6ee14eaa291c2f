/** Brings a person back to where they were in a story, and notes where they are. */
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import { type Place, type PlaceBox, rememberPlace } from "./places";

/** A place is written in a pause, not at each key. */
const PAUSE_MS = 400;

const boxOf = (page: HTMLElement, box: PlaceBox) =>
  page.querySelector<HTMLTextAreaElement>(`textarea[data-testid="${box}"]`);

/** The story may have become shorter since: the cursor then goes to the end of what is there. */
export function goToPlace(page: HTMLElement, view: EditorView, place: Place): void {
  const box = boxOf(page, place.box);
  if (box) {
    box.focus();
    box.setSelectionRange(
      Math.min(place.anchor, place.head),
      Math.max(place.anchor, place.head),
      place.head < place.anchor ? "backward" : "forward",
    );
  } else {
    const { tr } = view.state;
    const at = (position: number) => tr.doc.resolve(Math.min(position, tr.doc.content.size));
    view.dispatch(tr.setSelection(TextSelection.between(at(place.anchor), at(place.head))));
    view.focus();
  }
  if (place.scroll !== null) page.scrollTop = place.scroll;
  else if (!box) view.dispatch(view.state.tr.scrollIntoView());
}

interface Around {
  /** Then the page is not the one that a story opens with, and how far it is scrolled says nothing. */
  otherLayout: () => boolean;
  /** How much of the story is on the screen and saved. */
  revision: () => number | null;
}

/** Notes the place from now on; returns how to stop, which notes it a last time. */
export function keepPlace(
  story: string,
  page: HTMLElement,
  view: EditorView,
  { otherLayout, revision }: Around,
): () => void {
  const boxes = { headline: boxOf(page, "headline"), abstract: boxOf(page, "abstract") };
  let box: PlaceBox = currentBox() ?? "body";
  let scroll = page.scrollTop;
  let pause: ReturnType<typeof setTimeout> | undefined;
  // Whoever types on and on makes no pause: that they are here is known all the same, and of when.
  const first = setTimeout(note, PAUSE_MS);

  function currentBox(): PlaceBox | null {
    const focused = document.activeElement;
    if (focused === view.dom) return "body";
    return focused === boxes.headline ? "headline" : focused === boxes.abstract ? "abstract" : null;
  }

  function note(): void {
    clearTimeout(pause);
    rememberPlace(story, {
      box,
      ...cursor(),
      scroll: otherLayout() ? null : scroll,
      revision: revision(),
    });
  }

  /** Also once the page is gone: neither the editor's state nor a box's selection needs it. */
  function cursor(): { anchor: number; head: number } {
    const text = box === "body" ? null : boxes[box];
    if (!text) return { anchor: view.state.selection.anchor, head: view.state.selection.head };
    const [start, end] = [text.selectionStart, text.selectionEnd];
    return text.selectionDirection === "backward"
      ? { anchor: end, head: start }
      : { anchor: start, head: end };
  }

  function moved(): void {
    box = currentBox() ?? box;
    clearTimeout(pause);
    pause = setTimeout(note, PAUSE_MS);
  }

  function scrolled(): void {
    scroll = page.scrollTop;
    moved();
  }

  const heard = ["selectionchange", "focusin", "input"] as const;
  for (const event of heard) document.addEventListener(event, moved);
  page.addEventListener("scroll", scrolled, { passive: true });
  window.addEventListener("pagehide", note);
  return () => {
    for (const event of heard) document.removeEventListener(event, moved);
    page.removeEventListener("scroll", scrolled);
    window.removeEventListener("pagehide", note);
    clearTimeout(first);
    note();
  };
}
