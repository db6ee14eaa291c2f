/** A photo in the body: the picture with its caption fields, mounted where the editor keeps the block. */
import type { Node } from "prosemirror-model";
import type { EditorView, NodeView } from "prosemirror-view";
import { mount, unmount } from "svelte";

import PhotoFigure from "../photos/PhotoFigure.svelte";
import type { StorySession } from "../story/session.svelte";
import { moveBlock, removeBlock } from "./commands";

export function photoView(session: StorySession) {
  return (node: Node, view: EditorView, getPos: () => number | undefined): NodeView => {
    const dom = document.createElement("div");
    dom.className = "photo-block";
    const shown = $state({ id: node.attrs.photo as string, selected: false });

    const run = (command: (at: number) => ReturnType<typeof removeBlock>): void => {
      const at = getPos();
      if (at !== undefined) command(at)(view.state, view.dispatch, view);
    };
    const focusCaption = (id: string): void => {
      view.dom.querySelector<HTMLElement>(`[data-testid="caption-${CSS.escape(id)}"]`)?.focus();
    };
    const figure = mount(PhotoFigure, {
      target: dom,
      props: {
        session,
        shown,
        onmove: (by: -1 | 1) => {
          const way = `[data-testid="figure-${CSS.escape(shown.id)}"] [data-way=${by < 0 ? "up" : "down"}]`;
          run((at) => moveBlock(at, by));
          // The picture is drawn anew where it went, and whoever moves it by key wants to go on.
          view.dom.querySelector<HTMLElement>(way)?.focus();
        },
        onremove: () => run(removeBlock),
        onleave: () => {
          const at = getPos();
          if (at === undefined) return;
          const next = view.state.doc.nodeAt(at + node.nodeSize);
          // Where pictures stand in a row, one is captioned after the other.
          if (next?.type === node.type) focusCaption(next.attrs.photo as string);
          else session.writeAfter?.(at + node.nodeSize);
        },
      },
    });

    return {
      dom,
      update(next) {
        if (next.type !== node.type) return false;
        node = next;
        shown.id = next.attrs.photo as string;
        return true;
      },
      selectNode: () => (shown.selected = true),
      deselectNode: () => (shown.selected = false),
      // What happens in a caption is the caption's business; the picture itself is the editor's to select.
      stopEvent: (event) =>
        event.target instanceof Element && event.target.closest("[data-editor-sees]") === null,
      ignoreMutation: () => true,
      destroy: () => void unmount(figure),
    };
  };
}
