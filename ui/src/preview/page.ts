/**
 * The page of a story as Rust writes it, put into a frame: pictures have addresses of this window, links lead nowhere, and
 * what is shown already stays while only what differs is exchanged, so that nothing flickers under whoever types.
 */

/** As Rust names a picture whose sizes are not made yet. */
const PICTURE = /^picture:([0-9a-f]{64}|[\w-]*)$/;
/** A page shows a picture this wide at most. */
const WIDTH = 1280;

export type AddressOf = (sha256: string, width: number) => string;

/** The page as it may be shown here. */
export function pageOf(html: string, addressOf: AddressOf): Document {
  const page = new DOMParser().parseFromString(html, "text/html");
  // The data for search engines, and what else a page tells machines, is nothing to see.
  for (const unseen of page.querySelectorAll("script, meta, link, source")) unseen.remove();
  for (const link of page.querySelectorAll("a[href]")) link.removeAttribute("href");
  for (const image of page.querySelectorAll("img")) {
    const sha256 = PICTURE.exec(image.getAttribute("src") ?? "")?.[1];
    image.removeAttribute("srcset");
    image.removeAttribute("sizes");
    if (sha256) image.setAttribute("src", new URL(addressOf(sha256, WIDTH), location.href).href);
    else image.removeAttribute("src");
  }
  return page;
}

/** What the style of the page leaves to a reader's window. */
const OURS = `
html { overflow: hidden }
.draft { position: static }
a { text-decoration-line: underline }
figure img { max-height: 36rem; background: color-mix(in srgb, currentColor 8%, transparent) }
`;

/** What a frame begins with. Without the first word it would be laid out as in the last century. */
export const EMPTY = "<!DOCTYPE html><html><head><title></title></head><body></body></html>";

export function show(inside: Document, page: Document): void {
  const { documentElement: html } = inside;
  html.lang = page.documentElement.lang;
  inside.title = page.title;
  dress(inside, (page.querySelector("style")?.textContent ?? "") + OURS);
  exchange(inside.body, page.body);
}

const worn = new WeakMap<Document, string>();

/** The page's policy takes no style that is written into it: a sheet of our own is none. */
function dress(inside: Document, style: string): void {
  const Sheet = (inside.defaultView as (Window & { CSSStyleSheet?: typeof CSSStyleSheet }) | null)
    ?.CSSStyleSheet;
  if (!Sheet || worn.get(inside) === style) return;
  worn.set(inside, style);
  const sheet = new Sheet();
  sheet.replaceSync(style);
  inside.adoptedStyleSheets = [sheet];
}

/** What is taken apart to see which of its children differ; anything else is exchanged whole. */
const ROOMS = new Set([
  "BODY",
  "MAIN",
  "ARTICLE",
  "HEADER",
  "DIV",
  "ASIDE",
  "FOOTER",
  "UL",
  "OL",
  "BLOCKQUOTE",
  "FIGURE",
]);

function exchange(there: Element, wanted: Element): void {
  const [now, next] = [[...there.childNodes], [...wanted.childNodes]];
  const least = Math.min(now.length, next.length);
  let [first, last] = [0, 0];
  while (first < least && now[first]!.isEqualNode(next[first]!)) first++;
  while (last < least - first && now.at(-1 - last)!.isEqualNode(next.at(-1 - last)!)) last++;
  const [gone, come] = [now.slice(first, now.length - last), next.slice(first, next.length - last)];
  const behind = now[now.length - last] ?? null;
  come.forEach((node, at) => {
    const old = gone[at];
    if (old instanceof Object && isRoom(old) && isRoom(node) && old.nodeName === node.nodeName)
      exchange(old as Element, node as Element);
    else {
      const put = there.ownerDocument.importNode(node, true);
      if (old) there.replaceChild(put, old);
      else there.insertBefore(put, behind);
    }
  });
  for (const old of gone.slice(come.length)) there.removeChild(old);
}

const isRoom = ({ nodeName }: Node): boolean => ROOMS.has(nodeName);

const LEAVES = ["p", "h2", "h3", "figure", "blockquote > p", "ul > li", "ol > li"]
  .map((one) => `.body > ${one}`)
  .join();

/** The elements that the blocks of the body have become, in its order; one without words has none. */
export const leavesOf = (inside: Document): HTMLElement[] => [
  ...inside.querySelectorAll<HTMLElement>(LEAVES),
];
