import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDate, civilDateAt, currency, type Instant, instant, zone } from '@seatline/kernel';
import { contractOf } from '../plan/contract';
import { priceBeyond } from '../plan/included-minutes';
import { LIST_PRICE_ONLY } from '../plan/pricing';
import { advance } from './advance';
import { apply } from './apply';
import type { LeaseBook } from './book';
import type { LeaseCommand } from './commands';
import { findBreaches } from './conservation';
import { poolSoFar, presentUsagePeriod } from './included-usage';
import { openLease } from './open-lease';

const ZONE = zone('Asia/Shanghai');
const SOME = { perSeat: 10, prefixes: [], exceptPrefixes: ['1900'] };
const contract = contractOf({
  zone: ZONE, currency: currency('CNY'), term: { startOn: civilDate('2026-03-01'), months: 12 }, pricing: { ...LIST_PRICE_ONLY, includedMinutes: SOME },
});
const at = (text: string): Instant => instant(`2026-${text}+08:00`);

function opened(seats: number, terms = contract): LeaseBook {
  const lease = openLease(terms, seats, at('03-01T00:00:00'));
  if (!lease.ok) throw new Error(lease.refusal.code);
  return apply(lease.value.book, { do: 'pay', amountMinor: 100_000_000n, forOrder: false, valueOn: null }, at('03-01T01:00:00')).book;
}

const told = (book: LeaseBook, command: LeaseCommand, when: string): LeaseBook => apply(book, command, at(when)).book;
/** 0.10 a minute, whole minutes. */
const called = (book: LeaseBook, key: string, answered: string, minutes: number, arrived = answered, prefix = '86'): LeaseBook =>
  told(book, {
    do: 'record-usage', answeredOn: civilDateAt(at(answered), ZONE), costMicros: BigInt(minutes) * 100_000n,
    talk: { key, answeredAt: at(answered), billedSeconds: minutes * 60, prefix },
  }, arrived);
const until = (book: LeaseBook, when: string): LeaseBook => advance(book, at(when)).book;
const lines = (book: LeaseBook) =>
  book.invoices.filter(({ kind }) => kind === 'telephone').map(({ lines: of }) => of.map((line) => ('calls' in line ? [line.kind, line.calls, Number(line.costMicros) / 1e6, line.included?.usedSeconds ?? null] : [])));
const pools = (book: LeaseBook) => book.includedPools.map(({ fromOn, seconds, usedSeconds, coveredMicros }) => [fromOn, seconds / 60, usedSeconds / 60, Number(coveredMicros) / 1e6]);

