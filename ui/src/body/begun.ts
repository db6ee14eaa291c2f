/** What a transaction proposes: it changes nothing of the story's own, and tells Rust which suggestions begin with it. */
import type { Transaction } from "prosemirror-state";

import type { Proposal } from "../generated/Proposal";
import type { SuggestionId } from "../generated/SuggestionId";

/** A suggestion that begins; one of words says no more than where it stands. */
export interface Begun {
  id: SuggestionId;
  proposal: Proposal;
}

const BEGUN = "begun";

/** Null of a transaction that proposes nothing. */
export function begunIn(tr: Transaction): readonly Begun[] | null {
  return (tr.getMeta(BEGUN) as readonly Begun[] | undefined) ?? null;
}

export function beginning(tr: Transaction, begun: readonly Begun[]): Transaction {
  return tr.setMeta(BEGUN, begun);
}
