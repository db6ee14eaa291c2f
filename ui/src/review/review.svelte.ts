/** What waits to be decided in the open story, in reading order, and deciding on it. */
import type { Comment } from "../generated/Comment";
import type { CommentId } from "../generated/CommentId";
import type { Decide } from "../generated/Decide";
import type { ErrorText } from "../generated/ErrorText";
import type { Suggestion } from "../generated/Suggestion";
import type { SuggestionId } from "../generated/SuggestionId";
import type { Verdict } from "../generated/Verdict";
import { suggestedBy, beginsOf } from "../body/binding";
import type { Desk } from "../desk/desk.svelte";
import { goTo } from "../desk/going";
import { isOpen } from "../story/suggestions";
import type { Deed } from "../story/undo.svelte";
import { errorText } from "../strings/errors";
import { count, t } from "../strings/index.svelte";
import { commentsOf } from "./comments.svelte";
import { type Hand, handsOf } from "./people";
import { spotOf } from "./words";

/** What stands beside the text. */
export const SUGGESTIONS = "suggestions";
/** How a decision is known to the story's undo. */
const DECISION = "decision";

/** Letters of a paragraph that is to be of another kind. */
const MOST_SHOWN = 80;

/** Something that waits. */
export type Entry =
  { is: "suggestion"; id: SuggestionId; of: Suggestion } | { is: "comment"; id: CommentId; of: Comment };

/** A decision as it is taken back and made again. */
interface Decided {
  ids: SuggestionId[];
  verdict: Verdict;
}

