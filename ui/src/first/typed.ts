/**
 * What is typed on the look of the window, before there is a real one: taken down key by key, and typed again where it
 * belongs. Only a word that is being composed is shown meanwhile; what comes after it waits until it is done.
 */
interface Key {
  /** As `beforeinput` names it. */
  type: string;
  data: string | null;
  /** What was pasted, by its type: the clipboard may hold something else by then. */
  pasted?: Record<string, string>;
}

/** What a person does with keys that change a text, as the page's own commands. */
const COMMANDS: Record<string, string> = {
  insertText: "insertText",
  insertParagraph: "insertParagraph",
  insertLineBreak: "insertParagraph",
  deleteContentBackward: "delete",
  deleteContentForward: "forwardDelete",
};

/** What takes away more than a letter: how far it reaches. */
const STRETCHES: Record<string, [way: "backward" | "forward", far: string]> = {
  deleteWordBackward: ["backward", "word"],
  deleteWordForward: ["forward", "word"],
  deleteSoftLineBackward: ["backward", "lineboundary"],
  deleteSoftLineForward: ["forward", "lineboundary"],
  deleteHardLineBackward: ["backward", "lineboundary"],
  deleteHardLineForward: ["forward", "lineboundary"],
};

const PASTED = ["text/html", "text/plain"];

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
    // Taken whole: what `beforeinput` tells of it depends on where it goes.
    hear("paste", (event) => {
      event.preventDefault();
      const pasted = Object.fromEntries(
        PASTED.map((type) => [type, event.clipboardData?.getData(type) ?? ""]).filter(([, data]) => data),
      ) as Record<string, string>;
      this.keys.push({ type: "paste", data: null, pasted });
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
    for (const { type, data, pasted } of this.keys) {
      const command = COMMANDS[type];
      const stretch = STRETCHES[type];
      if (pasted) paste(pasted);
      else if (stretch) takeAway(...stretch);
      else if (command) document.execCommand(command, false, data ?? undefined);
    }
  }
}

function takeAway(way: string, far: string): void {
  const selection = getSelection();
  if (selection?.isCollapsed) selection.modify("extend", way, far);
  document.execCommand("delete");
}

/** As the web view would: first whoever is there is asked, and words go in where nobody else takes them. */
function paste(pasted: Record<string, string>): void {
  const clipboardData = new DataTransfer();
  for (const [type, data] of Object.entries(pasted)) clipboardData.setData(type, data);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  const untaken = document.activeElement?.dispatchEvent(event);
  if (untaken && pasted["text/plain"]) document.execCommand("insertText", false, pasted["text/plain"]);
}
