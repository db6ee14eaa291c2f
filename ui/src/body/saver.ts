/**
 * Carries edits to Rust in the order they were made, one batch at a time, and tells how safe they are.
 *
 * "Saved" is said only once Rust has answered and nothing waits. A batch that fails stays at the front of the
 * queue and is tried again; what is on the screen is never taken back.
 */
import type { Ack } from "../generated/Ack";
import type { Block } from "../generated/Block";
import type { Edit } from "../generated/Edit";
import type { ErrorText } from "../generated/ErrorText";
import type { FieldValue } from "../generated/FieldValue";
import type { Related } from "../generated/Related";
import type { StoryField } from "../generated/StoryField";
import type { StoryId } from "../generated/StoryId";
import type { StoryView } from "../generated/StoryView";
import type { Host } from "../host/host";

export type SaveState =
  { kind: "saved"; at: Date | null } | { kind: "saving" } | { kind: "failed"; error: ErrorText };

export interface SaverOptions {
  onState(state: SaveState): void;
  /**
   * Another program changed the story; nothing typed here is waiting, so the screen can show the view. False
   * when it cannot yet (a word is being composed); the next save or `refresh` offers it again.
   */
  onChangedElsewhere(view: StoryView): boolean;
  /** What is on the screen now is what the library holds at this revision. */
  onSafe?(revision: number): void;
  /** A picture that another program took off the story: what was to be done to it has no home, and holds up nothing. */
  onHomeless?(edit: Edit): void;
  /** How long the body on the screen is in units. It is asked at each save. */
  bodyLength(): number;
  /** The body as the screen has it, for mending Rust's copy should they ever differ. */
  body(): Block[];
}

/** Typing is gathered this long before it is sent: at most this much is lost when the power goes. */
const GATHER_MS = 200;
const RETRY_MS = 3000;

/** What Rust says of a value that no field takes: trying it again changes nothing. */
const REFUSALS: ReadonlySet<ErrorText["code"]> = new Set([
  "field_invalid",
  "field_too_long",
  "field_unknown",
  "ignored_too_many",
  "items_too_many",
  "photo_texts_too_long",
  "photo_unknown",
  "photos_too_many",
  "related_too_many",
]);
/** What it says of a body that is more than a story holds. */
const TOO_MUCH: ReadonlySet<ErrorText["code"]> = new Set([
  "address_too_long",
  "block_too_long",
  "blocks_too_many",
  "body_too_long",
  "edits_too_large",
  "edits_too_many",
  "marks_too_many",
]);
const BODY_EDITS: ReadonlySet<Edit["edit"]> = new Set(["splice", "set_mark", "set_block", "set_body"]);

export class Saver {
  private queue: Edit[] = [];
  private sending: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private savedAt: Date | null = null;
  private mending = false;
  /** The body on the screen was more than Rust takes: only a smaller one as a whole can be saved. */
  private tooMuch = false;
  /** Edits to send one by one, because one of them was refused and must not hold up the others. */
  private singly = 0;
  /** A value that Rust refused. It stays on the screen, and nothing is called saved until it is another. */
  private refused: { edit: Edit; error: ErrorText } | null = null;
  /** How many batches were sent so far. */
  private sent = 0;
  private stopped = false;
  /** The last batch failed, and waits for another try. */
  private stuck = false;
  /** The revision that the screen showed when nothing waited; null while it shows another. */
  private safe: number | null;

  constructor(
    private readonly host: Pick<Host, "edit" | "openStory">,
    private readonly story: StoryId,
    /** Of the view on the screen. */
    private revision: number,
    private readonly options: SaverOptions,
  ) {
    this.safe = revision;
  }

  setField(field: StoryField, value: FieldValue): void {
    this.push({ edit: "set_field", field, value });
  }

  setRelated(related: Related[]): void {
    this.push({ edit: "set_related", related });
  }

  push(...edits: Edit[]): void {
    if (edits.length === 0) return;
    // Only the last of a field's values matters, as long as none of them has been sent.
    const fields = new Set(edits.map(fieldOf).filter((field) => field !== null));
    const overwritten = (waiting: Edit) => fields.has(fieldOf(waiting) ?? "");
    if (fields.size > 0) this.queue = this.queue.filter((waiting) => !overwritten(waiting));
    if (this.refused !== null && overwritten(this.refused.edit)) this.refused = null;
    this.queue.push(...edits);
    this.options.onState({ kind: "saving" });
    this.schedule(GATHER_MS);
  }

  /** Whether everything typed so far is durable. */
  get idle(): boolean {
    return this.queue.length === 0 && this.sending === null && this.refused === null;
  }

  /** The revision that the screen shows, while it shows one and no other. */
  get safeAt(): number | null {
    return this.idle ? this.safe : null;
  }