export class Review {
  /** What could not be decided, and why: its field was changed since. */
  overtaken = $state.raw<{ id: SuggestionId; error: ErrorText } | null>(null);
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly desk: Desk) {
    desk.story.performs(DECISION, (value, on) => {
      const { ids, verdict } = JSON.parse(value) as Decided;
      void this.send(ids.map((suggestion) => decision(suggestion, on ? verdict : null)));
    });
  }

  /** Everybody who proposed or said something, the same colour for each wherever they are met. */
  readonly hands = $derived.by(() => {
    const { suggestions, comments } = this.desk.story;
    const said = [...suggestions, ...comments, ...comments.flatMap(({ replies }) => replies)];
    return handsOf(said, t("review.somebody"));
  });

  /** The people who proposed something. */
  readonly peopleOfSuggestions: ReadonlyMap<SuggestionId, Hand> = $derived.by(
    () => new Map(this.desk.story.suggestions.map((one) => [one.id, this.hands(one)])),
  );

  /** Where each stands in the body as it is on the screen. */
  private readonly positions = $derived.by(() => {
    const found = new Map<SuggestionId, { from: number; to: number }>();
    const see = (id: SuggestionId, from: number, to: number) => {
      const before = found.get(id);
      if (!before) found.set(id, { from, to });
      // A stretch that goes on; what stands elsewhere is found from there.
      else if (before.to === from) before.to = to;
    };
    this.desk.story.doc.descendants((node, at) => {
      for (const { suggestion } of node.isBlock ? beginsOf(node) : []) see(suggestion, at + 1, at + 1);
      for (const mark of node.marks) {
        const what = suggestedBy(mark);
        if (what) see(what.suggestion, at, at + node.nodeSize);
      }
    });
    return found;
  });

  /** In reading order: fields first, as they stand above the text. */
  readonly open = $derived.by((): Suggestion[] => {
    const at = ({ id }: Suggestion) => this.positions.get(id)?.from ?? -1;
    return this.desk.story.suggestions.filter(isOpen).sort((one, other) => at(one) - at(other));
  });

  /** All that waits, in reading order: what people propose, and what they say. */
  readonly entries = $derived.by((): Entry[] => {
    const comments = commentsOf(this.desk);
    const at = (one: Entry) =>
      (one.is === "suggestion" ? this.positions : comments.positions).get(one.id)?.from ?? -1;
    const all: Entry[] = [
      ...this.open.map((of): Entry => ({ is: "suggestion", id: of.id, of })),
      ...comments.open.map((of): Entry => ({ is: "comment", id: of.id, of })),
    ];
    return all.sort((one, other) => at(one) - at(other));
  });

  /** The last decided first. */
  readonly done = $derived.by(() =>
    this.desk.story.suggestions
      .filter((one) => !isOpen(one))
      .sort((one, other) => (lastAt(one) < lastAt(other) ? 1 : -1)),
  );

  hand(id: SuggestionId): Hand {
    return this.peopleOfSuggestions.get(id) ?? { colour: 1, name: t("review.somebody"), initials: "?" };
  }

  /** The words that are to be formatted, or the paragraph that is to be another. */
  wordsAt({ id }: Suggestion): string {
    const at = this.positions.get(id);
    if (!at) return "";
    const { doc } = this.desk.story;
    const words =
      at.from < at.to ? doc.textBetween(at.from, at.to, " ") : doc.resolve(at.from).parent.textContent;
    return [...words].length > MOST_SHOWN ? `${[...words].slice(0, MOST_SHOWN).join("")}…` : words;
  }

  /** Whether the person at this computer proposed it. */
  isOwn({ by, person }: Suggestion): boolean {
    const here = this.desk.room.settings;
    return person && here.person ? person === here.person : by !== "" && by === here.name;
  }

  /** Selects its words, or the box that it is about. */
  async go(suggestion: Suggestion): Promise<void> {
    const words = this.positions.get(suggestion.id) ?? null;
    const spot = spotOf(suggestion);
    await goTo(this.desk, spot, () => (spot.field === "body" ? words : null));
  }

  /** Answers whether it was done. It can be taken back from the first moment on: that follows it. */
  async decide(ids: SuggestionId[], verdict: Verdict, evenIfChanged = false): Promise<boolean> {
    const deed = this.note({ ids, verdict }, true);
    const done = await this.send(
      ids.map((id) => ({ ...decision(id, verdict), even_if_changed: evenIfChanged })),
    );
    if (done) this.desk.told(count(`review.${verdict}`, ids.length));
    else this.desk.story.undo.forget(deed);
    return done;
  }

  async reopen({ id, decisions: [first] }: Suggestion): Promise<void> {
    if (!first) return;
    const deed = this.note({ ids: [id], verdict: first.verdict }, false);
    if (await this.send([decision(id, null)])) this.desk.told(t("review.reopened"));
    else this.desk.story.undo.forget(deed);
  }

  private note(value: Decided, on: boolean): Deed {
    const deed: Deed = { is: "other", what: DECISION, value: JSON.stringify(value), on };
    this.desk.story.undo.note(deed);
    return deed;
  }

  /** One after the other, in the order in which they were asked for. */
  private send(decisions: Decide[]): Promise<boolean> {
    const { story } = this.desk;
    const sent = this.last.then(async () => {
      // The text changes with a decision: the word that is being composed is whole first.
      await story.body.whenComposed(() => null);
      const done = this.carryOut(decisions);
      story.awaits(done);
      return done;
    });
    this.last = sent;
    return sent;
  }

  private async carryOut(decisions: Decide[]): Promise<boolean> {
    this.overtaken = null;
    const { story, host } = this.desk;
    try {
      await story.saver.flush();
      if (story.save.kind === "failed") throw story.save.error;
      await host.decide(story.id, decisions);
      await story.saver.refresh();
      return true;
    } catch (cause) {
      const error = errorText(cause);
      if (error.code === "suggestion_overtaken" && decisions.length === 1) {
        this.overtaken = { id: decisions[0]!.suggestion, error };
      } else this.desk.room.notify(error);
      return false;
    }
  }
}

function decision(suggestion: SuggestionId, verdict: Verdict | null): Decide {
  return { suggestion, verdict, remark: "", even_if_changed: false };
}

const lastAt = ({ decisions, at }: Suggestion): string => decisions.at(0)?.at ?? at;

const make = (desk: Desk): Review => new Review(desk);
export const reviewOf = (desk: Desk): Review => desk.of(make);
