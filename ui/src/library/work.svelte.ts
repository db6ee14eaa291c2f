/**
 * What is done to stories of the list, however many there are: a batch after the other, so that whoever types meanwhile does
 * not wait, told how far it is, and stopped by hand. One such work at a time.
 */
import type { ProgressStep } from "../generated/ProgressStep";

/** Taken in together: what is stopped stops after so many. */
const BATCH = 50;

export interface Going {
  label: string;
  step: ProgressStep;
  stop: () => void;
}

export class Work {
  going = $state.raw<Going | null>(null);

  /** Hands over all of them, batch by batch; those that are left once it was stopped are handed to nobody. */
  async each<T>(label: string, all: readonly T[], take: (some: T[]) => Promise<void>): Promise<void> {
    let isStopped = false;
    const stop = () => void (isStopped = true);
    const tell = (done: number) =>
      (this.going = { label, step: { done, total: all.length, name: "" }, stop });
    tell(0);
    try {
      for (let from = 0; from < all.length && !isStopped; from += BATCH) {
        await take(all.slice(from, from + BATCH));
        tell(Math.min(from + BATCH, all.length));
      }
    } finally {
      this.going = null;
    }
  }
}
