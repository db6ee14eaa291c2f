/**
 * A clipboard's HTML as blocks of ours: every word that was seen, in its order, and the structure that a body
 * has; never its scripts, pictures or styles. The HTML is parsed into a document that runs and loads nothing,
 * is only read, and never becomes part of the page.
 */
import type { Node as BodyNode } from "prosemirror-model";

import { BLOCKS, EMBEDS, FORMS, IMAGES, SILENT } from "./elements";
import { Budget, LIMITS, type Limits, TooMuch } from "./limits";
import { ClassFonts, PLAIN, fontOf } from "./fonts";
import { isInner, safeHref } from "./links";
import { labelsOf } from "./numbers";
import { type Report, countKept, emptyReport } from "./report";
import { type Kind, type Look, Row } from "./row";
import { type Style, boldIn, isHidden, isStruck, italicIn, keepsLines, styleOf } from "./style";
import { type Edges, edgesOf, raised } from "./text";
import {
  commentsIn,
  isFootnote,
  isListSign,
  isNoteNumber,
  isWordComment,
  wordKind,
  type WordItem,
  wordListItem,
} from "./word";

export interface Cleaned {
  blocks: BodyNode[];
  /** Where it is a piece of a line, and no block. */
  edges: Edges | null;
  report: Report;
}

/** What is known of the place in the HTML. */
interface Here extends Look {
  depth: number;
  kind: Kind;
  /** The list item around it, whose first words alone have the bullet. */
  item: { begun: boolean; label?: string } | null;
  ordered: boolean;
  keepsLines: boolean;
  struck: boolean;
  raised: boolean;
  table: { cells: number } | null;
}

/** Characters that are parsed between two looks at the clock. */
const BIT = 65_536;

const START: Here = {
  depth: 0,
  kind: { type: "paragraph" },
  item: null,
  ordered: false,
  keepsLines: false,
  struck: false,
  raised: false,
  table: null,
  bold: false,
  italic: false,
  href: null,
  font: PLAIN,
};

/** What parts lines wherever it comes from: a soft break of Word's, breaks of old computers and of Unicode. */
const ODD_BREAK = /[\v\u0085\u2028\u2029]/;

/** `hasPhoto` tells whether a photo belongs to the story. Throws `TooMuch`. */
export function clean(html: string, hasPhoto: (id: string) => boolean, limits: Limits = LIMITS): Cleaned {
  const words = withoutPictures(html);
  if (words.length > limits.html) throw new TooMuch();
  try {
    const budget = new Budget(limits);
    return read(parsed(words, budget), hasPhoto, budget);
  } catch (error) {
    // The stack may end before our own limit of depth.
    throw error instanceof RangeError ? new TooMuch() : error;
  }
}

/** Bit by bit: what is nested without end takes a parser minutes, and only between bits can it be stopped. */
function parsed(html: string, budget: Budget): HTMLElement {
  // A document without a window: it runs no script and loads nothing.
  const inert = document.implementation.createHTMLDocument("");
  inert.open();
  for (let at = 0; at < html.length; at += BIT) {
    inert.write(html.slice(at, at + BIT));
    budget.check();
  }
  inert.close();
  return inert.body;
}

function read(body: HTMLElement, hasPhoto: (id: string) => boolean, budget: Budget): Cleaned {
  const exact = body.querySelector("[data-pm-slice]") !== null;
  const sheets = [...body.ownerDocument.querySelectorAll("style")].map(
    ({ textContent }) => textContent ?? "",
  );
  const cleaner = new Cleaner(exact, hasPhoto, budget, new ClassFonts(exact ? [] : sheets));
  const font = cleaner.classes.of(body, "body") ?? PLAIN;
  cleaner.inside(body, { ...START, keepsLines: exact, font });
  const blocks = cleaner.row.blocks();
  const isTooMuch =
    blocks.length > LIMITS.blocks || blocks.some(({ content }) => content.size > LIMITS.block);
  if (isTooMuch) throw new TooMuch();
  countKept(cleaner.report, blocks);
  const edges = cleaner.hasBlocks || exact ? null : edgesOf(body.textContent ?? "");
  return { blocks, edges, report: cleaner.report };
}

