/** How much of a clipboard is read as a document. What is more than a person's text is taken as plain text. */
export const LIMITS = {
  /** Characters of HTML, the pictures inside it not counted. */
  html: 5_000_000,
  /** What a body holds at most, in characters and in blocks, and a block: Rust's `limits.rs` has the same. */
  text: 2_000_000,
  blocks: 20_000,
  block: 200_000,
  nodes: 200_000,
  depth: 400,
  milliseconds: 2000,
};

export type Limits = typeof LIMITS;

export class TooMuch extends Error {}

/** What one paste may cost. */
export class Budget {
  private nodes = 0;
  private readonly deadline: number;

  constructor(private readonly limits: Limits = LIMITS) {
    this.deadline = performance.now() + limits.milliseconds;
  }

  /** Accounts for one node. */
  spend(depth: number): void {
    this.nodes++;
    if (this.nodes > this.limits.nodes || depth > this.limits.depth) throw new TooMuch();
    if (this.nodes % 512 === 0) this.check();
  }

  /** Whether there is time left. */
  check(): void {
    if (performance.now() > this.deadline) throw new TooMuch();
  }
}
