/**
 * The menu of the right button, of the Menu key and of Shift+F10: ours everywhere, the web view's own nowhere. A part
 * offers one for a kind of element (`data-menu`); what surrounds that element adds its own below a line. Text boxes have
 * theirs without being asked.
 */
import { type Phrase, t } from "../strings/index.svelte";
import { actionName } from "./actions";
import { type Paster, pasteBy } from "./clipboard";
import type { CommandList } from "./commands";
import type { Notes } from "./notes.svelte";
import { type Action, SHORTCUTS, keysOf, shown } from "./shortcuts";

/** What no command of the app does. */
export interface Own {
  /** Unlike any other's of its menu. */
  name: string;
  words: string;
  key?: string;
  /** Null where it can't be done now. */
  does: (() => void) | null;
}

/** A command is shut where nobody offers it. */
export type Entry = Action | Own;

/** Answers which entries an element has now; none, and it has no menu. */
type Maker = (element: HTMLElement) => readonly Entry[];

export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Opened {
  at: Place;
  byKey: boolean;
  /** Parted by lines. */
  groups: readonly (readonly Own[])[];
}

interface Around {
  readonly commands: CommandList;
  readonly notes: Notes;
  readonly host: Paster;
}

const BOXES = "textarea, [contenteditable=true], input";
const NO_TEXT = ["checkbox", "radio", "button", "range", "file", "color", "submit", "reset"];

export class Menus {
  opened = $state.raw<Opened | null>(null);
  private makers: readonly { kind: string; make: Maker }[] = [];

  constructor(private readonly around: Around) {}

  /** For elements with this `data-menu`. Returns how it is taken back. */
  offer(kind: string, make: Maker): () => void {
    const offer = { kind, make };
    this.makers = [...this.makers, offer];
    return () => (this.makers = this.makers.filter((other) => other !== offer));
  }

  /** The right button was pressed, or the web view means to show its own menu at its key. */
  heard(event: MouseEvent): void {
    event.preventDefault();
    if (this.opened?.byKey || !(event.target instanceof Element)) return;
    this.open(event.target, { x: event.clientX, y: event.clientY, width: 0, height: 0 }, false);
  }

  /** Where the keyboard is. */
  openAtFocus(): void {
    const { activeElement: at } = document;
    if (at) this.open(at, placeOf(at), true);
  }

  /** Where a button stands that has a menu. */
  openAt(element: HTMLElement): void {
    this.open(element, element.getBoundingClientRect(), true);
  }

  close(): void {
    this.opened = null;
  }

  private open(target: Element, at: Place, byKey: boolean): void {
    const groups = this.groupsFor(target).filter((group) => group.length > 0);
    this.opened = groups.length > 0 ? { at, byKey, groups } : null;
  }

  private groupsFor(target: Element): Own[][] {
    const groups: Own[][] = [];
    for (let at: Element | null = target; at; at = at.parentElement) {
      if (!(at instanceof HTMLElement)) continue;
      const { menu } = at.dataset;
      const maker = menu && this.makers.findLast(({ kind }) => kind === menu);
      if (maker) groups.push(this.told(maker.make(at)));
      if (isTextBox(at)) groups.push(this.ofText(at));
    }
    return groups.length > 0 ? groups : [this.ofSelection(target)];
  }

  private told(entries: readonly Entry[]): Own[] {
    const offered = this.around.commands.all();
    return entries.map((entry) => {
      if (typeof entry !== "string") return entry;
      const shortcut = SHORTCUTS.find(({ action }) => action === entry);
      const does = offered[entry] ? () => void this.around.commands.run(entry) : null;
      return { name: entry, words: shortcut ? actionName(shortcut) : entry, does, ...keyOf(entry) };
    });
  }

  private ofText(box: HTMLElement): Own[] {
    const taken = isSelected(box);
    const mayWrite =
      !(box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) || !box.readOnly;
    const entry = (
      name: "cut" | "copy" | "paste" | "select_all",
      key: string,
      does: (() => void) | null,
    ) => ({
      name,
      words: t(`menu.${name}` as Phrase),
      key: shown(key),
      does,
    });
    const plain: Own = {
      name: "paste_plain",
      words: t("editor.paste_plain"),
      ...keyOf("paste_plain"),
      does: () => void this.paste(true),
    };
    return [
      entry("cut", "Mod-x", taken && mayWrite ? () => document.execCommand("cut") : null),
      entry("copy", "Mod-c", taken ? copy : null),
      entry("paste", "Mod-v", mayWrite ? () => void this.paste(false) : null),
      ...(box.isContentEditable ? [plain] : []),
      entry("select_all", "Mod-a", () => selectAll(box)),
    ];
  }

  /** What is marked on the page can be copied. */
  private ofSelection(target: Element): Own[] {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.containsNode(target, true)) return [];
    return [{ name: "copy", words: t("menu.copy"), key: shown("Mod-c"), does: copy }];
  }

  private async paste(asPlain: boolean): Promise<void> {
    if (await pasteBy(this.around.host, asPlain)) return;
    const key = asPlain ? (keyOf("paste_plain").key ?? "") : shown("Mod-v");
    this.around.notes.tell({ key: "paste", words: t("menu.paste_by_key", { key }) });
  }
}

function keyOf(action: Action): { key?: string } {
  const [key] = keysOf(action);
  return key ? { key: shown(key) } : {};
}

const copy = () => void document.execCommand("copy");

function isTextBox(element: HTMLElement): boolean {
  return element.matches(BOXES) && !(element instanceof HTMLInputElement && NO_TEXT.includes(element.type));
}

function isSelected(box: HTMLElement): boolean {
  if (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement)
    return box.selectionStart !== box.selectionEnd;
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed && box.contains(selection.anchorNode);
}

function selectAll(box: HTMLElement): void {
  if (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) box.select();
  else getSelection()?.selectAllChildren(box);
}

/** Of the cursor, where it stands in a text that tells. */
function placeOf(element: Element): Place {
  const selection = getSelection();
  if (element instanceof HTMLElement && element.isContentEditable && selection?.rangeCount) {
    const cursor = selection.getRangeAt(0).getBoundingClientRect();
    if (cursor.height > 0) return cursor;
  }
  return element.getBoundingClientRect();
}
