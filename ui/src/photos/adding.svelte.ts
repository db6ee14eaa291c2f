/** Pictures on their way into the story, and what became of them. They go on when the story is left. */
import type { Desk } from "../desk/desk.svelte";
import { insertPhotos } from "../body/blocks";
import type { AddPhotosReport } from "../generated/AddPhotosReport";
import type { BroughtAgain } from "../generated/BroughtAgain";
import type { ErrorText } from "../generated/ErrorText";
import type { FailedFile } from "../generated/FailedFile";
import type { PhotoId } from "../generated/PhotoId";
import type { ProgressStep } from "../generated/ProgressStep";
import type { UnreadPart } from "../generated/UnreadPart";
import { nameOf } from "../shared/paths";
import { errorText } from "../strings/errors";
import { count, t } from "../strings/index.svelte";
import { DropPlace, putInto } from "./drop_place";
import { photoDeskOf } from "./desk.svelte";
import { milestone } from "./milestone";

/** With the files that could not come in by then. */
type Told = { failed: FailedFile[] } & (
  | { kind: "going"; step: ProgressStep | null; waiting: number; stop: () => void }
  | {
      kind: "done";
      added: number;
      again: number;
      unread: readonly UnreadPart[];
      passedOver: readonly string[];
    }
  | { kind: "failed"; error: ErrorText }
);

/** What was dropped, and where in the text it goes; nowhere where it is a card to go through. */
interface Drop {
  paths: string[];
  place: DropPlace | null;
}

/** So many at once are placed in the body; more, or a folder, are a card to go through. */
const INTO_BODY = 6;
/** So many names of files that failed are told in a line. */
const NAMED = 3;

/** The sheet that asks. */
export const AGAIN = "again";

class Adding {
  told = $state.raw<Told | null>(null);
  /** Pictures whose files say otherwise than the story, until a person has chosen. */
  again = $state.raw<BroughtAgain[]>([]);
  private waiting: Drop[] = [];

  constructor(private readonly desk: Desk) {}

  /** Asks for pictures and puts them where a person is: at the cursor, or on the contact sheet. */
  async choose(): Promise<void> {
    const paths = await this.desk.host.chooseFiles("photos");
    if (paths.length > 0) await this.add(paths);
  }

  /** What comes while others are on their way waits for them, and is told of with them. */
  async add(paths: string[]): Promise<void> {
    const photoDesk = photoDeskOf(this.desk);
    if (paths.length > INTO_BODY || paths.some(mayBeFolder)) photoDesk.show();
    this.waiting = [
      ...this.waiting,
      { paths, place: photoDesk.open ? null : new DropPlace(this.desk.story) },
    ];
    if (this.told?.kind === "going") this.told = { ...this.told, waiting: this.waiting.length };
    else await this.bringAllIn();
  }

  /** Whether another story is on the screen by now, or none. */
  private get isLeft(): boolean {
    return this.desk.room.desk !== this.desk;
  }

  private async bringAllIn(): Promise<void> {
    const all: AddPhotosReport = { added: [], again: [], failed: [], unread: [], passed_over: [] };
    const abort = new AbortController();
    const going = (step: ProgressStep | null): void => {
      this.told = {
        kind: "going",
        step,
        failed: all.failed,
        waiting: this.waiting.length,
        stop: () => {
          this.waiting = [];
          abort.abort();
        },
      };
    };
    try {
      for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
        going(null);
        const known = all.failed;
        const report = await this.desk.host.addPhotos(this.desk.story.id, next.paths, {
          onStep: going,
          onPhotos: (photos) => this.desk.story.showNew(photos),
          onFailed: (failed) => (all.failed = [...all.failed, ...failed]),
          signal: abort.signal,
        });
        all.failed = [...known, ...report.failed];
        all.added.push(...report.added);
        all.again.push(...report.again);
        all.unread.push(...report.unread);
        all.passed_over.push(...report.passed_over);
        await this.take(report.added, next.place);
      }
      this.end(all, null);
    } catch (error) {
      // What came in before the stop is in the story.
      if (!this.isLeft) await this.desk.story.takeNewPhotos().catch(() => {});
      this.waiting = [];
      this.end(all, errorText(error));
    }
  }

  /** Shows those that came, and puts them into the text where they were dropped on it: taken back at once. */
  private async take(added: readonly PhotoId[], place: DropPlace | null): Promise<void> {
    const { desk } = this;
    const { story } = desk;
    if (this.isLeft) {
      await putInto(desk, added, place);
      if (added.length > 0) await desk.host.nameVersion(story.id, count("photo.version", added.length));
      return;
    }
    await story.takeNewPhotos();
    photoDeskOf(desk).came(added);
    const noted = () =>
      story.undo.together(() => {
        const came = new Set(added);
        const photos = story.photos.filter(({ id }) => came.has(id));
        if (photos.length > 0) story.undo.note({ is: "photos", photos, on: true });
        story.proposeCame(photos);
        if (place && added.length > 0) void story.body.run(insertPhotos(added, place.at));
      });
    // Nothing is put in amid a word that is being composed.
    await (story.body.view ? story.body.whenComposed(noted) : noted());
    place?.end();
    if (added.length > 0) await milestone(desk, count("photo.version", added.length));
  }

  private end(all: AddPhotosReport, error: ErrorText | null): void {
    const { added, again, failed, unread } = all;
    const isCancelled = error?.code === "cancelled";
    if (this.isLeft) {
      this.told = null;
      if (!isCancelled) this.tellInList(added.length, failed, error);
      return;
    }
    if (error) this.told = isCancelled ? null : { kind: "failed", error, failed };
    else {
      const passedOver = all.passed_over;
      this.told = { kind: "done", added: added.length, again: again.length, failed, unread, passedOver };
    }
    this.ask(again.filter(({ differences }) => differences.length > 0));
  }

  /** The story is not on the screen any more: what became of them is told where a person is by now. */
  private tellInList(added: number, failed: readonly FailedFile[], error: ErrorText | null): void {
    const { room, story } = this.desk;
    const title = story.text("headline") || t("app.untitled");
    const names = failed.slice(0, NAMED).map(({ path }) => nameOf(path));
    if (failed.length > NAMED) names.push("…");
    const words = [
      count("photo.added_to", added, { title }),
      failed.length > 0 && t("photo.failed_in", { count: String(failed.length), names: names.join(", ") }),
      error && `${error.message} ${error.hint}`,
    ];
    room.notes.tell({
      key: "photos",
      words: words.filter(Boolean).join(". "),
      stays: failed.length > 0 || error !== null,
      ways: [{ name: "open-story", words: t("photo.open_story"), go: () => void room.show(story.id) }],
    });
    room.libraryVersion++;
  }

  /** With what was asked before and nobody has answered yet; of one picture what its last file says. */
  private ask(more: readonly BroughtAgain[]): void {
    const asked = new Map([...this.again, ...more].map((one) => [one.photo, one]));
    this.again = [...asked.values()];
    this.desk.asks = this.again.length > 0 ? AGAIN : null;
  }

  /** All that was asked has been answered. */
  answered(): void {
    this.again = [];
    this.desk.asks = null;
  }
}

const make = (desk: Desk): Adding => new Adding(desk);
export const addingOf = (desk: Desk): Adding => desk.of(make);

/** The page sees only paths, and a picture has an ending. */
const mayBeFolder = (path: string): boolean => !/\.[\p{L}\p{N}]*\p{L}[\p{L}\p{N}]*$/u.test(path);
