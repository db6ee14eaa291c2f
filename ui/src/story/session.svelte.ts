/**
 * One story while it is open: what the screen shows of it, and the saver that makes each change durable.
 * Fields are plain values here; the body belongs to the editor, which reports each transaction.
 */
import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { untrack } from "svelte";

import { Body } from "../body/body.svelte";
import { bodyFromDoc, bodyLength, docFromBody, editsFor } from "../body/binding";
import { type Stacks, stacksOf } from "../body/history";
import { isFromElsewhere, replaceBody } from "../body/remote";
import { Saver, type SaveState } from "../body/saver";
import { takeOut } from "../body/take_out";
import { perform } from "./deeds";
import { NOTHING_DONE, StoryUndo, type PlaceChange, type Undoable, type ValueChange } from "./undo.svelte";
import { UndoLog, recallUndo } from "./undo_log";
import { type BoxPlace, nameOfBox, placeOfBox } from "./boxes";
import { Proposals, type FieldPlace } from "./proposals.svelte";
import type { CodeList } from "../generated/CodeList";
import type { Comment } from "../generated/Comment";
import type { Conflict } from "../generated/Conflict";
import type { Edit } from "../generated/Edit";
import type { ErrorText } from "../generated/ErrorText";
import type { FieldValue } from "../generated/FieldValue";
import type { Ignored } from "../generated/Ignored";
import type { Language } from "../generated/Language";
import type { Lifted } from "../generated/Lifted";
import type { MomentId } from "../generated/MomentId";
import type { Photo } from "../generated/Photo";
import type { PhotoField } from "../generated/PhotoField";
import type { PhotoId } from "../generated/PhotoId";
import type { Related } from "../generated/Related";
import type { State } from "../generated/State";
import type { StoryField } from "../generated/StoryField";
import type { StoryView } from "../generated/StoryView";
import type { Suggestion } from "../generated/Suggestion";
import type { VersionKind } from "../generated/VersionKind";
import type { Host } from "../host/host";
import { type Codes, NO_CODES, codeSign } from "../shared/codes";
import { type Sign, signFor } from "../shared/sign";
import { TYPED, sameValue } from "./photo_fields";
import type { TextHistories } from "../shared/text_history";
import { asText } from "./as_text";
import { conflictOf, merged } from "./conflicts";
import { type Length, characterCount, lengthOf, readingMinutes, wordCount } from "./length";
const COUNT_MS = 300;
/** How proposals beside the body are known to the story's undo. */
const PROPOSED = "proposed";

/** A new value for a field of a picture. */
export interface PhotoChange {
  photo: PhotoId;
  field: PhotoField;
  value: FieldValue;
}

export class StorySession {
  readonly id: string;
  readonly createdAt: string;
  readonly saver: Saver;
  /** For whoever does something to the body from elsewhere on the screen. */
  readonly body = new Body();
  /** The document the editor begins with, and what can be undone in it. */
  readonly firstDoc: Node;
  readonly firstUndo: Stacks;
  /** How much of its history it had when it was opened. */
  readonly firstRevision: number;
  readonly undo: StoryUndo;
  private readonly undoLog: UndoLog;

  state = $state.raw<StoryView["story"]["state"]>("draft");
  language = $state.raw<Language>("vi");
  fields = $state.raw<StoryView["story"]["fields"]>({});
  photos = $state.raw<Photo[]>([]);
  related = $state.raw<Related[]>([]);
  /** Fields that several people gave different values at the same time. */
  conflicts = $state.raw<Conflict[]>([]);
  /** What the copy checker is not to tell again, and who decided so. */
  ignored = $state.raw<Ignored[]>([]);
  /** Holds that somebody lifted. */
  lifted = $state.raw<Lifted[]>([]);
  /** What people proposed, open and decided. */
  suggestions = $state.raw<Suggestion[]>([]);
  /** What people said of it to each other. */
  comments = $state.raw<Comment[]>([]);
  /** The moment that this person had it before them last; null where nothing came since. */
  lastRead = $state.raw<MomentId | null>(null);
  /** What a person proposes of fields while they are in suggest mode. */
  readonly proposals = new Proposals(() => this.suggestions);
  codes = $state.raw<Codes>(NO_CODES);
  save = $state.raw<SaveState>({ kind: "saved", at: null });
  /** What keeps words from the disk. */
  unsaved = $state.raw<ErrorText | null>(null);
  /** The body as of the last transaction. */
  doc = $state.raw<Node>(docFromBody([]));
  private counted = $state.raw<Length>({ words: 0, characters: 0 });
  private counting: ReturnType<typeof setTimeout> | null = null;

