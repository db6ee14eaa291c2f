/**
 * Lists that only their signs tell, by the rules of Rust's import (`import/look.rs`): both are held to
 * `tests/fixtures/list_signs.json`.
 */

/** How many characters a line's sign takes, the spaces behind it too. */
export interface Sign {
  length: number;
  ordered: boolean;
}

const BULLET = /^(?:[•●■▪]\s*(?=\S)|[○□◦·▫❑❒❖◆➢➔➤►▶▸✓✔☐\-*+]\s+(?=\S))/;
const NUMBER = /^([1-9]\d{0,2})[.)]\s+(?=\S)/;
/** Letters in the place of a sign whose font is lost: Word writes a tab behind them, or spaces that don't break. */
const LETTER = /^[ \u00a0]*[o§Øüvqnl·](?=\t)|^[ \u00a0]*o(?=[ \u00a0]*\u00a0[ \u00a0]*\S)/;

/** A line as it came, with a bullet for a letter that drew one. */
export const withBullet = (line: string): string => line.replace(LETTER, "•");

/** What each line begins with; a line that is no text parts lists. */
export function signsOf(lines: readonly (string | null)[]): (Sign | null)[] {
  const signs = lines.map((line): Sign | null => {
    const bullet = line === null ? null : BULLET.exec(line);
    // A row of signs is a line drawn between parts.
    return bullet && /[\p{L}\p{N}]/u.test(line!.slice(bullet[0].length))
      ? { length: bullet[0].length, ordered: false }
      : null;
  });
  number(lines, signs);
  const isHyphen = (at: number) => signs[at] != null && lines[at]!.startsWith("-");
  for (let at = 0; at < lines.length; at++) {
    let end = at;
    while (end < lines.length && isHyphen(end)) end++;
    const texts = lines.slice(at, end).map((line, index) => line!.slice(signs[at + index]!.length));
    // "- 15 độ C" is cold, and a whole sentence by itself is talk; in a list both are items.
    const isListed = signs[at - 1] != null || signs[end] != null;
    const isNoList = texts.every(isDegree) || (texts.length === 1 && isSentence(texts[0]!));
    if (texts.some(isSaid) || (texts.length > 0 && !isListed && isNoList)) signs.fill(null, at, end);
    at = Math.max(at, end - 1);
  }
  return signs;
}

/** Two numbers or more in a row that count from 1. Any other number is the text's own. */
function number(lines: readonly (string | null)[], signs: (Sign | null)[]): void {
  const found = lines.map((line) => (line === null ? null : NUMBER.exec(line)));
  for (let at = 0; at < lines.length; at++) {
    let count = 0;
    while (Number(found[at + count]?.[1]) === count + 1) count++;
    if (count < 2) continue;
    for (let item = 0; item < count; item++) {
      signs[at + item] = { length: found[at + item]![0].length, ordered: true };
    }
    at += count - 1;
  }
}

/** Words after a hyphen that somebody says. */
function isSaid(text: string): boolean {
  return (
    /[?!][”"’)» ]*$|\? /.test(text) ||
    /^(thưa|dạ|vâng|ừ|ờ|à|ơ|ôi|ối|trời ơi|này|thế|không ạ|xin cảm ơn|cảm ơn|yes|no|well|oh|hello|thank you|thanks)[,! ]/i.test(
      text,
    )
  );
}

const isDegree = (text: string): boolean =>
  /^[\d.,]+\s*(°|℃|℉|%|‰|(độ|degrees?|percent|phần trăm)(?![\p{L}\p{N}]))/iu.test(text);

const isSentence = (text: string): boolean => /[.…][”"’')»\]]*$/.test(text);
