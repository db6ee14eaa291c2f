/**
 * What the copy checker holds against the open story. Rust reads a paragraph again when it has changed, and no other:
 * here is what tells it which, and keeps what it answers.
 */
import type { Node } from "prosemirror-model";

import type { App } from "../app.svelte";
import { blockFromNode } from "../editor/binding";
import type { CheckField } from "../generated/CheckField";
import type { CheckUpdate } from "../generated/CheckUpdate";
import type { ErrorText } from "../generated/ErrorText";
import type { Finding } from "../generated/Finding";
import type { Ignored } from "../generated/Ignored";
import type { IgnoredPlace } from "../generated/IgnoredPlace";
import type { PhotoField } from "../generated/PhotoField";
import type { PhotoId } from "../generated/PhotoId";
import type { Readable } from "../generated/Readable";
import type { Rule } from "../generated/Rule";
import type { RuleInfo } from "../generated/RuleInfo";
import type { Severity } from "../generated/Severity";
import type { StoryField } from "../generated/StoryField";
import type { StorySession } from "../story/session.svelte";
import { errorText } from "../strings/errors";
import { markSlips } from "./marks";

/** As Rust's list has them (core/src/check/mod.rs), in the order of the page. */
export const CHECKED: readonly StoryField[] = ["kicker", "headline", "subheadline", "abstract"];
export const CHECKED_OF_PHOTO: readonly PhotoField[] = ["caption", "alt_text", "extended_description"];
export const SEVERITIES: readonly Severity[] = ["error", "consistency", "suggestion"];

const PAUSE_MS = 150;
const NONE: Finding[] = [];

export class Checker {
  /** Whether the panel is open. */
  open = $state(false);
  /** The finding that a person is at, and whether its card takes the keys. */
  current = $state.raw<Finding | null>(null);
  holds = $state(false);
  /** Counts up when a person should see the finding that they are at. */
  shown = $state(0);
  ignored = $state.raw<Ignored[]>([]);
  readable = $state.raw<Readable>({ syllables: 0, sentences: 0, quoted: 0 });
  rules = $state.raw<ReadonlyMap<Rule, RuleInfo>>(new Map());
  /** What keeps the checker from working, such as a house style that does not read. */
  trouble = $state.raw<ErrorText | null>(null);

