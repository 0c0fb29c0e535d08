import { type CivilDate, addDays, type Instant, parseCivilDate, parseInstant, parseLocalTime, startOfDay, type Zone } from '@seatline/kernel';

const MILLISECONDS_PER_DAY = 86_400_000;
const FORM = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?)?$/;
/** A file of calls spans weeks; one that spans more than this many days forgets the earlier ones and asks again. */
const DAYS_KEPT = 4_000;

interface Day {
  readonly utcStart: number;
  readonly localStart: number;
  /** False where a clock change makes it longer or shorter than 24 hours. */
  readonly even: boolean;
}

/**
 * Reads instants as files write them: RFC 3339 with an offset; a local date and time without one, as clocks in the zone show it; a plain date, which
 * is the beginning of that local day. A blank may stand for the T. Null for anything else. The rules are the kernel's; this only remembers each
 * day's beginning, since a file names the same few days in every row and a zone look-up costs more than rating the call.
 */
export function instantReader(zone: Zone): (text: string) => Instant | null {
  const days = new Map<string, Day | null>();

  const dayOf = (text: string): Day | null => {
    const known = days.get(text);
    if (known !== undefined) return known;
    if (days.size >= DAYS_KEPT) days.clear();
    const date = parseCivilDate(text);
    const day = date === null ? null : describeDay(date, zone);
    days.set(text, day);
    return day;
  };

  return (text) => {
    const match = FORM.exec(text);
    if (match === null) return null;
    const [, date, hours, minutes, seconds = '00', fraction = '', offset] = match;
    const day = dayOf(date!);
    if (day === null) return null;
    if (hours === undefined || minutes === undefined) return day.localStart as Instant;
    const time = timeOfDay(hours, minutes, seconds, fraction);
    const shift = offset === undefined || offset === 'Z' ? 0 : offsetMilliseconds(offset);
    // A leap second, an impossible hour, a day with a clock change: rare, and the kernel's to decide.
    if (time === null || shift === null || (offset === undefined && !day.even)) {
      const strict = text.replace(' ', 'T');
      return offset === undefined ? parseLocalTime(strict, zone) : parseInstant(strict);
    }
    return (offset === undefined ? day.localStart + time : day.utcStart + time - shift) as Instant;
  };
}

function describeDay(date: CivilDate, zone: Zone): Day {
  const localStart = startOfDay(date, zone);
  return {
    utcStart: parseInstant(`${date}T00:00:00Z`)!,
    localStart,
    even: startOfDay(addDays(date, 1), zone) - localStart === MILLISECONDS_PER_DAY,
  };
}

/** Milliseconds since 00:00, what is finer than one left out; null beyond 23:59:59.999. */
function timeOfDay(hours: string, minutes: string, seconds: string, fraction: string): number | null {
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  return ((hour * 60 + minute) * 60 + second) * 1000 + (fraction === '' ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3)));
}

function offsetMilliseconds(offset: string): number | null {
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(4, 6))];
  if (hours > 23 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
