/**
 * A small copy checker for the screens: a few of Rust's rules, which answers what changed as the real one does. The
 * names of all rules, and the reasons, are Rust's own.
 */
import en from "../../../../src-tauri/check/strings/en.json";
import vi from "../../../../src-tauri/check/strings/vi.json";
import { isIgnored } from "../../check/ignored";
import type { Block } from "../../generated/Block";
import type { CheckAnswer } from "../../generated/CheckAnswer";
import type { CheckedPlace } from "../../generated/CheckedPlace";
import type { CheckUpdate } from "../../generated/CheckUpdate";
import type { Finding } from "../../generated/Finding";
import type { Ignored } from "../../generated/Ignored";
import type { Language } from "../../generated/Language";
import type { Rule } from "../../generated/Rule";
import type { Severity } from "../../generated/Severity";
import type { Style } from "../../generated/Style";
import { language } from "../../strings/index.svelte";
import { ruleInfos } from "./style";

const WORDS: Record<
  Language,
  { rule: Record<string, { name: string; about: string }>; why: Record<string, string> }
> = { vi, en };

/** What a rule weighs where the house style says nothing. */
const severityOf = (rule: Rule): Severity =>
  ruleInfos("vi").find((info) => info.rule === rule)?.severity ?? "error";

interface Place {
  field: string;
  photo: string | null;
  block: number | null;
  text: string;
}

interface Slip {
  rule: Rule;
  from: number;
  to: number;
  fix?: string;
  params?: Record<string, string | number>;
}

interface Known {
  fields: Map<string, Place>;
  blocks: Block[];
  ignored: Ignored[];
  /** The findings that were answered, of each field and of each block. */
  told: Map<string, string>;
  toldBlocks: (string | null)[];
}

export class MemoryChecker {
  private stories = new Map<string, Known>();

  check(story: string, update: CheckUpdate, style: Style): CheckAnswer | null {
    const nothing = { fields: new Map(), blocks: [], ignored: [], told: new Map(), toldBlocks: [] };
    const known: Known | undefined = update.anew ? nothing : this.stories.get(story);
    if (!known) return null;
    this.stories.set(story, known);
    for (const { photo, field, text } of update.fields) {
      known.fields.set(`${field} ${photo}`, { field, photo, block: null, text });
    }
    if (update.body) {
      const { at, delete: gone, insert } = update.body;
      known.blocks.splice(at, gone, ...insert);
      known.toldBlocks.splice(at, gone, ...insert.map(() => null));
    }
    known.ignored = update.ignored ?? known.ignored;
    return { places: changes(known, style), readable: readable(known) };
  }
}

function changes(known: Known, style: Style): CheckedPlace[] {
  const body = known.blocks.map((block, at): Place => {
    return { field: "body", photo: null, block: at, text: block.text };
  });
  const places = [...known.fields.values(), ...body];
  const stops = places.filter(({ field, text }) => field === "caption" && text.trim().endsWith("."));
  return places.flatMap((place) => {
    const isPhoto = place.block !== null && known.blocks[place.block]?.type === "photo";
    const slips = isPhoto ? [] : [...slipsIn(place, style), ...captionSlips(place, stops.length > 0)];
    const findings = slips
      .sort((one, other) => one.from - other.from)
      .map((slip) => finding(slip, place))
      .filter((one) => style.rules[one.rule] !== "off" && !isIgnored(one, known.ignored))
      .filter(({ text }) => !style.glossary.protected.includes(text));
    const { field, photo, block } = place;
    const key = `${field} ${photo}`;
    const now = JSON.stringify(findings.map((one) => ({ ...one, block: null })));
    const before = block === null ? (known.told.get(key) ?? "[]") : known.toldBlocks[block];
    if (now === before) return [];
    if (block === null) known.told.set(key, now);
    else known.toldBlocks[block] = now;
    return [{ field, photo, block, findings }];
  });
}

