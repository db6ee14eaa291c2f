/**
 * Dates as the press writes them. `Intl` says "hôm kia" and counts weeks; newspapers do neither, so the
 * rules are our own: vừa xong, n phút trước, n giờ trước (same calendar day), hôm qua, n ngày trước (2–29),
 * n tháng trước (at most 11), n năm trước.
 */
export type Relative =
  { unit: "now" | "yesterday" } | { unit: "minutes" | "hours" | "days" | "months" | "years"; count: number };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Whole calendar days between two moments, by the clock on the wall here. */
function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / (24 * HOUR));
}

export function relative(then: Date, now: Date): Relative {
  const passed = now.getTime() - then.getTime();
  if (passed < MINUTE) return { unit: "now" };
  if (passed < HOUR) return { unit: "minutes", count: Math.floor(passed / MINUTE) };
  const days = daysBetween(then, now);
  if (days === 0) return { unit: "hours", count: Math.floor(passed / HOUR) };
  if (days === 1) return { unit: "yesterday" };
  if (days < 30) return { unit: "days", count: days };
  if (days < 365) return { unit: "months", count: Math.min(11, Math.floor(days / 30)) };
  return { unit: "years", count: Math.floor(days / 365) };
}

const two = (number: number) => String(number).padStart(2, "0");

/** dd/MM/yyyy */
export function day(date: Date): string {
  return `${two(date.getDate())}/${two(date.getMonth() + 1)}/${date.getFullYear()}`;
}

/** HH:mm */
export function clock(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** dd/MM/yyyy HH:mm */
export function moment(date: Date): string {
  return `${day(date)} ${clock(date)}`;
}

/** The clock for a moment of today, the day and the clock for an older one. */
export function clockOrMoment(date: Date, now: Date): string {
  return daysBetween(date, now) === 0 ? clock(date) : moment(date);
}

/** A stored date (2019-10-15 or RFC 3339) as a person reads it; what is neither is shown as it is. */
export function fromStored(stored: string): string {
  const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(stored);
  if (plain) return `${plain[3]}/${plain[2]}/${plain[1]}`;
  const time = Date.parse(stored);
  return stored.includes("T") && !Number.isNaN(time) ? moment(new Date(time)) : stored;
}

/**
 * What a person typed (15/10/2019, 15-10-2019 8:05) as it is stored: "" for nothing, null for no date at
 * all. A date with a clock keeps the offset that is in force here on that day.
 */
export function toStored(typed: string): string | null {
  const text = typed.trim();
  if (text === "") return "";
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,]+(\d{1,2})[:.hg](\d{2}))?$/i.exec(text);
  if (!parts) return null;
  const [d, m, y] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(y, m - 1, d, Number(parts[4] ?? 0), Number(parts[5] ?? 0));
  const asTyped = date.getDate() === d && date.getMonth() === m - 1 && date.getFullYear() === y;
  if (!asTyped) return null;
  const iso = `${parts[3]}-${two(m)}-${two(d)}`;
  if (parts[4] === undefined) return iso;
  if (Number(parts[4]) > 23 || Number(parts[5]) > 59) return null;
  const ahead = -date.getTimezoneOffset();
  const offset = `${ahead < 0 ? "-" : "+"}${two(Math.floor(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)}`;
  return `${iso}T${clock(date)}:00${offset}`;
}
