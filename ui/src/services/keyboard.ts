/**
 * The keyboard is never lost: where what had it goes away, is shut or hidden, or a click falls on nothing, it goes to the
 * nearest place that is left. What knows better has put it elsewhere by then; this is for all others.
 *
 * A place is a part of the page that a person would name: a sheet, a panel, a bar, the text. Within one the keyboard goes
 * where it was last, else to its home (`data-home`), else to the first that takes it; where nothing there does, to the
 * place around it.
 */
const PLACES =
  "dialog, [role=dialog], [role=listbox], [role=search], [role=status], aside, form, section, fieldset, nav, main, ul, ol, [data-surface]";
const TAKES = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]";
const REMEMBERED = 24;

export class Keyboard {
  /** What had the keyboard, the last first. */
  private had: HTMLElement[] = [];
  /** Where the last of them stood. */
  private path: HTMLElement[] = [];
  private waiting = false;

  /** From now on; returns how it ends. */
  keep(): () => void {
    const came = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement) this.came(target);
    };
    const left = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget === null) this.look();
    };
    const looks = () => this.look();
    document.addEventListener("focusin", came, true);
    document.addEventListener("focusout", left, true);
    document.addEventListener("pointerup", looks, true);
    document.addEventListener("keyup", looks, true);
    const watcher = new MutationObserver(looks);
    watcher.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["disabled", "hidden", "inert", "open"],
    });
    return () => {
      document.removeEventListener("focusin", came, true);
      document.removeEventListener("focusout", left, true);
      document.removeEventListener("pointerup", looks, true);
      document.removeEventListener("keyup", looks, true);
      watcher.disconnect();
    };
  }

  private came(element: HTMLElement): void {
    if (element === document.body) return;
    this.had = [element, ...this.had.filter((other) => other !== element && other.isConnected)].slice(
      0,
      REMEMBERED,
    );
    this.path = [];
    for (let up = element.parentElement; up; up = up.parentElement)
      if (up.matches(PLACES)) this.path.push(up);
  }

  /** Once all that follows from what was done is on the page. */
  private look(): void {
    if (this.waiting || !isLost()) return;
    this.waiting = true;
    setTimeout(() => {
      this.waiting = false;
      if (isLost() && !isSelecting()) this.bring();
    });
  }

  private bring(): void {
    const sheet = [...document.querySelectorAll<HTMLElement>("dialog[open]")].at(-1);
    const within = (place: HTMLElement) => !sheet || sheet.contains(place);
    const places = this.path.filter((place) => isThere(place) && within(place));
    for (const place of [...places, sheet ?? document.body]) {
      const last = this.had.find((element) => place.contains(element) && takesIt(element));
      const home = last ?? all(place, "[data-home]").find(takesIt) ?? all(place, TAKES).find(takesIt);
      if (!home) continue;
      home.focus({ preventScroll: true });
      if (!isLost()) return;
    }
  }
}

const all = (place: HTMLElement, which: string) => [...place.querySelectorAll<HTMLElement>(which)];

function isLost(): boolean {
  const { activeElement: at } = document;
  if (at === null || at === document.body || at === document.documentElement) return document.hasFocus();
  // A button that was shut keeps the keyboard, and answers no key.
  return at.matches(":disabled") || at.closest("[hidden], [inert]") !== null;
}

/** What a person marks on the page with the mouse, to copy it, stays marked. */
function isSelecting(): boolean {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed;
}

const isThere = (element: HTMLElement) =>
  element.isConnected && element.closest("[hidden], [inert]") === null;

function takesIt(element: HTMLElement): boolean {
  const isShut =
    element.matches(":disabled") ||
    element.tabIndex < 0 ||
    element.closest("details:not([open]) > :not(summary)");
  return isThere(element) && !isShut;
}
