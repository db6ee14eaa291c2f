/**
 * Code replacements: `=smt=` stands for the first text of the code `smt`, `=smt#2=` for the second. A code is
 * at most 64 letters, digits and signs, without a space, `=` or `#`, and touches no letter or digit before or behind it:
 * `a=b=c` is no code. The same rules as in Rust's codes.rs: both sides are held to tests/fixtures/codes.json.
 */
import { fit } from "./letters";
import type { Sign } from "./sign";

/** The texts of each code. */
export type Codes = ReadonlyMap<string, readonly string[]>;

export const NO_CODES: Codes = new Map();

/** A code where it stands in a text. */
export interface CodeAt {
  from: number;
  to: number;
  /** As it is written: `=smt#2=`. */
  written: string;
  /** What it stands for; null where nobody knows it. */
  text: string | null;
}

const LONGEST = 64;
/** `=`, the code, perhaps `#` and which text, `=`. */
const CODE = /=([^\p{White_Space}=#]+)(?:#(\d{1,3}))?=/uy;
const ENDS_IN_CODE = /=[^\p{White_Space}=#]+(?:#\d{1,3})?=$/u;
const ENDS_IN_A_WORD = /[\p{Alphabetic}\p{M}\p{N}]$/u;
const BEGINS_IN_A_WORD = /^[\p{Alphabetic}\p{M}\p{N}]/u;

export function codesIn(text: string, codes: Codes): CodeAt[] {
  const found: CodeAt[] = [];
  let at = text.indexOf("=");
  while (at >= 0) {
    const code = codeAt(text, at, codes);
    if (code) found.push(code);
    // The sign that ends one code begins no other.
    at = text.indexOf("=", code ? code.to : at + 1);
  }
  return found;
}

function codeAt(text: string, from: number, codes: Codes): CodeAt | null {
  CODE.lastIndex = from;
  const match = CODE.exec(text);
  if (!match) return null;
  const [written, code = "", which = "1"] = match;
  const to = from + written.length;
  // A letter may take two places.
  if (ENDS_IN_A_WORD.test(text.slice(Math.max(0, from - 2), from))) return null;
  if (BEGINS_IN_A_WORD.test(text.slice(to, to + 2))) return null;
  if ([...code].length > LONGEST || fit(code) !== code) return null;
  return { from, to, written, text: codes.get(code)?.[Number(which) - 1] ?? null };
}

/** The text with every code that is known replaced; what is unknown stays as it is. */
export function expanded(text: string, codes: Codes): string {
  let made = "";
  let at = 0;
  for (const { from, to, text: stands } of codesIn(text, codes)) {
    if (stands === null) continue;
    made += text.slice(at, from) + stands;
    at = to;
  }
  return made + text.slice(at);
}

export function unknownCodes(text: string, codes: Codes): CodeAt[] {
  return codesIn(text, codes).filter((code) => code.text === null);
}

/** What takes the place of a code whose last sign is typed after `before`, whatever stands behind it. */
export function codeSign(before: string, typed: string, codes: Codes): Sign | null {
  if (typed !== "=" || codes.size === 0) return null;
  const whole = `${before}=`;
  if (!ENDS_IN_CODE.test(whole)) return null;
  const last = codesIn(whole, codes).at(-1);
  if (!last || last.text === null || last.to !== whole.length) return null;
  return { take: last.to - last.from, put: last.text };
}
