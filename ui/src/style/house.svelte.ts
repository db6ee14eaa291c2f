/**
 * The house style while it is edited. Each change is saved as one goes; a row that is not whole yet stays on the
 * screen and is stored once it is. What was removed or replaced is given back by a note.
 */
import type { ErrorText } from "../generated/ErrorText";
import type { RuleInfo } from "../generated/RuleInfo";
import type { Rule } from "../generated/Rule";
import type { Style } from "../generated/Style";
import type { Weight } from "../generated/Weight";
import type { Host } from "../host/host";
import { nameOf } from "../shared/paths";
import { hasWords } from "../shared/query";
import { Notes } from "../services/notes.svelte";
import { TextHistories } from "../shared/text_history";
import { errorText } from "../strings/errors";
import { t } from "../strings/index.svelte";
import { type Alike, type Pair, alikeToStore, pairsToStore } from "./rows";

/** The style with its lists as rows, also those that cannot be stored yet. */
export interface Draft {
  readonly rules: Style["rules"];
  readonly writing: Style["writing"];
  readonly lengths: Style["lengths"];
  readonly protected: readonly string[];
  readonly reporting: readonly string[];
  readonly replace: readonly Pair[];
  readonly abbreviations: readonly Pair[];
  readonly alike: readonly Alike[];
}

export type PairList = "replace" | "abbreviations";
export type WordList = "protected" | "reporting";
type RowList = PairList | "alike";

/** A word is written to the disk once, not letter by letter. */
const PAUSE_MS = 300;

export class House {
  draft = $state.raw<Draft | null>(null);
  rules = $state.raw<RuleInfo[]>([]);
  saving = $state(false);
  savedAt = $state.raw<Date | null>(null);
  /** Why the style is not on the disk, or not on the screen. */
  unsaved = $state.raw<ErrorText | null>(null);
  /** Why a file was not taken, or not written. */
  refused = $state.raw<ErrorText | null>(null);
  readonly notes = new Notes();
  query = $state("");
  /** What can be undone in each box. */
  readonly boxes = new TextHistories();

  /** Rows that a person worked on under this filter: they stay, whether they fit it or not. */
  private touched = $state.raw<ReadonlySet<number>>(new Set());
  private stored = "";
  private pause: ReturnType<typeof setTimeout> | undefined;
  private writing: Promise<void> = Promise.resolve();
  private ids = 0;

  constructor(
    private readonly host: Host,
    /** Told when another style is on the disk. */
    private readonly onsaved: () => void,
  ) {}

  async load(): Promise<void> {
    try {
      // Before the style: where that cannot be read, another one may be taken instead.
      this.rules = await this.host.checkRules();
      this.show(await this.host.houseStyle());
      this.unsaved = null;
    } catch (cause) {
      this.unsaved = errorText(cause);
    }
  }

  lookFor(query: string): void {
    this.query = query;
    this.touched = new Set();
  }

  fits(...texts: string[]): boolean {
    return hasWords(texts.join("\n"), this.query);
  }

  fitsRow(id: number, ...texts: string[]): boolean {
    return this.touched.has(id) || this.fits(...texts);
  }

  change(part: Partial<Draft>): void {
    if (!this.draft) return;
    this.draft = { ...this.draft, ...part };
    clearTimeout(this.pause);
    this.pause = setTimeout(() => void this.flush(), PAUSE_MS);
  }

  /** What a rule weighs; by itself, where that is what it weighs by default. */
  weigh({ rule, severity }: RuleInfo, weight: Weight): void {
    const others = Object.entries(this.draft?.rules ?? {}).filter(([other]) => other !== rule);
    const rules = weight === severity ? others : [...others, [rule, weight]];
    this.change({ rules: Object.fromEntries(rules) as Draft["rules"] });
  }

  weightOf({ rule, severity }: { rule: Rule; severity: Weight }): Weight {
    return this.draft?.rules[rule] ?? severity;
  }

  /** Returns the number of the new row. */
  add(list: RowList): number {
    const id = ++this.ids;
    this.touched = new Set([...this.touched, id]);
    if (list === "alike") this.change({ alike: [...(this.draft?.alike ?? []), { id, terms: [] }] });
    else this.change({ [list]: [...(this.draft?.[list] ?? []), { id, from: "", to: "" }] });
    return id;
  }

  write(list: PairList, id: number, part: Partial<Pair>): void {
    this.touched = new Set([...this.touched, id]);
    const rows = this.draft?.[list] ?? [];
    this.change({ [list]: rows.map((row) => (row.id === id ? { ...row, ...part } : row)) });
  }

