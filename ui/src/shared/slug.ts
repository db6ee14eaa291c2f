/** The end of a page's address, by the rule of Rust's fold.rs: both sides are held to tests/fixtures/slugs.json. */
import { fold } from "./fuzzy";

/** As long as a package's name may be. */
const MAX = 60;

/** What no decomposition leads to ASCII. */
const SPELT: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", "'": "", "’": "" };

/** ASCII words joined by hyphens, cut between words: "Đường về quê" is "duong-ve-que". */
export function slug(text: string, max = MAX): string {
  const ascii = fold(text).replace(/[^a-z0-9]/gu, (sign) => SPELT[sign] ?? "-");
  const words = ascii.split("-").filter(Boolean);
  let made = (words.shift() ?? "").slice(0, max);
  for (const word of words) {
    if (made.length + 1 + word.length > max) break;
    made += `-${word}`;
  }
  return made;
}
