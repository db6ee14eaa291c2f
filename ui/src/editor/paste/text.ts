/** The characters of a text, freed of what served only its layout elsewhere. */
import { fit } from "../../shared/letters";

/** Zero-width spaces, byte order marks, soft hyphens, stand-ins for objects: letters of no word. */
const UNSEEN = /[\u00ad\u200b\u2060\ufeff\ufffc]/g;
/** A space that must not break is meant so behind a number, 5 km; anywhere else it is layout. */
const STIFF_SPACE = /(\d?)[\u00a0\u202f](?=([\p{L}\d%°])?)/gu;

export function seen(text: string): string {
  return fit(text.replace(UNSEEN, ""));
}

/** One space where there are several, and none at the ends; letters in the form in which they are searched. */
export function tidy(text: string): string {
  return closeUp(seen(text)).trim();
}

/** As `tidy`, with a space left at either end: more text may follow. */
export function closeUp(text: string): string {
  return text
    .normalize("NFC")
    .replace(STIFF_SPACE, (space, digit: string, unit?: string) => (digit && unit ? space : `${digit} `))
    .replace(/[ \t\n\r\f]+/g, " ");
}

/** The spaces around a few words, which keep them apart from the words they are put between. */
export interface Edges {
  before: boolean;
  after: boolean;
}

export function edgesOf(words: string): Edges | null {
  const [line, ...more] = words.replace(/^[\r\n]+|[\r\n]+$/g, "").split(/[\r\n]/);
  return more.length > 0 ? null : { before: /^[ \u00a0]/.test(line!), after: /[ \u00a0]$/.test(line!) };
}

const RAISED: Record<string, string> = {
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
  "+": "⁺",
  "-": "⁻",
  "−": "⁻",
};

/** A raised number in raised digits: 10⁶ must not become 106. Null for anything else. */
export function raised(text: string): string | null {
  const number = text.trim();
  if (!/^[-+−]?\d{1,4}$/.test(number)) return null;
  return [...number].map((sign) => RAISED[sign]).join("");
}
