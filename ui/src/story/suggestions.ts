/** What waits to be decided in a story: as Rust's `Suggestion::is_open` has it. */
import type { Suggestion } from "../generated/Suggestion";

/** Whether there is something left to decide. */
export function isOpen({ decisions, proposal, places }: Suggestion): boolean {
  const isOfText = ["text", "format", "block"].includes(proposal.kind);
  return decisions.length === 0 && !(isOfText && places.length === 0);
}
