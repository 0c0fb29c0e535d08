import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDate, currency, type Instant, instant, zone } from '@seatline/kernel';
import { EMPTY_LEDGER, type LedgerTotals, postTransaction } from '../ledger/ledger';
import { contractOf } from '../plan/contract';
import { advance } from './advance';
import { apply, type AppliedCommand } from './apply';
import type { LeaseBook } from './book';
import { findBreaches } from './conservation';
import { balancesOf, countSeats } from './derived';
import type { LeaseEvent } from './events';
import { openLease } from './open-lease';

const at = (local: string): Instant => instant(`${local.length === 10 ? `${local}T00:00` : local}:00+08:00`);

/** Five seats from 2026-03-02, paid through April, whose invoice is out since 2026-03-26. */
function opened(): { readonly book: LeaseBook; readonly ledger: LedgerTotals } {
  const terms = contractOf({ zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: civilDate('2026-03-02'), months: 12 } });
  const opening = openLease(terms, 5, at('2026-03-01'));
  if (!opening.ok) throw new Error(opening.refusal.code);
  const paid = apply(opening.value.book, { do: 'pay', amountMinor: 2_060_000n + 1_060_000n, forOrder: false, valueOn: null }, at('2026-03-01T10:00'));
  return { book: paid.book, ledger: post(EMPTY_LEDGER, [...opening.value.events, ...paid.events]) };
}

function post(ledger: LedgerTotals, events: readonly LeaseEvent[]): LedgerTotals {
  return events.reduce((totals, event) => (event.type === 'ledger-posted' ? postTransaction(totals, event.transaction) : totals), ledger);
}

const handOver = (book: LeaseBook, seats: number, on: string, when: string): AppliedCommand =>
  apply(book, { do: 'hand-over-seats', seats, on: civilDate(on) }, at(when));

describe('seats handed over', () => {
  it('end on the day itself, the last added first; what is prepaid from it on is credited whole, their deposit is free after the calls are billed', () => {
    const { book, ledger } = opened();
    const step = handOver(book, 2, '2026-04-02', '2026-04-02T00:00');
    expect(step.refusal).toBeNull();
    expect(step.events.filter((event) => event.type === 'seats-handed-over')).toEqual([
      { type: 'seats-handed-over', seatNumbers: [4, 5], endsOn: '2026-04-02', at: at('2026-04-02') },
    ]);
    expect(countSeats(step.book).active).toBe(3);
    expect(step.book.creditNotes.map((note) => [note.invoice, note.netMinor, note.taxMinor])).toEqual([[2, 400_000n, 24_000n]]);
    expect(balancesOf(step.book)).toEqual({ receivableMinor: 0n, depositMinor: 1_000_000n, unappliedMinor: 424_000n });
    const released = advance(step.book, at('2026-04-04'));
    expect(balancesOf(released.book)).toEqual({ receivableMinor: 0n, depositMinor: 600_000n, unappliedMinor: 824_000n });
    expect(findBreaches(released.book, post(ledger, [...step.events, ...released.events]))).toEqual([]);
  });

  it.each([
    ['more than there are', 6, '2026-04-02', '2026-04-02', 'not-enough-seats'],
    ['before their day', 1, '2026-04-02', '2026-04-01T23:59', 'outside-term'],
    ['at the lease’s end', 1, '2027-03-02', '2027-03-02', 'outside-term'],
  ])('are refused: %s', (_why, seats, on, when, code) => {
    expect(handOver(opened().book, seats, on, when).refusal?.code).toBe(code);
  });

  it('late end on their day all the same, and nothing is billed twice or not at all, whenever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (seats, daysLate, wait) => {
        const { book, ledger } = opened();
        const when = at('2026-04-02') + daysLate * 86_400_000;
        const before = advance(book, when as Instant);
        const step = apply(before.book, { do: 'hand-over-seats', seats, on: civilDate('2026-04-02') }, when as Instant);
        expect(step.refusal).toBeNull();
        expect(step.book.seats.filter((seat) => seat.endsOn === '2026-04-02')).toHaveLength(seats);
        const later = advance(step.book, (when + wait * 86_400_000) as Instant);
        expect(findBreaches(later.book, post(ledger, [...before.events, ...step.events, ...later.events]))).toEqual([]);
      }),
      { seed: 20260131, numRuns: 80 },
    );
  });
});
