/** Pictures on their way into the story, and what became of them. */
import type { Desk } from "../desk/desk.svelte";
import { insertPhoto } from "../body/blocks";
import type { BroughtAgain } from "../generated/BroughtAgain";
import type { ErrorText } from "../generated/ErrorText";
import type { FailedFile } from "../generated/FailedFile";
import type { ProgressStep } from "../generated/ProgressStep";
import { errorText } from "../strings/errors";
import { photoDeskOf } from "./desk.svelte";

/** With the files that could not come in by then. */
type Told = { failed: FailedFile[] } & (
  | { kind: "going"; step: ProgressStep | null; stop: () => void }
  | { kind: "done"; added: number; again: number }
  | { kind: "failed"; error: ErrorText }
);

/** So many at once are placed in the body; more, or a folder, are a card to go through. */
const INTO_BODY = 6;

/** The sheet that asks. */
export const AGAIN = "again";

class Adding {
  told = $state.raw<Told | null>(null);
  /** Pictures whose files say otherwise than the story, until a person has chosen. */
  again = $state.raw<BroughtAgain[]>([]);

  constructor(private readonly desk: Desk) {}

  /** Asks for pictures and puts them where a person is: at the cursor, or on the contact sheet. */
  async choose(): Promise<void> {
    const paths = await this.desk.host.chooseFiles("photos");
    if (paths.length > 0) await this.add(paths);
  }

  async add(paths: string[]): Promise<void> {
    if (this.told?.kind === "going") return;
    const { desk } = this;
    const { story } = desk;
    const photoDesk = photoDeskOf(desk);
    if (paths.length > INTO_BODY || paths.some(mayBeFolder)) photoDesk.show();
    const abort = new AbortController();
    let refused: FailedFile[] = [];
    const going = (step: ProgressStep | null): void => {
      this.told = { kind: "going", step, failed: refused, stop: () => abort.abort() };
    };
    going(null);
    try {
      const report = await desk.host.addPhotos(story.id, paths, {
        onStep: going,
        onPhotos: (photos) => story.showNew(photos),
        onFailed: (failed) => (refused = [...refused, ...failed]),
        signal: abort.signal,
      });
      await story.takeNewPhotos();
      if (!photoDesk.open) story.body.focus();
      // That they came, and into the body, is taken back at once.
      story.undo.together(() => {
        const came = new Set(report.added);
        const photos = story.photos.filter(({ id }) => came.has(id));
        if (photos.length > 0) story.undo.note({ is: "photos", photos, on: true });
        if (!photoDesk.open) for (const photo of report.added) void story.body.run(insertPhoto(photo));
      });
      this.ask(report.again.filter(({ differences }) => differences.length > 0));
      const { added, again, failed } = report;
      this.told = { kind: "done", added: added.length, again: again.length, failed };
    } catch (error) {
      // What came in before the stop is in the story.
      await story.takeNewPhotos().catch(() => {});
      const text = errorText(error);
      this.told = text.code === "cancelled" ? null : { kind: "failed", error: text, failed: refused };
    }
  }

  private ask(again: BroughtAgain[]): void {
    this.again = again;
    this.desk.asks = again.length > 0 ? AGAIN : null;
  }

  /** All that was asked has been answered. */
  answered(): void {
    this.ask([]);
  }
}

const make = (desk: Desk): Adding => new Adding(desk);
export const addingOf = (desk: Desk): Adding => desk.of(make);

/** The page sees only paths, and a picture has an ending. */
const mayBeFolder = (path: string): boolean => !/\.[\p{L}\p{N}]*\p{L}[\p{L}\p{N}]*$/u.test(path);
