/**
 * Times with a zone. What is stored is a clock and its offset, and so is what is shown: a moment that was set in
 * Paris time stays so on a computer in Hà Nội. Cities only say what an offset is called on that day.
 */
import type { Phrase } from "../strings/index.svelte";
import { offsetText, readTyped } from "./dates";

/** Those that a desk here deals with most. */
const CITIES: { zone: string; name: Phrase }[] = [
  { zone: "Asia/Ho_Chi_Minh", name: "zone.hanoi" },
  { zone: "Asia/Singapore", name: "zone.singapore" },
  { zone: "Asia/Tokyo", name: "zone.tokyo" },
  { zone: "Australia/Sydney", name: "zone.sydney" },
  { zone: "Asia/Dubai", name: "zone.dubai" },
  { zone: "Europe/Paris", name: "zone.paris" },
  { zone: "Europe/London", name: "zone.london" },
  { zone: "America/New_York", name: "zone.new_york" },
  { zone: "America/Los_Angeles", name: "zone.los_angeles" },
  { zone: "UTC", name: "zone.utc" },
];

export interface ZoneOption {
  /** As it is stored: "+07:00". */
  offset: string;
  name: Phrase | null;
}

export interface Zoned {
  /** dd/MM/yyyy HH:mm by the clock of that zone, or dd/MM/yyyy. */
  text: string;
  /** Null for a day without a clock. */
  offset: string | null;
}

/** The offset in force here at a moment. */
export function offsetHere(at: Date): string {
  return offsetText(-at.getTimezoneOffset());
}

function offsetIn(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(
    at,
  );
  const shown = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return /[+-]\d{2}:\d{2}/.exec(shown)?.[0] ?? "+00:00";
}

/** What can be chosen for a moment: this computer's zone first, each offset once, and the one that is in use. */
export function zoneOptions(at: Date, used: string | null): ZoneOption[] {
  const cities = CITIES.map(({ zone, name }) => ({ offset: offsetIn(zone, at), name }));
  const named = (offset: string): ZoneOption => ({
    offset,
    name: cities.find((city) => city.offset === offset)?.name ?? null,
  });
  const offsets = [offsetHere(at), ...cities.map(({ offset }) => offset), ...(used ? [used] : [])];
  return [...new Set(offsets)].map(named);
}

/** GMT+7, GMT−3:30 */
export function gmt(offset: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(offset) ?? [];
  if (!sign || (hours === "00" && minutes === "00")) return "GMT";
  return `GMT${sign === "-" ? "−" : "+"}${Number(hours)}${minutes === "00" ? "" : `:${minutes}`}`;
}

/** A stored date taken apart; null for what is none. One by a clock whose zone nobody told has no offset. */
export function fromZoned(stored: string): Zoned | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(
    stored,
  );
  if (!parts) return null;
  const [, y, m, d, clock, offset] = parts;
  const day = `${d}/${m}/${y}`;
  return clock
    ? { text: `${day} ${clock}`, offset: offset === "Z" ? "+00:00" : (offset ?? null) }
    : { text: day, offset: null };
}

/**
 * What is typed as it is stored: "" for nothing, null for no date. Where a day alone will not do it begins at
 * midnight.
 */
export function toZoned(typed: string, offset: string, dayAlone: boolean): string | null {
  if (typed.trim() === "") return "";
  const read = readTyped(typed);
  if (!read) return null;
  if (read.clock === null && dayAlone) return read.day;
  return `${read.day}T${read.clock ?? "00:00"}:00${offset}`;
}
