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

/** A day and perhaps a clock, as they stand on a wall: in no zone yet. */
export interface Typed {
  /** 2019-10-15 */
  day: string;
  /** 08:05, or null for the whole day. */
  clock: string | null;
}

/** What a person typed: 15/10/2019, 15-10-2019 8:05, 15.10.2019 8h. Null for what is no date. */
export function readTyped(typed: string): Typed | null {
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,]+(\d{1,2})(?:[:.hg](\d{2})|[hg]))?$/i.exec(
    typed.trim(),
  );
  if (!parts) return null;
  const [d, m, y, hours, minutes] = [1, 2, 3, 4, 5].map((at) => Number(parts[at] ?? 0)) as Numbers;
  const date = new Date(0);
  date.setUTCFullYear(y, m - 1, d);
  if (date.getUTCDate() !== d || date.getUTCMonth() !== m - 1 || hours > 23 || minutes > 59) return null;
  return { day: `${parts[3]}-${two(m)}-${two(d)}`, clock: parts[4] ? `${two(hours)}:${two(minutes)}` : null };
}

type Numbers = [number, number, number, number, number];

/** "+07:00" for seven hours ahead of UTC. */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/**
 * What a person typed as it is stored: "" for nothing, null for no date at all. A date with a clock keeps the
 * offset that is in force here on that day.
 */
export function toStored(typed: string): string | null {
  if (typed.trim() === "") return "";
  const read = readTyped(typed);
  if (!read || read.clock === null) return read && read.day;
  const here = new Date(`${read.day}T${read.clock}:00`);
  return `${read.day}T${read.clock}:00${offsetText(-here.getTimezoneOffset())}`;
}

/** The moment that a stored date stands for here, a day without a clock its first; null for what is none. */
export function momentOf(stored: string): Date | null {
  const plain = /^\d{4}-\d{2}-\d{2}$/.test(stored);
  const date = new Date(plain ? `${stored}T00:00:00` : stored);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** How long ago a stored date is. A day without a clock that is not over yet is no number of hours ago: null. */
export function relativeTo(stored: string, now: Date): Relative | null {
  const then = momentOf(stored);
  if (!then || then > now) return null;
  return !stored.includes("T") && daysBetween(then, now) === 0 ? null : relative(then, now);
}

/** How long it is until a moment, in the largest unit that is whole; null once it has come. */
export function until(then: Date, now: Date): { unit: "minutes" | "hours" | "days"; count: number } | null {
  const left = then.getTime() - now.getTime();
  if (left <= 0) return null;
  if (left < HOUR) return { unit: "minutes", count: Math.ceil(left / MINUTE) };
  if (left < 48 * HOUR) return { unit: "hours", count: Math.floor(left / HOUR) };
  return { unit: "days", count: Math.floor(left / (24 * HOUR)) };
}
