import { civilDateAt, daysBetween } from '@seatline/kernel';
import type { OpenUsage, RentSpan } from '../invoice/lines';
import { periodAt } from '../plan/periods';
import { type CoverableCall, type CoveredCall, coverCalls, type IncludedMinutes, isIncluded, pooledSeconds, priceBeyond } from '../plan/included-minutes';
import { agreedOn } from './agreed-terms';
import type { IncludedPool, LeaseBook } from './book';
import { change, record, type Work } from './work';

/** Whether any terms of the lease, past or to come, include minutes: only then its calls have to be told one by one. */
export function hasIncludedMinutes({ contract, termsChanges }: Pick<LeaseBook, 'contract' | 'termsChanges'>): boolean {
  return [contract, ...termsChanges.map(({ terms }) => terms)].some(({ pricing }) => pricing.includedMinutes !== null);
}

/**
 * The seconds that the lease's seats have together in a period of its usage; null where the terms of the period include none. Seats count by the days that they are
 * charged for, suspended or not.
 */
export function poolOf(book: LeaseBook, period: RentSpan): number | null {
  const { includedMinutes } = agreedOn(book, period.fromOn).pricing;
  if (includedMinutes === null || period.fromOn >= book.endOn) return null;
  const seatDays = book.seats.reduce((sum, seat) => {
    const fromOn = seat.fromOn > period.fromOn ? seat.fromOn : period.fromOn;
    const endsOn = seat.endsOn !== null && seat.endsOn < book.endOn ? seat.endsOn : book.endOn;
    const toOn = endsOn < period.toOn ? endsOn : period.toOn;
    return fromOn < toOn ? sum + daysBetween(fromOn, toOn) : sum;
  }, 0);
  return pooledSeconds(includedMinutes, seatDays, periodAt(book.contract, period.fromOn).wholeDays);
}

/**
 * A period's usage is closed: its seats' minutes are pooled, and calls use them in the order of their answers. Calls that came after the close of their own
 * period use what it left; what no call of the period ever uses lapses. What is covered once stays so.
 */
export function useIncludedMinutes(work: Work, period: RentSpan): void {
  const seconds = poolOf(work.book, period);
  if (seconds !== null && seconds > 0) {
    change(work, { includedPools: [...work.book.includedPools, { ...period, seconds, usedSeconds: 0, coveredMicros: 0n }] });
  }
  for (const pool of work.book.includedPools) drawFrom(work, pool, pool.fromOn === period.fromOn);
}

function drawFrom(work: Work, pool: IncludedPool, isNew: boolean): void {
  const { covered, openUsage } = drawn(work.book, pool);
  if (covered.length === 0 && !isNew) return;
  const after = usedBy(pool, covered);
  change(work, { openUsage, includedPools: work.book.includedPools.map((each) => (each === pool ? after : each)) });
  record(work, { type: 'included-minutes-used', ...after, calls: covered.length, covered });
}

function usedBy(pool: IncludedPool, covered: readonly CoveredCall[]): IncludedPool {
  return {
    ...pool,
    usedSeconds: covered.reduce((sum, { seconds }) => sum + seconds, pool.usedSeconds),
    coveredMicros: covered.reduce((sum, { micros }) => sum + micros, pool.coveredMicros),
  };
}

/** What the calls that wait get of a pool, and what then waits. */
function drawn(book: LeaseBook, pool: IncludedPool): { readonly covered: readonly CoveredCall[]; readonly openUsage: readonly OpenUsage[] } {
  const { includedMinutes } = agreedOn(book, pool.fromOn).pricing;
  if (includedMinutes === null || pool.usedSeconds >= pool.seconds) return { covered: [], openUsage: book.openUsage };
  const calls = toldOnce(book.openUsage.filter((each) => isCoveredBy(pool, includedMinutes, each)));
  const covered = coverCalls(pool.seconds - pool.usedSeconds, calls);
  const secondsOf = new Map(covered.map(({ key, seconds }) => [key, seconds]));
  const rest = calls.filter(({ key }) => secondsOf.has(key)).map((call): OpenUsage => ({
    answeredOn: call.answeredOn, calls: 1, costMicros: priceBeyond(call.costMicros, call.billedSeconds, secondsOf.get(call.key)!),
  }));
  const others = book.openUsage.filter((each) => each.talk === undefined || !secondsOf.has(each.talk.key));
  return { covered, openUsage: [...others, ...rest.filter(({ costMicros }) => costMicros > 0n)] };
}

function isCoveredBy(pool: IncludedPool, included: IncludedMinutes, { answeredOn, talk }: OpenUsage): boolean {
  return talk !== undefined && answeredOn >= pool.fromOn && answeredOn < pool.toOn && isIncluded(included, talk.prefix);
}

type WaitingCall = CoverableCall & Pick<OpenUsage, 'answeredOn'>;

/** A call that was rated again while it waited is told in parts: its costs add up, and what was billed last counts. */
function toldOnce(usage: readonly OpenUsage[]): WaitingCall[] {
  const byKey = new Map<string, WaitingCall>();
  for (const { answeredOn, costMicros, talk } of usage) {
    if (talk === undefined) continue;
    const { key, answeredAt, billedSeconds } = talk;
    byKey.set(key, { key, answeredAt, billedSeconds, answeredOn, costMicros: costMicros + (byKey.get(key)?.costMicros ?? 0n) });
  }
  return [...byKey.values()];
}

/** The pool of a period as it stands before its close: what the seats known so far bring, and what the calls that have come so far would use. Null: none. */
export function poolSoFar(book: LeaseBook, period: RentSpan): IncludedPool | null {
  const seconds = poolOf(book, period);
  if (seconds === null) return null;
  const pool: IncludedPool = { ...period, seconds, usedSeconds: 0, coveredMicros: 0n };
  return usedBy(pool, drawn(book, pool).covered);
}

/** The period of usage that holds the lease's present day, cut by its end. */
export function presentUsagePeriod(book: LeaseBook): RentSpan {
  const { fromOn, toOn } = periodAt(book.contract, civilDateAt(book.advancedTo, book.contract.zone));
  return { fromOn, toOn: toOn < book.endOn ? toOn : book.endOn };
}
