/** What people say of the open story to each other: writing it, answering, and saying that it is done. */
import type { EditorView } from "prosemirror-view";
import { untrack } from "svelte";
import { SvelteMap } from "svelte/reactivity";

import type { Comment } from "../generated/Comment";
import type { CommentId } from "../generated/CommentId";
import type { CommentPlace } from "../generated/CommentPlace";
import type { Edit } from "../generated/Edit";
import type { PhotoField } from "../generated/PhotoField";
import type { PhotoId } from "../generated/PhotoId";
import type { Spot } from "../generated/Spot";
import type { StoryField } from "../generated/StoryField";
import { positionOf, unitAt } from "../body/binding";
import type { Desk } from "../desk/desk.svelte";
import { goTo } from "../desk/going";
import { t } from "../strings/index.svelte";
import { commentPlaces, type CommentStretch, showComments } from "./comment_marks";

/** How what was said is known to the story's undo. */
const SAID = "comment";
/** By which a comment is known that is only being written. */
export const WRITING = "";
/** Letters of the words that a comment is about. */
const MOST_QUOTED = 300;

/** What is to be written of: the place, and its words. */
export interface About {
  place: CommentPlace;
  quote: string;
}

/** Something that was done about comments, and what takes it back. */
interface Deed {
  done: Edit[];
  undone: Edit[];
}

export class Comments {
  /** What is being written of; null while nobody writes one. */
  writing = $state.raw<About | null>(null);
  /** What is written and not said yet: of a new comment, and of answers. */
  private readonly drafts = new SvelteMap<CommentId, string>();
  /** Counted up whenever other comments are seen in the text. */
  private shown = $state(0);

  constructor(private readonly desk: Desk) {
    desk.story.performs(SAID, (value, on) => {
      const { done, undone } = JSON.parse(value) as Deed;
      this.send(on ? done : undone);
    });
    $effect(() => {
      const { view } = desk.story.body;
      // Where they stand is known by the body as it is; comments that come later are put in.
      const of = this.writing ? [...this.open, { id: WRITING, place: this.writing.place }] : this.open;
      if (!view) return;
      // Nothing is put around a word that is being composed.
      untrack(
        () =>
          void desk.story.body.whenComposed((shown) => {
            const stretches = of.flatMap((one) => stretchIn(shown, one));
            if (showComments(shown, stretches)) this.shown += 1;
          }),
      );
    });
  }

  /** Where each stands in the body as it is on the screen. */
  readonly positions = $derived.by(() => {
    void [this.desk.story.doc, this.shown];
    const { view } = this.desk.story.body;
    return view ? commentPlaces(view.state) : new Map<CommentId, { from: number; to: number }>();
  });

  readonly open = $derived.by(() => this.desk.story.comments.filter(({ resolved }) => resolved === null));
  readonly done = $derived.by(() => this.desk.story.comments.filter(({ resolved }) => resolved !== null));

  draftOf(id: CommentId): string {
    return this.drafts.get(id) ?? "";
  }

  keepDraft(id: CommentId, text: string): void {
    this.drafts.set(id, text);
  }

  /** Begins one about what the keyboard is in: the words that are chosen, the paragraph, the box. */
  begin(): void {
    this.writing = this.aboutHere();
  }

  private aboutHere(): About {
    const box = document.activeElement?.closest<HTMLElement>("[data-field]");
    const { field, photo } = box?.dataset ?? {};
    if (box && field && field !== "body") return this.aboutBox(box, field, photo ?? null);
    const { view } = this.desk.story.body;
    if (!view) return { place: { about: "story" }, quote: "" };
    const { doc, selection } = view.state;
    let { from, to } = selection;
    if (from === to) {
      const at = selection.$from;
      const hasWords = at.parent.isTextblock && at.parent.content.size > 0;
      if (!hasWords) return { place: { about: "story" }, quote: "" };
      [from, to] = [at.start(), at.end()];
    }
    const quote = doc.textBetween(from, to, "\n");
    const place: CommentPlace = { about: "words", from: unitAt(doc, from), to: unitAt(doc, to) };
    return { place, quote: [...quote].slice(0, MOST_QUOTED).join("") };
  }

  private aboutBox(box: HTMLElement, field: string, photo: string | null): About {
    const input = box.querySelector<HTMLTextAreaElement>("textarea");
    const quote =
      input && input.selectionStart !== input.selectionEnd
        ? input.value.slice(input.selectionStart, input.selectionEnd)
        : "";
    if (photo) return { place: { about: "photo", photo, field: field as PhotoField }, quote };
    return { place: { about: "field", field: field as StoryField }, quote };
  }

