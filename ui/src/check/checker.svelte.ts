/**
 * What the copy checker knows of the story on the screen. Rust holds the texts as they were told last; each time only
 * what changed since is told, one request at a time, and what changes meanwhile goes with the next.
 */
import type { Node as Block } from "prosemirror-model";
import { untrack } from "svelte";

import { blockFromNode } from "../body/binding";
import { inWhole, isOnlyProposed, settled } from "../body/settled";
import type { BodySplice } from "../generated/BodySplice";
import type { CheckAnswer } from "../generated/CheckAnswer";
import type { CheckDates } from "../generated/CheckDates";
import type { CheckUpdate } from "../generated/CheckUpdate";
import type { ErrorText } from "../generated/ErrorText";
import type { Finding } from "../generated/Finding";
import type { FindingCounts } from "../generated/FindingCounts";
import type { Ignored } from "../generated/Ignored";
import type { Language } from "../generated/Language";
import type { PhotoId } from "../generated/PhotoId";
import type { Readable } from "../generated/Readable";
import type { RuleInfo } from "../generated/RuleInfo";
import { goTo } from "../desk/going";
import type { Mark } from "../desk/marks.svelte";
import type { BoxPlace } from "../story/boxes";
import type { Desk } from "../desk/desk.svelte";
import { errorText } from "../strings/errors";
import { ABOVE, BESIDE, OF_PHOTO, type Text, datesOf, keyOf, textAt, textsOf } from "./fields";
import { entryHere, followers, nextFrom } from "./going";
import { isIgnored } from "./ignored";
import { around } from "./snippet";
import { foundIn, lookOf, paint, sameEnds, shownAt } from "./paint";
import { type Stretch, changeBetween, movedBy, stretchOf } from "./units";

/** After the last key. */
const PAUSE_MS = 150;

/** The story as Rust has been told it. */
interface Told {
  blocks: readonly Block[];
  texts: Map<string, Text>;
  ignored: readonly Ignored[];
  language: Language;
  dates: CheckDates;
}

/** A finding in reading order, and the block that it stands in, from 0. */
export interface Entry {
  finding: Finding;
  block: number | null;
}

const NO_MARKS: Mark[] = [];
/** Where in it, the editor shows itself. */
const WRONG_BODY: Mark[] = [{ from: 0, to: 0, look: "", wrong: true }];

/** The panel that it is, beside the text. */
export const CHECKS = "checks";

export class Checker {
  /** Why nothing is checked. */
  error = $state.raw<ErrorText | null>(null);
  readable = $state.raw<Readable | null>(null);
  rules = $state.raw<Map<string, RuleInfo>>(new Map());
  /** The finding whose card is shown, and whether the card has the keyboard. */
  at = $state.raw<{ entry: Entry; keyboard: boolean } | null>(null);

  /** Counts up when a next finding was asked for and there is none. */
  nothing = $state(0);

  private told: Told | null = null;
  /** Of each block that was told. */
  private body: (readonly Finding[])[] = [];
  /** Of each field, with the text that they were found in. */
  private fields = new Map<string, { text: string; findings: readonly Finding[] }>();
  /** Counts up with each answer. */
  private answers = $state(0);
  private timer: ReturnType<typeof setTimeout> | null = null;
  private asking = false;
  /** What a word is being composed in: where it goes from the page, nobody tells that the word has ended. */
  private composing: Node | null = null;
  private stopped = false;
  /** Which telling of the whole story it is; an answer to an earlier one is of no use. */
  private beginning = 0;

  constructor(private readonly desk: Desk) {}

  /** Whether the panel is open. */
  get panel(): boolean {
    return this.desk.rail.shown === CHECKS;
  }

  set panel(on: boolean) {
    if (on) this.desk.rail.show(CHECKS);
    else this.desk.rail.hide(CHECKS);
  }

  /** In the order of the screen. */
  readonly entries = $derived.by((): Entry[] => {
    void this.answers;
    const entries: Entry[] = [];
    const { ignored, photos } = this.desk.story;
    const put = (findings: readonly Finding[] = [], block: number | null = null): void => {
      for (const finding of findings) if (!isIgnored(finding, ignored)) entries.push({ finding, block });
    };
    const putPhoto = (photo: PhotoId): void => {
      for (const field of OF_PHOTO) put(this.fields.get(keyOf({ photo, field }))?.findings);
    };
    const seen = new Set<PhotoId>();
    for (const field of ABOVE) put(this.fields.get(field)?.findings);
    this.told?.blocks.forEach((block, at) => {
      put(this.body[at], at);
      const photo = block.attrs.photo as PhotoId | undefined;
      // A photo shown twice has but one caption.
      if (photo === undefined || seen.has(photo)) return;
      seen.add(photo);
      putPhoto(photo);
    });
    for (const field of BESIDE) put(this.fields.get(field)?.findings);
    for (const { id } of photos) if (!seen.has(id)) putPhoto(id);
    return entries;
  });

  readonly counts = $derived.by((): FindingCounts => {
    const counts = { error: 0, consistency: 0, suggestion: 0 };
    for (const { finding } of this.entries) counts[finding.severity]++;
    return counts;
  });