  constructor(
    readonly host: Host,
    opened: StoryView,
    undoable: Undoable = NOTHING_DONE,
  ) {
    this.id = opened.story.id;
    this.createdAt = opened.story.created_at;
    this.firstDoc = docFromBody(opened.story.body);
    this.firstUndo = undoable.body;
    this.firstRevision = opened.revision;
    this.undo = new StoryUndo(this.doer(), undoable);
    this.undoLog = new UndoLog(this.id);
    this.doc = this.firstDoc;
    this.countWords();
    this.take(opened);
    this.save = { kind: "saved", at: new Date(opened.story.updated_at) };
    this.performs(PROPOSED, (value, on) =>
      this.saver.push(...this.proposals.again(JSON.parse(value) as string[], on)),
    );
    this.saver = new Saver(host, this.id, opened.revision, {
      onState: (state) => {
        this.save = state;
        // Another try is no news: the trouble lasts until the words are safe.
        if (state.kind !== "saving") this.unsaved = state.kind === "failed" ? state.error : null;
      },
      onChangedElsewhere: (changed) => this.changedElsewhere(changed),
      onSafe: (revision) => {
        this.written.clear();
        this.keepUndo(revision);
      },
      onHomeless: (edit) => this.homeless(edit),
      bodyLength: () => bodyLength(this.doc),
      body: () => bodyFromDoc(this.doc),
    });
  }

  static async open(host: Host, id: string): Promise<StorySession> {
    return this.show(host, await host.openStory(id));
  }

  /** A story that was opened, with what could be undone in it when it was left. */
  static async show(host: Host, opened: StoryView): Promise<StorySession> {
    const session = new StorySession(host, opened, await recallUndo(host, opened));
    // A story is written without them too.
    host.codes().then(
      (list) => session.takeCodes(list),
      () => {},
    );
    return session;
  }

  /** What can be undone in each text box, by the name of the box on the page. */
  get boxes(): TextHistories {
    return this.undo.boxes;
  }

  /** The story, as far as undoing changes it. */
  private doer(): ConstructorParameters<typeof StoryUndo>[0] {
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    const story = this;
    return {
      get view() {
        return untrack(() => story.body.view);
      },
      perform: (deed, back) => perform(this, deed, back),
      setBox: (box, text) => this.setText(placeOfBox(box), text),
    };
  }

  private setText({ photo, field }: BoxPlace, text: string): void {
    if (photo) this.setPhotoField(photo, field as PhotoField, text);
    else this.setField(field as StoryField, text);
  }

  /** Pictures that another program took off while the story was open, as they were. */
  private readonly gone = new Map<PhotoId, Photo>();
  /** What a person wrote of pictures since the screen last showed what the library has. */
  private readonly written = new Map<string, PhotoChange>();

  /** How deeds are done that the story knows only by name. */
  readonly others = new Map<string, (value: string, on: boolean) => void>();

  /** How something is done, and not done, that a part of the screen does beside the story. */
  performs(what: string, perform: (value: string, on: boolean) => void): void {
    this.others.set(what, perform);
  }

  /** Values that a person gave: what was typed in a box is in its past already. */
  private noteValues(changes: readonly ValueChange[]): void {
    // A box on the page hears of what is taken back as of another's work.
    if (this.undo.isCarrying) return;
    const others = changes.filter(({ photo, field, from, to }) => {
      if (sameValue(from, to)) return false;
      const box = this.boxes.known(nameOfBox({ photo, field }));
      if (!box || typeof to !== "string" || box.now === null) return true;
      if (box.now !== to && !box.reporting)
        box.replaced(typeof from === "string" ? from : "", to, Date.now());
      return false;
    });
    if (others.length > 0) this.undo.note({ is: "values", changes: others });
  }

  /** Told of words for a picture that another program took off the story meanwhile. */
  onHomeless: ((change: PhotoChange, photo: Photo) => void) | null = null;

