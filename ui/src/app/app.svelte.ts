/** What the whole window knows: the settings, which screen is shown, and the story that is open. */
import type { CodeList } from "../generated/CodeList";
import type { ErrorText } from "../generated/ErrorText";
import type { PersonId } from "../generated/PersonId";
import type { Role } from "../generated/Role";
import type { Rule } from "../generated/Rule";
import type { Settings } from "../generated/Settings";
import type { SettingsChange } from "../generated/SettingsChange";
import type { StoryId } from "../generated/StoryId";
import type { StoryView } from "../generated/StoryView";
import type { Host } from "../host/host";
import { sorted } from "./dropped";
import { type Kept, keptBeyond } from "./kept";
import { Desk } from "../desk/desk.svelte";
import type { Room, Sheet } from "../desk/room";
import { CommandList } from "../services/commands";
import { Menus } from "../services/menus.svelte";
import { Notes } from "../services/notes.svelte";
import { StorySession } from "../story/session.svelte";
import { nameOf } from "../shared/paths";
import { errorText } from "../strings/errors";
import { speak, t } from "../strings/index.svelte";

/** Sheets on which a person works: what is dropped waits until they are done there. */
const AT_WORK: readonly Sheet[] = ["package", "history", "style", "templates"];

/** Steps by which a story's text may be larger than usual, as Rust's settings.rs has them. */
export const TEXT_SIZES = { smallest: -2, largest: 6 };

export class App implements Room {
  readonly commands = new CommandList();
  readonly notes = new Notes();
  settings = $state.raw<Settings>({
    language: "vi",
    theme: "system",
    name: "",
    person: null,
    role: null,
    people: [],
    packages_folder: "",
    base_url: "",
    last_story: null,
    opened: null,
    caption_templates: [],
    file_names: "",
    rating_goes_on: false,
    webp: false,
    text_size: 0,
    compact_list: false,
    saved_lists: [],
    samples_away: false,
  });
  /** Of the story that is open. */
  desk = $state.raw<Desk | null>(null);
  /** Why there is no library to work with. */
  trouble = $state.raw<ErrorText | null>(null);
  /** A story that lacks something: it is read and not written. */
  reading = $state.raw<StoryView | null>(null);
  /** What this window saw saved of the open story beyond what the library has. */
  beyond = $state.raw<Kept | null>(null);
  private shown = $state.raw<Sheet>(null);
  /** What was dropped while nobody could take it, drop by drop: it comes as soon as somebody can. */
  private dropped = $state.raw<readonly (readonly string[])[]>([]);
  /** Somebody is on the way to a story: what is dropped meanwhile is meant for where they arrive. */
  private going = false;
  private importing = false;
  /** Whether the list shows what waits for whoever is here, instead of all. */
  waitingShown = $state(false);
  settingsOpen = $state(false);
  notices = $state.raw<ErrorText[]>([]);
  /** What hovers over the window, to be dropped. */
  hovering = $state.raw<string[] | null>(null);
  /** Files that were dropped and wait in the import sheet. */
  toImport = $state.raw<{ article: string | null; photos: string[] }>({ article: null, photos: [] });
  /** Counts up whenever the list of stories may have changed. */
  libraryVersion = $state(0);
  /** Counts up whenever the house style may have changed: what was checked by it is checked anew. */
  styleVersion = $state(0);
  /** Counts up whenever somebody asks what the copy checker found in the open story. */
  findingsAsked = $state(0);
  /** The rule that the house style is opened at. */
  styleAt: Rule | null = null;
  ready = $state(false);
  offline = $state(!navigator.onLine);
  /** Where one is going: counts up with each way that is taken. */
  private way = 0;
  private beginning = false;
  /** The story that was left last. */
  left: StoryId | null = null;
  /** What must be durable before the window closes, beside the open story. */
  private kept = new Set<() => Promise<void>>();

  readonly menus: Menus;
  private readonly parts = new Map<unknown, unknown>();

  constructor(readonly host: Host) {
    this.menus = new Menus(this);
  }

  /** What a part of the window keeps as long as it is open; made when it is asked for first. */
  of<Part>(make: (app: App) => Part): Part {
    if (!this.parts.has(make)) this.parts.set(make, make(this));
    return this.parts.get(make) as Part;
  }

  /** Opens in the last story, else in the library. */
  async start(): Promise<void> {
    try {
      const { settings, notices, trouble, story } = await this.host.start();
      this.settings = settings;
      this.apply();
      this.notices = notices;
      this.trouble = trouble;
      if (trouble) this.desk = null;
      else if (story) await this.put(story);
      else if (settings.last_story) await this.open(settings.last_story);
    } catch (error) {
      this.notify(error);
    }
    this.ready = true;
    this.takeWaiting();
  }

