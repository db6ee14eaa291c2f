/**
 * What can be done now, and one ear for the keys. Each part of the window offers what it can do and lies on a layer: the
 * highest that knows a key answers it, so one Escape leaves one thing, whatever lies over what. The palette and the sheet
 * of keys read the same offers.
 */
import { type Action, type Commands, type Scope, SHORTCUTS, belongsTo } from "./shortcuts";

/** From below. What was offered later lies over the others of its layer. */
const LAYERS = ["window", "screen", "surface", "mode", "bar", "rail", "card", "menu", "sheet"] as const;
type Layer = (typeof LAYERS)[number];

export interface CommandSet {
  /** Whose keys it answers to; to Escape it may always. */
  scopes: readonly Scope[];
  layer: Layer;
  /** Whether it can be used now. */
  when?: () => boolean;
  /** Where the keyboard must be for its keys: those of a list are bare letters. The palette asks for no place. */
  within?: (target: Element) => boolean;
  /** What lies below hears no key. */
  covers?: boolean;
  commands: () => Commands;
}

export class CommandList {
  private sets: readonly CommandSet[] = [];

  /** Returns how it is taken back. */
  offer(set: CommandSet): () => void {
    this.sets = [...this.sets, set];
    return () => (this.sets = this.sets.filter((other) => other !== set));
  }

  /** The highest first. */
  private standing(): CommandSet[] {
    const depth = ({ layer }: CommandSet) => LAYERS.indexOf(layer);
    return [...this.sets]
      .reverse()
      .filter(({ when }) => when?.() !== false)
      .sort((one, other) => depth(other) - depth(one));
  }

  /** Everything that makes sense on the screen as it is, whatever sheet lies over it. */
  all(): Commands {
    return Object.assign(
      {},
      ...this.standing()
        .reverse()
        .map((set) => set.commands()),
    ) as Commands;
  }

  /** Does what a button stands for; false where nobody can. */
  run(action: Action): boolean {
    const act = this.standing()
      .map((set) => set.commands()[action])
      .find((act) => act !== undefined);
    act?.();
    return act !== undefined;
  }

  /** Carries out what a key stands for. A key that somebody else has answered, or that composes a word, is left alone. */
  heard(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const meant = SHORTCUTS.filter((shortcut) => belongsTo(event, shortcut));
    if (meant.length === 0) return;
    const target = event.target instanceof Element ? event.target : document.body;
    for (const set of this.standing()) {
      const act = set.within?.(target) === false ? undefined : answer(set, meant);
      if (act) {
        event.preventDefault();
        act();
        return;
      }
      if (set.covers) break;
    }
    // Nor does the web view's own search look through the page.
    if (meant.some(({ action }) => SEARCHES.includes(action))) event.preventDefault();
  }
}

const SEARCHES: readonly Action[] = ["find", "find_here", "find_photos", "find_next", "find_previous"];

function answer(
  set: CommandSet,
  meant: readonly { action: Action; scope: Scope }[],
): (() => void) | undefined {
  const known = meant.filter(({ action, scope }) => set.scopes.includes(scope) || action === "escape");
  if (known.length === 0) return undefined;
  const commands = set.commands();
  return known.map(({ action }) => commands[action]).find((act) => act !== undefined);
}
