/**
 * In which order things were done, across everything that can be undone by itself: what carries the highest number was
 * done last, and what carries the same number was done as one.
 */
/** What was taken back, and when. */
interface TakenBack {
  branch?: number;
}

export class Steps {
  /** Whether what is done now is one step, and its number once something was done. */
  private isOpen = false;
  private open: number | null = null;

  /** The last that was done. */
  latest = $state(0);

  /** Counts up with each step: what was taken back before it has nowhere to come back to. */
  branch = 0;

  constructor(latest = 0) {
    this.latest = latest;
  }

  /** The number of what is done now. */
  next(): number {
    if (this.open !== null) return this.open;
    this.latest += 1;
    this.branch += 1;
    if (this.isOpen) this.open = this.latest;
    return this.latest;
  }

  /** All that is done meanwhile is one step; so is a step within a step. */
  together<T>(work: () => T): T {
    if (this.isOpen) return work();
    this.isOpen = true;
    try {
      return work();
    } finally {
      this.isOpen = false;
      this.open = null;
    }
  }

  /** Of what was taken back, what can be done again: all of it, unless something else was done since. */
  again<Undone extends TakenBack>(undone: readonly Undone[]): readonly Undone[] {
    return undone.at(-1)?.branch === this.branch ? undone : [];
  }

  /** Whether nothing was done since. */
  isLatest(step: number): boolean {
    return step === this.latest;
  }
}
