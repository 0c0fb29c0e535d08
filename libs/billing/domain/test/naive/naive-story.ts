import { addMonths, civilDate, type CivilDate, daysBetween, instant, type Instant, startOfMonth, zone, type Zone } from '@seatline/kernel';

// The story as the naive model reads it. It trusts its input: only valid stories are given to it.

export interface NaiveCall {
  readonly id: string;
  readonly inbound: boolean;
  readonly to: string;
  readonly answeredAt: Instant | null;
  readonly milliseconds: number;
}

export interface NaiveEvent {
  readonly at: Instant;
  readonly do: string;
  readonly seats: number;
  readonly when: string;
  readonly amount: bigint;
  readonly forOrder: boolean;
  readonly on: CivilDate;
  readonly untilOn: CivilDate;
  readonly call: NaiveCall;
}

export interface NaiveDeckRow {
  readonly prefix: string;
  readonly perMinute: bigint;
  readonly connect: bigint;
  readonly initial: number;
  readonly increment: number;
  readonly from: Instant;
  readonly to: Instant;
}

/** One month of the lease: the days that the term has of it, and the days that its price is divided by. */
export interface NaivePeriod {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly days: number;
  readonly periodDays: number;
  readonly whole: boolean;
}

export interface NaiveStory {
  readonly zone: Zone;
  readonly decimals: number;
  readonly price: bigint;
  readonly depositMonths: number;
  /** Percent in millionths: 6 % is 6_000_000. */
  readonly taxMicros: bigint;
  readonly fixed30: boolean;
  readonly startOn: CivilDate;
  readonly endOn: CivilDate;
  /** The term's months in order. */
  readonly periods: readonly NaivePeriod[];
  /** Where the lease's months begin, far beyond the term: telephone closes go on. */
  readonly monthStarts: readonly CivilDate[];
  readonly leadDays: number;
  readonly rentGrace: number;
  readonly telephoneGrace: number;
  readonly accrues: boolean;
  readonly closeMilliseconds: number;
  readonly telephoneDueDays: number;
  readonly renewalNoticeMonths: number;
  readonly deck: readonly NaiveDeckRow[];
  readonly events: readonly NaiveEvent[];
  readonly until: Instant;
}

type Fields = Record<string, unknown>;

const DECIMALS: Record<string, number> = { JPY: 0, KWD: 3 };

/** "12.3" with 2 decimals is 1230. */
export function decimal(text: string, decimals: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}

export function readNaively(text: string): NaiveStory {
  const story = JSON.parse(text) as Fields;
  const contract = story.contract as Fields;
  const term = contract.term as { startOn: string; months: number };
  const decimals = DECIMALS[story.currency as string] ?? 2;
  const startOn = civilDate(term.startOn);
  const endOn = addMonths(startOn, term.months);
  const fixed30 = contract.dayCount === 'fixed30';
  const monthStarts = monthStartsOf(startOn, contract.anchor === 'calendar', term.months + 24);
  return {
    zone: zone(story.zone as string),
    decimals,
    price: decimal((contract.seatMonthly as string | undefined) ?? '2000', decimals),
    depositMonths: (contract.depositMonths as number | undefined) ?? 1,
    taxMicros: decimal((contract.taxPercent as string | undefined) ?? '6', 6),
    fixed30,
    startOn,
    endOn,
    periods: periodsOf(monthStarts, endOn, contract.anchor === 'calendar', fixed30),
    monthStarts,
    leadDays: (contract.invoiceLeadDays as number | undefined) ?? 7,
    rentGrace: (contract.rentGraceDays as number | undefined) ?? 15,
    telephoneGrace: (contract.telephoneGraceDays as number | undefined) ?? 30,
    accrues: (contract.rentAccruesWhileSuspended as boolean | undefined) ?? true,
    closeMilliseconds: ((contract.usageCloseHours as number | undefined) ?? 48) * 3_600_000,
    telephoneDueDays: (contract.telephoneDueDays as number | undefined) ?? 10,
    renewalNoticeMonths: (contract.renewalNoticeMonths as number | undefined) ?? 1,
    deck: ((story.deck as Fields[] | undefined) ?? []).map(readRow),
    events: ((story.events as Fields[] | undefined) ?? []).map((event) => readEvent(event, decimals)).sort((a, b) => a.at - b.at),
    until: instant(story.until as string),
  };
}

function monthStartsOf(startOn: CivilDate, calendar: boolean, count: number): CivilDate[] {
  const starts = [startOn];
  for (let month = 1; month <= count; month += 1) starts.push(addMonths(calendar ? startOfMonth(startOn) : startOn, month));
  return starts;
}

function periodsOf(monthStarts: readonly CivilDate[], endOn: CivilDate, calendar: boolean, fixed30: boolean): NaivePeriod[] {
  const periods: NaivePeriod[] = [];
  monthStarts.forEach((from, index) => {
    const next = monthStarts[index + 1];
    if (next === undefined || from >= endOn) return;
    const to = next < endOn ? next : endOn;
    const monthDays = daysBetween(calendar ? startOfMonth(from) : from, next);
    const days = daysBetween(from, to);
    periods.push({ from, to, days, periodDays: fixed30 ? 30 : monthDays, whole: days === monthDays });
  });
  return periods;
}

function readRow(row: Fields): NaiveDeckRow {
  return {
    prefix: row.prefix as string,
    perMinute: decimal(row.perMinute as string, 6),
    connect: decimal((row.connect as string | undefined) ?? '0', 6),
    initial: row.initialSeconds as number,
    increment: row.incrementSeconds as number,
    from: typeof row.effectiveFrom === 'string' ? instant(row.effectiveFrom) : (-Infinity as Instant),
    to: typeof row.effectiveTo === 'string' ? instant(row.effectiveTo) : (Infinity as Instant),
  };
}

function readEvent(event: Fields, decimals: number): NaiveEvent {
  return {
    at: instant(event.at as string),
    do: event.do as string,
    seats: event.seats as number,
    when: event.when as string,
    amount: decimal((event.amount as string | undefined) ?? '0', decimals),
    forOrder: event.for === 'order',
    on: event.on as CivilDate,
    untilOn: event.untilOn as CivilDate,
    call: {
      id: event.id as string,
      inbound: event.direction === 'inbound',
      to: event.to as string,
      answeredAt: event.answeredAt ? instant(event.answeredAt as string) : null,
      milliseconds: event.milliseconds as number,
    },
  };
}
