/**
 * Pasting and dropping into the body. Whatever comes is cleaned first (`clean.ts`), goes in as one transaction
 * that one undo takes back, and is told of (`PasteNote.svelte`) where something of it was left behind.
 */
import type { Node } from "prosemirror-model";
import { Plugin, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import { whenComposed } from "../../body/body.svelte";
import { closeHistory, undo } from "../../body/history";
import { isWantedPlain } from "../../services/clipboard";
import { actionFor } from "../../services/shortcuts";
import { clean } from "./clean";
import { LIMITS, TooMuch } from "./limits";
import { blocksFromText } from "./plain";
import { put } from "./put";
import { type Report, isNews } from "./report";
import { type Edges, edgesOf } from "./text";

/** What a person is told after a paste. */
export type Pasted =
  | { kind: "kept"; report: Report; asPlain: (() => void) | null }
  /** More than is read as a document: `plain` tells whether its plain text went in. */
  | { kind: "too_much"; plain: boolean }
  | { kind: "only_images" };

export interface Telling {
  hasPhoto: (id: string) => boolean;
  /** Called after the transaction. */
  onPasted: (pasted: Pasted) => void;
}

/** What a clipboard held: an event's is empty once the event is over. */
interface Clip {
  html: string;
  text: string;
  hasImage: boolean;
}

export function pasting(told: Telling): Plugin {
  let plainKey = false;
  const heard = (_view: EditorView, event: KeyboardEvent) => {
    plainKey = event.type === "keydown" && actionFor(event, "body") === "paste_plain";
    return false;
  };
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: heard,
        keyup: heard,
        paste(view, event) {
          if (!event.clipboardData) return false;
          event.preventDefault();
          const clip = read(event.clipboardData);
          const plain = plainKey || isWantedPlain();
          plainKey = false;
          void whenComposed(view, () => paste(view, clip, plain, told));
          return true;
        },
        drop(view, event) {
          // What is dragged within the body only moves, and files are the window's.
          if (view.dragging || !event.dataTransfer || event.dataTransfer.files.length > 0) return false;
          const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
          if (!place) return false;
          event.preventDefault();
          const { tr } = view.state;
          view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(place.pos))));
          view.focus();
          paste(view, read(event.dataTransfer), false, told);
          return true;
        },
      },
    },
  });
}

function read(data: DataTransfer): Clip {
  const files = [...data.files];
  return {
    html: data.getData("text/html"),
    text: data.getData("text/plain") || data.getData("text/uri-list"),
    hasImage: files.some(({ type }) => type.startsWith("image/")),
  };
}

function paste(view: EditorView, clip: Clip, plain: boolean, told: Telling): void {
  if (plain && clip.text) return void pastePlain(view, clip.text, told);
  if (!clip.html) {
    if (clip.text) pastePlain(view, clip.text, told);
    else if (clip.hasImage) told.onPasted({ kind: "only_images" });
    return;
  }
  let cleaned;
  try {
    cleaned = clean(clip.html, told.hasPhoto);
    leaveRoom(view, cleaned.blocks);
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    if (clip.text === "") told.onPasted({ kind: "too_much", plain: false });
    else if (pastePlain(view, clip.text, told)) told.onPasted({ kind: "too_much", plain: true });
    return;
  }
  const { blocks, edges, report } = cleaned;
  if (blocks.length === 0) {
    // HTML without a word, and text beside it all the same.
    if (clip.text.trim() && report.removed.images === 0) pastePlain(view, clip.text, told);
    else if (report.removed.images > 0 || clip.hasImage) told.onPasted({ kind: "only_images" });
    return;
  }
  if (plain) return void pastePlain(view, wordsOf(blocks), told);
  insert(view, blocks, edges);
  if (!isNews(report)) return;
  const text = clip.text || wordsOf(blocks);
  const asPlain = () => {
    undo(view.state, view.dispatch);
    pastePlain(view, text, told);
  };
  told.onPasted({ kind: "kept", report, asPlain: text.length > LIMITS.text ? null : asPlain });
}

/** False, and it is told, where that is too much as well. */
function pastePlain(view: EditorView, text: string, told: Telling): boolean {
  const { state } = view;
  const { $from } = state.selection;
  const into = $from.depth > 0 ? $from.parent : null;
  try {
    const blocks = blocksFromText(text, into, state.storedMarks ?? $from.marks());
    leaveRoom(view, blocks);
    insert(view, blocks, edgesOf(text));
    return true;
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    told.onPasted({ kind: "too_much", plain: false });
    return false;
  }
}

/** Throws `TooMuch` where the body would be more than a story holds. */
function leaveRoom({ state: { doc } }: EditorView, blocks: Node[]): void {
  const size = blocks.reduce((sum, { content }) => sum + content.size + 1, doc.content.size - doc.childCount);
  if (size > LIMITS.text || doc.childCount + blocks.length > LIMITS.blocks) throw new TooMuch();
}

function wordsOf(blocks: Node[]): string {
  return blocks.map(({ textContent }) => textContent).join("\n\n");
}

/** One undo takes back the paste, and no more; what is typed next is undone by itself too. */
function insert(view: EditorView, blocks: Node[], edges: Edges | null = null): void {
  if (blocks.length === 0) return;
  view.dispatch(
    closeHistory(put(view.state, blocks, edges))
      .setMeta("paste", true)
      .setMeta("uiEvent", "paste"),
  );
  view.dispatch(closeHistory(view.state.tr));
}
