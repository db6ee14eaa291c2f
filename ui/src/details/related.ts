/** Stories that the page points to: what is pasted taken apart, and what a library's story brings along. */
import type { Related } from "../generated/Related";
import type { Story } from "../generated/Story";
import { day, fromStored, momentOf, toStored } from "../shared/dates";

/** A title, and the date behind it in brackets, after a tab or on a line of its own. */
const WITH_DATE = /^(.+?)(?:\s*\(([^()]+)\)|[ ]*[\t\n]\s*([^\t\n]+))$/su;

/** No headline is this long, and no pattern is tried on what is. */
const LONGEST = 1000;

/** "Cầu gỗ mở lại (12/10/2019)" in its two parts. What is no date stays with the title. */
export function takeApart(pasted: string): { title: string; date: string } {
  const text = pasted.replace(/\r\n?/g, "\n").trim();
  const [, title, inBrackets, apart] = (text.length <= LONGEST && WITH_DATE.exec(text)) || [];
  const date = (inBrackets ?? apart)?.trim().replace(/^\((.*)\)$/, "$1") ?? "";
  const found = title !== undefined && date !== "" && toStored(date) !== null;
  return { title: (found ? title : text).replace(/\s+/g, " ").trim(), date: found ? date : "" };
}

/** A story of the library under its title, with the day it was published, or else changed. */
export function fromStory({ fields, updated_at }: Story): Related {
  const published = typeof fields.date_published === "string" ? fields.date_published : "";
  const date = momentOf(published) ? published : (toStored(day(new Date(updated_at))) ?? null);
  const title = typeof fields.headline === "string" ? fields.headline : "";
  return { title, date, date_text: date ? fromStored(date) : "" };
}

/** The list with one of it moved up or down; the same list where it cannot go further. */
export function moved<T>(list: readonly T[], from: number, by: 1 | -1): T[] {
  const made = [...list];
  const to = from + by;
  if (to < 0 || to >= list.length) return made;
  made.splice(to, 0, ...made.splice(from, 1));
  return made;
}