  private inFields = $state.raw<ReadonlyMap<string, Finding[]>>(new Map());
  /** Of the block at the same place of the body that was told last. */
  private inBody = $state.raw<Finding[][]>([]);
  private toldBody: readonly Node[] = [];
  private toldFields = new Map<string, string>();
  private toldIgnored: Ignored[] | null = null;
  private anew = true;
  private asking = false;
  /** The question that is under way. */
  private answered: Promise<void> = Promise.resolve();
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly session: StorySession) {}

  /** All there is, in the order in which a reader meets it. */
  readonly all = $derived.by(() => {
    const of = (photo: PhotoId | null, fields: readonly string[]) =>
      fields.flatMap((field) => this.inFields.get(keyOf(photo, field)) ?? NONE);
    return [
      ...of(null, CHECKED),
      ...this.inBody.flat(),
      ...this.session.photos.flatMap(({ id }) => of(id, CHECKED_OF_PHOTO)),
    ];
  });

  readonly counts = $derived.by(() => {
    const counts: Record<Severity, number> = { error: 0, consistency: 0, suggestion: 0 };
    for (const { severity } of this.all) counts[severity]++;
    return counts;
  });

  /** Those in one box. */
  inField(field: string, photo: PhotoId | null = null): Finding[] {
    return this.inFields.get(keyOf(photo, field)) ?? NONE;
  }

  /** Checks from now on, whatever changes; returns how to stop. */
  watch(app: App): () => void {
    const stop = $effect.root(() => {
      $effect(() => {
        void [app.styleVersion, app.settings.language];
        this.anew = true;
        this.soon(0);
        this.session.host.checkRules().then(
          (rules) => (this.rules = new Map(rules.map((rule) => [rule.rule, rule]))),
          () => {},
        );
      });
      $effect(() => {
        const { body, fields, photos, language } = this.session;
        void [body, fields, photos, language, this.ignored];
        this.soon();
      });
    });
    return () => {
      stop();
      clearTimeout(this.waiting);
    };
  }

  private soon(pause = PAUSE_MS): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.ask(), pause);
  }

  /** One question at a time: what changes meanwhile goes with the next. */
  private async ask(): Promise<void> {
    // A word that is being composed is none yet.
    if (this.asking || this.session.editor?.composing) return this.soon();
    const body = this.session.body.children;
    const update = this.update(body);
    if (!update) return;
    this.asking = true;
    this.answered = this.question(update);
    await this.answered;
  }

  private async question(update: CheckUpdate): Promise<void> {
    try {
      const answer = await this.session.host.check(this.session.id, update);
      this.trouble = null;
      this.anew = answer === null;
      if (answer === null) return this.soon(0);
      this.take(answer.places, update.body);
      this.readable = answer.readable;
    } catch (error) {
      this.trouble = errorText(error);
      this.anew = true;
    } finally {
      this.asking = false;
    }
  }

  /** What changed since Rust was told last; null for nothing. */
  private update(body: readonly Node[]): CheckUpdate | null {
    const { anew, ignored, session } = this;
    if (anew) {
      this.toldFields.clear();
      this.toldBody = [];
      this.toldIgnored = null;
    }
    const fields = this.changedFields();
    const splice = difference(this.toldBody, body);
    const update: CheckUpdate = {
      anew,
      language: session.language,
      fields,
      body: splice && { ...splice, insert: splice.insert.map(blockFromNode) },
      ignored: ignored === this.toldIgnored ? null : ignored,
    };
    if (!anew && fields.length === 0 && !splice && !update.ignored) return null;
    for (const { photo, field, text } of fields) this.toldFields.set(keyOf(photo, field), text);
    this.toldBody = body;
    this.toldIgnored = ignored;
    return update;
  }

  private changedFields(): CheckField[] {
    const { session } = this;
    const changed: CheckField[] = [];
    const look = (photo: PhotoId | null, field: string, value: unknown) => {
      const text = typeof value === "string" ? value : "";
      if ((this.toldFields.get(keyOf(photo, field)) ?? "") !== text) changed.push({ photo, field, text });
    };
    for (const field of CHECKED) look(null, field, session.fields[field]);
    const shown = new Set<string>();
    for (const { id, fields } of session.photos) {
      shown.add(id);
      for (const field of CHECKED_OF_PHOTO) look(id, field, fields[field]);
    }
    // A photo that was taken off says nothing any more.
    for (const [key, text] of this.toldFields) {
      const [photo = "", field = ""] = key.split(" ");
      if (photo && text && !shown.has(photo)) changed.push({ photo, field, text: "" });
    }
    return changed;
  }

  private take(
    places: { field: string; photo: PhotoId | null; block: number | null; findings: Finding[] }[],
    splice: CheckUpdate["body"],
  ): void {
    const inFields = this.anewOr(new Map(this.inFields));
    const inBody =
      splice?.at === 0 && splice.delete === 0 && this.toldBody.length === splice.insert.length
        ? []
        : [...this.inBody];
    if (splice) inBody.splice(splice.at, splice.delete, ...splice.insert.map(() => NONE));
    const fresh = new Set<number>();
    for (const { field, photo, block, findings } of places) {
      if (block === null) inFields.set(keyOf(photo, field), findings);
      else {
        inBody[block] = findings;
        fresh.add(block);
      }
    }
    this.inFields = inFields;
    // Blocks that were not read again may stand elsewhere now.
    this.inBody = inBody.map((found, at) =>
      found.length > 0 && found[0]?.block !== at ? found.map((one) => ({ ...one, block: at })) : found,
    );
    const { editor } = this.session;
    if (editor)
      markSlips(
        editor,
        [...fresh].map((at) => [this.toldBody[at]!, this.inBody[at] ?? NONE]),
      );
    const { current } = this;
    if (current) this.current = this.all.find((one) => isSame(one, current)) ?? null;
  }

  private anewOr(kept: Map<string, Finding[]>): Map<string, Finding[]> {
    return this.toldBody.length === 0 ? new Map() : kept;
  }

  /** The finding after the one that a person is at, or after where the cursor is. */
  next(by: 1 | -1): Finding | null {
    const { all, current } = this;
    if (all.length === 0) return null;
    const here = current ? all.findIndex((one) => isSame(one, current)) : -1;
    if (here >= 0) return all[(here + by + all.length) % all.length] ?? null;
    const after = all.findIndex((one) => compare(one, this.cursor()) >= 0);
    const from = after < 0 ? all.length : after;
    return all[(by > 0 ? from : from - 1 + all.length) % all.length] ?? null;
  }

  /** Shows a finding's card, and with `hold` gives it the keys. */
  show(finding: Finding | null, hold: boolean): void {
    this.current = finding;
    this.holds = hold && finding !== null;
    this.shown++;
  }

  go(by: 1 | -1): void {
    this.show(this.next(by), true);
  }

  /** Resolves once all that changed has been looked at. */
  async settled(): Promise<void> {
    clearTimeout(this.waiting);
    await this.ask();
    while (this.asking) await this.answered;
  }

  /** The finding that the cursor of the body stands in. */
  atCursor(): Finding | null {
    const [block, place] = this.cursor();
    return (
      this.inBody[block]?.find(({ start, end }) => start <= place && place <= Math.max(end, start + 1)) ??
      null
    );
  }

  /** Block and character; before the body while the cursor is elsewhere. */
  private cursor(): [number, number] {
    const { editor } = this.session;
    if (!editor) return [-1, 0];
    const head = editor.state.selection.$head;
    const text = head.parent.textBetween(0, head.parentOffset);
    return [head.index(0), [...text].length];
  }

  /** Lets a finding stand, or with `whole` every one of its rule; returns how that is taken back. */
  ignore(finding: Finding, whole: boolean, by: string): () => void {
    const { rule, text, before, after } = finding;
    const place: IgnoredPlace | null = whole ? null : { text, before, after };
    this.ignored = [...this.ignored, { rule, place, by, at: new Date().toISOString() }];
    this.session.saver.push({ edit: "ignore", rule, place });
    return () => this.heed(rule, place);
  }

  heed(rule: string, place: IgnoredPlace | null): void {
    const is = (one: Ignored) => one.rule === rule && JSON.stringify(one.place) === JSON.stringify(place);
    this.ignored = this.ignored.filter((one) => !is(one));
    this.session.saver.push({ edit: "heed", rule, place });
  }
}

const keyOf = (photo: PhotoId | null | undefined, field: string): string => `${photo ?? ""} ${field}`;

export const isSame = (one: Finding, other: Finding): boolean =>
  one.rule === other.rule &&
  one.field === other.field &&
  (one.photo ?? null) === (other.photo ?? null) &&
  one.block === other.block &&
  one.start === other.start &&
  one.text === other.text;

/** Before or after a place of the body; the fields of the story before it, those of photos behind. */
function compare({ block, photo, start }: Finding, [at, place]: [number, number]): number {
  if (photo) return 1;
  if (typeof block !== "number") return -1;
  return block === at ? start - place : block - at;
}

/** What has to be done to one row so that it becomes the other: the same nodes are the same text. */
function difference(before: readonly Node[], after: readonly Node[]) {
  let at = 0;
  while (at < before.length && at < after.length && before[at] === after[at]) at++;
  let [end, stop] = [before.length, after.length];
  while (end > at && stop > at && before[end - 1] === after[stop - 1]) [end, stop] = [end - 1, stop - 1];
  return end === at && stop === at ? null : { at, delete: end - at, insert: after.slice(at, stop) };
}
