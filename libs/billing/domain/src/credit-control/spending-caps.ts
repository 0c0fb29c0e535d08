import { type CivilDate, civilDateAt, type Instant, startOfMonth, type Zone } from '@seatline/kernel';

export type SpendingScope = 'tenant' | 'seat';
export type SpendingPeriod = 'day' | 'month';
/** What a cap counts over, by one name. */
export type SpendingMeter = `${SpendingScope}-${SpendingPeriod}`;

export const SPENDING_METERS: readonly SpendingMeter[] = ['tenant-day', 'tenant-month', 'seat-day', 'seat-month'];

/** Shares of a cap, in percent, whose reaching is told: each once in a period, whatever happens to the cap or the sum meanwhile. */
export const WARNED_PERCENTS = [50, 80, 100] as const;
export type WarnedPercent = (typeof WARNED_PERCENTS)[number];

/** What calls have cost and may still cost in one period of one meter, before tax, in millionths of the major unit. */
export interface MeterReading {
  readonly meter: SpendingMeter;
  /** Of calls that are over, by the day of their answer. */
  readonly spentMicros: bigint;
  /** Of calls that go on. */
  readonly reservedMicros: bigint;
  /** Null: no cap. */
  readonly capMicros: bigint | null;
}

/** The first day of the period that an instant falls into, in the tenant's zone. 2026-03-31 23:30 in Shanghai: day 2026-03-31, month 2026-03-01. */
export function spendingPeriodOn(period: SpendingPeriod, at: Instant, zone: Zone): CivilDate {
  const day = civilDateAt(at, zone);
  return period === 'day' ? day : startOfMonth(day);
}

/** The cap that holds: the operator's limit stands above the tenant's own cap. Null where neither is set. */
export function effectiveCap(ownMinor: bigint | null, operatorMinor: bigint | null): bigint | null {
  if (ownMinor === null || operatorMinor === null) return ownMinor ?? operatorMinor;
  return ownMinor < operatorMinor ? ownMinor : operatorMinor;
}

/** What may still be spent in the period; null without a cap, 0 when it is used up or a cap was set below what is spent already. */
export function roomUnderCap({ capMicros, spentMicros, reservedMicros }: MeterReading): bigint | null {
  if (capMicros === null) return null;
  const room = capMicros - spentMicros - reservedMicros;
  return room > 0n ? room : 0n;
}

/**
 * The warned percents that a reading has reached, counting calls that go on at what is held for them: 4.99 of 10.00: none; 5.00: 50; 9.00: 50 and 80. A cap of 0
 * has all of them reached from the start.
 */
export function reachedPercents({ capMicros, spentMicros, reservedMicros }: MeterReading): WarnedPercent[] {
  if (capMicros === null) return [];
  const used = (spentMicros + reservedMicros) * 100n;
  return WARNED_PERCENTS.filter((percent) => used >= capMicros * BigInt(percent));
}
