import { accept, type Instant, minuteOfWeek, refuse, type Result, type Zone } from '@seatline/kernel';

/** Days and local times of the week in which a row has its price, such as weekday evenings. */
export interface TimeBand {
  /** As it is written and stored, in one spelling: `mon-fri 18:00-24:00; sat 00:00-24:00`. */
  readonly text: string;
  /** Minutes of the local week, 0 at Monday 00:00, half-open, in order and apart from each other. */
  readonly minutes: readonly MinuteSpan[];
  /** Whose clocks decide: the deck's. */
  readonly zone: Zone;
}

export interface MinuteSpan {
  readonly from: number;
  readonly to: number;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY_MINUTES = 1440;
const WEEK_MINUTES = 7 * DAY_MINUTES;

const SPAN = /^([a-z]{3})(?:-([a-z]{3}))? (\d\d):(\d\d)-(\d\d):(\d\d)$/;

export type BandFault = 'band.form' | 'band.twice';

/**
 * Reads `mon-fri 08:00-18:00`: days and local times, several of them with `;` between. A time that ends no later than it begins ends on the next day
 * (`fri 22:00-06:00`), days may run over the week's end (`sat-mon`), 24:00 is the day's end. Capitals and more spaces are taken.
 * Refused: `band.form` what is not written so, `band.twice` a minute that is named twice.
 */
export function parseTimeBand(text: string, zone: Zone): Result<TimeBand, BandFault> {
  const pieces = text.toLowerCase().split(';').map((piece) => piece.trim().replace(/\s+/g, ' '));
  const spans: MinuteSpan[] = [];
  for (const piece of pieces) {
    const found = spansOf(piece);
    if (found === null) return refuse('band.form');
    spans.push(...found);
  }
  spans.sort((a, b) => a.from - b.from);
  if (spans.some((span, place) => place > 0 && span.from < spans[place - 1]!.to)) return refuse('band.twice');
  return accept({ text: pieces.join('; '), minutes: joined(spans), zone });
}

/** Whether the band holds at the instant: local time decides, so an hour that a clock change repeats is in it both times, and one that is skipped never comes. */
export function bandHolds(band: TimeBand, at: Instant): boolean {
  return holdsMinute(band, minuteOfWeek(at, band.zone));
}

/** Offsets from UTC are whole minutes, so calls answered within one minute of the world's time share their minute of the week. */
const MINUTE_MILLISECONDS = 60_000;
/** Nearly three days. */
const MINUTES_KEPT = 4_096;
const minutesKnown = new Map<Zone, Map<number, number>>();

/** As `bandHolds`, quicker for many calls of one time: what a clock showed at a minute is kept. */
export function holdsAtMinuteOf(band: TimeBand, at: Instant): boolean {
  let known = minutesKnown.get(band.zone);
  if (!known) minutesKnown.set(band.zone, (known = new Map()));
  const key = Math.floor(at / MINUTE_MILLISECONDS);
  let minute = known.get(key);
  if (minute === undefined) {
    if (known.size >= MINUTES_KEPT) known.clear();
    minute = minuteOfWeek(at, band.zone);
    known.set(key, minute);
  }
  return holdsMinute(band, minute);
}

/** Whether the band holds in that minute of the local week. */
export function holdsMinute({ minutes }: TimeBand, minute: number): boolean {
  return minutes.some(({ from, to }) => from <= minute && minute < to);
}

/** Whether there is a minute of the week that both bands have. */
export function bandsMeet(a: TimeBand, b: TimeBand): boolean {
  return a.minutes.some((span) => b.minutes.some((other) => span.from < other.to && other.from < span.to));
}

function spansOf(piece: string): MinuteSpan[] | null {
  const found = SPAN.exec(piece);
  if (!found) return null;
  const [, firstDay = '', lastDay = firstDay, ...times] = found;
  const [first, last] = [DAYS.indexOf(firstDay), DAYS.indexOf(lastDay)];
  const [from, to] = [minutesOf(times[0], times[1]), minutesOf(times[2], times[3])];
  if (first < 0 || last < 0 || from === null || to === null || from === DAY_MINUTES || from === to) return null;
  const days = (last - first + 7) % 7;
  const lasts = to > from ? to - from : to - from + DAY_MINUTES;
  return Array.from({ length: days + 1 }, (_, day) => (((first + day) % 7) * DAY_MINUTES + from)).flatMap((start) => withinWeek(start, start + lasts));
}

function minutesOf(hours = '', minutes = ''): number | null {
  const count = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && count <= DAY_MINUTES ? count : null;
}

/** What runs over the end of Sunday goes on on Monday. */
function withinWeek(from: number, to: number): MinuteSpan[] {
  return to <= WEEK_MINUTES ? [{ from, to }] : [{ from, to: WEEK_MINUTES }, { from: 0, to: to - WEEK_MINUTES }];
}

function joined(spans: readonly MinuteSpan[]): MinuteSpan[] {
  return spans.reduce<MinuteSpan[]>((done, span) => {
    const last = done.at(-1);
    if (last?.to !== span.from) return [...done, span];
    return [...done.slice(0, -1), { from: last.from, to: span.to }];
  }, []);
}
