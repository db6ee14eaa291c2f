/**
 * What the window knows of a story beyond what the library has of it: a library that was put back from a backup, or lost
 * more than its journal could give back, is older than what was acknowledged here.
 */
import { keptLook } from "../first/look";
import { keptRevision } from "../story/undo_log";
import type { StoryView } from "../generated/StoryView";

export interface Kept {
  story: string;
  /** How many saved changes the library lacks. */
  changes: number;
  /** The words as they stood on the screen; empty where they were not kept. */
  words: string;
}

/** Null where the library has all that was acknowledged here. */
export function keptBeyond({ story, revision }: StoryView): Kept | null {
  const look = keptLook(story.id);
  const seen = Math.max(look?.revision ?? 0, keptRevision(story.id) ?? 0);
  if (seen <= revision) return null;
  const words = look && look.revision > revision ? wordsIn(look.html) : "";
  return { story: story.id, changes: seen - revision, words };
}

/** Headline, lead and what was in sight of the body, a paragraph a line. */
function wordsIn(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  const boxes = [...page.querySelectorAll("h1 textarea, .abstract textarea")].map((box) => box.textContent);
  const blocks = [...page.querySelectorAll(".ProseMirror > *")].map((block) => block.textContent);
  return [...boxes, ...blocks]
    .map((text) => text?.trim())
    .filter(Boolean)
    .join("\n\n");
}
