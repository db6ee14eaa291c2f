/**
 * A small copy checker for the host in memory: a handful of Rust's rules, enough to try the screens with. It answers as
 * Rust does, with the places whose findings are others than before.
 */
import type { CheckAnswer } from "../../generated/CheckAnswer";
import type { CheckUpdate } from "../../generated/CheckUpdate";
import type { Finding } from "../../generated/Finding";
import type { Ignored } from "../../generated/Ignored";
import type { Language } from "../../generated/Language";
import type { Rule } from "../../generated/Rule";
import type { Severity } from "../../generated/Severity";
import type { Style } from "../../generated/Style";

interface Text {
  field: string;
  photo: string | null;
  block: number | null;
  text: string;
}

interface Slip {
  rule: Rule;
  severity: Severity;
  pattern: RegExp;
  /** With what stands in the pattern's groups. */
  fix: string | null;
  why: Record<Language, string>;
}

const SLIPS: Slip[] = [
  {
    rule: "doubled_words",
    severity: "error",
    pattern: /(?<!\p{L})(số|của|và|the) \1(?!\p{L})/giu,
    fix: "$1",
    why: { vi: "Chữ này viết hai lần liền nhau.", en: "This word is written twice in a row." },
  },
  {
    rule: "double_space",
    severity: "error",
    pattern: / {2,}/g,
    fix: " ",
    why: { vi: "Thừa dấu cách giữa hai chữ.", en: "There is more than one space here." },
  },
  {
    rule: "missing_space",
    severity: "error",
    pattern: /(?<=\p{Ll})\.(?=\p{Lu})/gu,
    fix: ". ",
    why: { vi: "Thiếu dấu cách sau “.”.", en: "A space is missing after “.”." },
  },
  {
    rule: "tone_placement",
    severity: "consistency",
    pattern: /(?<!q)uỷ/g,
    fix: "ủy",
    why: { vi: "Tòa soạn đặt dấu kiểu “ủy”.", en: "The house writes “ủy”." },
  },
  {
    rule: "quote_without_source",
    severity: "suggestion",
    pattern: /“[^”]{60,}”/g,
    fix: null,
    why: { vi: "Không rõ ai nói câu này.", en: "It is not clear who said this." },
  },
];

export class MemoryChecks {
  private stories = new Map<
    string,
    { fields: Map<string, Text>; body: string[]; ignored: Ignored[]; told: Map<string, string> }
  >();

  update(story: string, update: CheckUpdate, style: Style, language: Language): CheckAnswer | null {
    if (update.anew) this.stories.set(story, { fields: new Map(), body: [], ignored: [], told: new Map() });
    const known = this.stories.get(story);
    if (!known) return null;
    for (const { photo, field, text } of update.fields) {
      known.fields.set(`${photo ?? ""} ${field}`, { field, photo, block: null, text });
    }
    const { body } = update;
    if (body) known.body.splice(body.at, body.delete, ...body.insert.map(({ text }) => text));
    known.ignored = update.ignored ?? known.ignored;

    const blocks = known.body.map((text, block): Text => ({ field: "body", photo: null, block, text }));
    const texts = [...known.fields.values(), ...blocks];
    const places = texts.map(({ field, photo, block, text }) => ({
      field,
      photo,
      block,
      findings: findingsIn({ field, photo, block, text }, style, language).filter(
        (finding) => !known.ignored.some((one) => covers(one, finding)),
      ),
    }));
    const fresh = (block: number | null) =>
      body !== null && block !== null && block >= body.at && block < body.at + body.insert.length;
    const others = places.filter(({ field, photo, block, findings }) => {
      const key = `${photo ?? ""} ${field} ${block ?? ""}`;
      const told = JSON.stringify(findings);
      const same = known.told.get(key) === told && !fresh(block);
      known.told.set(key, told);
      return !same;
    });
    return { places: others, readable: readable(blocks.map(({ text }) => text).join(" ")) };
  }
}

function findingsIn({ field, photo, block, text }: Text, style: Style, language: Language): Finding[] {
  const found = SLIPS.flatMap(({ rule, severity, pattern, fix, why }) =>
    [...text.matchAll(pattern)].map((match): Finding => {
      const count = (until: number) => [...text.slice(0, until)].length;
      const [words] = match;
      const end = match.index + words.length;
      return {
        rule,
        severity: weight(style, rule) ?? severity,
        field,
        photo,
        block,
        start: count(match.index),
        end: count(end),
        text: words,
        before: text.slice(Math.max(0, match.index - 16), match.index),
        after: text.slice(end, end + 16),
        message: why[language],
        fix: fix === null ? null : fix.replace("$1", match[1] ?? ""),
      };
    }),
  );
  return found
    .filter(
      ({ rule, text: words }) => style.rules[rule] !== "off" && !style.glossary.protected.includes(words),
    )
    .sort((one, other) => one.start - other.start);
}

function weight(style: Style, rule: Rule): Severity | null {
  const chosen = style.rules[rule];
  return chosen && chosen !== "off" ? chosen : null;
}

const covers = ({ rule, place }: Ignored, finding: Finding): boolean =>
  rule === finding.rule &&
  (place === null ||
    (place.text === finding.text && (place.before === finding.before || place.after === finding.after)));

function readable(text: string): CheckAnswer["readable"] {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const quoted = [...text.matchAll(/“[^”]*”/g)].map(([quote]) => quote).join(" ");
  return {
    syllables: count(/[\p{L}\p{N}]+/gu),
    sentences: count(/[.!?…]+(\s|$)/g),
    quoted: quoted.match(/[\p{L}\p{N}]+/gu)?.length ?? 0,
  };
}