describe('a lease whose rent includes minutes', () => {
  it('bills what is beyond its seats’ pool, partly covered calls for the remainder, in the order of their answers', () => {
    let book = opened(2);
    book = called(book, 'second', '03-10T10:00:00', 8);
    book = called(book, 'first', '03-09T10:00:00', 15, '03-10T11:00:00');
    book = called(book, 'third', '03-11T10:00:00', 2);
    book = until(book, '04-03T00:00:00');
    expect(pools(book)).toEqual([['2026-03-01', 20, 20, 2]]);
    expect(lines(book)).toEqual([[['telephone', 2, 0.5, 1200]]]);
    expect(book.invoices.at(-1)!.lines[0]).toMatchObject({ netMinor: 50n, taxMinor: 3n, included: { seconds: 1200, usedSeconds: 1200, coveredMicros: 2_000_000n } });
    expect(book.openUsage).toEqual([]);
  });

  it('issues nothing for a month within its pool; what is left lapses, and the next month has its own', () => {
    let book = until(called(opened(1), 'a', '03-10T10:00:00', 7), '04-03T00:00:00');
    expect([lines(book), pools(book), book.openUsage]).toEqual([[], [['2026-03-01', 10, 7, 0.7]], []]);
    book = until(called(book, 'b', '04-10T10:00:00', 12), '05-03T00:00:00');
    expect(lines(book)).toEqual([[['telephone', 1, 0.2, 600]]]);
    expect(pools(book)).toEqual([['2026-03-01', 10, 7, 0.7], ['2026-04-01', 10, 10, 1]]);
  });

  it('gives a late record what its own month left, and no more', () => {
    let book = until(called(opened(1), 'a', '03-10T10:00:00', 7), '04-03T00:00:00');
    book = called(book, 'own', '04-10T10:00:00', 1);
    book = until(called(book, 'late', '03-05T10:00:00', 5, '04-20T10:00:00'), '05-03T00:00:00');
    expect(lines(book)).toEqual([[['prior-period', 1, 0.2, null]]]);
    expect(pools(book)).toEqual([['2026-03-01', 10, 10, 1], ['2026-04-01', 10, 1, 0.1]]);
    expect(until(book, '06-03T00:00:00').includedPools.at(-1)).toMatchObject({ usedSeconds: 0 });
  });

  it('covers neither what its plan excepts nor calls that it was not told one by one', () => {
    let book = called(opened(1), 'premium', '03-10T10:00:00', 3, '03-10T10:00:00', '1900123');
    book = told(book, { do: 'record-usage', answeredOn: civilDate('2026-03-10'), costMicros: 100_000n }, '03-10T12:00:00');
    expect(lines(until(book, '04-03T00:00:00'))).toEqual([[['telephone', 2, 0.4, 0]]]);
  });

  it('has a share by days of seats that come and go inside the period, counted once together', () => {
    let book = told(opened(1), { do: 'add-seats', seats: 2 }, '03-20T10:00:00'); // 12 of 31 days each
    expect(pools(until(book, '04-03T00:00:00'))[0]).toEqual(['2026-03-01', (600 + 465) / 60, 0, 0]); // 464.516…
    book = told(book, { do: 'remove-seats', seats: 1, when: 'now' }, '03-25T10:00:00'); // the day counts
    expect(pools(until(book, '04-03T00:00:00'))[0]).toEqual(['2026-03-01', (600 + 348) / 60, 0, 0]); // 18 days: 348.387…
    book = told(book, { do: 'end-lease', on: civilDate('2026-04-11') }, '03-26T10:00:00');
    expect(pools(until(book, '05-03T00:00:00')).slice(1)).toEqual([['2026-04-01', 400 / 60, 0, 0]]); // two seats for 10 of 30 days
  });

  it('of a sublet keeps the days until it; what the giver’s seats left is not handed on', () => {
    let book = called(opened(2), 'a', '03-10T10:00:00', 5);
    book = told(book, { do: 'hand-over-seats', seats: 1, on: civilDate('2026-04-01') }, '04-01T00:00:00');
    expect(pools(until(book, '05-03T00:00:00'))).toEqual([['2026-03-01', 20, 5, 0.5], ['2026-04-01', 10, 0, 0]]);
  });

  it('follows the terms of each period', () => {
    const more = { seatMonthlyMinor: 200_000n, dayCount: 'actual' as const, pricing: { ...LIST_PRICE_ONLY, includedMinutes: { ...SOME, perSeat: 30 } } };
    const none = { ...more, pricing: LIST_PRICE_ONLY };
    let book = told(opened(1), { do: 'change-terms', fromOn: civilDate('2026-04-01'), terms: more, reason: 'agreed' }, '03-02T10:00:00');
    book = told(book, { do: 'change-terms', fromOn: civilDate('2026-05-01'), terms: none, reason: 'agreed' }, '03-02T11:00:00');
    expect(pools(until(book, '06-03T00:00:00'))).toEqual([['2026-03-01', 10, 0, 0], ['2026-04-01', 30, 0, 0]]);
  });

  it('shows what is used so far before anything is closed', () => {
    let book = called(opened(1), 'a', '03-10T10:00:00', 7);
    expect(poolSoFar(book, presentUsagePeriod(book))).toEqual({ fromOn: '2026-03-01', toOn: '2026-04-01', seconds: 600, usedSeconds: 420, coveredMicros: 700_000n });
    book = called(book, 'b', '03-11T10:00:00', 7);
    expect(poolSoFar(book, presentUsagePeriod(book))).toMatchObject({ usedSeconds: 600 });
    expect(poolSoFar(opened(1, contractOf({ ...contract, pricing: LIST_PRICE_ONLY })), { fromOn: civilDate('2026-03-01'), toOn: civilDate('2026-04-01') })).toBeNull();
  });
});

const anyCall = fc.record({ day: fc.integer({ min: 1, max: 60 }), minute: fc.nat(1_000), minutes: fc.integer({ min: 1, max: 9 }), lateDays: fc.nat(40), included: fc.boolean() });

