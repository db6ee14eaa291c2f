/**
 * What Word writes in ways of its own. WebKit hands a page none of Word's own properties, so what they say is
 * read from classes and ids as well.
 */
import type { Style } from "./style";

/** Word's lists are paragraphs that begin with a painted sign: “·” in a font of symbols, “1.”, “a)”. */
const NUMBER = /^\(?(\d{1,3}|[a-z]{1,4})[.)]/i;
/** The sign and the spaces behind it, where nothing marks them as a sign. */
const SIGN = /^\s*([·•▪◦§o\uf0b7\uf0a7-]|\(?(?:\d{1,3}|[a-z]{1,4})[.)])[\s\u00a0]{2,}/i;

export function isListSign(style: Style): boolean {
  return style.get("mso-list") === "ignore";
}

/** What the sign of a paragraph in a list says, and which list that is. */
export interface WordItem {
  sign: string;
  ordered: boolean;
  list: string;
}

/** Which list a paragraph of Word's is an item of. A sign that nothing marks is taken out of it. */
export function wordListItem(paragraph: Element, style: Style): WordItem | null {
  const list = style.get("mso-list");
  if (list === undefined) return unmarkedListItem(paragraph);
  if (!/\blfo\d/.test(list)) return null;
  const marked = [...paragraph.querySelectorAll("[style]")].find((inner) =>
    /mso-list\s*:\s*ignore/i.test(inner.getAttribute("style") ?? ""),
  );
  if (marked) return itemWith((marked.textContent ?? "").trim(), list);
  return takenSign(paragraph, list) ?? itemWith("", list);
}

function itemWith(sign: string, list: string): WordItem {
  return { sign, ordered: NUMBER.test(sign), list };
}

/** The style of a list is also chosen for its indent alone: only with a sign is it a list. */
function unmarkedListItem(paragraph: Element): WordItem | null {
  const named = /^MsoList(Paragraph|Bullet|Number)/.test(paragraph.getAttribute("class") ?? "");
  return named ? takenSign(paragraph, "") : null;
}

function takenSign(paragraph: Element, list: string): WordItem | null {
  const sign = SIGN.exec(paragraph.textContent ?? "");
  if (!sign) return null;
  cutFront(paragraph, sign[0].length);
  return itemWith(sign[1] ?? "", list);
}

function cutFront(element: Element, length: number): void {
  const texts = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let left = length; left > 0 && texts.nextNode();) {
    const text = texts.currentNode as Text;
    const cut = Math.min(left, text.data.length);
    text.data = text.data.slice(cut);
    left -= cut;
  }
}

/** Paragraphs that are headings or quotations by the name of their style alone. */
export function wordKind(paragraph: Element): "title" | "quote" | null {
  const name = paragraph.getAttribute("class") ?? "";
  if (/^MsoTitle/.test(name)) return "title";
  return /^Mso(Intense)?Quote/.test(name) ? "quote" : null;
}

/** The list of comments behind the text, and what points to it. */
export function isWordComment(element: Element, style: Style): boolean {
  return (
    style.get("mso-element") === "comment-list" ||
    style.get("mso-element") === "comment" ||
    /\b(MsoCommentReference|msocomanchor|msocomtxt)\b/i.test(element.getAttribute("class") ?? "")
  );
}

export function commentsIn(element: Element, style: Style): number {
  if (style.get("mso-element") === "comment" || element.classList.contains("msocomtxt")) return 1;
  if (style.get("mso-element") !== "comment-list") return 0;
  const each = element.querySelectorAll('[style*="mso-element:comment"]:not([style*="comment-list"])');
  return Math.max(1, each.length);
}

/** A footnote or an endnote of Word or Writer, with its number and text. */
export function isFootnote(element: Element, style: Style): boolean {
  return (
    /^(footnote|endnote)$/.test(style.get("mso-element") ?? "") ||
    /^(sd(foot|end)note|ftn|edn)\d+$/.test(element.getAttribute("id") ?? "")
  );
}

/** The number that begins a note of Writer's, set close to its text. */
export function isNoteNumber(element: Element): boolean {
  return /^sd(foot|end)notesym$/.test(element.getAttribute("class") ?? "");
}
