/**
 * Vietnamese as it was written before Unicode, where the font tells it: TCVN3 in fonts named .Vn…, VNI in those named
 * VNI-…. Rust reads the same table (`legacy_letters.rs`), and both are held to `tests/fixtures/legacy_letters.json`.
 */
import written from "../../../../src-tauri/base/data/legacy_letters.json";

export type OldLetters = "tcvn3" | "vni";

interface Table {
  single: Map<string, string>;
  pairs: Map<string, string>;
  /** Letters that it can write small only. */
  small: Set<string>;
}

const cells = (lines: readonly string[]) => lines.flatMap((line) => line.split(" "));

function tableOf(name: OldLetters): Table {
  const letters = cells(written.letters);
  const { small, large } = written.encodings[name];
  const [single, pairs] = [new Map<string, string>(), new Map<string, string>()];
  const add = (cell: string, letter: string) => (cell.length === 1 ? single : pairs).set(cell, letter);
  cells(small).forEach((cell, at) => add(cell, letters[at]!));
  const capitals = cells(large);
  capitals.forEach((cell, at) => add(cell, letters[at]!.toUpperCase()));
  return { single, pairs, small: new Set(letters.slice(capitals.length)) };
}

const made: Partial<Record<OldLetters, Table>> = {};
const table = (name: OldLetters) => (made[name] ??= tableOf(name));

/** Of a text that begins a block or goes on in it. Fonts whose names end in H draw each letter as a capital. */
export function decoded(name: OldLetters, text: string, { capitals = false, begins = false } = {}): string {
  const read = lettersOf(table(name), text);
  if (capitals) return read.toUpperCase();
  return table(name).small.size > 0 ? raised(read, table(name).small, begins) : read;
}

function lettersOf({ single, pairs }: Table, text: string): string {
  // Programs of a Mac take letters apart, and some make Greek of the micro sign.
  const looks = text.normalize("NFC").replaceAll("μ", "µ");
  let read = "";
  for (let at = 0; at < looks.length; at++) {
    const pair = pairOf(pairs, looks[at]!, looks[at + 1] ?? "");
    if (pair) at++;
    read += pair ?? single.get(looks[at]!) ?? looks[at]!;
  }
  return read;
}

/** A mark is the same mark small or large: “Oâng” and “OÂng”. */
function pairOf(pairs: Map<string, string>, letter: string, mark: string): string | undefined {
  const other = mark === mark.toLowerCase() ? mark.toUpperCase() : mark.toLowerCase();
  return pairs.get(letter + mark) ?? pairs.get(letter + other);
}

/** How a word is written, as far as the letters tell that have both forms. */
function caseOf(word: string, small: Set<string>): "capitals" | "small" | "open" {
  const told = [...word].map((letter, at) => ({ letter, at })).filter(({ letter }) => !small.has(letter));
  if (told.some(({ letter }) => letter === letter.toLowerCase())) return "small";
  return told.some(({ at }) => at > 0) ? "capitals" : "open";
}

/** Capitals that the letters had no place for, by what stands beside them: “CéNG HßA” was meant for capitals. */
function raised(text: string, small: Set<string>, begins: boolean): string {
  const words = [...text.matchAll(/\p{L}+/gu)].map(([word]) => ({ word, by: caseOf(word, small) }));
  const count = (by: string) => words.filter((word) => word.by === by).length;
  // By words that nobody abbreviates: “Bộ GTVT” is no line in capitals.
  const isSure = words.some(
    ({ word, by }) => by === "capitals" && [...word].some((letter) => small.has(letter)),
  );
  const all = isSure && count("capitals") > count("small");
  let [next, end, starts] = [0, 0, begins];
  return text.replace(/\p{L}+/gu, (word, at: number) => {
    const { by } = words[next++]!;
    starts ||= /[.!?…][“"'‘(«\-– \u00a0]*$/.test(text.slice(Math.max(end, at - 20), at));
    const isFirst = starts && small.has(word[0]!);
    [end, starts] = [at + word.length, false];
    if (by === "capitals" || (all && by === "open")) return word.toUpperCase();
    return isFirst ? word[0]!.toUpperCase() + word.slice(1) : word;
  });
}