  writeAlike(id: number, terms: string[]): void {
    this.touched = new Set([...this.touched, id]);
    const rows = this.draft?.alike ?? [];
    this.change({ alike: rows.map((row) => (row.id === id ? { id, terms } : row)) });
  }

  /** Takes a row out, with a note that puts it back. An empty one is no loss. */
  remove(list: RowList, id: number): void {
    const rows: readonly (Pair | Alike)[] = this.draft?.[list] ?? [];
    const at = rows.findIndex((row) => row.id === id);
    const row = rows[at];
    if (!row) return;
    this.change({ [list]: rows.filter((other) => other !== row) });
    const name = "terms" in row ? row.terms.join(", ") : row.from.trim() || row.to.trim();
    if (name !== "")
      this.offer(t("style.removed", { name: name }), () =>
        this.change({ [list]: within(this.draft?.[list] ?? [], at, row) }),
      );
  }

  /** A chip was taken off: a note puts it back. */
  removedWord(list: WordList, word: string, at: number): void {
    this.offer(t("style.removed", { name: word }), () => {
      const words = this.draft?.[list] ?? [];
      if (!words.includes(word)) this.change({ [list]: within(words, at, word) });
    });
  }

  removedTerm(id: number, term: string, at: number): void {
    this.offer(t("style.removed", { name: term }), () => {
      const terms = this.draft?.alike.find((row) => row.id === id)?.terms;
      if (terms && !terms.includes(term)) this.writeAlike(id, within(terms, at, term));
    });
  }

  async takeFile(): Promise<void> {
    this.refused = null;
    try {
      const [path] = await this.host.chooseFiles("style");
      // What is on the screen comes back as it was, so it must be known to the disk first.
      if (path === undefined || (this.draft && !(await this.flush()))) return;
      const before = this.draft;
      this.show(await this.host.importHouseStyle(path));
      this.unsaved = null;
      this.savedAt = new Date();
      this.onsaved();
      // Where there was none that could be read, there is none to go back to.
      if (!before) return;
      const words = t("style.taken", { name: nameOf(path) });
      this.offer(words, () => this.change(before));
    } catch (cause) {
      this.refused = errorText(cause);
    }
  }

  async sendFile(): Promise<void> {
    this.refused = null;
    try {
      if (!(await this.flush())) return;
      await this.host.saveText("house-style.toml", await this.host.houseStyleText());
    } catch (cause) {
      this.refused = errorText(cause);
    }
  }

  /** Makes durable what is on the screen; whether it is. One write follows another. */
  async flush(): Promise<boolean> {
    clearTimeout(this.pause);
    this.writing = this.writing.then(() => this.store());
    await this.writing;
    return this.unsaved === null;
  }

  private async store(): Promise<void> {
    if (!this.draft) return;
    const style = styleOf(this.draft);
    const text = JSON.stringify(style);
    if (text === this.stored) {
      this.unsaved = null;
      return;
    }
    this.saving = true;
    try {
      await this.host.saveHouseStyle(style);
      this.stored = text;
      this.savedAt = new Date();
      this.unsaved = null;
      this.onsaved();
    } catch (cause) {
      this.unsaved = errorText(cause);
    }
    this.saving = false;
  }

  private show({ rules, writing, lengths, glossary }: Style): void {
    const pairs = (list: Record<string, string>): Pair[] =>
      Object.entries(list)
        .sort(([a], [b]) => inOrder.compare(a, b))
        .map(([from, to]) => ({ id: ++this.ids, from, to }));
    this.draft = {
      rules,
      writing,
      lengths,
      protected: glossary.protected,
      reporting: glossary.reporting,
      replace: pairs(glossary.replace),
      abbreviations: pairs(glossary.abbreviations),
      alike: glossary.alike.map((terms) => ({ id: ++this.ids, terms })),
    };
    this.stored = JSON.stringify(styleOf(this.draft));
  }

  /** It stays until it is answered: this sheet has no other way back. */
  private offer(words: string, go: () => void): void {
    const way = { name: "undo", words: t("editor.undo"), go, back: true };
    this.notes.tell({ key: "style", words, ways: [way], stays: true });
  }
}

const inOrder = new Intl.Collator("vi");

const within = <T>(row: readonly T[], at: number, one: T): T[] => [
  ...row.slice(0, at),
  one,
  ...row.slice(at),
];

function styleOf(draft: Draft): Style {
  return {
    rules: draft.rules,
    writing: draft.writing,
    lengths: draft.lengths,
    glossary: {
      protected: [...draft.protected],
      replace: pairsToStore(draft.replace),
      abbreviations: pairsToStore(draft.abbreviations),
      alike: alikeToStore(draft.alike),
      reporting: [...draft.reporting],
    },
  };
}
