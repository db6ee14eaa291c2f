/**
 * What a text may hold, by the rules of Rust's `letters.rs`: both sides are held to `tests/fixtures/letters.json`. Rust
 * sees to it wherever a text comes in; here it is kept off the screen as well.
 */

/** Controls, code points that are no characters, halves of characters, and signs that turn the order of letters about. */
const UNFIT =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e]|\p{Noncharacter_Code_Point}|\p{Surrogate}/gu;
/** Line breaks of old computers, of word processors (a soft one in Word is `\v`) and of Unicode. */
const ODD_BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/** No script needs a third of the marks that a letter may have. */
const TOO_MANY_MARKS = /(\p{M}{30})\p{M}+/gu;

export function fit(text: string): string {
  return text.replace(ODD_BREAKS, "\n").replace(UNFIT, "").replace(TOO_MANY_MARKS, "$1").normalize("NFC");
}

/** Spaces of any kind, and signs that have no shape. */
const UNSEEN = /^[\p{White_Space}\u00ad\u200b-\u200f\u2060-\u2064\u2066-\u2069\ufeff]*$/u;

/** Whether there is nothing to be seen in it, by the rule of Rust's `letters.rs`. */
export const isBlank = (text: string): boolean => UNSEEN.test(text);
