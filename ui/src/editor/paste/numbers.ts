/** Numbers of a list on a page that a body's list does not have: it counts from 1. */

type Shape = "decimal" | "a" | "A" | "i" | "I";

const SHAPES: Record<string, Shape> = {
  "1": "decimal",
  a: "a",
  A: "A",
  i: "i",
  I: "I",
  "lower-alpha": "a",
  "lower-latin": "a",
  "upper-alpha": "A",
  "upper-latin": "A",
  "lower-roman": "i",
  "upper-roman": "I",
};

/** What stands before each item, where that is not 1, 2, 3. */
export function labelsOf(list: Element): [Element, string][] {
  const items = [...list.children].filter(({ localName }) => localName.toLowerCase() === "li");
  const isReversed = list.hasAttribute("reversed");
  const start = whole(list.getAttribute("start")) ?? (isReversed ? items.length : 1);
  const numbers: number[] = [];
  for (const item of items) {
    const last = numbers.at(-1);
    const following = last === undefined ? start : last + (isReversed ? -1 : 1);
    numbers.push(whole(item.getAttribute("value")) ?? following);
  }
  const shapes = items.map((item) => shapeOf(item) ?? shapeOf(list) ?? "decimal");
  const isPlain = numbers.every((number, at) => number === at + 1 && shapes[at] === "decimal");
  return isPlain ? [] : items.map((item, at) => [item, `${shown(numbers[at]!, shapes[at]!)}.`]);
}

function whole(attribute: string | null): number | null {
  return /^\s*-?\d{1,9}\s*$/.test(attribute ?? "") ? Number(attribute) : null;
}

function shapeOf(element: Element): Shape | null {
  const style = element.getAttribute("style") ?? "";
  const named = /list-style(?:-type)?\s*:[^;]*?\b((?:lower|upper)-(?:alpha|latin|roman))\b/i.exec(style)?.[1];
  const name = named?.toLowerCase() ?? element.getAttribute("type") ?? "";
  return Object.hasOwn(SHAPES, name) ? SHAPES[name]! : null;
}

function shown(number: number, shape: Shape): string {
  if (shape === "decimal" || number < 1) return String(number);
  const written = /i/i.test(shape) ? roman(number) : letters(number);
  return shape === "A" || shape === "I" ? written.toUpperCase() : written;
}

/** a to z, aa, ab. */
function letters(number: number): string {
  let [left, written] = [number, ""];
  while (left > 0) {
    written = String.fromCharCode(97 + ((left - 1) % 26)) + written;
    left = Math.floor((left - 1) / 26);
  }
  return written;
}

const ROMAN: [number, string][] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];

function roman(number: number): string {
  if (number > 3999) return String(number);
  let [left, written] = [number, ""];
  for (const [value, sign] of ROMAN) {
    while (left >= value) {
      written += sign;
      left -= value;
    }
  }
  return written;
}
