/** What keys and buttons do to the body. */
import { baseKeymap, chainCommands, setBlockType, splitBlockAs, toggleMark } from "prosemirror-commands";
import { undoInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { Attrs, Node, NodeType } from "prosemirror-model";
import { type Command, type EditorState, NodeSelection, type Plugin } from "prosemirror-state";

import type { Language } from "../generated/Language";
import { type Action, keysOf } from "../services/shortcuts";
import { beginsOf } from "../body/binding";
import { isOfKind } from "../body/blocks";
import { schema } from "../body/schema";

const { paragraph, heading, quote, list_item } = schema.nodes as Record<
  "paragraph" | "heading" | "quote" | "list_item",
  NodeType
>;
const { bold, italic, link, lang } = schema.marks;

/** The kind, or a paragraph where the block is of that kind already. */
function toggleBlock(type: NodeType, attrs: Attrs | null = null): Command {
  return (state, dispatch, view) =>
    isBlock(state, type, attrs)
      ? setBlockType(paragraph)(state, dispatch, view)
      : setBlockType(type, attrs)(state, dispatch, view);
}

export function isBlock(state: EditorState, type: NodeType, attrs: Attrs | null = null): boolean {
  return isOfKind(state.selection.$from.parent, type, attrs);
}

/** Whether somebody proposes that a block become another: then a key that would make it one goes on to what it does next. */
const isToBecome = (block: Node): boolean => beginsOf(block).some(({ touch }) => touch === "formatted");

/** Enter goes on with a list or a quotation; on an empty line of one it ends it. */
const enter: Command = chainCommands(
  (state, dispatch) => {
    const { $from, empty } = state.selection;
    const special =
      $from.parent.type === list_item || $from.parent.type === quote || $from.parent.type === heading;
    if (!empty || !special || $from.parent.content.size > 0 || isToBecome($from.parent)) return false;
    return setBlockType(paragraph)(state, dispatch);
  },
  splitBlockAs((node, atEnd) =>
    // The second is of the kind of the first, and nobody has proposed it.
    node.type === list_item || node.type === quote || !atEnd
      ? { type: node.type, attrs: { ...node.attrs, begins: null } }
      : null,
  ),
);

/** At the start of a heading, a quotation or a list item, Backspace first makes it a paragraph. */
const backToParagraph: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const { parent } = $from;
  if (!empty || $from.parentOffset > 0 || !parent.isTextblock || parent.type === paragraph) return false;
  if (isToBecome(parent)) return false;
  return setBlockType(paragraph)(state, dispatch);
};

/** Says of the selected words that they are in another language than the story, or takes that back. */
function wordsIn(tag: Language): Command {
  return (state, dispatch) => {
    const { from, to, empty } = state.selection;
    if (empty) return false;
    const mark = lang!.create({ lang: tag });
    let said = true;
    state.doc.nodesBetween(from, to, (node) => {
      if (node.isText) said &&= mark.isInSet(node.marks);
    });
    dispatch?.(said ? state.tr.removeMark(from, to, lang) : state.tr.addMark(from, to, mark));
    return true;
  };
}

export const COMMANDS = {
  bold: toggleMark(bold!),
  italic: toggleMark(italic!),
  paragraph: setBlockType(paragraph),
  heading: toggleBlock(heading, { level: 1 }),
  subheading: toggleBlock(heading, { level: 2 }),
  quote: toggleBlock(quote),
  bullets: toggleBlock(list_item, { ordered: false }),
  numbers: toggleBlock(list_item, { ordered: true }),
  words_vi: wordsIn("vi"),
  words_en: wordsIn("en"),
} satisfies Partial<Record<Action, Command>>;

export type BodyCommand = keyof typeof COMMANDS;

/** Which buttons are pressed in, where the cursor is. */
export function activeAt(state: EditorState): Set<Action> {
  const active = new Set<Action>();
  const { from, to, empty, $from } = state.selection;
  for (const [action, mark] of Object.entries({ bold, italic, link })) {
    const here = empty ? (state.storedMarks ?? $from.marks()) : null;
    if (here ? here.some(({ type }) => type === mark) : state.doc.rangeHasMark(from, to, mark!)) {
      active.add(action as Action);
    }
  }
  if (isBlock(state, heading, { level: 1 })) active.add("heading");
  if (isBlock(state, heading, { level: 2 })) active.add("subheading");
  if (isBlock(state, quote)) active.add("quote");
  if (isBlock(state, list_item, { ordered: false })) active.add("bullets");
  if (isBlock(state, list_item, { ordered: true })) active.add("numbers");
  return active;
}

/** The stretch and the address of the link that the cursor is in. */
export function linkAt(state: EditorState): { from: number; to: number; href: string } | null {
  const { $from } = state.selection;
  let found: { from: number; to: number; href: string } | null = null;
  let at = $from.start();
  $from.parent.forEach((child) => {
    const end = at + child.nodeSize;
    const mark = link!.isInSet(child.marks);
    if (mark) {
      const href = mark.attrs.href as string;
      if (found && found.to === at && found.href === href) found.to = end;
      else if (!found || found.to < $from.pos) found = { from: at, to: end, href };
    }
    at = end;
  });
  const nearest = found as { from: number; to: number; href: string } | null;
  return nearest && nearest.from <= $from.pos && $from.pos <= nearest.to ? nearest : null;
}

/** Links what is selected, the link the cursor is in, or the address itself; an empty address unlinks. */
export function setLink(href: string): Command {
  return (state, dispatch) => {
    const { selection } = state;
    const around = linkAt(state);
    const { from, to } = selection.empty && around ? around : selection;
    const tr = state.tr;
    if (from < to) {
      tr.removeMark(from, to, link);
      if (href) tr.addMark(from, to, link!.create({ href }));
    } else if (href) {
      tr.replaceSelectionWith(schema.text(href, [link!.create({ href })]), false);
    }
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** Over the first line of the body, or from a picture that it begins with. */
const overTheTop =
  (onup: () => void): Command =>
  (state, _dispatch, view) => {
    const { selection } = state;
    const isFirst = selection.$from.index(0) === 0;
    const isAtTop = selection instanceof NodeSelection || (selection.empty && view?.endOfTextblock("up"));
    if (!isFirst || !isAtTop) return false;
    onup();
    return true;
  };

/** The keys of the body. `onlink` opens the box for a link's address. */
export function bodyKeys(onlink: () => void, onup: () => void): Plugin[] {
  const keys: Record<string, Command> = {};
  for (const [action, command] of Object.entries(COMMANDS)) {
    for (const key of keysOf(action as Action)) keys[key] = command;
  }
  for (const key of keysOf("link")) {
    keys[key] = () => {
      onlink();
      return true;
    };
  }
  keys.ArrowUp = overTheTop(onup);
  keys.Enter = enter;
  keys["Shift-Enter"] = enter;
  keys.Backspace = chainCommands(undoInputRule, backToParagraph);
  return [keymap(keys), keymap(baseKeymap)];
}