describe('any calls of two months and their late records', () => {
  const MARCH = Date.parse('2026-03-01T00:00:00+08:00');
  const DAY = 86_400_000;
  interface Call { readonly key: string; readonly answeredAt: Instant; readonly arrivedAt: Instant; readonly minutes: number; readonly included: boolean }
  const callsOf = (given: { day: number; minute: number; minutes: number; lateDays: number; included: boolean }[]): Call[] =>
    given.map((each, place) => {
      const answeredAt = (MARCH + (each.day - 1) * DAY + each.minute * 60_000) as Instant;
      return { key: `call ${String(place).padStart(2, '0')}`, answeredAt, arrivedAt: (answeredAt + 7_200_000 + each.lateDays * DAY) as Instant, minutes: each.minutes, included: each.included };
    });
  const tell = (calls: readonly Call[]): LeaseBook => {
    let book = opened(1);
    for (const { key, answeredAt, arrivedAt, minutes, included } of [...calls].sort((a, b) => a.arrivedAt - b.arrivedAt)) {
      book = apply(book, {
        do: 'record-usage', answeredOn: civilDateAt(answeredAt, ZONE), costMicros: BigInt(minutes) * 100_000n,
        talk: { key, answeredAt, billedSeconds: minutes * 60, prefix: included ? '86' : '19001' },
      }, arrivedAt).book;
    }
    return advance(book, at('09-03T00:00:00')).book;
  };
  /** From the list of calls alone: close by close, each month's seconds go to those that had come by then. */
  const naive = (calls: readonly Call[]): { used: number[]; beyondMicros: bigint } => {
    const months = [at('03-01T00:00:00'), at('04-01T00:00:00'), at('05-01T00:00:00'), at('06-01T00:00:00'), at('07-01T00:00:00')];
    const closes = months.slice(1).map((end) => end + 48 * 3_600_000);
    const left = [600, 600];
    const rest = new Map(calls.map((each) => [each.key, BigInt(each.minutes) * 100_000n]));
    const seen = new Set<string>();
    closes.forEach((close, place) => {
      const ready = calls.filter((each) => each.arrivedAt < close && each.answeredAt < months[place + 1]! && !seen.has(each.key));
      for (const each of ready.sort((a, b) => a.answeredAt - b.answeredAt || (a.key < b.key ? -1 : 1))) {
        seen.add(each.key);
        const month = each.answeredAt < months[1]! ? 0 : 1;
        if (!each.included) continue;
        const seconds = Math.min(left[month]!, each.minutes * 60);
        left[month]! -= seconds;
        rest.set(each.key, priceBeyond(BigInt(each.minutes) * 100_000n, each.minutes * 60, seconds));
      }
    });
    return { used: left.map((seconds) => 600 - seconds), beyondMicros: [...rest.values()].reduce((sum, micros) => sum + micros, 0n) };
  };
  const billed = (book: LeaseBook): bigint => book.invoices.flatMap((invoice) => invoice.lines).reduce((sum, line) => sum + ('costMicros' in line ? line.costMicros : 0n), 0n);

  it('use what a naive telling says and pay the rest; told in another order of arrival between two closes, nothing changes', () => {
    fc.assert(
      fc.property(fc.array(anyCall, { maxLength: 14 }), (given) => {
        const calls = callsOf(given);
        const book = tell(calls);
        const { used, beyondMicros } = naive(calls);
        expect(book.includedPools.slice(0, 2).map(({ usedSeconds }) => usedSeconds)).toEqual(used);
        const waiting = book.openUsage.reduce((sum, { costMicros }) => sum + costMicros, 0n);
        expect(billed(book) + waiting).toBe(beyondMicros);
        const covered = book.includedPools.reduce((sum, { coveredMicros }) => sum + coveredMicros, 0n);
        expect(beyondMicros + covered).toBe(calls.reduce((sum, { minutes }) => sum + BigInt(minutes) * 100_000n, 0n));
        expect(findBreaches(book)).toEqual([]);
        const prompt = calls.map((each) => ({ ...each, arrivedAt: (each.answeredAt + 7_200_000) as Instant }));
        const backwards = prompt.map((each) => ({ ...each, arrivedAt: (each.answeredAt + 7_200_000 + ((each.answeredAt % 7) + 1) * 3_600_000) as Instant }));
        expect(tell(backwards).includedPools).toEqual(tell(prompt).includedPools);
        expect(tell(backwards).invoices.map(({ totalMinor }) => totalMinor)).toEqual(tell(prompt).invoices.map(({ totalMinor }) => totalMinor));
      }),
      { seed: 20260403, numRuns: 150 },
    );
  });
});
