/** What is said of an article that came in, and the way to have it as it was in its file. */
import type { App } from "../app/app.svelte";
import type { ImportReport } from "../generated/ImportReport";
import type { State } from "../generated/State";
import type { StoryId } from "../generated/StoryId";
import type { NoteWay } from "../services/notes.svelte";
import { t } from "../strings/index.svelte";
import { foundInWords } from "./found";

/** The files that it came from. */
export interface Source {
  article: string;
  photos: string[];
}

/** "Bài dùng bảng mã TCVN3, đã được chuyển mã." Null where it was Unicode. */
export function lettersInWords({ letters }: ImportReport): string | null {
  return letters ? t("import.letters", { letters: t(`import.names.${letters}`) }) : null;
}

/** The story is there at once; what was done to its letters and what the checker found in it is said beside it. */
export async function openImported(app: App, report: ImportReport, source: Source): Promise<void> {
  const { story } = report;
  await app.show(story);
  if (app.desk?.story.id !== story) return;
  const found = foundInWords(report.findings);
  const words = [lettersInWords(report), found].filter((said) => said !== null).join(" ");
  if (words === "") return;
  const ways: NoteWay[] = [];
  if (report.may_stay) {
    const go = () => void takeAsItWas(app, story, source);
    ways.push({ name: "as_it_was", words: t("import.as_it_was"), go });
  }
  if (found) ways.push({ name: "look", words: t("import.look"), go: () => app.findingsAsked++ });
  app.notes.tell({ key: "import", words, story, ways });
}

/** Comes in once more, without a letter changed; the converted story is set aside. One step takes both back. */
export async function takeAsItWas(app: App, converted: StoryId, source: Source): Promise<void> {
  app.notes.close("import");
  try {
    const { story } = await app.host.importArticle(source.article, source.photos, "utf-8");
    await exchange(app, converted, story);
    app.notes.tell({
      key: "import",
      words: t("import.taken_as_it_was"),
      story,
      ways: [
        { name: "undo", words: t("editor.undo"), go: () => void back(app, story, converted), back: true },
      ],
    });
  } catch (cause) {
    app.notify(cause);
  }
}

async function back(app: App, from: StoryId, to: StoryId): Promise<void> {
  app.notes.close("import");
  try {
    await exchange(app, from, to);
  } catch (cause) {
    app.notify(cause);
  }
}

/** The one is set aside, the other is open. */
async function exchange(app: App, from: StoryId, to: StoryId): Promise<void> {
  const state = (story: StoryId, state: State) => ({ story, edit: { edit: "set_state", state } as const });
  await app.host.editStories([state(to, "draft")]);
  await app.show(to);
  await app.host.editStories([state(from, "spiked")]);
  app.libraryVersion++;
}
