/**
 * What is typed on the look of the window, before there is a real one: taken down key by key, and typed again where it
 * belongs. Only a word that is being composed is shown meanwhile; what comes after it waits until it is done.
 */
interface Key {
  /** As `beforeinput` names it. */
  type: string;
  data: string | null;
}

/** What a person does with keys that change a text, as the page's own commands. */
const COMMANDS: Record<string, string> = {
  insertText: "insertText",
  insertParagraph: "insertParagraph",
  insertLineBreak: "insertParagraph",
  deleteContentBackward: "delete",
  deleteContentForward: "forwardDelete",
};

export class Typed {
  private readonly keys: Key[] = [];
  private composing = false;
  private composed: (() => void) | null = null;
  private readonly stops: (() => void)[] = [];

  constructor(app: HTMLElement) {
    const hear = <K extends keyof HTMLElementEventMap>(
      name: K,
      take: (event: HTMLElementEventMap[K]) => void,
    ) => {
      app.addEventListener(name, take, { capture: true });
      this.stops.push(() => app.removeEventListener(name, take, { capture: true }));
    };
    hear("beforeinput", (event) => {
      if (this.composing || event.inputType.includes("Composition")) return;
      event.preventDefault();
      this.keys.push({ type: event.inputType, data: event.data });
    });
    hear("compositionstart", () => (this.composing = true));
    hear("compositionend", ({ data }) => {
      this.composing = false;
      if (data) this.keys.push({ type: "insertText", data });
      this.composed?.();
    });
  }

  /** Resolves once no word is being composed. */
  async settled(): Promise<void> {
    if (this.composing) await new Promise<void>((resolve) => (this.composed = resolve));
  }

  stop(): void {
    for (const stop of this.stops) stop();
  }

  /** Types it all again, where the cursor is now. */
  again(): void {
    for (const { type, data } of this.keys) {
      const command = COMMANDS[type];
      if (command) document.execCommand(command, false, data ?? undefined);
    }
  }
}
