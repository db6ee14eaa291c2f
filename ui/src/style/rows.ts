/** The rows of the house list as they are typed: what is wrong with one, and what of them is stored. */

/** `from` is what a writer may write, `to` what stands in its place. */
export interface Pair {
  readonly id: number;
  readonly from: string;
  readonly to: string;
}

/** Terms that mean the same. */
export interface Alike {
  readonly id: number;
  readonly terms: readonly string[];
}

export type Fault = "no_from" | "no_to" | "twice" | "same" | "too_few";

const tidy = (text: string): string => text.trim().normalize("NFC");

/** Which row has each key first. */
export function firstRows(pairs: readonly Pair[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const { id, from } of pairs) {
    const key = tidy(from);
    if (!first.has(key)) first.set(key, id);
  }
  return first;
}

export function pairFault(first: ReadonlyMap<string, number>, { id, from, to }: Pair): Fault | null {
  const [key, value] = [tidy(from), tidy(to)];
  if (key === "") return value === "" ? null : "no_from";
  if (first.get(key) !== id) return "twice";
  if (value === "") return "no_to";
  return key === value ? "same" : null;
}

export function alikeFault({ terms }: Alike): Fault | null {
  return terms.length === 1 ? "too_few" : null;
}

/** Those that are whole, under the first row of each key. */
export function pairsToStore(pairs: readonly Pair[]): Record<string, string> {
  const first = firstRows(pairs);
  const whole = pairs.filter((pair) => tidy(pair.from) !== "" && pairFault(first, pair) === null);
  return Object.fromEntries(whole.map(({ from, to }) => [tidy(from), tidy(to)]));
}

export function alikeToStore(rows: readonly Alike[]): string[][] {
  return rows.filter(({ terms }) => terms.length > 1).map(({ terms }) => [...terms]);
}