  say({ place: asked, quote }: About, text: string, beforePrint: boolean): void {
    const place = this.asItIs(asked);
    this.drafts.delete(WRITING);
    const comment = crypto.randomUUID();
    const edit: Edit = { edit: "comment", comment, place, quote, text, before_print: beforePrint };
    const said: Comment = {
      id: comment,
      ...this.signed(),
      text,
      place,
      quote,
      before_print: beforePrint,
      replies: [],
      resolved: null,
    };
    this.does([edit], [{ edit: "unsay", comment }], (all) => [...all, said]);
    this.desk.told(t("review.commented"));
  }

  /** The words may stand elsewhere by now, or be gone: then it is about the story. */
  private asItIs(place: CommentPlace): CommentPlace {
    const { view } = this.desk.story.body;
    if (place.about !== "words" || !view) return place;
    const at = commentPlaces(view.state).get(WRITING);
    if (!at) return { about: "story" };
    const { doc } = view.state;
    return { about: "words", from: unitAt(doc, at.from), to: unitAt(doc, at.to) };
  }

  answer({ id: comment }: Comment, text: string): void {
    const reply = crypto.randomUUID();
    const said = { id: reply, ...this.signed(), text };
    this.does([{ edit: "reply", reply, comment, text }], [{ edit: "unsay", comment: reply }], (all) =>
      all.map((one) => (one.id === comment ? { ...one, replies: [...one.replies, said] } : one)),
    );
  }

  resolve({ id: comment }: Comment, on: boolean): void {
    this.does([{ edit: "resolve", comment, on }], [{ edit: "resolve", comment, on: !on }], (all) =>
      all.map((one) => (one.id === comment ? { ...one, resolved: on ? this.signed() : null } : one)),
    );
    this.desk.told(t(on ? "review.resolved" : "review.reopened_comment"));
  }

  setBeforePrint({ id: comment }: Comment, on: boolean): void {
    this.does([{ edit: "before_print", comment, on }], [{ edit: "before_print", comment, on: !on }], (all) =>
      all.map((one) => (one.id === comment ? { ...one, before_print: on } : one)),
    );
  }

  private signed(): { by: string; at: string; person?: string } {
    const { name, person } = this.desk.room.settings;
    return { by: name, at: new Date().toISOString(), ...(person && { person }) };
  }

  /** Shown at once, durable with what is typed, and one step of the story's undo. */
  private does(done: Edit[], undone: Edit[], shown: (all: Comment[]) => Comment[]): void {
    const { story } = this.desk;
    story.undo.note({ is: "other", what: SAID, value: JSON.stringify({ done, undone }), on: true });
    story.comments = shown(story.comments);
    story.saver.push(...done);
  }

  /** Taken back or done again: Rust says how they stand then. */
  private send(edits: Edit[]): void {
    const { story } = this.desk;
    story.saver.push(...edits);
    const refreshed = story.saver
      .flush()
      .then(() => story.saver.refresh())
      .catch(() => {});
    story.awaits(refreshed);
  }

  /** What it is about, as a place of the story. */
  spot({ place }: Comment): Spot {
    if (place.about === "field") return { field: place.field, photo: null, block: null };
    if (place.about === "photo") return { field: place.field ?? "caption", photo: place.photo, block: null };
    return { field: "body", photo: null, block: null };
  }

  async go(comment: Comment): Promise<void> {
    const words = this.positions.get(comment.id) ?? null;
    if (comment.place.about === "story" || comment.place.about === "gone") return;
    if (comment.place.about === "photo" && !this.desk.story.photo(comment.place.photo)) return;
    const spot = this.spot(comment);
    await goTo(this.desk, spot, () => (spot.field === "body" ? words : null));
  }

  /** Whether its place is still there. */
  isThere({ place }: Comment): boolean {
    if (place.about === "gone") return false;
    return place.about !== "photo" || this.desk.story.photo(place.photo as PhotoId) !== undefined;
  }
}

function stretchIn(
  { state: { doc } }: EditorView,
  { id, place }: Pick<Comment, "id" | "place">,
): CommentStretch[] {
  if (place.about !== "words") return [];
  return [{ id, from: positionOf(doc, place.from), to: positionOf(doc, place.to) }];
}

const make = (desk: Desk): Comments => new Comments(desk);
export const commentsOf = (desk: Desk): Comments => desk.of(make);
