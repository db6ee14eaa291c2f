/**
 * A whole host without Rust: stories live in this tab. It serves the tests and `npm run dev` in a plain
 * browser, and keeps the promises of the real one that a screen may lean on (an edit is acknowledged later,
 * a package with gaps is refused, work can be cancelled).
 */
import type { Block } from "../generated/Block";
import type { CheckAnswer } from "../generated/CheckAnswer";
import type { CheckUpdate } from "../generated/CheckUpdate";
import type { CodeList } from "../generated/CodeList";
import type { Comparison } from "../generated/Comparison";
import type { Edit } from "../generated/Edit";
import type { ErrorCode } from "../generated/ErrorCode";
import type { Conflict } from "../generated/Conflict";
import type { ErrorText } from "../generated/ErrorText";
import type { Finding } from "../generated/Finding";
import type { FindingCounts } from "../generated/FindingCounts";
import type { FoundPhoto } from "../generated/FoundPhoto";
import type { MediaTopic } from "../generated/MediaTopic";
import type { Moment } from "../generated/Moment";
import type { PackageFile } from "../generated/PackageFile";
import type { PackageOptions } from "../generated/PackageOptions";
import type { PackagedIn } from "../generated/PackagedIn";
import type { Photo } from "../generated/Photo";
import type { PhotoUses } from "../generated/PhotoUses";
import type { Recovery } from "../generated/Recovery";
import type { RuleInfo } from "../generated/RuleInfo";
import type { Settings } from "../generated/Settings";
import type { Story } from "../generated/Story";
import type { StorySummary } from "../generated/StorySummary";
import type { StoryView } from "../generated/StoryView";
import type { Style } from "../generated/Style";
import type { Host, Job, KnownValues, PhotoJob, Start } from "./host";
import { applyEdit, bodyLength } from "./memory/apply_edit";
import { MemoryChecker } from "./memory/check";
import { emptyStory } from "./memory/empty_story";
import { MemoryHistory } from "./memory/history";
import { knownValues, mediaTopics } from "./memory/known";
import { SOME_CODES, differences, photosFound, refusals, shownIn, smallCrops, usesOf } from "./memory/photos";
import { PICTURES, drawn } from "./memory/pictures";
import { fits, missing, summary, text, view } from "./memory/stories";
import { checksum, filesOf, packageName } from "./memory/packages";
import { otherStyle, ruleInfos, styleText, usualStyle } from "./memory/style";

export class MemoryHost implements Host {
  private stories = new Map<string, Story>();
  private revisions = new Map<string, number>();
  private bodies = new Map<string, Block[]>();
  private made = 0;
  /** What the stories were before; `npm run dev` makes some up. */
  readonly past = new MemoryHistory();
  private chosen: Settings = {
    language: "vi",
    theme: "system",
    name: "",
    packages_folder: "/home/toasoan/goi",
    base_url: "",
    last_story: null,
    caption_templates: [],
    webp: false,
  };
  private packages = new Map<string, PackagedIn[]>();
  private codeList: CodeList = { file_name: "", codes: [], skipped: [] };
  private changed = new Set<() => void>();
  private dropped = new Set<(paths: string[]) => void>();
  private closing = new Set<() => Promise<void>>();

  /** When set, every edit is refused with it: a full disk, say. */
  refusal: ErrorText | null = null;
  /** The text that was saved elsewhere last, and as what. */
  carriedOut: string | null = null;
  carriedOutAs: string | null = null;
  /** Told to the person on start. */
  news: ErrorText[] = [];
  /** When set, packages are written and can't be noted. */
  unnoted: ErrorText | null = null;
  /** Why there is no library to work with. */
  trouble: ErrorText | null = null;
  /** What recovering comes to. */
  recovery: Recovery = { kept: null, stories: 0, changes: 0, relisted: 0, unread: 0, not_whole: [] };
  /** What the stories that are opened lack. */
  loss: StoryView["loss"] = null;
  /** What several people wrote into one field, of the story that is opened. */
  conflicts: Conflict[] = [];
  /** What the copy checker holds against every package. */
  errors: Finding[] = [];
  /** What it finds in an article that is imported. */
  found: FindingCounts = { error: 0, consistency: 0, suggestion: 0 };
  private readonly checker = new MemoryChecker();
  /** How the house writes. */
  style: Style = usualStyle();
  /** What is in the files that can be taken as a house style, by path; an error for one that is none. */
  readonly styleFiles = new Map<string, Style | ErrorText>([["/the/quy-chuan.toml", otherStyle()]]);
  /** What the files of pictures say of them, by file name. */
  readonly files = new Map<string, Photo["fields"]>();

