/** What stands beside the text, one at a time: beside it where there is room; over it, when asked for, where there is none. */
import { ROOMY } from "../styles/sizes";

/** What stands there while nothing else was asked for. */
export const USUAL = "details";
/** The page as it will go out. */
export const PREVIEW = "preview";

export class Rail {
  private readonly roomy = matchMedia(ROOMY);
  private wide = $state(this.roomy.matches);
  /** In focus mode nothing stands beside the text. */
  alone = $state(false);
  /** What was asked for instead of the usual. */
  panel = $state<string | null>(null);
  /** Which of what it lists is to be at hand, by its id. */
  wants = $state<string | null>(null);
  /** Whether a person asked for the usual, or for nothing; until they do, it is there where there is room. */
  private wanted = $state<boolean | null>(null);

  /** Beside a story without a word nothing stands until it is asked for. */
  folded = $state(false);

  readonly beside = $derived(this.wide && !this.alone);
  readonly shown = $derived(this.panel ?? ((this.wanted ?? (this.beside && !this.folded)) ? USUAL : null));

  /** Whether it lies over the text. */
  get over(): boolean {
    return this.shown !== null && !this.beside;
  }

  /** Listens to the size of the window; returns how it ends. */
  listen(): () => void {
    const changed = () => {
      this.wide = this.roomy.matches;
      this.wanted = null;
    };
    this.roomy.addEventListener("change", changed);
    return () => this.roomy.removeEventListener("change", changed);
  }

  show(panel: string, wants: string | null = null): void {
    this.wants = wants;
    this.panel = panel === USUAL ? null : panel;
    if (panel === USUAL) this.wanted = true;
  }

  hide(panel: string): void {
    if (this.shown !== panel) return;
    if (panel === USUAL) this.wanted = false;
    else this.panel = null;
  }

  switch(panel: string): void {
    if (this.shown === panel) this.hide(panel);
    else this.show(panel);
  }

  /** The usual, as it is where nobody has asked for it. */
  rest(): void {
    this.wanted = null;
  }
}