  private homeless(edit: Edit): void {
    if (edit.edit === "set_photo_field") this.tellHomeless(edit);
  }

  private tellHomeless(change: PhotoChange): void {
    const photo = this.photo(change.photo) ?? this.gone.get(change.photo);
    if (photo) this.onHomeless?.(change, photo);
  }

  takeCodes({ codes }: CodeList): void {
    this.codes = new Map(codes.map(({ code, texts }) => [code, texts]));
  }

  text(field: StoryField): string {
    const value = this.fields[field];
    return typeof value === "string" ? value : "";
  }

  /** What a field has. Where a person in suggest mode proposes another value, that: it is what their box shows. */
  boxValue({ photo, field }: FieldPlace): FieldValue {
    return this.proposals.at({ photo, field }) ?? this.valueOf({ photo, field });
  }

  boxText(field: StoryField): string {
    const value = this.boxValue({ photo: null, field });
    return typeof value === "string" ? value : "";
  }

  private valueOf({ photo, field }: FieldPlace): FieldValue {
    return photo === null
      ? (this.fields[field as StoryField] ?? "")
      : (this.photo(photo)?.fields[field as PhotoField] ?? "");
  }

  /** Whether anything stands in it yet: until then nobody is told what it lacks. */
  readonly isBegun = $derived(
    this.photos.length > 0 ||
      this.doc.childCount > 1 ||
      (this.doc.firstChild?.content.size ?? 0) > 0 ||
      Object.values(this.fields).some((value) => value.length > 0),
  );

  /** The photos that the body shows, in order. A string, so that typing between them changes nothing. */
  private readonly shownIds = $derived.by(() => {
    const ids: PhotoId[] = [];
    this.doc.forEach((block) => {
      if (block.type.name === "photo") ids.push(block.attrs.photo as PhotoId);
    });
    return ids.join(" ");
  });
  readonly shown = $derived(new Set<PhotoId>(this.shownIds.split(" ").filter(Boolean)));
  /** Photos of the story that its body does not show. */
  readonly tray = $derived(this.photos.filter(({ id }) => !this.shown.has(id)));
  readonly words = $derived(this.counted.words + wordCount(this.text("abstract")));
  readonly characters = $derived(this.counted.characters + characterCount(this.text("abstract")));
  readonly minutes = $derived(readingMinutes(this.words, this.language));

  private readonly photosById = $derived(new Map(this.photos.map((photo) => [photo.id, photo])));
  /** A string, so that a word in a caption numbers no picture anew. */
  private readonly photoIds = $derived(this.photos.map(({ id }) => id).join(" "));
  private readonly photoNumbers = $derived.by(() => {
    const order = new Set([...this.shown, ...this.photoIds.split(" ")]);
    return new Map([...order].map((id, at) => [id, at + 1]));
  });

  photo(id: PhotoId): Photo | undefined {
    return this.photosById.get(id);
  }

  /** Which picture of the story it is, from 1, in the order in which the body shows them. */
  photoNumber(id: PhotoId): number {
    return this.photoNumbers.get(id) ?? 0;
  }

  setField(field: StoryField, value: FieldValue): void {
    const place = { photo: null, field };
    this.noteValues([{ ...place, from: this.boxValue(place), to: value }]);
    if (this.proposals.takes(place)) {
      this.saver.push(...this.proposals.propose(place, this.valueOf(place), value));
      return;
    }
    this.fields = { ...this.fields, [field]: value };
    this.settle(({ photo, field: other }) => photo === null && other === field);
    this.saver.setField(field, value);
  }

  setPhotoField(photo: PhotoId, field: PhotoField, value: FieldValue): void {
    this.setPhotoFields([{ photo, field, value }]);
  }

