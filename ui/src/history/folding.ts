/** Long stretches of a body in which nothing changed are folded, so that what did change stands together. */
import type { BlockChange } from "../generated/BlockChange";
import type { DiffKind } from "../generated/DiffKind";

export type Row = { kind: "block"; change: BlockChange } | { kind: "fold"; changes: BlockChange[] };

/** Unchanged blocks beside a change that stay in sight: where it stands. */
const AROUND = 1;
/** Fewer are shown: a line that says so would take their room. */
const FOLDED_FROM = 2;

export const isKept = ({ kind }: { kind: DiffKind }): boolean => kind === "kept";

export function unchanged({ kind, was, pieces, marks_changed }: BlockChange): boolean {
  return kind === "kept" && was === null && !marks_changed && pieces.every(isKept);
}

export function folded(body: BlockChange[]): Row[] {
  const rows: Row[] = [];
  const row = (change: BlockChange): Row => ({ kind: "block", change });
  let still: BlockChange[] = [];
  const close = (atEnd: boolean) => {
    const head = rows.length === 0 ? 0 : AROUND;
    const tail = atEnd ? 0 : AROUND;
    const middle = still.slice(head, Math.max(head, still.length - tail));
    if (middle.length < FOLDED_FROM) rows.push(...still.map(row));
    else {
      rows.push(...still.slice(0, head).map(row), { kind: "fold", changes: middle });
      if (tail > 0) rows.push(...still.slice(-tail).map(row));
    }
    still = [];
  };
  for (const change of body) {
    if (unchanged(change)) {
      still.push(change);
      continue;
    }
    close(false);
    rows.push(row(change));
  }
  close(true);
  return rows;
}
