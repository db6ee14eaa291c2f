/** The house style of the memory host, and the rules as Rust lists them: from the very files that it reads. */
import type { ErrorText } from "../../generated/ErrorText";
import type { Language } from "../../generated/Language";
import type { Rule } from "../../generated/Rule";
import type { RuleInfo } from "../../generated/RuleInfo";
import type { Severity } from "../../generated/Severity";
import type { Style } from "../../generated/Style";
import source from "../../../../src-tauri/check/src/rules.rs?raw";
import en from "../../../../src-tauri/check/strings/en.json";
import vi from "../../../../src-tauri/check/strings/vi.json";

const WORDS = { vi: vi.rule, en: en.rule };

/** `    DoubledWords: "doubled_words", Error;` */
const LISTED = /^ {4}\w+: "(\w+)", (\w+);$/gm;

/** Every rule, in the order of Rust's list. */
export function ruleInfos(language: Language): RuleInfo[] {
  return [...source.matchAll(LISTED)].map(([, name, severity]) => {
    const rule = name as Rule;
    return { rule, severity: severity!.toLowerCase() as Severity, ...WORDS[language][rule] };
  });
}

/** Where no house has said otherwise (style.rs), with fewer words. */
export function usualStyle(): Style {
  return {
    rules: {},
    writing: { tone: "older", ranges: "alike", quotes: "alike", caption_stop: "alike", numbers: "grouped" },
    lengths: { headline: 20, lead: 80, sentence: 70 },
    glossary: {
      protected: [],
      replace: {},
      abbreviations: {},
      alike: [["bảo đảm", "đảm bảo"]],
      reporting: ["nói", "cho biết", "khẳng định", "nhấn mạnh", "chia sẻ", "said", "told", "according to"],
    },
  };
}

/** Another house's, for trying out what taking it does. */
export function otherStyle(): Style {
  const usual = usualStyle();
  return {
    ...usual,
    rules: { long_sentence: "off", number_not_in_body: "error" },
    writing: { ...usual.writing, tone: "newer", caption_stop: "always" },
    glossary: {
      ...usual.glossary,
      protected: ["Vân Sa", "Lam Khê"],
      replace: { "Hà nội": "Hà Nội", "xử lí": "xử lý" },
      abbreviations: { UBND: "Ủy ban nhân dân", HTX: "hợp tác xã" },
    },
  };
}

/** As Rust says it of a file that is no house style. */
export const NO_STYLE: ErrorText = {
  code: "style_invalid",
  message:
    "/the/quy-chuan.toml, dòng 3: đây không phải là quy chuẩn tòa soạn đúng: unknown variant `oldest`, expected one of `older`, `newer`, `alike`",
  hint: "Sửa dòng đó rồi thử lại, hoặc xóa tệp để dùng quy chuẩn mặc định.",
};

/** A likeness of the file that Rust writes. In TOML texts and lists of them are written as in JSON. */
export function styleText({ rules, writing, lengths, glossary }: Style): string {
  const { replace, abbreviations, ...lists } = glossary;
  const tables: Record<string, object> = {
    rules,
    writing,
    lengths,
    glossary: lists,
    "glossary.replace": replace,
    "glossary.abbreviations": abbreviations,
  };
  return Object.entries(tables)
    .map(([name, table]) => {
      const lines = Object.entries(table).map(
        ([key, value]) => `${/^\w+$/.test(key) ? key : JSON.stringify(key)} = ${JSON.stringify(value)}`,
      );
      return [`[${name}]`, ...lines, ""].join("\n");
    })
    .join("\n");
}