  /** Everything is told anew, as after a change of the house style. */
  anew(): void {
    this.beginning++;
    this.told = null;
    this.schedule(0);
  }

  /** Begins; returns how it ends. */
  begin(): () => void {
    const composes = ({ target }: Event) => (this.composing = target instanceof Node ? target : null);
    // After the editor's own listener, which reads the composed word from the page.
    const composed = () =>
      setTimeout(() => {
        this.composing = null;
        this.schedule(PAUSE_MS);
        this.paint();
      });
    document.addEventListener("compositionstart", composes, true);
    document.addEventListener("compositionend", composed, true);
    this.stopped = false;
    this.anew();
    return () => {
      this.stopped = true;
      if (this.timer !== null) clearTimeout(this.timer);
      document.removeEventListener("compositionstart", composes, true);
      document.removeEventListener("compositionend", composed, true);
    };
  }

  /** Something of the story may have changed. */
  changed(): void {
    this.schedule(PAUSE_MS);
  }

  private schedule(pause: number): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = this.stopped ? null : setTimeout(() => void this.tell(), pause);
  }

  async tell(): Promise<void> {
    this.timer = null;
    // Whoever is asked, or composes a word, comes back here.
    if (this.asking || this.composing?.isConnected || this.stopped) return;
    const { host, story } = this.desk;
    const now = this.now();
    const update = this.update(now);
    if (!update) return;
    const { beginning } = this;
    this.asking = true;
    try {
      const answer = await host.check(story.id, update);
      if (beginning === this.beginning) {
        if (answer) this.take(now, update, answer);
        else this.told = null;
        // It has forgotten what it was told, as after a start; then all of it is told at once.
        if (!answer && !update.anew) this.schedule(0);
      }
    } catch (error) {
      this.told = null;
      this.error = errorText(error);
    }
    this.asking = false;
    if (this.told && this.timer === null && this.update(this.now())) this.schedule(PAUSE_MS);
    if (beginning !== this.beginning && this.timer === null) this.schedule(0);
  }

  private now(): Told {
    const { desk } = this;
    return untrack(() => ({
      blocks: desk.story.doc.children,
      texts: new Map(textsOf(desk.story).map((text) => [keyOf(text), text])),
      ignored: desk.story.ignored,
      language: desk.story.language,
      dates: datesOf(desk.story),
    }));
  }

  /** What is to be told so that Rust knows the story as it is now; null where it does. */
  private update(now: Told): CheckUpdate | null {
    // Texts of another language are read anew, every one.
    const told = this.told?.language === now.language ? this.told : null;
    const fields = [...now.texts.values()].filter(
      (one) => one.text !== (told?.texts.get(keyOf(one))?.text ?? ""),
    );
    for (const [key, one] of told?.texts ?? []) {
      if (!now.texts.has(key) && one.text !== "") fields.push({ ...one, text: "" });
    }
    const body = spliceBetween(told?.blocks ?? [], now.blocks);
    const ignored = told?.ignored === now.ignored ? null : [...now.ignored];
    const sameDates = told !== null && JSON.stringify(told.dates) === JSON.stringify(now.dates);
    if (sameDates && fields.length === 0 && !body && !ignored) return null;
    return { anew: told === null, language: now.language, dates: now.dates, fields, body, ignored };
  }

  private take(now: Told, { anew, fields, body }: CheckUpdate, { places, readable }: CheckAnswer): void {
    const known = new Map(this.fields);
    const old = anew ? this.body : [];
    if (anew) {
      this.body = [];
      this.fields.clear();
    }
    if (body) this.body.splice(body.at, body.delete, ...body.insert.map(() => []));
    for (const one of fields) {
      this.fields.set(keyOf(one), { text: one.text, findings: [] });
    }
    for (const { field, photo, block, findings } of places) {
      if (block !== null) {
        const found = now.blocks[block] ? onScreen(now.blocks[block], findings) : findings;
        this.body[block] = sameAsBefore(found, anew ? old[block] : this.body[block]);
      } else {
        const key = keyOf({ photo, field });
        const text = now.texts.get(key)?.text ?? "";
        this.fields.set(key, { text, findings: sameAsBefore(findings, known.get(key)?.findings) });
      }
    }
    this.told = now;
    this.error = null;
    this.readable = readable;
    this.answers++;
    this.stay();
    // At once: where a finding of the body stands is known by its mark, and the card at it asks before the screen is drawn.
    this.paint();
  }

  /** The card stays at its finding, which an answer may have told anew. */
  private stay(): void {
    const { at } = this;
    if (!at) return;
    const was = at.entry.finding;
    const same = ({ finding }: Entry) =>
      keyOf(finding) === keyOf(was) &&
      finding.rule === was.rule &&
      finding.text === was.text &&
      (finding.before === was.before || finding.after === was.after);
    const entry = this.entries.find(({ finding }) => finding === was) ?? this.entries.find(same);
    this.at = entry ? { entry, keyboard: at.keyboard } : null;
  }

  /** Shows in the body what was found there: with each answer, and when a person decides, or comes to a finding. */
  paint(): void {
    const { ignored } = this.desk.story;
    const editor = this.desk.story.body.view;
    const now = this.at?.entry.finding ?? null;
    if (!editor) return;
    untrack(() =>
      paint(editor, this.told?.blocks ?? [], this.body, now, (finding) => isIgnored(finding, ignored)),
    );
  }

  /** What to mark in a box of the page. */
  marks(place: BoxPlace): Mark[] {
    if (place.field === "body") return this.wrongInBody ? WRONG_BODY : NO_MARKS;
    void this.answers;
    const known = this.fields.get(keyOf(place));
    if (!known || known.findings.length === 0) return NO_MARKS;
    const text = textAt(this.desk.story, place);
    const now = this.at?.entry.finding;
    return known.findings
      .filter((finding) => !isIgnored(finding, this.desk.story.ignored))
      .flatMap((finding) => {
        const stretch = movedBy(stretchOf(known.text, finding), changeBetween(known.text, text));
        if (!stretch) return [];
        const { from, to, cover } = shownAt(stretch, text.length);
        return [
          { from, to, look: lookOf(finding, cover, finding === now), wrong: finding.severity === "error" },
        ];
      });
  }

  /** Whether an error stands in the body. */
  readonly wrongInBody = $derived(
    this.entries.some(({ finding, block }) => block !== null && finding.severity === "error"),
  );

  /** Where a finding stands now; null where its words have gone. In the body a position of the editor. */
  located({ finding, block }: Entry): Stretch | null {
    if (block !== null) {
      const editor = this.desk.story.body.view;
      return (editor && foundIn(editor).find((one) => one.finding === finding)) ?? null;
    }
    const known = this.fields.get(keyOf(finding));
    if (!known) return null;
    const text = textAt(this.desk.story, finding);
    return movedBy(stretchOf(known.text, finding), changeBetween(known.text, text));
  }

  /** What stands around a finding, in whole syllables, for lists. */
  around({ finding, block }: Entry): { before: string; after: string } {
    const text =
      block === null ? this.fields.get(keyOf(finding))?.text : this.told?.blocks[block]?.textContent;
    return text ? around(text, stretchOf(text, finding)) : finding;
  }

  /** To the next finding; its card takes the keyboard. False where there is none. */
  async step(by: 1 | -1): Promise<boolean> {
    const entry = nextFrom(this.desk, this, this.at?.entry ?? null, by);
    if (entry) await this.show(entry);
    else {
      this.at = null;
      this.nothing++;
    }
    return entry !== null;
  }

  /** The card of the finding that the cursor stands in. */
  showHere(keyboard = true): void {
    const entry = entryHere(this.desk, this);
    this.at = entry && { entry, keyboard };
  }

  /** Does something about the finding that a person is at; the next one is shown to whoever goes through them by keys. */
  async act(entry: Entry, how: () => boolean): Promise<boolean> {
    const ahead = this.at?.keyboard ? followers(this.desk, this, entry) : [];
    if (!how()) return false;
    const left = new Set(this.entries.map(({ finding }) => finding));
    const next = ahead.find((one) => left.has(one.finding) && this.located(one));
    if (next) await this.show(next);
    return next !== undefined;
  }

  async show(entry: Entry): Promise<void> {
    this.at = null;
    const spot = { ...entry.finding, block: entry.block };
    await goTo(this.desk, spot, () => this.located(entry));
    this.at = { entry, keyboard: true };
  }

  async needRules(): Promise<void> {
    const rules = await this.desk.host.checkRules();
    this.rules = new Map(rules.map((info) => [info.rule, info]));
  }

  ruleName(rule: string): string {
    return this.rules.get(rule)?.name ?? rule;
  }
}

