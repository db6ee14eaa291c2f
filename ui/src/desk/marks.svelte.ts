/** Stretches of the text boxes that somebody should look at: whoever finds some gives them, and each box asks for its own. */
import type { BoxPlace } from "../story/boxes";

export interface Mark {
  /** In units of the box. */
  from: number;
  to: number;
  /** Its classes. */
  look: string;
  /** Whether what stands there is an error. */
  wrong: boolean;
}

type Giver = (place: BoxPlace) => readonly Mark[];

const NONE: readonly Mark[] = [];

export class BoxMarks {
  private givers = $state.raw<readonly Giver[]>([]);

  /** Returns how it is taken back. */
  give(giver: Giver): () => void {
    this.givers = [...this.givers, giver];
    return () => (this.givers = this.givers.filter((other) => other !== giver));
  }

  at(place: BoxPlace): readonly Mark[] {
    const given = this.givers.map((giver) => giver(place)).filter((marks) => marks.length > 0);
    return given.length > 0 ? given.flat() : NONE;
  }
}
