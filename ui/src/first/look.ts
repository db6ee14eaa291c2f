/**
 * How the window looked when it was left, so that the next start shows it at once: the story with the cursor in it, before
 * a script of the app has been read. It is shown only where the story is still what it was then (Rust says so with the
 * page, `datelineLast`), and gives way to the real screen in one stroke.
 *
 * It lies in the web view's own storage; losing it costs a fifth of a second.
 */
export interface Look {
  story: string;
  revision: number;
  html: string;
  /** Attributes of the root: language, theme. */
  root: [string, string][];
  /** What is scrolled, and how far. */
  scrolled: [Path, number][];
  cursor: Cursor | null;
}

/** Which child element to take, again and again, from the app's down: empty texts and comments are not written down. */
type Path = number[];

/** An element, and how many letters of its text stand before. */
type Point = [Path, number];

export type Cursor =
  | { in: "box"; box: Path; start: number; end: number }
  | { in: "text"; host: Path; anchor: Point; head: Point };

const KEY = "dateline.look";
/** A longer story is not worth the reading and writing. */
export const MOST_KEPT = 400_000;
/** A page of ours has no inline styles; this is how those that scripts gave are carried over. */
const STYLE = "data-style";
/** What stands beside the words is left blank: laying out its boxes takes longer than laying out the story. */
const BESIDE = "aside";

/** Keeps how it looks now, instead of what was kept before. */
export function keepLook(app: HTMLElement, story: string, revision: number): void {
  const look = JSON.stringify(lookOf(app, story, revision));
  try {
    if (look.length > MOST_KEPT) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, look);
  } catch {
    // Full or forbidden: the next start is a little slower.
  }
}

/** Null where another story was kept, or another state of it. */
export function recallLook(story: string, revision: number): Look | null {
  const look = keptLook(story);
  return look?.revision === revision ? look : null;
}

/** Whatever state of the story it shows. */
export function keptLook(story: string): Look | null {
  try {
    const look = JSON.parse(localStorage.getItem(KEY) ?? "null") as Look | null;
    return look?.story === story && typeof look.html === "string" ? look : null;
  } catch {
    return null;
  }
}

/** Its language and theme. What is painted before the words has the right paper with it. */
export function dressRoot(look: Look): void {
  for (const [name, value] of look.root) document.documentElement.setAttribute(name, value);
}

export function showLook(app: HTMLElement, look: Look): void {
  app.innerHTML = look.html;
  for (const styled of app.querySelectorAll<HTMLElement>(`[${STYLE}]`)) {
    styled.style.cssText = styled.getAttribute(STYLE) ?? "";
  }
  for (const [path, top] of look.scrolled) {
    const scroller = at(app, path);
    if (scroller instanceof HTMLElement) scroller.scrollTop = top;
  }
  if (look.cursor) putCursor(app, look.cursor);
}

function lookOf(app: HTMLElement, story: string, revision: number): Look {
  const root = [...document.documentElement.attributes].map(({ name, value }): [string, string] => [
    name,
    value,
  ]);
  const scrolled: Look["scrolled"] = [];
  const shown = document.createElement("div");
  copyInto(shown, app, [], scrolled);
  return { story, revision, html: shown.innerHTML, root, scrolled, cursor: cursorIn(app) };
}

/** Copies what an element holds: where it is in sight as it is, else only the room that it takes. */
function copyInto(copy: Element, original: Element, path: Path, scrolled: Look["scrolled"]): void {
  if (original.scrollTop > 0) scrolled.push([path, original.scrollTop]);
  let nth = 0;
  for (const node of original.childNodes) {
    if (node instanceof Text) copy.append(node.data);
    if (!(node instanceof Element)) continue;
    const child = copy.appendChild(node.cloneNode() as Element);
    const childPath = [...path, nth++];
    // Nobody is to take it for the real one.
    child.removeAttribute("data-testid");
    // The style in which it stands now must outlast a policy without inline styles.
    const style = [child.getAttribute("style") ?? ""];
    child.removeAttribute("style");
    if (node instanceof HTMLTextAreaElement) child.textContent = node.value;
    else if (node instanceof HTMLInputElement) child.setAttribute("value", node.value);
    else if (isOutOfSight(node)) style.push(`block-size: ${node.getBoundingClientRect().height}px`);
    else if (!node.matches(BESIDE)) copyInto(child, node, childPath, scrolled);
    const kept = style.filter(Boolean).join(";");
    if (kept) child.setAttribute(STYLE, kept);
  }
}

/**
 * What holds the cursor, or takes no room of its own, is not; nor is what a higher window would show, as the next one may
 * be as high as the screen.
 */
function isOutOfSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  if (top === bottom || (bottom > 0 && top < screen.height)) return false;
  return !element.contains(document.activeElement) && !element.contains(getSelection()?.focusNode ?? null);
}

/** Where the cursor stands; null where it is in no text. */
export function cursorIn(app: HTMLElement): Cursor | null {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !app.contains(focused)) return null;
  if (focused instanceof HTMLTextAreaElement) {
    const { selectionStart: start, selectionEnd: end } = focused;
    return { in: "box", box: pathOf(app, focused), start, end };
  }
  const selection = getSelection();
  const { anchorNode, focusNode } = selection ?? {};
  if (!focused.isContentEditable || !selection || !anchorNode || !focusNode) return null;
  if (!focused.contains(anchorNode) || !focused.contains(focusNode)) return null;
  return {
    in: "text",
    host: pathOf(app, focused),
    anchor: pointOf(app, anchorNode, selection.anchorOffset),
    head: pointOf(app, focusNode, selection.focusOffset),
  };
}

/** The same place in a page that is built alike. Does nothing where that is not there. */
export function putCursor(app: HTMLElement, cursor: Cursor): void {
  if (cursor.in === "box") {
    const box = at(app, cursor.box);
    if (!(box instanceof HTMLTextAreaElement)) return;
    box.focus({ preventScroll: true });
    box.setSelectionRange(cursor.start, cursor.end);
    return;
  }
  const host = at(app, cursor.host);
  const [anchor, head] = [cursor.anchor, cursor.head].map((point) => nodeAt(app, point));
  if (!(host instanceof HTMLElement) || !anchor || !head) return;
  host.focus({ preventScroll: true });
  getSelection()?.setBaseAndExtent(...anchor, ...head);
}

function pointOf(app: Element, node: Node, offset: number): Point {
  const element = node instanceof Element ? node : node.parentElement!;
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(node, offset);
  return [pathOf(app, element), before.toString().length];
}

/** The place in the text node that it falls into; the element itself where it has no text. */
function nodeAt(app: Element, [path, letters]: Point): [Node, number] | null {
  const element = at(app, path);
  if (!element) return null;
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = letters;
  let last: [Node, number] = [element, 0];
  while (texts.nextNode()) {
    const length = texts.currentNode.textContent?.length ?? 0;
    if (left <= length) return [texts.currentNode, left];
    left -= length;
    last = [texts.currentNode, length];
  }
  return last;
}

function pathOf(app: Element, element: Element): Path {
  const path: Path = [];
  for (let here = element; here !== app && here.parentElement; here = here.parentElement) {
    path.unshift([...here.parentElement.children].indexOf(here));
  }
  return path;
}

function at(app: Element, path: Path): Element | null {
  let here: Element | null = app;
  for (const nth of path) here = here?.children[nth] ?? null;
  return here;
}
