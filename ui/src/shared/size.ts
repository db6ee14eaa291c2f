/** A file's size for a person: 812 B, 71 kB, 2,4 MB in the notation of `number`. */
export function size(bytes: number, number: (value: number) => string): string {
  if (bytes < 1000) return `${number(bytes)} B`;
  if (bytes < 1_000_000) return `${number(Math.round(bytes / 1000))} kB`;
  return `${number(Math.round(bytes / 100_000) / 10)} MB`;
}