  /** Many at once are one step for the screen and for the disk. */
  setPhotoFields(all: readonly PhotoChange[]): void {
    const byPhoto = new Map<PhotoId, PhotoChange[]>();
    this.undo.together(() =>
      this.noteValues(
        all.flatMap(({ photo, field, value: to }) =>
          // One that is taken off has nothing to be taken back.
          this.photo(photo) ? [{ photo, field, from: this.boxValue({ photo, field }), to }] : [],
        ),
      ),
    );
    const isProposed = (change: PhotoChange) => this.proposals.takes(change);
    const changes = all.filter((change) => !isProposed(change));
    this.saver.push(
      ...all
        .filter(isProposed)
        .flatMap((change) => this.proposals.propose(change, this.valueOf(change), change.value)),
    );
    for (const change of changes) {
      byPhoto.set(change.photo, [...(byPhoto.get(change.photo) ?? []), change]);
      if (change.field in TYPED) this.written.set(`${change.field} ${change.photo}`, change);
    }
    this.photos = this.photos.map((photo) => {
      const of = byPhoto.get(photo.id);
      return of ? withChanges(photo, of) : photo;
    });
    this.settle(
      ({ photo, field }) => photo !== null && byPhoto.get(photo)?.some((one) => one.field === field),
    );
    this.saver.push(...changes.map((change) => ({ edit: "set_photo_field", ...change }) as const));
  }

  /** A field that is set again is no conflict any more. */
  private settle(settled: (conflict: Conflict) => boolean | undefined): void {
    if (this.conflicts.some(settled)) this.conflicts = this.conflicts.filter((one) => !settled(one));
  }

  /** Null where everybody agrees. */
  conflict(photo: PhotoId | null, field: string): Conflict | null {
    return conflictOf(this.conflicts, photo, field);
  }

  /** The pictures that several people described differently. */
  readonly disputed = $derived(new Set(this.conflicts.map(({ photo }) => photo)));

  resolve({ photo, field }: Conflict, value: FieldValue): void {
    if (photo === null) this.setField(field as StoryField, value);
    else this.setPhotoField(photo, field as PhotoField, value);
  }

  resolveWithBoth(conflict: Conflict): void {
    const both = merged(conflict.versions.map(({ value }) => value));
    if (both !== null) this.resolve(conflict, both);
  }

  setRelated(related: Related[]): void {
    this.undo.note({ is: "related", from: this.related, to: related });
    this.related = related;
    this.saver.setRelated(related);
  }

  setState(state: State): void {
    this.undo.note({ is: "state", from: this.state, to: state });
    this.state = state;
    this.saver.push({ edit: "set_state", state });
  }

  setLanguage(language: Language): void {
    this.undo.note({ is: "language", from: this.language, to: language });
    this.language = language;
    this.saver.push({ edit: "set_language", language });
  }

  /** The checker tells these no more. */
  ignore(decision: Ignored): void {
    this.undo.note({ is: "ignored", decision, on: true });
    this.ignored = [...this.ignored, decision];
    this.saver.push({ edit: "ignore", rule: decision.rule, place: decision.place });
  }

  /** The checker tells it again. */
  heed(decision: Ignored): void {
    this.undo.note({ is: "ignored", decision, on: false });
    const same = sameDecision(decision);
    this.ignored = this.ignored.filter((one) => !same(one));
    this.saver.push({ edit: "heed", rule: decision.rule, place: decision.place });
  }

  /** Whether this very hold is lifted. */
  isLifted({ field, until }: Pick<Lifted, "field" | "until">): boolean {
    return this.lifted.some((one) => one.field === field && one.until === until);
  }

  /** The story may go out before these moments; others that were lifted of the same fields are forgotten. */
  lift(lifted: readonly Lifted[]): void {
    this.undo.note({ is: "lifted", lifted: [...lifted], on: true });
    this.lifted = [
      ...this.lifted.filter(({ field }) => lifted.every((one) => one.field !== field)),
      ...lifted,
    ];
    this.saver.push(
      ...lifted.map(({ field, until, by, reason }) => ({ edit: "lift", field, until, by, reason }) as const),
    );
  }

  holdAgain(lifted: readonly Lifted[]): void {
    this.undo.note({ is: "lifted", lifted: [...lifted], on: false });
    this.lifted = this.lifted.filter(({ field }) => lifted.every((one) => one.field !== field));
    this.saver.push(...lifted.map(({ field }) => ({ edit: "hold_again", field }) as const));
  }

  /** Makes a milestone of what was just done, once it is durable. It is no part of the deed: failing, it is left out. */
  async mark(version: VersionKind): Promise<void> {
    await this.flush();
    if (this.saver.idle) await this.host.markVersion(this.id, version).catch(() => {});
  }