  /** Begins anew, once what kept the library from being opened may be gone. */
  async restart(): Promise<void> {
    try {
      this.trouble = await this.host.reopenLibrary();
      if (!this.trouble) await this.start();
    } catch (error) {
      this.notify(error);
    }
  }

  listen(): () => void {
    const online = () => (this.offline = !navigator.onLine);
    const hidden = () => void (document.hidden && this.desk?.story.flush());
    // While files are held over the window the page hears of no mouse: who moves it holds none any more.
    const moved = () => void (this.hovering &&= null);
    window.addEventListener("online", online);
    window.addEventListener("offline", online);
    window.addEventListener("pointermove", moved);
    document.addEventListener("visibilitychange", hidden);
    // Where nobody can tell, they go after the usual time.
    this.host.isHeard().then(
      (heard) => (this.notes.heard = heard),
      () => {},
    );
    const stops = [
      this.host.onDrop((paths) => this.takeDrop(paths)),
      this.host.onHover((paths) => (this.hovering = paths)),
      this.host.onOpenStory((story) => void this.show(story)),
      this.host.onLibraryChanged(() => {
        this.libraryVersion++;
        void this.desk?.story.saver.refresh().catch(() => {});
      }),
      this.host.onClose(() => this.beforeClose()),
    ];
    return () => {
      window.removeEventListener("online", online);
      window.removeEventListener("offline", online);
      window.removeEventListener("pointermove", moved);
      document.removeEventListener("visibilitychange", hidden);
      for (const stop of stops) stop();
    };
  }

  /** Before the window closes, `flush` is asked to make durable what it keeps; returns how it is let go. */
  keep(flush: () => Promise<void>): () => void {
    this.kept.add(flush);
    return () => void this.kept.delete(flush);
  }

  get sheet(): Sheet {
    return this.shown;
  }

  set sheet(sheet: Sheet) {
    this.shown = sheet;
    if (sheet === null) this.takeWaiting();
  }

  /** How many drops wait. */
  get waiting(): number {
    return this.dropped.length;
  }

  /** The import sheet is at work, and takes in no more. */
  set holdsDrops(on: boolean) {
    if (on === this.importing) return;
    this.importing = on;
    this.takeWaiting();
  }

  /** Whether a sheet lies over the screen: it is finished or closed first. */
  get covered(): boolean {
    return this.sheet !== null || (this.desk?.asks ?? null) !== null;
  }

  /** The same is not said twice. */
  notify(error: unknown): void {
    const told = errorText(error);
    if (this.notices.every(({ message }) => message !== told.message)) this.notices = [...this.notices, told];
  }

  /** Opens a story and tells where that fails. */
  async show(story: StoryId): Promise<void> {
    try {
      await this.open(story);
    } catch (error) {
      this.notify(error);
    }
  }

  /** One, however quickly it is asked for. */
  async newStory(): Promise<void> {
    if (this.beginning) return;
    this.beginning = true;
    try {
      await this.open(await this.host.createStory(this.settings.language));
    } catch (error) {
      this.notify(error);
    } finally {
      this.beginning = false;
    }
  }

  async toLibrary(): Promise<void> {
    const mine = ++this.way;
    this.arrive();
    if (!this.desk && !this.reading) return;
    if (!(await this.leave()) || mine !== this.way) return;
    this.left = this.desk?.story.id ?? this.reading?.story.id ?? null;
    this.desk = null;
    this.reading = null;
    this.sheet = null;
    this.libraryVersion++;
    this.change({ last_story: null });
  }

  /** The person has seen it; it is not told again while the story is open. */
  forgetBeyond(): void {
    this.beyond = null;
  }

  startImport(article: string | null = null, photos: string[] = []): void {
    this.toImport = { article, photos };
    this.sheet = "import";
  }

  openStyle(at: Rule | null = null): void {
    this.settingsOpen = false;
    this.styleAt = at;
    this.sheet = "style";
  }

  openAbout(): void {
    this.settingsOpen = false;
    this.sheet = "about";
  }

  openPalette(): void {
    this.settingsOpen = false;
    this.sheet = "palette";
  }

  change(some: SettingsChange): void {
    this.settings = { ...this.settings, ...some };
    this.apply();
    // Without a library they hold for this window, and where it can only be read, which has been said.
    if (this.trouble) return;
    this.host.saveSettings(some).catch((error: unknown) => {
      if (errorText(error).code !== "library_read_only") this.notify(error);
    });
  }

  /** Another person of those who are known here writes from now on. */
  async becomePerson(person: PersonId): Promise<void> {
    try {
      // What was written until now is signed by whoever wrote it.
      await this.desk?.story.flush();
      this.settings = await this.host.becomePerson(person);
      this.apply();
      this.libraryVersion++;
    } catch (error) {
      this.notify(error);
    }
  }

