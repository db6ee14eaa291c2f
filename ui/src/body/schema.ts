/**
 * What a body may hold, as ProseMirror sees it: a flat row of blocks, one for each of Rust's. Lists and long
 * quotations are neighbours of one kind, drawn as one by the style sheet.
 */
import { type DOMOutputSpec, type Node, Schema } from "prosemirror-model";

import type { Suggested } from "../generated/Suggested";
import type { Touch } from "../generated/Touch";

/** What is proposed of the marker that begins a block; null where nothing is. A copy of the block proposes nothing. */
const begins = { begins: { default: null } };

/** How a block shows that it is only proposed, or proposed to be joined to the one before. */
function proposed(node: Node): Record<string, string> {
  const all = node.attrs.begins as Suggested[] | null;
  return all === null ? {} : { "data-begins": all.map(({ touch }) => touch).join(" ") };
}

const SAFE_LINK = /^(https?:|mailto:)/i;

export function isSafeLink(href: string): boolean {
  return SAFE_LINK.test(href.trim());
}

const ELEMENTS: Record<Touch, string> = { inserted: "ins", deleted: "del", formatted: "span" };

/** What an element on the page says that is proposed. */
export function suggestionOf({ dataset, classList }: HTMLElement): Suggested | false {
  const touch = (Object.keys(ELEMENTS) as Touch[]).find((one) => classList.contains(one));
  return dataset.suggestion && touch ? { suggestion: dataset.suggestion, touch } : false;
}

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: {
      group: "block",
      content: "text*",
      attrs: begins,
      parseDOM: [{ tag: "p" }],
      toDOM: (node): DOMOutputSpec => ["p", proposed(node), 0],
    },
    heading: {
      group: "block",
      content: "text*",
      defining: true,
      attrs: { level: { default: 1 }, ...begins },
      // The headline is the page's h1, so the body begins at h2.
      parseDOM: [
        { tag: "h1", attrs: { level: 1 } },
        { tag: "h2", attrs: { level: 1 } },
        { tag: "h3, h4, h5, h6", attrs: { level: 2 } },
      ],
      toDOM: (node): DOMOutputSpec => [node.attrs.level === 1 ? "h2" : "h3", proposed(node), 0],
    },
    quote: {
      group: "block",
      content: "text*",
      defining: true,
      attrs: begins,
      parseDOM: [{ tag: "blockquote p" }, { tag: "blockquote" }],
      toDOM: (node): DOMOutputSpec => ["blockquote", proposed(node), 0],
    },
    list_item: {
      group: "block",
      content: "text*",
      defining: true,
      attrs: { ordered: { default: false }, ...begins },
      parseDOM: [
        { tag: "ol > li", attrs: { ordered: true } },
        { tag: "li", attrs: { ordered: false } },
      ],
      toDOM: (node): DOMOutputSpec => [node.attrs.ordered ? "ol" : "ul", ["li", proposed(node), 0]],
    },
    photo: {
      group: "block",
      atom: true,
      draggable: true,
      attrs: { photo: {}, ...begins },
      parseDOM: [
        {
          tag: "figure[data-photo]",
          getAttrs: (dom) => ({ photo: dom.getAttribute("data-photo") }),
        },
      ],
      toDOM: (node): DOMOutputSpec => [
        "figure",
        { "data-photo": node.attrs.photo as string, ...proposed(node) },
      ],
    },
    text: {},
  },
  marks: {
    link: {
      attrs: { href: {} },
      // Typing at the end of a link leaves it.
      inclusive: false,
      parseDOM: [
        {
          tag: "a[href]",
          getAttrs: (dom) => {
            const href = dom.getAttribute("href") ?? "";
            return isSafeLink(href) ? { href } : false;
          },
        },
      ],
      toDOM: (mark): DOMOutputSpec => ["a", { href: mark.attrs.href as string, rel: "noreferrer" }, 0],
    },
    /** Words in another language than the story's, for those who read aloud or check spelling. */
    lang: {
      attrs: { lang: {} },
      inclusive: false,
      // Other programs put a language on every word they copy; only our own mark is taken over.
      parseDOM: [{ tag: "span[data-lang]", getAttrs: (dom) => ({ lang: dom.getAttribute("data-lang") }) }],
      toDOM: (mark): DOMOutputSpec => {
        const lang = mark.attrs.lang as string;
        return ["span", { lang, "data-lang": lang }, 0];
      },
    },
    /** What somebody proposes of words. Several may say something of the same ones; what is copied proposes nothing. */
    suggestion: {
      attrs: { suggestion: {}, touch: {} },
      inclusive: false,
      excludes: "",
      toDOM: (mark): DOMOutputSpec => {
        const { suggestion, touch } = mark.attrs as Suggested;
        return [ELEMENTS[touch], { class: `suggested ${touch}`, "data-suggestion": suggestion }, 0];
      },
    },
    bold: {
      parseDOM: [
        { tag: "strong" },
        // Google Docs wraps everything it copies in a <b> that is not bold.
        { tag: "b", getAttrs: (dom) => dom.style.fontWeight !== "normal" && null },
        { style: "font-weight", getAttrs: (value) => /^(bold(er)?|[6-9]\d\d)$/.test(value) && null },
      ],
      toDOM: (): DOMOutputSpec => ["strong", 0],
    },
    italic: {
      parseDOM: [{ tag: "em" }, { tag: "i" }, { style: "font-style=italic" }],
      toDOM: (): DOMOutputSpec => ["em", 0],
    },
  },
});
