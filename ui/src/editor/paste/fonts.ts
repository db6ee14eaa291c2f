/**
 * The fonts that say what letters mean. They stand in an element's style, in `<font face>`, and in the rules for
 * classes that Word, Excel and Writer put before the text.
 */
import type { OldLetters } from "./legacy";
import type { Style } from "./style";
import { type SymbolFont, isSymbolFont } from "./symbols";

export type Font =
  | { kind: "symbols"; font: SymbolFont }
  | { kind: "old"; letters: OldLetters; capitals: boolean }
  /** Any other: its letters are what they are. */
  | { kind: "plain" };

export const PLAIN: Font = { kind: "plain" };

const known = new Map<string, Font>();

/** One object a font, so that pieces of text in the same can be told. */
function fontNamed(family: string): Font {
  let font = known.get(family);
  if (!font) {
    font = made(family);
    // A clipboard may name any number of others.
    if (font !== PLAIN) known.set(family, font);
  }
  return font;
}

function made(family: string): Font {
  if (isSymbolFont(family)) return { kind: "symbols", font: family };
  // Some programs drop the dot.
  if (/^(\.vn|vn(time|arial|avant|helvet))/.test(family))
    return { kind: "old", letters: "tcvn3", capitals: /h$/.test(family) };
  // Its fonts for capitals are few, and their letters are capitals already.
  if (/^vni[- ]/.test(family)) return { kind: "old", letters: "vni", capitals: false };
  return PLAIN;
}

/** The first family of a list: the others are for who lacks it. */
function first(families: string): Font {
  const [family = ""] = families.split(",");
  return fontNamed(
    family
      .replace(/["'\\]|&quot;/g, "")
      .trim()
      .toLowerCase(),
  );
}

/** As `font: 7.0pt "Times New Roman"` has it. */
const SHORTHAND =
  /(?:^|\s)(?:[\d.]+(?:[a-z]{2,4}|%)|(?:x{1,2}-)?(?:small|large)|medium)(?:\s*\/\s*\S+)?\s+(.+)$/;

export function fontIn(style: Style): Font | null {
  const family = style.get("mso-symbol-font-family") ?? style.get("font-family");
  if (family !== undefined) return /^(inherit|unset)$/.test(family) ? null : first(family);
  const shorthand = SHORTHAND.exec(style.get("font") ?? "");
  return shorthand ? first(shorthand[1]!) : null;
}

/** What the rules of a clipboard's own style sheets say. */
export class ClassFonts {
  private readonly fonts = new Map<string, Font>();

  constructor(sheets: Iterable<string>) {
    for (const sheet of sheets) this.read(sheet.replace(/<!--|-->|\/\*[^]*?\*\//g, " "));
  }

  /** One pass, without looking back: a rule ends where the next brace stands. */
  private read(sheet: string): void {
    for (const rule of sheet.split("}")) {
      const brace = rule.lastIndexOf("{");
      if (brace < 0) continue;
      const family = /(?:^|[;\s])font-family\s*:\s*([^;]+)/i.exec(rule.slice(brace + 1));
      if (!family) continue;
      const font = first(family[1]!);
      const selectors = rule.slice(rule.lastIndexOf("{", brace - 1) + 1, brace);
      for (const selector of selectors.split(",")) {
        const name = selector.trim().toLowerCase();
        if (/^[a-z\d]*(\.[\w-]+)?$/.test(name) && name !== "") this.fonts.set(name, font);
      }
    }
  }

  of(element: Element, tag: string): Font | null {
    if (this.fonts.size === 0) return null;
    for (const name of (element.getAttribute("class") ?? "").toLowerCase().split(/\s+/)) {
      if (name === "") continue;
      const font = this.fonts.get(`${tag}.${name}`) ?? this.fonts.get(`.${name}`);
      if (font) return font;
    }
    return this.fonts.get(tag) ?? null;
  }
}

export function fontOf(element: Element, tag: string, style: Style, classes: ClassFonts): Font | null {
  const inline = fontIn(style);
  if (inline) return inline;
  const face = tag === "font" ? element.getAttribute("face") : null;
  return face ? first(face) : classes.of(element, tag);
}