  /** Somebody who was not known here writes from now on. */
  async addPerson(name: string, role: Role | null): Promise<void> {
    await this.desk?.story.flush();
    const person = crypto.randomUUID();
    try {
      await this.host.saveSettings({ person, name, role });
      await this.becomePerson(person);
    } catch (error) {
      this.notify(error);
    }
  }

  /** Takes a file's codes instead of those known so far, for the open story too. */
  async importCodes(path: string, evenOne = false): Promise<CodeList> {
    const list = await this.host.importCodes(path, evenOne);
    this.desk?.story.takeCodes(list);
    return list;
  }

  private async open(story: StoryId): Promise<void> {
    const mine = ++this.way;
    if (this.desk?.story.id === story) return;
    this.going = true;
    try {
      if (!(await this.leave()) || mine !== this.way) return;
      const opened = await this.host.openStory(story);
      // Who asked for another meanwhile wants that one.
      if (mine !== this.way) return;
      // What was told of the list is behind.
      this.notes.close("whole");
      await this.put(opened);
      this.sheet = null;
      if (this.settings.last_story !== story) this.change({ last_story: story });
    } finally {
      if (mine === this.way) this.arrive();
    }
  }

  private arrive(): void {
    this.going = false;
    this.takeWaiting();
  }

  /** Puts a story on the screen: to be written, or where it lacks something, to be read. */
  private async put(opened: StoryView): Promise<void> {
    const mine = this.way;
    const session = opened.loss ? null : await StorySession.show(this.host, opened);
    if (mine !== this.way) return;
    this.beyond = opened.loss ? null : keptBeyond(opened);
    this.desk = session && new Desk(this, session);
    if (session) void this.noteReading(session);
    this.reading = opened.loss ? opened : null;
  }

  /** What came since this person had the story before them last, and that they have it now. */
  private async noteReading(session: StorySession): Promise<void> {
    try {
      session.lastRead = await this.host.lastRead(session.id);
      await this.host.noteReading(session.id);
    } catch {
      // Nobody waits for it, and the next time it is noted.
    }
  }

  /** Makes the open story durable. False, and the story stays on the screen, while that fails. */
  private async leave(): Promise<boolean> {
    if (!this.desk) return true;
    await this.desk.story.flush();
    if (!this.desk.story.saver.idle) return false;
    this.desk.story.saver.stop();
    this.notes.leave(this.desk.story.id);
    // With what they wrote themselves. Where it can't be noted, they are told once more of what they know.
    void this.host.noteReading(this.desk.story.id).catch(() => {});
    return true;
  }

  /** While words could not be saved the window is not let go; Rust lets a person insist. */
  private async beforeClose(): Promise<void> {
    for (const flush of this.kept) await flush();
    await this.desk?.story.flush();
    if (!this.desk || this.desk.story.saver.idle) return;
    const warning: ErrorText = {
      code: "write_failed",
      message: t("save.closing"),
      hint: t("save.closing_hint"),
    };
    if (!this.notices.some(({ message }) => message === warning.message)) this.notify(warning);
    throw warning;
  }

  private get mayTake(): boolean {
    const isAtWork = this.sheet !== null && (AT_WORK.includes(this.sheet) || this.importing);
    return this.ready && !this.going && !isAtWork;
  }

  private takeWaiting(): void {
    const { shown } = this;
    // One that opens a sheet has it for itself: the next waits until that is closed.
    while (this.mayTake && this.shown === shown && this.dropped.length > 0) {
      const [first = [], ...others] = this.dropped;
      this.dropped = others;
      this.take(first);
    }
  }

  private takeDrop(paths: string[]): void {
    this.hovering = null;
    if (this.mayTake) this.take(paths);
    else this.dropped = [...this.dropped, paths];
  }

  private take(paths: readonly string[]): void {
    if (this.trouble) {
      this.notes.tell({ key: "drop", words: t("drop.no_library") });
      return;
    }
    const { article, documents, photos } = sorted(paths);
    // The others come in all the same.
    if (documents[0]) {
      const words = t("drop.document", { name: nameOf(documents[0]) });
      this.notes.tell({ key: "document", words, stays: true });
    }
    if (article === null && photos.length === 0) return;
    if (article === null && this.desk && this.sheet !== "import") this.desk.dropped(photos);
    else this.startImport(article, photos);
  }

  private apply(): void {
    speak(this.settings.language);
    const dark =
      this.settings.theme === "dark" ||
      (this.settings.theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    document.documentElement.dataset.textSize = String(this.settings.text_size);
  }

  /** The system's theme changed while the window is open. */
  systemThemeChanged(): void {
    this.apply();
  }
}
