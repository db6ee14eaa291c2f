/**
 * Focus mode's typewriter: the page moves, the line with the cursor stays. It moves at once, as a carriage does,
 * so there is no motion to reduce. It follows what is typed and where the keys lead, never the mouse: a click, or
 * a selection that is being drawn, leaves the page where it is.
 */
import { NodeSelection, Plugin, PluginKey } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import { isFromElsewhere } from "../body/remote";

/** How far down the page the line stays. */
const HEIGHT = 0.45;

interface Extent {
  top: number;
  bottom: number;
}

/** Where the page must be scrolled to. `line` and `page` are measured on the same screen. */
export function typewriterScroll(line: Extent, page: Extent, scroll: number, longest: number): number {
  const wanted = page.top + (page.bottom - page.top) * HEIGHT;
  const away = (line.top + line.bottom) / 2 - wanted;
  // Less than a pixel is rounding, and would make the page tremble.
  if (Math.abs(away) < 1) return scroll;
  return Math.max(0, Math.min(scroll + away, longest));
}

/** Brings the cursor's line to its height. A selected picture is no line. */
export function followCursor(view: EditorView, page: HTMLElement): void {
  const { selection } = view.state;
  if (selection instanceof NodeSelection) return;
  const line = view.coordsAtPos(selection.head, 1);
  const longest = page.scrollHeight - page.clientHeight;
  const scroll = typewriterScroll(line, page.getBoundingClientRect(), page.scrollTop, longest);
  if (scroll !== page.scrollTop) page.scrollTop = scroll;
}

/** What the last transaction did, as far as the page should follow it. */
type Moved = "typed" | "moved" | null;
const key = new PluginKey<Moved>("typewriter");

/** `page` is the element to scroll, while the typewriter is on. */
export function typewriter(page: () => HTMLElement | null): Plugin<Moved> {
  // ProseMirror's own word on where a selection comes from is good for 50 ms, too few for a slow computer.
  let hand: "keys" | "pointer" | "pressed" = "keys";
  const release = () => {
    if (hand === "pressed") hand = "pointer";
  };
  return new Plugin<Moved>({
    key,
    state: {
      init: () => null,
      apply: (tr): Moved => {
        if (isFromElsewhere(tr)) return null;
        return tr.docChanged ? "typed" : tr.selectionSet ? "moved" : null;
      },
    },
    props: {
      // The one who scrolls is below.
      handleScrollToSelection: (view) => page() !== null && !(view.state.selection instanceof NodeSelection),
      handleDOMEvents: {
        mousedown: () => void (hand = "pressed"),
        keydown: () => void (hand = hand === "pressed" ? hand : "keys"),
      },
    },
    view(view) {
      const { ownerDocument } = view.dom;
      // A drag of the text itself ends without a mouseup.
      for (const end of ["mouseup", "dragend"]) ownerDocument.addEventListener(end, release, true);
      return {
        update(view, before) {
          const scroller = page();
          if (!scroller || view.state === before) return;
          const moved = key.getState(view.state);
          const follows = hand === "keys" ? moved !== null : hand === "pointer" && moved === "typed";
          if (follows) followCursor(view, scroller);
        },
        destroy() {
          for (const end of ["mouseup", "dragend"]) ownerDocument.removeEventListener(end, release, true);
        },
      };
    },
  });
}
