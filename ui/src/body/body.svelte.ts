/**
 * The body of the open story, for whoever does something to it from elsewhere on the screen. There is one way in, and it
 * waits until the word that is being composed is whole: a button, a picture or a code in the middle of a Telex word would
 * tear it. Parts register what they add to the editor.
 */
import type { Command, Plugin, Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { untrack } from "svelte";

/** What a part adds to the editor. */
export interface BodyPart {
  /** Who is asked first about a key or a paste: the lowest. */
  order: number;
  plugins: readonly Plugin[];
}

export class Body {
  /** Null while the body is not on the screen. */
  view = $state.raw<EditorView | null>(null);
  private parts: readonly BodyPart[] = [];
  private listeners: readonly ((tr: Transaction) => void)[] = [];

  /** The editor has come; returns how it goes. */
  attach(view: EditorView): () => void {
    this.view = view;
    return () => (this.view = null);
  }

  /** Returns how it is taken back. */
  register(part: BodyPart): () => void {
    this.arrange([...this.parts, part]);
    return () => this.arrange(this.parts.filter((other) => other !== part));
  }

  get plugins(): Plugin[] {
    return this.parts.flatMap(({ plugins }) => plugins);
  }

  private arrange(parts: BodyPart[]): void {
    this.parts = parts.sort((one, other) => one.order - other.order);
    // What a word that is being composed stands in is not made anew around it.
    void this.whenComposed((view) => view.updateState(view.state.reconfigure({ plugins: this.plugins })));
  }

  /** Returns how it is taken back. */
  listen(callback: (tr: Transaction) => void): () => void {
    this.listeners = [...this.listeners, callback];
    return () => (this.listeners = this.listeners.filter((other) => other !== callback));
  }

  changed(tr: Transaction): void {
    for (const callback of this.listeners) callback(tr);
  }

  /** The one way in. Answers whether the command had something to do, once no word is being composed any more. */
  run(command: Command): boolean | Promise<boolean> {
    return this.whenComposed((view) => command(view.state, view.dispatch, view)) ?? false;
  }

  focus(): void {
    untrack(() => this.view)?.focus();
  }

  /** Undefined where the body is not on the screen. */
  whenComposed<T>(work: (view: EditorView) => T): T | Promise<T> | undefined {
    // Whoever does something to the body does not live and die with it.
    const view = untrack(() => this.view);
    return view ? whenComposed(view, () => work(view)) : undefined;
  }
}

/** Does it at once, or when the word that is being composed is whole: nothing is put in beneath an input method. */
export function whenComposed<T>(view: EditorView, work: () => T): T | Promise<T> {
  if (!view.composing) return work();
  return new Promise<T>((resolve) => {
    // After the editor's own listener, which reads the composed word from the page.
    const composed = () =>
      setTimeout(() => {
        if (!view.isDestroyed) resolve(work());
      });
    view.dom.addEventListener("compositionend", composed, { once: true });
  });
}
