/**
 * Suggest mode: what a person does to the body is proposed, and what they type carries the mark of a suggestion from the
 * first letter on, so that neither the web view's own change nor a word that is being composed is ever written anew.
 */
import { DOMParser } from "prosemirror-model";
import {
  type EditorState,
  Plugin,
  PluginKey,
  Selection,
  TextSelection,
  type Transaction,
} from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import type { SuggestionId } from "../generated/SuggestionId";
import { begunIn, type Begun } from "./begun";
import { suggestedBy } from "./binding";
import { bringsBack } from "./history";
import { type Hand, goingOn, proposed } from "./proposing";
import { isFromElsewhere } from "./remote";
import { schema, suggestionOf } from "./schema";

/** What is known of suggestions that were made before. Undefined of one that nobody knows. */
export interface Known {
  isOwn(id: SuggestionId): boolean | undefined;
  proposalOf(id: SuggestionId): Begun["proposal"] | undefined;
}

interface Mode {
  on: boolean;
  /** Of what is typed next, where it goes on with nothing. */
  next: SuggestionId;
  /** What was begun here, since the mode was switched on last. */
  made: ReadonlyMap<SuggestionId, Begun["proposal"]>;
}

const COPIED = DOMParser.fromSchema(schema);
/**
 * How the editor reads its own page. A word that is being composed may be read with its neighbours anew, and these are
 * still proposed; what is copied is read without.
 */
const ONSCREEN = new DOMParser(schema, [
  { tag: "[data-suggestion]", mark: "suggestion", getAttrs: suggestionOf },
  ...COPIED.rules,
]);

const key = new PluginKey<Mode>("suggesting");
const NOTHING: Known = { isOwn: () => undefined, proposalOf: () => undefined };

export function suggesting(
  known: Known = NOTHING,
  { on = (): boolean => false, newId = (): SuggestionId => crypto.randomUUID() } = {},
): Plugin<Mode> {
  let editor: EditorView | null = null;
  return new Plugin<Mode>({
    key,
    known,
    newId,
    state: {
      init: () => ({ on: on(), next: newId(), made: new Map() }),
      apply(tr, mode) {
        const switched = tr.getMeta(key) as boolean | undefined;
        // Another person may go on: what was made is known by then for whose it is.
        if (switched !== undefined) return { on: switched, next: newId(), made: new Map() };
        const begun = begunIn(tr);
        if (!begun || begun.length === 0) return mode;
        const made = new Map(mode.made);
        for (const { id, proposal } of begun) made.set(id, proposal);
        return { ...mode, made, next: made.has(mode.next) ? newId() : mode.next };
      },
    },
    view(view) {
      editor = view;
      return { destroy: () => (editor = null) };
    },
    /** What is typed next is proposed. A word that is being composed would be ended by being told so again. */
    appendTransaction(_transactions, _before, state) {
      return isSuggesting(state) && !editor?.composing ? typedAsProposed(state) : null;
    },
    props: {
      domParser: ONSCREEN,
      clipboardParser: COPIED,
      attributes: (state): Record<string, string> => (isSuggesting(state) ? { "data-suggesting": "" } : {}),
      /** What is selected is marked first: what is typed over it then comes in behind, as the web view does by itself. */
      handleKeyDown(view, event) {
        if (isTyping(event)) clearWay(view);
        return false;
      },
      handleDOMEvents: {
        /** Where no key told of it. */
        compositionstart(view) {
          if (!view.composing) clearWay(view);
          return false;
        },
        /** What was composed is whole: what comes next is proposed too. After the editor's own listener. */
        compositionend(view) {
          setTimeout(() => {
            if (!view.isDestroyed && !view.composing && isSuggesting(view.state))
              view.dispatch(view.state.tr);
          });
          return false;
        },
      },
    },
  });
}

export function isSuggesting(state: EditorState): boolean {
  return key.getState(state)?.on === true;
}

export function switchSuggesting(tr: Transaction, on: boolean): Transaction {
  return tr.setMeta(key, on);
}

/** The transaction as it is to be applied: in the mode what a person does is proposed. */
export function inMode(state: EditorState, tr: Transaction): Transaction {
  const isPersons = tr.docChanged && begunIn(tr) === null && !isFromElsewhere(tr) && !bringsBack(tr);
  return isPersons && isSuggesting(state) ? proposed(tr, state, handOf(state)) : tr;
}

function handOf(state: EditorState): Hand {
  const mode = key.getState(state)!;
  const { known, newId } = key.get(state)!.spec as { known: Known; newId: () => SuggestionId };
  let { next }: { next: SuggestionId | null } = mode;
  const isOwn = (id: SuggestionId) => known.isOwn(id) ?? (mode.made.has(id) || id === mode.next);
  return {
    isOwn,
    proposalOf: (id) => (isOwn(id) ? (known.proposalOf(id) ?? mode.made.get(id) ?? null) : null),
    fresh() {
      const id = next ?? newId();
      next = null;
      return id;
    },
  };
}

function typedAsProposed(state: EditorState): Transaction | null {
  const { selection } = state;
  if (!(selection instanceof TextSelection) || !selection.empty) return null;
  const { $from, from } = selection;
  const before = state.storedMarks ?? $from.marks();
  const hand = handOf(state);
  const id = goingOn(state.doc, from, from, hand) ?? hand.fresh();
  const mark = schema.mark("suggestion", { suggestion: id, touch: "inserted" });
  const marks = mark.addToSet(before.filter((one) => suggestedBy(one) === null));
  const isSet =
    state.storedMarks?.length === marks.length && marks.every((one, at) => one.eq(state.storedMarks![at]!));
  return isSet ? null : state.tr.setStoredMarks(marks);
}

/** Before something is typed over a selection: that is to go, and the cursor stands behind it. */
function clearWay(view: EditorView): void {
  const { state } = view;
  const { selection } = state;
  if (!isSuggesting(state) || !(selection instanceof TextSelection)) return;
  if (selection.empty) return;
  const tr = inMode(state, state.tr.deleteSelection());
  const end = tr.doc.resolve(tr.mapping.map(selection.to));
  view.dispatch(tr.setSelection(Selection.near(end, -1)));
}

/** A letter, or a key that an input method has taken. */
export function isTyping({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  const isLetter = [...key].length === 1 || key === "Process" || key === "Unidentified";
  return isLetter && !ctrlKey && !metaKey && !altKey && !isComposing;
}