  constructor(
    stories: Story[] = [],
    /** How long each call takes, so that a person trying the screens sees what waiting looks like. */
    private readonly delay = 0,
  ) {
    for (const story of stories) this.stories.set(story.id, story);
    this.chosen.last_story = stories[0]?.id ?? null;
  }

  async listStories(query: string): Promise<StorySummary[]> {
    await this.wait();
    return this.newestFirst()
      .filter((story) => fits(story, query))
      .map(summary);
  }

  async createStory(language: Story["language"]): Promise<string> {
    await this.wait();
    const id = `story-new-${++this.made}`;
    this.stories.set(id, emptyStory(id, language));
    return id;
  }

  async openStory(id: string): Promise<StoryView> {
    await this.wait();
    const revision = this.revisions.get(id) ?? 0;
    const opened = { ...view(this.story(id)), conflicts: this.conflicts, loss: this.loss, revision };
    this.bodies.set(`${id} ${revision}`, opened.story.body);
    return opened;
  }

  async edit(id: string, _revision: number, edits: Edit[]) {
    await this.wait();
    if (this.refusal) throw this.refusal;
    const now = new Date().toISOString();
    const before = this.story(id);
    const story = { ...edits.reduce(applyEdit, before), updated_at: now };
    this.conflicts = this.conflicts.filter((conflict) => !edits.some((edit) => settles(edit, conflict)));
    this.past.wrote(before, story, this.chosen.name);
    const revision = this.put(story);
    return { saved_at: now, body_length: bodyLength(story.body), changed_elsewhere: false, revision };
  }

  async duplicateStory(story: string): Promise<string> {
    await this.wait();
    const id = `story-new-${++this.made}`;
    const like = this.story(story);
    const now = new Date().toISOString();
    this.stories.set(id, { ...structuredClone(like), id, state: "draft", created_at: now, updated_at: now });
    return id;
  }

  async history(story: string): Promise<Moment[]> {
    await this.wait();
    return this.past.moments(this.story(story));
  }

  async nameVersion(story: string, name: string): Promise<void> {
    await this.wait();
    if (this.refusal) throw this.refusal;
    this.past.milestone(this.story(story), { kind: "named", name }, this.chosen.name);
  }

  async compare(story: string, from: string, to: string | null): Promise<Comparison> {
    await this.wait();
    const found = this.past.compare(this.story(story), from, to);
    if (!found) throw failure("moment_unknown", from);
    return found;
  }

  async restore(id: string, moment: string): Promise<void> {
    await this.wait();
    if (this.refusal) throw this.refusal;
    const now = this.story(id);
    const then = this.past.at(now, moment);
    if (!then) throw failure("moment_unknown", moment);
    // How far a story is on its way is not taken back with its words.
    const story = { ...then, state: now.state, updated_at: new Date().toISOString() };
    this.past.milestone(now, { kind: "before_restore" }, this.chosen.name);
    this.past.wrote(now, story, this.chosen.name);
    this.past.milestone(story, { kind: "restored" }, this.chosen.name);
    this.put(story);
  }

  async bodyAt(story: string, revision: number): Promise<Block[]> {
    await this.wait();
    const body = this.bodies.get(`${story} ${revision}`);
    if (!body) throw failure("story_unknown", `${story} ${revision}`);
    return body;
  }

  async knownValues(): Promise<KnownValues> {
    await this.wait();
    return knownValues(this.stories.values());
  }

  async mediaTopics(): Promise<MediaTopic[]> {
    await this.wait();
    return mediaTopics();
  }

  async chooseFiles(kind: "article" | "photos" | "codes" | "style"): Promise<string[]> {
    if (kind === "style") return ["/the/quy-chuan.toml"];
    if (kind === "codes") return ["/the/doi-bong.txt"];
    return kind === "article" ? ["/the/lang-ren.txt"] : ["/the/ben-thuyen.jpg", "/the/lo-ren.jpg"];
  }

  async chooseFolder(current: string): Promise<string | null> {
    return `${current}/hom-nay`;
  }

  async saveText(name: string, text: string): Promise<boolean> {
    this.carriedOut = text;
    this.carriedOutAs = name;
    return true;
  }