  /**
   * Takes pictures off the story, and out of its body: one step. In suggest mode it is proposed of others' pictures. False where it is
   * proposed of all of them.
   */
  takeOff(all: readonly PhotoId[]): boolean {
    const { view } = this.body;
    if (view?.composing) {
      void this.body.whenComposed(() => this.takeOff(all));
      return true;
    }
    const ids = this.proposals.isOn ? this.proposeToGo(all) : all;
    if (ids.length === 0) return false;
    const gone = new Set(ids);
    this.undo.together(() => {
      if (view) takeOut(view, gone);
      const photos = this.photos.filter(({ id }) => gone.has(id));
      this.undo.note({ is: "photos", photos, on: false });
      this.dropPhotos(photos);
    });
    return true;
  }

  /** Answers those that the person only proposed themselves: they go at once. */
  private proposeToGo(all: readonly PhotoId[]): PhotoId[] {
    const own = all.filter((photo) => this.proposals.cameProposed(photo));
    const others = all.filter((photo) => !own.includes(photo));
    if (others.length > 0) {
      const { suggestions, edits } = this.proposals.photosToGo(others);
      this.undo.note({ is: "other", what: PROPOSED, value: JSON.stringify(suggestions), on: true });
      this.saver.push(...edits);
    }
    return own;
  }

  /** As Rust has them: those of the body, then the others by their places; what has none is last. */
  private inOrder(photos: readonly Photo[]): Photo[] {
    const rank = new Map([...this.shown].map((id, at) => [id, at]));
    const placeOf = ({ place }: Photo): string => place || "~";
    return [...photos].sort((one, other) => {
      const [here, there] = [rank.get(one.id) ?? Infinity, rank.get(other.id) ?? Infinity];
      if (here !== there) return here - there;
      return placeOf(one) < placeOf(other) ? -1 : placeOf(one) > placeOf(other) ? 1 : 0;
    });
  }

  dropPhotos(gone: readonly Photo[]): void {
    const ids = new Set(gone.map(({ id }) => id));
    // Who takes a picture off themselves has done with its words.
    for (const [name, { photo }] of this.written) if (ids.has(photo)) this.written.delete(name);
    this.photos = this.photos.filter(({ id }) => !ids.has(id));
    this.saver.push(
      ...gone.map(
        ({ id }) => this.proposals.photoWithdrawn(id) ?? ({ edit: "remove_photo", photo: id } as const),
      ),
    );
  }

  addPhotos(photos: readonly Photo[]): void {
    this.photos = photos.reduce(inItsPlace, this.photos);
    this.saver.push(...photos.map((photo) => ({ edit: "add_photo", photo }) as const));
    this.proposeCame(photos);
  }

  /** Where pictures stand in the order that people give them: one step. */
  setPlaces(changes: readonly PlaceChange[]): void {
    if (changes.length === 0) return;
    this.undo.note({ is: "places", changes: [...changes] });
    const places = new Map(changes.map(({ photo, to }) => [photo, to]));
    const placed = this.photos.map((photo) => ({ ...photo, place: places.get(photo.id) ?? photo.place }));
    this.photos = this.inOrder(placed);
    this.saver.push(
      ...changes.map(({ photo, to: place }) => ({ edit: "move_photo", photo, place }) as const),
    );
  }

  /** In suggest mode pictures that are with the story now are proposed. */
  proposeCame(photos: readonly Photo[]): void {
    this.saver.push(...this.proposals.photosCame(photos.map(({ id }) => id)));
  }

  /** Pictures that the library has already, with what is said of them. */
  addToStory(photos: readonly Photo[]): void {
    this.undo.note({ is: "photos", photos: [...photos], on: true });
    this.addPhotos(photos);
  }

  /** The typographic sign for a character, as the story's language has it; or what a code stands for. */
  readonly sign = (before: string, typed: string): Sign | null =>
    signFor(before, typed, this.language) ?? codeSign(before, typed, this.codes);

  private keepUndo(revision: number): void {
    if (this.body.view)
      this.undoLog.keep(revision, { body: stacksOf(this.body.view.state), ...this.undo.stored });
  }

  bodyChanged(tr: Transaction): void {
    this.doc = tr.doc;
    this.body.changed(tr);
    // A long story is counted in a pause, not at each key.
    this.counting ??= setTimeout(() => this.countWords(), COUNT_MS);
    if (isFromElsewhere(tr)) return;
    this.saver.push(...editsFor(tr));
  }

