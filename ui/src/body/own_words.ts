/**
 * What a person types amid words that somebody proposes is their own, and no part of the proposal: what is typed next
 * takes over all marks around it but those. And a block that is parted from a proposed one is not proposed.
 */
import { Plugin, type EditorState, type Transaction } from "prosemirror-state";

import { bringsBack } from "./history";
import { isFromElsewhere } from "./remote";
import { schema } from "./schema";
import { isSuggesting, isTyping } from "./suggesting";

const { suggestion } = schema.marks as { suggestion: (typeof schema.marks)["suggestion"] & object };

export function ownWords(): Plugin {
  return new Plugin({
    props: {
      // What is typed over a selection takes over what lies across it: so that goes first, before an input method begins.
      handleKeyDown(view, event) {
        const { $from, $to, empty } = view.state.selection;
        if (
          !empty &&
          !isSuggesting(view.state) &&
          isTyping(event) &&
          ($from.marksAcross($to) ?? []).some(({ type }) => type === suggestion)
        ) {
          view.dispatch(view.state.tr.deleteSelection());
        }
        return false;
      },
    },
    appendTransaction(transactions, _before, state) {
      const tr = withoutCopies(transactions, state);
      // The steps that come with it take back what is to be typed with, so that is said last.
      return typedPlain(state, tr ?? state.tr) ?? tr;
    },
  });
}

function typedPlain(state: EditorState, tr: Transaction): Transaction | null {
  // There it is a proposal of one's own.
  if (isSuggesting(state)) return null;
  const { $from, empty } = state.selection;
  const next = state.storedMarks ?? (empty ? $from.marks() : []);
  const own = next.filter(({ type }) => type !== suggestion);
  return own.length < next.length ? tr.setStoredMarks(own) : null;
}

/** Two neighbours that share the very same proposal of their beginning: the second was parted from the first. */
function withoutCopies(transactions: readonly Transaction[], state: EditorState): Transaction | null {
  if (!transactions.some((tr) => tr.docChanged && !isFromElsewhere(tr) && !bringsBack(tr))) return null;
  let tr: Transaction | null = null;
  state.doc.forEach((block, offset, index) => {
    const before = index > 0 ? state.doc.child(index - 1) : null;
    if (block.attrs.begins !== null && before?.attrs.begins === block.attrs.begins) {
      tr = (tr ?? state.tr).setNodeAttribute(offset, "begins", null);
    }
  });
  // No deed of a person's: taking theirs back takes the copy away.
  return (tr as Transaction | null)?.setMeta("addToHistory", false) ?? null;
}
