/** A photo in the body: the picture with its caption fields, mounted where the editor keeps the block. */
import type { Node } from "prosemirror-model";
import { type Command, Plugin } from "prosemirror-state";
import type { EditorView, NodeView } from "prosemirror-view";
import { mount, unmount } from "svelte";

import { moveBlock, removeBlock, writeAfter } from "../body/blocks";
import type { Desk } from "../desk/desk.svelte";
import PhotoFigure from "./PhotoFigure.svelte";

export function picturesInText(desk: Desk): Plugin {
  return new Plugin({
    props: { nodeViews: { photo: (node, view, getPos) => photoView(desk, node, view, getPos) } },
  });
}

function photoView(desk: Desk, node: Node, view: EditorView, getPos: () => number | undefined): NodeView {
  const dom = document.createElement("div");
  dom.className = "photo-block";

  const run = (command: (at: number) => Command): boolean | Promise<boolean> => {
    const at = getPos();
    return at !== undefined && desk.story.body.run(command(at));
  };
  const focusCaption = (id: string): void => {
    view.dom.querySelector<HTMLElement>(`[data-testid="caption-${CSS.escape(id)}"]`)?.focus();
  };
  const shown = $state({ id: node.attrs.photo as string, selected: false });
  const figure = mount(PhotoFigure, {
    target: dom,
    props: {
      desk,
      shown,
      onmove: (by: -1 | 1) => {
        const moved = run((at) => moveBlock(at, by));
        // The picture is drawn anew where it went, and whoever moves it by key wants to go on.
        const way = `[data-testid="figure-${CSS.escape(shown.id)}"] [data-way="${by < 0 ? "up" : "down"}"]`;
        const follow = () => view.dom.querySelector<HTMLElement>(way)?.focus();
        if (moved instanceof Promise) void moved.then(follow);
        else follow();
      },
      onremove: () => void run(removeBlock),
      onleave: () => {
        const at = getPos();
        if (at === undefined) return;
        const next = view.state.doc.nodeAt(at + node.nodeSize);
        // Where pictures stand in a row, one is captioned after the other.
        if (next?.type === node.type) focusCaption(next.attrs.photo as string);
        else void desk.story.body.run(writeAfter(at + node.nodeSize));
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
}
