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

export function addDays(date: CivilDate, days: number): CivilDate {
  return Temporal.PlainDate.from(date).add({ days }).toString() as CivilDate;
}

/** Months counted from the given anchor, clamped to a shorter month's last day: 2026-01-31 + 1 → 2026-02-28, + 2 → 2026-03-31. */
export function addMonths(anchor: CivilDate, months: number): CivilDate {
  return Temporal.PlainDate.from(anchor).add({ months }, { overflow: 'constrain' }).toString() as CivilDate;
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
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

/** The civil date that clocks in the zone show at the instant. */
export function civilDateAt(instant: Instant, inZone: Zone): CivilDate {
  return zoned(instant, inZone).toPlainDate().toString() as CivilDate;
}

/** The instant at which the local day begins (00:00, or the first moment after it where that hour is skipped). */
export function startOfDay(date: CivilDate, inZone: Zone): Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime(inZone).epochMilliseconds as Instant;
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

/** RFC 3339 with the zone's own offset at that instant, milliseconds only where there are any: `2026-03-17T00:00:00+08:00`. */
export function formatInstant(at: Instant, inZone: Zone): string {
  const milliseconds = ((at % 1000) + 1000) % 1000;
  return zoned(at, inZone).toString({ timeZoneName: 'never', fractionalSecondDigits: milliseconds === 0 ? 0 : 3 });
}

function zoned(at: Instant, inZone: Zone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(inZone);
}