  /** Sends what waits now. Resolves once it is durable or has failed; the state tells which. */
  async flush(): Promise<void> {
    this.cancelTimer();
    // While one batch was awaited another flush may have begun to send: its words are not safe yet either.
    while (this.sending !== null) await this.sending;
    // One answer may leave more to send: a body to mend, edits to send one by one.
    this.stuck = false;
    while (this.queue.length > 0 && !this.stuck) await this.send();
  }

  /** No more retries: the screen that owned the text has gone after its last flush. */
  stop(): void {
    this.stopped = true;
    this.cancelTimer();
  }

  private schedule(delay: number): void {
    if (this.timer !== null || this.sending !== null || this.stopped) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.send();
    }, delay);
  }

  private cancelTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private send(): Promise<void> {
    this.sending ??= this.sendBatch().finally(() => {
      this.sending = null;
      if (this.queue.length > 0) this.schedule(this.mending || this.singly > 0 ? 0 : GATHER_MS);
    });
    return this.sending;
  }

  private async sendBatch(): Promise<void> {
    // The edits that led to too much would be refused again, whatever was taken out after them.
    if (this.tooMuch) this.mend();
    this.tooMuch = false;
    const batch = this.singly > 0 ? this.queue.splice(0, 1) : this.queue.splice(0);
    this.singly = Math.max(0, this.singly - 1);
    this.sent += 1;
    let ack: Ack;
    try {
      ack = await this.host.edit(this.story, this.revision, batch);
    } catch (error) {
      this.failed(batch, error as ErrorText);
      return;
    }
    this.acknowledged(ack);
    // What cannot be shown now is offered again with the next save; the batch itself is safe.
    if (ack.changed_elsewhere && this.queue.length === 0) await this.refresh().catch(() => undefined);
  }

  private acknowledged(ack: Ack): void {
    this.savedAt = new Date(ack.saved_at);
    if (this.queue.length > 0) return;
    if (ack.body_length !== this.options.bodyLength() && !this.mending) {
      this.mend();
      return;
    }
    this.mending = false;
    this.tell();
    this.safe = ack.changed_elsewhere ? null : ack.revision;
    if (this.safe !== null) this.options.onSafe?.(this.safe);
  }

  private tell(): void {
    const state: SaveState =
      this.refused === null
        ? { kind: "saved", at: this.savedAt }
        : { kind: "failed", error: this.refused.error };
    this.options.onState(state);
  }

  /** Shows what other programs did, unless something was typed meanwhile: then the next save asks again. */
  async refresh(): Promise<void> {
    const { sent } = this;
    const view = await this.host.openStory(this.story);
    // A view without what was sent meanwhile would take it off the screen.
    if (this.queue.length > 0 || this.sent !== sent || view.revision === this.revision) return;
    if (!this.options.onChangedElsewhere(view)) return;
    this.revision = this.safe = view.revision;
    this.options.onSafe?.(view.revision);
  }

  private failed(batch: Edit[], error: ErrorText): void {
    if (REFUSALS.has(error.code)) {
      const [only, ...others] = batch;
      if (only !== undefined && others.length === 0 && error.code === "photo_unknown") {
        this.options.onHomeless?.(only);
        if (this.queue.length === 0) this.tell();
        // The screen learns that the picture has gone.
        void this.refresh().catch(() => undefined);
      } else if (only !== undefined && others.length === 0) {
        this.refused = { edit: only, error };
        if (this.queue.length === 0) this.tell();
      } else {
        this.queue = [...batch, ...this.queue];
        this.singly = batch.length;
      }
      return;
    }
    const misfits = error.code === "edit_invalid" && batch.some(({ edit }) => BODY_EDITS.has(edit));
    if (misfits && !this.mending) {
      // The words on the screen are the truth: Rust gets them whole, and the fields' edits again.
      this.queue = [...batch, ...this.queue].filter(({ edit }) => !BODY_EDITS.has(edit));
      this.mend();
      return;
    }
    this.tooMuch = TOO_MUCH.has(error.code) && batch.some(({ edit }) => BODY_EDITS.has(edit));
    this.queue = [...batch, ...this.queue];
    this.mending = false;
    this.stuck = true;
    this.options.onState({ kind: "failed", error });
    this.cancelTimer();
    if (!this.stopped) {
      this.timer = setTimeout(() => {
        this.timer = null;
        void this.send();
      }, RETRY_MS);
    }
  }

  private mend(): void {
    this.mending = true;
    this.queue = this.queue.filter(({ edit }) => !BODY_EDITS.has(edit));
    this.queue.push({ edit: "set_body", body: this.options.body() });
  }
}

/** What an edit sets anew as a whole: a later one of the same leaves nothing of it. */
function fieldOf(edit: Edit): string | null {
  switch (edit.edit) {
    case "set_field":
      return edit.field;
    case "set_photo_field":
      return `${edit.field} ${edit.photo}`;
    case "move_photo":
      return `place ${edit.photo}`;
    case "set_related":
      return edit.edit;
    case "propose":
      return edit.proposal.kind === "field" || edit.proposal.kind === "photo_field"
        ? `proposal ${edit.suggestion}`
        : null;
    default:
      return null;
  }
}
