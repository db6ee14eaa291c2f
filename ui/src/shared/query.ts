import { fold } from "./fuzzy";

/** Whether a text has what is looked for: letters without marks find those with them, letters with marks are exact. */
export function hasWords(text: string, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return true;
  return wanted === fold(wanted)
    ? fold(text).includes(wanted)
    : text.toLowerCase().normalize("NFC").includes(wanted.normalize("NFC"));
}
