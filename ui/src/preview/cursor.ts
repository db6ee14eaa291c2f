/** Which element of the page a person is writing in. */
import type { Node } from "prosemirror-model";

import type { StorySession } from "../story/session.svelte";

/** As `leavesOf` counts; -1 above the body, null where nobody can tell. */
export function leafAt(story: StorySession): number | null {
  const { view } = story.body;
  const focused = document.activeElement;
  if (!view || !focused) return null;
  const block =
    focused === view.dom ? view.state.selection.$head.index(0) : blockOf(focused, view.dom, story);
  if (block !== null) return leavesBefore(story, block);
  return focused.closest("[data-field='headline'], [data-field='abstract']") ? -1 : null;
}

/** A box of a picture in the text. */
function blockOf(focused: Element, body: HTMLElement, story: StorySession): number | null {
  const photo = body.contains(focused)
    ? focused.closest<HTMLElement>("[data-photo]")?.dataset.photo
    : undefined;
  if (photo === undefined) return null;
  const at = story.doc.children.findIndex((block) => block.attrs.photo === photo);
  return at < 0 ? null : at;
}

function leavesBefore(story: StorySession, block: number): number {
  const before = story.doc.children.slice(0, block);
  return before.filter((one) => isLeaf(story, one)).length;
}

/** Rust leaves out blocks without words (html.rs). */
function isLeaf(story: StorySession, block: Node): boolean {
  return block.isTextblock
    ? block.textContent.trim() !== ""
    : story.photo(block.attrs.photo as string) !== undefined;
}