  private countWords(): void {
    this.counting = null;
    this.counted = lengthOf(this.doc);
  }

  /** What a part does to the story by way of Rust: nobody leaves before it is done. */
  private readonly works = new Set<Promise<unknown>>();

  awaits(work: Promise<unknown>): void {
    this.works.add(work);
    void work.finally(() => this.works.delete(work));
  }

  /** Everything typed so far is durable, or the state says why not. */
  async flush(): Promise<void> {
    await this.saver.flush();
    await Promise.all(this.works);
    this.undoLog.write();
  }

  /** The words on the screen, for when the library cannot take them. */
  asText(): string {
    return asText(this.text("headline"), this.text("abstract"), bodyFromDoc(this.doc), this.photos);
  }

  /** The photos that Rust has just taken in, even while typing goes on. */
  async takeNewPhotos(): Promise<void> {
    await this.flush();
    await this.saver.refresh();
    const { story } = await this.host.openStory(this.id);
    this.showNew(story.photos);
  }

  /** Those that are in the story already, as far as Rust is concerned. */
  showNew(photos: readonly Photo[]): void {
    const fresh = photos.filter(({ id }) => !this.photosById.has(id));
    if (fresh.length > 0) this.photos = [...this.photos, ...fresh];
  }

  private changedElsewhere(changed: StoryView): boolean {
    if (this.waitForBox(changed)) return false;
    const doc = docFromBody(changed.story.body);
    if (this.body.view && !replaceBody(this.body.view, doc)) {
      void this.body.whenComposed(() => this.refreshSoon());
      return false;
    }
    if (!this.body.view) this.doc = doc;
    this.take(changed);
    return true;
  }

  /** What another wrote into the very box that a person is in waits until they have left it. */
  private waitForBox(changed: StoryView): boolean {
    const box = document.activeElement?.closest<HTMLElement>("[data-field]");
    const { field, photo = null } = box?.dataset ?? {};
    if (!box || !field) return false;
    const of = photo === null ? this.fields : this.photo(photo)?.fields;
    const then =
      photo === null ? changed.story.fields : changed.story.photos.find(({ id }) => id === photo)?.fields;
    const same = !of || !then || sameValue(of[field as keyof typeof of], then[field as keyof typeof then]);
    const disputed = conflictOf(changed.conflicts, photo, field) !== null && !this.conflict(photo, field);
    if (same && !disputed) return false;
    // Its own listener reports what was typed first.
    box.addEventListener("focusout", () => setTimeout(() => this.refreshSoon()), { once: true });
    return true;
  }

  private refreshSoon(): void {
    const refresh = async (): Promise<void> => {
      await this.flush();
      await this.saver.refresh();
    };
    void refresh().catch(() => {});
  }

  private take({ story, conflicts }: StoryView): void {
    this.conflicts = conflicts;
    this.state = story.state;
    this.language = story.language;
    this.fields = story.fields;
    const here = new Set(story.photos.map(({ id }) => id));
    for (const photo of this.photos) if (!here.has(photo.id)) this.gone.set(photo.id, photo);
    this.photos = story.photos;
    for (const change of this.written.values()) if (!here.has(change.photo)) this.tellHomeless(change);
    this.related = story.related;
    this.ignored = story.ignored;
    this.lifted = story.lifted;
    this.suggestions = story.suggestions;
    this.comments = story.comments;
    this.proposals.settle();
  }
}

/** One that comes back stands where it stood, whether the body shows it yet or not; one without a place is last. */
function inItsPlace(photos: Photo[], photo: Photo): Photo[] {
  const next = photo.place ? photos.findIndex(({ place }) => place > photo.place) : -1;
  return next < 0 ? [...photos, photo] : photos.toSpliced(next, 0, photo);
}

/** A value that a person wrote is no longer the file's. */
function withChanges(photo: Photo, changes: readonly PhotoChange[]): Photo {
  const fields = { ...photo.fields };
  const origins = { ...photo.origins };
  for (const { field, value } of changes) {
    fields[field] = value;
    delete origins[field];
  }
  return { ...photo, fields, origins };
}

/** Made anew over a restart, a decision is another object. */
const sameDecision = (one: Ignored) => (other: Ignored) =>
  one === other || (one.at === other.at && one.rule === other.rule && one.place?.text === other.place?.text);
