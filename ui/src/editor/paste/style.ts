/** An element's inline style as it was written: the browser drops Word's own properties. */
export type Style = ReadonlyMap<string, string>;

const NONE: Style = new Map();

export function styleOf(element: Element): Style {
  const written = element.getAttribute("style");
  if (!written) return NONE;
  const style = new Map<string, string>();
  for (const declaration of written.split(";")) {
    const colon = declaration.indexOf(":");
    if (colon < 0) continue;
    const value = declaration
      .slice(colon + 1)
      .replace(/!\s*important/i, "")
      .trim();
    style.set(declaration.slice(0, colon).trim().toLowerCase(), value.toLowerCase());
  }
  return style;
}

/** Whether nobody has seen it where it was copied. */
export function isHidden(element: Element, style: Style): boolean {
  return (
    element.hasAttribute("hidden") ||
    style.get("display") === "none" ||
    /^(hidden|collapse)$/.test(style.get("visibility") ?? "") ||
    /^0(px|pt|em|rem|%)?$/.test(style.get("font-size") ?? "") ||
    /^0(\.0+)?%?$/.test(style.get("opacity") ?? "") ||
    style.get("mso-hide") === "all"
  );
}

/** True or false where the style says so, null where it says nothing. */
export function boldIn(style: Style): boolean | null {
  const weight = style.get("font-weight");
  if (!weight) return null;
  if (/^(bold|bolder|[6-9]\d\d|1000)$/.test(weight)) return true;
  return /^(normal|lighter|[1-5]\d\d)$/.test(weight) ? false : null;
}

export function italicIn(style: Style): boolean | null {
  const slant = style.get("font-style");
  if (!slant) return null;
  return /^(italic|oblique)/.test(slant) ? true : slant === "normal" ? false : null;
}

export function isStruck(style: Style): boolean {
  return /line-through/.test(`${style.get("text-decoration")} ${style.get("text-decoration-line")}`);
}

/** Whether ends of lines in the source are ends of lines on the page; null where the style says nothing. */
export function keepsLines(style: Style): boolean | null {
  const space = style.get("white-space");
  return space ? /^(pre|pre-wrap|pre-line|break-spaces)$/.test(space) : null;
}
