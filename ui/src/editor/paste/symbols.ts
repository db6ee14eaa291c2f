/**
 * Letters of the fonts that draw signs in their places. Such a letter is met as it is typed, à in Wingdings, and in the
 * private use area, U+F0E0, where Word keeps the same.
 */

/** From a place on, a sign each; a space is a place without one. */
type Rows = readonly (readonly [from: number, signs: string])[];

const SYMBOL: Rows = [
  [0x20, "\u00a0!∀#∃%&∋()∗+,−./0123456789:;<=>?"],
  [0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"],
  [0x60, "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"],
  [0xa0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈… ―↵"],
  [0xc0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"],
  [0xe0, "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"],
];

const WINGDINGS: Rows = [
  [0x20, " ✏✂✁👓🔔📖🕯☎✆✉ 📪📫📬📭"],
  [0x30, "📁📂📄   ⌛⌨      ✇✍"],
  [0x40, " ✌👌👍👎☜☞☝☟✋☺😐☹💣☠⚐"],
  [0x50, " ✈☼💧❄✝✞ ✠✡☪☯ॐ☸♈♉"],
  [0x60, "♊♋♌♍♎♏♐♑♒♓&&●❍■□"],
  [0x70, "□❑❒◆◆◆❖◆☒ ⌘❀✿❝❞"],
  [0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹"],
  [0x90, "❺❻❼❽❾❿        ·•"],
  [0xa0, "▪○○◉◉◎ ▪□ ✦★✶✴✹✵"],
  [0xb0, " ⌖⟡⌑ ✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘"],
  [0xc0, "🕙🕚🕛"],
  [0xd0, "     ⌫⌦ ➢   ➲  ←"],
  [0xe0, "→↑↓↖↗↙↘←➔↑↓↖↗↙↘⇦"],
  [0xf0, "⇨⇧⇩⇔⇕⇖⇗⇙⇘  ✗✓☒☑"],
];

const WINGDINGS_2: Rows = [
  [0x42, "👈👉    👆👇"],
  [0x4f, "✗✓☒☑☒☒"],
  [0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"],
  [0x95, "⋅•●●○○○◉⊙⦿▪▪▪■□□"],
];

const WINGDINGS_3: Rows = [
  [0x21, "←→↑↓↖↗↙↘"],
  [0x70, "▲▼△▽◀▶◁▷◣◢◤◥◂▸▴"],
  [0x80, "▾"],
];

const WEBDINGS: Rows = [
  [0x33, "◀▶▲▼⏪⏩⏮⏭⏸⏹⏺"],
  [0x59, "♥"],
  [0x61, "✔"],
  [0x63, "□"],
  [0x67, "■"],
  [0x6e, "●"],
  [0x72, "✗"],
];

const made = (rows: Rows) =>
  new Map(
    rows.flatMap(([from, signs]) =>
      [...signs].flatMap((sign, at): [number, string][] => (sign === " " ? [] : [[from + at, sign]])),
    ),
  );

const FONTS = {
  symbol: made(SYMBOL),
  wingdings: made(WINGDINGS),
  "wingdings 2": made(WINGDINGS_2),
  "wingdings 3": made(WINGDINGS_3),
  webdings: made(WEBDINGS),
};

export type SymbolFont = keyof typeof FONTS;

export const isSymbolFont = (family: string): family is SymbolFont => Object.hasOwn(FONTS, family);

/** windows-1252 where it is not Latin-1: ✓ may come as “ü”, and a sign in place 0x9F as “Ÿ”. */
const WESTERN = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function placeOf(letter: string): number | null {
  const code = letter.codePointAt(0) ?? 0;
  if (code >= 0xf020 && code <= 0xf0ff) return code - 0xf000;
  const western = WESTERN.indexOf(letter);
  if (western >= 0) return 0x80 + western;
  return code >= 0x20 && code <= 0xff ? code : null;
}

/** The text as it is seen, and how many of its signs no text has. White space stays, and what is a real sign already. */
export function shownIn(font: SymbolFont, text: string): { text: string; lost: number } {
  let [shown, lost] = ["", 0];
  for (const letter of text) {
    const place = placeOf(letter);
    if (place === null || /\s/.test(letter)) shown += letter;
    else if (FONTS[font].has(place)) shown += FONTS[font].get(place)!;
    else lost++;
  }
  return { text: shown, lost };
}

/** Without a word of its font: those that Word itself writes, bullets and arrows, and signs for numbers. */
const LIKELY: Rows = [
  [0x6c, "●"],
  [0x6e, "■"],
  [0x71, "❑"],
  [0x76, "❖"],
  [0xa3, "≤"],
  [0xa7, "▪□"],
  [0xae, "→"],
  [0xb0, "°±"],
  [0xb3, "≥×"],
  [0xb7, "•÷≠"],
  [0xbb, "≈"],
  [0xd8, "➢"],
  [0xdf, "←→↑↓"],
  [0xe8, "➔"],
  [0xf0, "⇨"],
  [0xfb, "✗✓☒☑"],
];
const likely = made(LIKELY);

const PRIVATE = /[\uf020-\uf0ff]/g;

/** Letters of such fonts whose font nobody tells. One that is not likely stays: nothing is known of it. */
export function shownAnywhere(text: string): string {
  return text.replace(PRIVATE, (letter) => likely.get(letter.charCodeAt(0) - 0xf000) ?? letter);
}