  async importArticle(article: string, photos: string[]) {
    await this.wait();
    const id = await this.createStory("vi");
    const added = photos.map((path) => this.attach(id, path));
    const shown: Block[] = added.map(({ id }) => ({ type: "photo", photo: id, text: "" }));
    await this.edit(id, 0, [
      { edit: "set_field", field: "headline", value: nameOf(article).replace(/\.\w+$/, "") },
      { edit: "set_body", body: [{ type: "paragraph", text: nameOf(article) }, ...shown] },
    ]);
    const leftovers = [{ line: 41, text: "In trang  |  Gửi bạn bè" }];
    return { story: id, photos: added.map(({ id }) => id), leftovers, findings: this.found };
  }

  async addPhotos(story: string, folders: string[], job: PhotoJob) {
    const report: Awaited<ReturnType<Host["addPhotos"]>> = { added: [], again: [], failed: [] };
    const paths = folders.flatMap(within);
    for (const [at, path] of paths.entries()) {
      if (job.signal.aborted) break;
      job.onStep({ done: at, total: paths.length, name: nameOf(path) });
      await this.wait();
      const known = this.story(story).photos.find(({ file_name }) => file_name === nameOf(path));
      if (known) report.again.push(differences(known, this.files.get(known.file_name) ?? {}));
      else if (/\.(jpe?g|png|tiff?|webp|heic)$/i.test(path)) {
        const photo = this.attach(story, path);
        report.added.push(photo.id);
        job.onPhotos([photo]);
      } else report.failed.push({ path, error: failure("photo_not_a_picture", path) });
    }
    return report;
  }

  async findPhotos(query: string): Promise<FoundPhoto[]> {
    await this.wait();
    return photosFound(this.newestFirst(), query);
  }

  async photoUses(sha256: string): Promise<PhotoUses> {
    await this.wait();
    return usesOf(sha256, this.newestFirst(), this.packages);
  }

  async codes(): Promise<CodeList> {
    await this.wait();
    return this.codeList;
  }

  async importCodes(path: string): Promise<CodeList> {
    await this.wait();
    this.codeList = { ...SOME_CODES, file_name: nameOf(path) };
    return this.codeList;
  }

  photoUrl(sha256: string): string {
    return drawn(sha256);
  }

  async check(story: string, update: CheckUpdate): Promise<CheckAnswer | null> {
    await this.wait();
    return this.checker.check(story, update, this.style);
  }

  async checkRules(): Promise<RuleInfo[]> {
    await this.wait();
    return ruleInfos(this.chosen.language);
  }

  async houseStyle(): Promise<Style> {
    await this.wait();
    return structuredClone(this.style);
  }

  async saveHouseStyle(style: Style): Promise<void> {
    await this.wait();
    if (this.refusal) throw this.refusal;
    this.style = structuredClone(style);
  }

  async houseStyleText(): Promise<string> {
    await this.wait();
    return styleText(this.style);
  }

  async importHouseStyle(path: string): Promise<Style> {
    await this.wait();
    const found = this.styleFiles.get(path);
    if (!found) throw failure("file_missing", path);
    if ("code" in found) throw found;
    this.style = structuredClone(found);
    return this.houseStyle();
  }

  async planPackage(id: string, options: PackageOptions) {
    await this.wait();
    const story = this.story(id);
    return {
      name: packageName(story, options),
      files: filesOf(story, options),
      missing: missing(story),
      refused: refusals(story, new Date()),
      cut: [],
      small: smallCrops(story),
      errors: this.errors,
    };
  }

  async writePackage(id: string, options: PackageOptions, job: Job) {
    const story = this.story(id);
    const lacking = missing(story);
    if (lacking.length > 0 && !options.draft) throw failure("package_incomplete", String(lacking.length));
    const errors = options.draft ? 0 : this.errors.length;
    const by = options.overridden_by?.trim() ?? "";
    if (errors > 0 && by === "") throw failure("package_errors", String(errors));
    const [refused] = refusals(story, new Date());
    if (refused) throw failure(`photo_${refused.reason}`, refused.photo);
    const names = filesOf(story, options);
    const files: PackageFile[] = [];
    for (const [at, path] of names.entries()) {
      if (job.signal.aborted) throw failure("cancelled", "");
      job.onStep({ done: at, total: names.length, name: nameOf(path) });
      await this.wait();
      files.push({ path, bytes: 1000 + at * 70_001, sha256: checksum(path) });
    }
    const name = packageName(story, options);
    this.notePackage(story, `${options.out}/${name}`);
    if (errors > 0) this.past.milestone(story, { kind: "overridden", by, errors }, this.chosen.name);
    const written = { package: `${options.out}/${name}`, sha256: checksum(name), files, missing: lacking };
    return { ...written, noted: this.unnoted === null, warning: this.unnoted };
  }

