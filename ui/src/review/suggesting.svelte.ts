/** Suggest mode on the screen of a story: who proposes, and the list of what waits kept as it is in the text. */
import type { Transaction } from "prosemirror-state";
import { flushSync, untrack } from "svelte";

import type { Suggestion } from "../generated/Suggestion";
import type { SuggestionId } from "../generated/SuggestionId";
import { begunIn } from "../body/begun";
import { bringsBack } from "../body/history";
import { type Known, switchSuggesting } from "../body/suggesting";
import type { Desk } from "../desk/desk.svelte";
import type { Mark } from "../desk/marks.svelte";
import type { BoxPlace } from "../story/boxes";
import type { FieldPlace } from "../story/proposals.svelte";
import type { Hand } from "./people";
import { reviewOf } from "./review.svelte";

/** The list is asked for anew in a pause of the typing. */
const LIST_MS = 800;

export class Suggesting {
  on = $state(false);
  private asking: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly desk: Desk) {
    $effect(() => this.desk.story.body.listen((tr) => this.heard(tr)));
    const { proposals } = this.desk.story;
    proposals.isOwn = (one) => untrack(() => reviewOf(this.desk).isOwn(one));
    proposals.onProposed = () => this.later();
    // The colours lie over the text: it is drawn anew when another person is known.
    $effect(() => {
      void [reviewOf(this.desk).peopleOfSuggestions, this.hand];
      untrack(() => void this.desk.story.body.whenComposed((view) => view.dispatch(view.state.tr)));
    });
    // What somebody else began at this computer is no longer one's own.
    $effect(() => {
      void this.desk.room.settings.person;
      untrack(() => {
        proposals.settle();
        void this.desk.story.body.run(({ tr }, dispatch) => {
          dispatch?.(switchSuggesting(tr, this.on));
          return true;
        });
      });
    });
    $effect(() => () => this.asking !== null && clearTimeout(this.asking));
  }

  private readonly byId = $derived.by(() => new Map(this.desk.story.suggestions.map((one) => [one.id, one])));

  /** The person at this computer. */
  readonly hand: Hand = $derived.by(() => {
    const { person, name: by } = this.desk.room.settings;
    return reviewOf(this.desk).hands({ by, ...(person !== null && { person }) });
  });

  readonly known: Known = {
    isOwn: (id) => {
      const one = this.at(id);
      return one && untrack(() => reviewOf(this.desk).isOwn(one));
    },
    proposalOf: (id) => this.at(id)?.proposal,
  };

  /** Who proposed it; what was only just proposed is nobody's but this person's. */
  handOf(id: SuggestionId): Hand {
    return untrack(() => reviewOf(this.desk).peopleOfSuggestions.get(id) ?? this.hand);
  }

  private at(id: SuggestionId): Suggestion | undefined {
    return untrack(() => this.byId.get(id));
  }

  switch(): void {
    const { body } = this.desk.story;
    const on = !this.on;
    const begin = () => anewInBox(() => this.begin(on));
    const done = body.run(({ tr }, dispatch) => {
      begin();
      dispatch?.(switchSuggesting(tr, on));
      return true;
    });
    // It begins with the body, once that is on the screen.
    if (done === false) begin();
  }

  private begin(on: boolean): void {
    this.on = this.desk.story.proposals.isOn = on;
  }

  /** A box that shows what is proposed for its field says so. */
  marksIn({ photo = null, field }: BoxPlace): Mark[] {
    const value = this.desk.story.proposals.at({ photo, field } as FieldPlace);
    if (typeof value !== "string" || value === "") return [];
    const look = `suggested-field person-${this.hand.colour}`;
    return [{ from: 0, to: value.length, look, wrong: false }];
  }

  private heard(tr: Transaction): void {
    if (begunIn(tr) !== null || bringsBack(tr)) this.later();
  }

  private later(): void {
    if (this.asking !== null) clearTimeout(this.asking);
    this.asking = setTimeout(() => {
      this.asking = null;
      void this.list().catch(() => {});
    }, LIST_MS);
  }

  private async list(): Promise<void> {
    const { story } = this.desk;
    await story.flush();
    await story.saver.refresh();
  }
}

/**
 * A box keeps what a person writes in it while they are in it; what it is to show now is another value. So it is left for a
 * moment, which also reports what was typed there, and the keyboard comes back.
 */
function anewInBox(work: () => void): void {
  const box = document.activeElement;
  if (!(box instanceof HTMLTextAreaElement) || !box.closest("[data-field]")) return work();
  const { selectionStart, selectionEnd } = box;
  box.blur();
  work();
  flushSync();
  setTimeout(() => {
    if (!box.isConnected) return;
    box.focus();
    box.setSelectionRange(selectionStart, selectionEnd);
  });
}

const make = (desk: Desk): Suggesting => new Suggesting(desk);
export const suggestingOf = (desk: Desk): Suggesting => desk.of(make);
