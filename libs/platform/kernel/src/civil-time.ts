import { Temporal } from 'temporal-polyfill';

/** A calendar date without a zone, `YYYY-MM-DD`; two of them compare with `<` as strings. */
export type CivilDate = string & { readonly __brand: 'CivilDate' };

/** An instant, in milliseconds since 1970-01-01T00:00Z. */
export type Instant = number & { readonly __brand: 'Instant' };

/** An IANA time zone name that this runtime knows. */
export type Zone = string & { readonly __brand: 'Zone' };

/** Null when the text is not a real date in exactly the form YYYY-MM-DD (2026-02-30 is none). */
export function parseCivilDate(text: string): CivilDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as CivilDate;
  } catch {
    return null; // Temporal says "out of range" by throwing; for a reader of text that is an answer, not a fault
  }
}

/** @throws RangeError when the text is no real date. */
export function civilDate(text: string): CivilDate {
  const date = parseCivilDate(text);
  if (date === null) throw new RangeError(`not a date: ${text}`);
  return date;
}

/** The date so many days later; earlier when the count is negative. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return dateOfEpochDay(epochDayOf(date) + days);
}

/** Months counted from the given anchor, clamped to a shorter month's last day: 2026-01-31 + 1 → 2026-02-28, + 2 → 2026-03-31. */
export function addMonths(anchor: CivilDate, months: number): CivilDate {
  const monthNumber = Number(anchor.slice(0, 4)) * 12 + Number(anchor.slice(5, 7)) - 1 + months;
  const year = Math.floor(monthNumber / 12);
  const month = monthNumber - year * 12 + 1;
  return writeDate(year, month, Math.min(Number(anchor.slice(8)), daysInMonth(year, month)));
}

/** Whole calendar months from the month of `from` to the month of `to`, whatever the days: 2026-01-31 to 2026-02-01 is 1. */
export function monthsBetween(from: CivilDate, to: CivilDate): number {
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return epochDayOf(to) - epochDayOf(from);
}

/** 1…31 */
export function dayOfMonth(date: CivilDate): number {
  return Number(date.slice(8));
}

/** The first day of the date's calendar month. */
export function startOfMonth(date: CivilDate): CivilDate {
  return `${date.slice(0, 8)}01` as CivilDate;
}

/** Null when the name is not an IANA zone (or alias) that this runtime knows; a bare offset is refused. */
export function parseZone(name: string): Zone | null {
  if (!/^[A-Za-z]/.test(name)) return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name as Zone;
  } catch {
    return null; // Intl says "no such zone" by throwing
  }
}

/** @throws RangeError when the zone is unknown. */
export function zone(name: string): Zone {
  const known = parseZone(name);
  if (known === null) throw new RangeError(`not a time zone: ${name}`);
  return known;
}

/** The civil date that clocks in the zone show at the instant: the day whose beginning is the last one at or before it. */
export function civilDateAt(instant: Instant, inZone: Zone): CivilDate {
  const utcDay = Math.floor(instant / MILLISECONDS_PER_DAY);
  for (const epochDay of [utcDay + 1, utcDay]) {
    const date = dateOfEpochDay(epochDay);
    if (startOfDay(date, inZone) <= instant) return date;
  }
  return dateOfEpochDay(utcDay - 1); // no zone is more than 14 hours from UTC
}

/** The instant at which the local day begins (00:00, or the first moment after it where that hour is skipped). */
export function startOfDay(date: CivilDate, inZone: Zone): Instant {
  const known = dayStarts.get(inZone)?.get(date);
  if (known !== undefined) return known;
  const start = Temporal.PlainDate.from(date).toZonedDateTime(inZone).epochMilliseconds as Instant;
  rememberDayStart(inZone, date, start);
  return start;
}

/** Reads RFC 3339 with a zone offset or `Z` (`2026-01-30T10:00:00+08:00`); null for anything else, a local time without offset included. */
export function parseInstant(text: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  try {
    return Temporal.Instant.from(text).epochMilliseconds as Instant;
  } catch {
    return null; // a 25th hour or a 13th month: Temporal says so by throwing
  }
}

/** @throws RangeError when the text is not RFC 3339 with an offset. */
export function instant(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new RangeError(`not an instant: ${text}`);
  return at;
}

/**
 * Reads a local date and time without an offset (`2026-01-30T10:00:00`, seconds and their fraction may be absent) as the instant at which clocks
 * in the zone show it; null for anything else. A time that a clock change skips is moved on by the change; one that comes twice is the first.
 */
export function parseLocalTime(text: string, inZone: Zone): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/.test(text)) return null;
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(inZone).epochMilliseconds as Instant;
  } catch {
    return null; // a 25th hour or a 13th month: Temporal says so by throwing
  }
}

/** RFC 3339 with the zone's own offset at that instant, milliseconds only where there are any: `2026-03-17T00:00:00+08:00`. */
export function formatInstant(at: Instant, inZone: Zone): string {
  const milliseconds = ((at % 1000) + 1000) % 1000;
  return zoned(at, inZone).toString({ timeZoneName: 'never', fractionalSecondDigits: milliseconds === 0 ? 0 : 3 });
}

/** The minute of the local week that clocks in the zone show: 0 is Monday 00:00, 10079 Sunday 23:59. An hour that comes twice has its minutes twice. */
export function minuteOfWeek(at: Instant, inZone: Zone): number {
  const { dayOfWeek, hour, minute } = zoned(at, inZone);
  return ((dayOfWeek - 1) * 24 + hour) * 60 + minute;
}

function zoned(at: Instant, inZone: Zone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(inZone);
}

const MILLISECONDS_PER_DAY = 86_400_000;

/** Ten years of days fit; a year of billing asks for the same few hundred midnights again and again, and each costs a zone look-up. */
const DAY_STARTS_KEPT = 8_000;
const dayStarts = new Map<Zone, Map<CivilDate, Instant>>();

function rememberDayStart(inZone: Zone, date: CivilDate, start: Instant): void {
  const ofZone = dayStarts.get(inZone);
  if (ofZone === undefined || ofZone.size >= DAY_STARTS_KEPT) dayStarts.set(inZone, new Map([[date, start]]));
  else ofZone.set(date, start);
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar; years are counted from March so that the leap day is a year's last. */
function epochDayOf(date: CivilDate): number {
  const month = Number(date.slice(5, 7));
  const year = Number(date.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const dayOfMarchYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(date.slice(8)) - 1;
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfMarchYear - EPOCH_IN_MARCH_DAYS;
}

/** 1970-01-01, counted in days from 0000-03-01. */
const EPOCH_IN_MARCH_DAYS = 719_468;
const DAYS_IN_400_YEARS = 146_097;

function dateOfEpochDay(epochDay: number): CivilDate {
  const days = epochDay + EPOCH_IN_MARCH_DAYS;
  const era = Math.floor(days / DAYS_IN_400_YEARS);
  const dayOfEra = days - era * DAYS_IN_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return writeDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

function writeDate(year: number, month: number, day: number): CivilDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as CivilDate;
}