  async verifyPackage() {
    await this.wait();
    return [];
  }

  async reveal(): Promise<void> {}

  async start(): Promise<Start> {
    const last = this.chosen.last_story;
    const story = last === null ? null : await this.openStory(last).catch(() => null);
    return { settings: { ...this.chosen }, notices: this.news, trouble: this.trouble, story };
  }

  async reopenLibrary(): Promise<ErrorText | null> {
    await this.wait();
    return this.trouble;
  }

  async recoverLibrary({ onStep }: Job): Promise<Recovery> {
    onStep({ done: 1, total: 2, name: "library.sqlite" });
    await this.wait();
    this.trouble = null;
    return this.recovery;
  }

  async version(): Promise<string> {
    return "0.0.0";
  }

  async saveSettings(settings: Settings): Promise<void> {
    this.chosen = { ...settings };
  }

  onDrop(callback: (paths: string[]) => void) {
    this.dropped.add(callback);
    return () => void this.dropped.delete(callback);
  }

  onClose(flush: () => Promise<void>) {
    this.closing.add(flush);
    return () => void this.closing.delete(flush);
  }

  onOpenStory() {
    return () => {};
  }

  onLibraryChanged(callback: () => void) {
    this.changed.add(callback);
    return () => void this.changed.delete(callback);
  }

  /** As if another program wrote to the library. */
  changedElsewhere(): void {
    for (const callback of this.changed) callback();
  }

  /** As if a person dropped files on the window. */
  drop(paths: string[]): void {
    for (const callback of this.dropped) callback(paths);
  }

  /** As if a person closed the window. */
  async close(): Promise<void> {
    await Promise.all([...this.closing].map((flush) => flush()));
  }

  private newestFirst(): Story[] {
    return [...this.stories.values()].sort((a, b) => b.updated_at.localeCompare(a.updated_at));
  }

  private notePackage(story: Story, path: string): void {
    const shown = shownIn(story);
    const note = {
      story: story.id,
      headline: text(story.fields.headline),
      package: path,
      at: new Date().toISOString(),
    };
    for (const { id, sha256 } of story.photos) {
      if (shown.has(id)) this.packages.set(sha256, [note, ...(this.packages.get(sha256) ?? [])]);
    }
  }

  private story(id: string): Story {
    const story = this.stories.get(id);
    if (!story) throw failure("story_unknown", id);
    return story;
  }

  /** Returns the number of the change. */
  private put(story: Story): number {
    this.stories.set(story.id, story);
    const revision = (this.revisions.get(story.id) ?? 0) + 1;
    this.revisions.set(story.id, revision);
    this.bodies.set(`${story.id} ${revision}`, story.body);
    return revision;
  }

  private attach(id: string, path: string): Photo {
    const story = this.story(id);
    const picture = nameOf(path).replace(/\.\w+$/, "");
    const photo: Photo = {
      id: `photo-new-${++this.made}`,
      place: `n${String(this.made).padStart(8, "0")}`,
      fields: this.files.get(nameOf(path)) ?? {},
      origins: {},
      file_name: nameOf(path),
      media_type: "image/jpeg",
      width: 6000,
      height: 3750,
      sha256: PICTURES.includes(picture) ? picture : (PICTURES[this.made % PICTURES.length] as string),
    };
    const after = applyEdit(story, { edit: "add_photo", photo });
    this.past.wrote(story, after, this.chosen.name);
    this.stories.set(id, after);
    return photo;
  }

  private wait(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.delay));
  }
}

/** As Rust says it, for trying out what the screens do then. */
export const FULL_DISK: ErrorText = {
  code: "disk_full",
  message: "Đĩa đầy: không ghi được library.sqlite.",
  hint: "Hãy giải phóng chỗ trống rồi thử lại. Những gì đã lưu vẫn an toàn.",
};

/** A rough likeness of Rust's words, which this host does not have. */
function failure(code: ErrorCode, about: string): ErrorText {
  return { code, message: about ? `${code}: ${about}` : code, hint: "" };
}

function settles(edit: Edit, { photo, field }: Conflict): boolean {
  if (edit.edit === "set_field") return photo === null && edit.field === field;
  return edit.edit === "set_photo_field" && edit.photo === photo && edit.field === field;
}

/** A folder, which has no ending, holds a card of pictures. */
function within(path: string): string[] {
  if (/\.\w+$/.test(path)) return [path];
  return Array.from({ length: 40 }, (_, at) => `${path}/DSC_${String(4101 + at)}.jpg`);
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
