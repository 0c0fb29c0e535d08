/** The currencies' own decimals decide; a decimal string is formatted exactly, it never becomes a floating number. */
export function formatMoney(amount: string, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount as Intl.StringNumericLiteral);
}

/** A unit price or a rated call: up to six decimals, never fewer than the currency's own. */
export function formatPrice(amount: string, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 6 }).format(amount as Intl.StringNumericLiteral);
}

export function formatNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** Whether a decimal string is above zero: money is compared as text, so that no digit is lost. */
export function isPositive(amount: string): boolean {
  return !amount.startsWith('-') && /[1-9]/.test(amount);
}

function parts(at: Date, zone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
  return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]));
}

/** An instant as people in the zone read it, to the minute. */
export function formatInstant(at: string, zone: string, locale: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const { year, month, day, hour, minute } = parts(date, zone);
  if (locale.startsWith('zh')) return `${year}-${month}-${day} ${hour}:${minute}`;
  const words = new Intl.DateTimeFormat(locale, { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' });
  return `${words.format(date)}, ${hour}:${minute}`;
}

/** The instant to the second with its offset and zone: what a hover shows, so that nobody has to guess. */
export function exactInstant(at: string, zone: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const { year, month, day, hour, minute, second, timeZoneName } = parts(date, zone);
  const offset = (timeZoneName ?? 'GMT').replace('GMT', '') || '+00:00';
  return `${year}-${month}-${day} ${hour}:${minute}:${second} ${offset} (${zone})`;
}

/** A civil date has no zone: it reads the same everywhere. */
export function formatDay(on: string, locale: string): string {
  if (locale.startsWith('zh') || !/^\d{4}-\d{2}-\d{2}$/.test(on)) return on;
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(`${on}T00:00:00Z`));
}

/** 205 000 ms is 03:25; from an hour on 1:03:25. A part of a second counts as shown only when it is over. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60) % 60;
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}

/** The civil date of an instant in a zone, YYYY-MM-DD. */
export function dayOf(at: Date, zone: string): string {
  const { year, month, day } = parts(at, zone);
  return `${year}-${month}-${day}`;
}

/** The civil date a number of days later (or earlier). */
export function addDays(on: string, days: number): string {
  const date = new Date(`${on}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Calendar days from one civil date to another; negative when the second is earlier. */
export function daysBetween(fromOn: string, toOn: string): number {
  return Math.round((Date.parse(`${toOn}T00:00:00Z`) - Date.parse(`${fromOn}T00:00:00Z`)) / 86_400_000);
}

/** The instant at which a zone's local clock shows this civil time; in a gap of daylight saving the later reading. */
export function instantAt(on: string, time: string, zone: string): string {
  const wall = Date.parse(`${on}T${time}:00Z`);
  const offsetAt = (instant: number) => {
    const { year, month, day, hour, minute, second } = parts(new Date(instant), zone);
    return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - instant;
  };
  const first = wall - offsetAt(wall);
  return new Date(wall - offsetAt(first)).toISOString();
}