/** Pictures written out as text would be most of the HTML, and none of it words. */
function withoutPictures(html: string): string {
  return html.replace(/(\ssrc\s*=\s*)(?:"data:[^"]*"|'data:[^']*')/gi, '$1""');
}

class Cleaner {
  readonly report = emptyReport();
  readonly row: Row;
  hasBlocks = false;
  /** The number that each of Word's lists would have next. */
  private readonly next = new Map<string, number>();
  /** Items whose numbers a body's list does not have. */
  private readonly labels = new WeakMap<Element, string>();

  constructor(
    private readonly exact: boolean,
    private readonly hasPhoto: (id: string) => boolean,
    private readonly budget: Budget,
    readonly classes: ClassFonts,
  ) {
    this.row = new Row(exact, this.report);
  }

  inside(parent: Element, here: Here): void {
    const deeper = { ...here, depth: here.depth + 1 };
    for (const node of parent.childNodes) {
      this.budget.spend(deeper.depth);
      if (node.nodeType === node.TEXT_NODE) this.text(node.nodeValue ?? "", deeper);
      else if (node.nodeType === node.ELEMENT_NODE) this.element(node as Element, deeper);
    }
  }

  private text(text: string, here: Here): void {
    if (this.exact) return this.row.text(text, here, () => this.kindOf(here));
    text.split(here.keepsLines ? /\r\n?|[\n\v\u0085\u2028\u2029]/ : ODD_BREAK).forEach((line, index) => {
      if (index > 0) this.lineBreak(here);
      this.row.text(line, here, () => this.kindOf(here));
    });
  }

  /** A body has no lines within a block: a line begins the next one, in a heading or an item it goes on. */
  private lineBreak(here: Here): void {
    if (here.kind.type === "heading" || here.kind.type === "list_item") {
      this.row.text(" ", here, () => this.kindOf(here));
    } else this.row.end();
  }

  private kindOf(here: Here): Kind {
    if (here.kind.type !== "list_item" || !here.item) return here.kind;
    if (here.item.begun) return { type: "paragraph" };
    here.item.begun = true;
    return here.item.label ? { type: "paragraph", label: here.item.label } : here.kind;
  }

  private element(element: Element, here: Here): void {
    const tag = element.localName.toLowerCase();
    if (SILENT.has(tag)) return;
    if (tag === "br") return this.lineBreak(here);
    const style = styleOf(element);
    if (this.isLeft(element, tag, style)) return;
    const inner = this.look(element, tag, style, here);
    if (BLOCKS.has(tag) || style.get("display") === "block") this.block(element, tag, style, inner);
    else this.inline(element, tag, style, inner);
  }

  /** Whether the element stays behind with all that is in it. What a person would miss is counted. */
  private isLeft(element: Element, tag: string, style: Style): boolean {
    const { removed } = this.report;
    if (isListSign(style)) return true;
    if (IMAGES.has(tag)) {
      if (!isHidden(element, style) && !isDot(element, style) && !isEmoji(element)) removed.images++;
      return !isEmoji(element);
    }
    if (EMBEDS.has(tag)) removed.embeds++;
    else if (FORMS.has(tag)) removed.forms += element.getAttribute("type") === "hidden" ? 0 : 1;
    else if (isWordComment(element, style)) removed.comments += commentsIn(element, style);
    else if (isHidden(element, style)) removed.hidden += hasWords(element) ? 1 : 0;
    else if (tag === "del" || /\bmsoDel\b/i.test(element.getAttribute("class") ?? "")) {
      removed.deleted += hasWords(element) ? 1 : 0;
    } else return false;
    return true;
  }

  private look(element: Element, tag: string, style: Style, here: Here): Here {
    const bold = boldIn(style) ?? (tag === "b" || tag === "strong" ? true : here.bold);
    const italic = italicIn(style) ?? (tag === "i" || tag === "em" ? true : here.italic);
    const struck = here.struck || /^(s|strike)$/.test(tag) || isStruck(style);
    if (struck && !here.struck && hasWords(element)) this.report.removed.struck++;
    const lines = tag === "pre" ? true : (keepsLines(style) ?? here.keepsLines);
    const href = tag === "a" ? this.href(element, here) : here.href;
    const font = fontOf(element, tag, style, this.classes) ?? here.font;
    return { ...here, bold, italic, struck, href, font, keepsLines: this.exact || lines };
  }

  private href(anchor: Element, here: Here): string | null {
    const written = anchor.getAttribute("href");
    if (written === null || isInner(written)) return here.href;
    const href = safeHref(written);
    if (href === null && hasWords(anchor)) this.report.removed.links++;
    return href;
  }

  private inline(element: Element, tag: string, style: Style, here: Here): void {
    const say = (text: string) => this.row.text(text, here, () => this.kindOf(here));
    if (tag === "img") return say(element.getAttribute("alt") ?? "");
    // WebKit writes a plain space beside a tag so.
    if (element.classList.contains("Apple-converted-space")) return say(" ");
    const isRaised = tag === "sup" || style.get("vertical-align") === "super";
    if (isRaised && !here.raised) {
      const number = raised(element.textContent ?? "");
      if (number) return say(number);
    }
    if (tag === "q") say("“");
    this.inside(element, { ...here, raised: here.raised || isRaised });
    if (tag === "q") say("”");
    if (isNoteNumber(element)) say(" ");
  }

  private block(element: Element, tag: string, style: Style, here: Here): void {
    this.hasBlocks = true;
    this.row.end();
    if (isFootnote(element, style)) this.report.footnotes++;
    const photo = tag === "figure" ? element.getAttribute("data-photo") : null;
    if (photo !== null) {
      if (this.hasPhoto(photo)) this.row.photo(photo);
      else this.report.removed.images++;
      return;
    }
    const table = tag === "table" ? { cells: 0 } : here.table;
    if (table && (tag === "td" || tag === "th")) table.cells++;
    const inner = { ...this.kind(element, tag, style, here), table };
    if (this.exact && isEmptyBlock(element, tag)) this.row.emptyBlock(this.kindOf(inner));
    this.inside(element, inner);
    this.row.end();
    // One cell is a frame around a text, and nobody's table.
    if (tag === "table" && table!.cells > 1) this.report.removed.tables++;
  }

  /** The place inside a block: what kind of block its text becomes. */
  private kind(element: Element, tag: string, style: Style, here: Here): Here {
    const heading = /^h([1-6])$/.exec(tag)?.[1] ?? headingRole(element);
    if (heading) return { ...here, kind: { type: "heading", level: Number(heading) } };
    if (tag === "ul" || tag === "ol") {
      if (tag === "ol" && !this.exact) {
        for (const [item, label] of labelsOf(element)) this.labels.set(item, label);
      }
      return { ...here, ordered: tag === "ol" };
    }
    if (tag === "li") return itemOf(here, here.ordered, this.labels.get(element));
    if (tag === "blockquote") return { ...here, kind: { type: "quote" }, item: null };
    if (tag !== "p") return here;
    const named = wordKind(element);
    if (named === "title") return { ...here, kind: { type: "heading", level: 1 } };
    if (named === "quote") return { ...here, kind: { type: "quote" } };
    const item = wordListItem(element, style);
    return item ? itemOf(here, item.ordered, this.labelOf(item)) : here;
  }

  /** A list of Word's counts from 1, or keeps its numbers as text. */
  private labelOf({ sign, ordered, list }: WordItem): string | undefined {
    if (!ordered) return undefined;
    const number = Number(/^\(?(\d{1,3})[.)]$/.exec(sign)?.[1] ?? NaN);
    const counts = number === 1 || number === this.next.get(list);
    this.next.set(list, counts ? number + 1 : NaN);
    return counts ? undefined : sign;
  }
}

function itemOf(here: Here, ordered: boolean, label?: string): Here {
  const item = label === undefined ? { begun: false } : { begun: false, label };
  return { ...here, kind: { type: "list_item", ordered }, item };
}

function headingRole(element: Element): string | null {
  return element.getAttribute("role") === "heading" ? (element.getAttribute("aria-level") ?? "2") : null;
}

function isEmptyBlock(element: Element, tag: string): boolean {
  return /^(p|h[1-6]|blockquote|li)$/.test(tag) && element.childNodes.length === 0;
}

function hasWords(element: Element): boolean {
  return /[\p{L}\p{N}]/u.test(element.textContent ?? "");
}

/** A picture of one point counts readers; it shows nothing. */
function isDot(image: Element, style: Style): boolean {
  const size = (name: string) => parseFloat(image.getAttribute(name) ?? style.get(name) ?? "");
  return size("width") <= 1 || size("height") <= 1;
}

/** A picture that stands for a sign: 😀. */
function isEmoji(image: Element): boolean {
  const alt = image.getAttribute("alt") ?? "";
  return (
    alt.length <= 12 && /^[\p{Extended_Pictographic}\p{Emoji_Component}]+$/u.test(alt) && !/^\d+$/.test(alt)
  );
}