const make = (desk: Desk): Checker => new Checker(desk);
export const checkerOf = (desk: Desk): Checker => desk.of(make);

/** Findings of the settled text, where they stand amid what is proposed. What would have to take a proposal away is not mended. */
function onScreen(block: Block, findings: Finding[]): Finding[] {
  if (isOnlyProposed(block)) return [];
  if (settled(block) === block) return findings;
  return findings.map((finding) => {
    const { start, end, apart } = inWhole(block, finding.start, finding.end);
    return { ...finding, start, end, ...(apart && { fix: null }) };
  });
}

/** What is found again keeps its identity: a list of them is not drawn anew under a person's hands. */
function sameAsBefore(findings: Finding[], before: readonly Finding[] = []): readonly Finding[] {
  const words = (finding: Finding) => JSON.stringify({ ...finding, block: null });
  const known = new Map(before.map((finding) => [words(finding), finding]));
  return findings.map((finding) => known.get(words(finding)) ?? finding);
}

function spliceBetween(told: readonly Block[], blocks: readonly Block[]): BodySplice | null {
  const { start, end } = sameEnds(told, blocks);
  if (start === told.length && start === blocks.length) return null;
  const insert = blocks.slice(start, blocks.length - end).map((block) => blockFromNode(settled(block)));
  return { at: start, delete: told.length - start - end, insert };
}
