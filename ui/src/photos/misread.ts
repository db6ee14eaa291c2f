/** Words of a picture's file that were read in the wrong letters. */
import type { Photo } from "../generated/Photo";

/** What Western letters make of a byte beyond ASCII. */
const WESTERN =
  /[\u00a1-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2020-\u2022\u2030\u2039\u203a\u20ac]/u;
/** Letters that only Vietnamese has: words with one were read in the right letters. */
const VIETNAMESE = /[ăđơưĂĐƠƯẠ-ỹ]/u;

/**
 * Whether it has words beyond ASCII, and not one letter of Vietnamese's own. “Café” is so, too: then there is a choice
 * more, and nothing else.
 */
export function looksMisread({ fields }: Photo): boolean {
  const words = Object.values(fields).flat().join("\n").normalize("NFC");
  return WESTERN.test(words) && !VIETNAMESE.test(words);
}
