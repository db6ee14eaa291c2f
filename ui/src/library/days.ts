/** The days by which a list is parted, the latest first: today, yesterday, this week, this month, and each month before. */
import { t } from "../strings/index.svelte";

export interface Days {
  /** Where one group ends and the next begins; seconds since 1970. */
  bounds: number[];
  /** One more than there are bounds. */
  names: string[];
}

const MONTHS = 24;

export function daysUpTo(now: Date): Days {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  const sinceMonday = (now.getDay() + 6) % 7;
  const begins: [Date, string][] = [
    [new Date(year, month, day), t("library.today")],
    [new Date(year, month, day - 1), t("library.yesterday")],
    [new Date(year, month, day - sinceMonday), t("library.this_week")],
    [new Date(year, month, 1), t("library.this_month")],
  ];
  for (let back = 1; back <= MONTHS; back++) {
    const first = new Date(year, month - back, 1);
    begins.push([first, monthName(first, year)]);
  }
  const bounds: number[] = [];
  const names: string[] = [];
  for (const [date, name] of begins) {
    const second = date.getTime() / 1000;
    // On a Monday the week has begun today, on the first the month.
    if (second >= (bounds.at(-1) ?? Infinity)) continue;
    bounds.push(second);
    names.push(name);
  }
  return { bounds, names: [...names, t("library.before")] };
}

const monthName = (date: Date, now: number): string =>
  t(date.getFullYear() === now ? "library.month" : "library.month_of", {
    month: date.getMonth() + 1,
    year: date.getFullYear(),
  });