/** What is found by looking at one text alone. */
function slipsIn({ text, block }: Place, style: Style): Slip[] {
  const slips: Slip[] = [];
  const look = (pattern: RegExp, slip: (match: RegExpExecArray) => Omit<Slip, "from" | "to">): void => {
    for (const match of text.matchAll(pattern)) {
      slips.push({ ...slip(match), from: match.index, to: match.index + match[0].length });
    }
  };
  if (block !== null && text.trim() === "") slips.push({ rule: "blank_paragraph", from: 0, to: 0, fix: "" });
  look(/(?<=\S) {2,}(?=\S)/g, () => ({ rule: "double_space", fix: " " }));
  look(/(?<![\p{L}\p{N}])(\p{L}{2,}) \1(?![\p{L}\p{N}])/giu, ([, words = ""]) => ({
    rule: "doubled_words",
    fix: words,
    params: { words },
  }));
  if (style.writing.tone === "older") {
    look(/[uU][ỳýỷỹỵ](?!\p{L})/gu, ([form]) => {
      const right = older(form);
      return { rule: "tone_placement", fix: right, params: { preferred: right, form } };
    });
  }
  look(/(?<=\p{Ll})[.,;:](?=\p{L})/gu, ([sign]) => ({
    rule: "missing_space",
    fix: `${sign} `,
    params: { sign },
  }));
  const limit = style.lengths.sentence;
  look(/[^\s.!?…][^.!?…]*[.!?…]*/g, ([sentence]) => ({
    rule: "long_sentence",
    params: { count: words(sentence), limit },
  }));
  return slips.filter(
    ({ rule, params }) => rule !== "long_sentence" || (limit > 0 && Number(params?.count) > limit),
  );
}

/** Captions end alike: where one has its full stop, all have. */
function captionSlips({ field, text }: Place, stops: boolean): Slip[] {
  if (field !== "caption" || !stops || text.trim() === "" || /[.!?…]$/.test(text.trim())) return [];
  return [
    { rule: "caption_stop", from: text.length, to: text.length, fix: ".", params: { preferred: "“.”" } },
  ];
}

const TONES = ["\u0300", "\u0301", "\u0309", "\u0303", "\u0323"];

/** uỷ as ủy */
function older(form: string): string {
  const tone = TONES.find((one) => form.normalize("NFD").includes(one)) ?? "";
  const plain = form.normalize("NFD").replace(tone, "");
  return (plain.slice(0, -1) + tone + plain.slice(-1)).normalize("NFC");
}

const NEAR = 16;

function finding({ rule, from, to, fix, params = {} }: Slip, { field, photo, block, text }: Place): Finding {
  const signs = (words: string) => [...words];
  const why = WORDS[language()].why[rule] ?? rule;
  return {
    rule,
    severity: severityOf(rule),
    field,
    photo,
    block,
    start: signs(text.slice(0, from)).length,
    end: signs(text.slice(0, to)).length,
    text: text.slice(from, to),
    before: signs(text.slice(0, from)).slice(-NEAR).join(""),
    after: signs(text.slice(to)).slice(0, NEAR).join(""),
    message: why.replace(/\{(\w+)\}/g, (blank, name: string) => String(params[name] ?? blank)),
    fix: fix ?? null,
  };
}

const words = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

function readable({ fields, blocks }: Known): CheckAnswer["readable"] {
  const texts = [fields.get("abstract null")?.text ?? "", ...blocks.map(({ text }) => text)];
  const sum = (count: (text: string) => number) => texts.reduce((total, text) => total + count(text), 0);
  return {
    syllables: sum(words),
    sentences: sum((text) => text.match(/[^.!?…]*\p{L}[^.!?…]*/gu)?.length ?? 0),
    quoted: sum((text) => (text.match(/“[^”]*”/g) ?? []).reduce((total, quote) => total + words(quote), 0)),
  };
}
