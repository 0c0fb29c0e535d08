import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDate, currency, type Instant, instant, zone } from '@seatline/kernel';
import { EMPTY_LEDGER, type LedgerTotals, postTransaction } from '../ledger/ledger';
import { contractOf } from '../plan/contract';
import { advance } from './advance';
import { apply } from './apply';
import type { LeaseBook } from './book';
import { findBreaches } from './conservation';
import { refundableMinor } from './derived';
import type { LeaseEvent } from './events';
import { openLease } from './open-lease';

const at = (local: string): Instant => instant(`${local}T00:00:00+08:00`);
const SETTLED = '2026-05-04'; // the lease ends with 2026-05-01, its usage closes 48 hours later

interface Account {
  readonly book: LeaseBook;
  readonly ledger: LedgerTotals;
}

function post(ledger: LedgerTotals, events: readonly LeaseEvent[]): LedgerTotals {
  return events.reduce((totals, event) => (event.type === 'ledger-posted' ? postTransaction(totals, event.transaction) : totals), ledger);
}

/** Two seats, paid for until the end except the last 1000.00 of one month: 4000.00 of deposit come to 3000.00 that are owed back. */
function settled(): Account {
  const terms = contractOf({ zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: civilDate('2026-02-01'), months: 3 } });
  const opened = openLease(terms, 2, at('2026-01-30'));
  if (!opened.ok) throw new Error(opened.refusal.code);
  const paid = apply(opened.value.book, { do: 'pay', amountMinor: 824_000n + 424_000n + 324_000n, forOrder: false, valueOn: null }, at('2026-01-31'));
  const over = advance(paid.book, at(SETTLED));
  return { book: over.book, ledger: post(EMPTY_LEDGER, [...opened.value.events, ...paid.events, ...over.events]) };
}

function refund({ book, ledger }: Account, amountMinor: bigint, on: string, valueOn: string | null = null) {
  const step = apply(book, { do: 'pay-refund', amountMinor, valueOn: valueOn === null ? null : civilDate(valueOn) }, at(on));
  return { ...step, ledger: post(ledger, step.events) };
}

describe('a refund', () => {
  it('is what the settlement left of the deposit, goes out of the bank, and is dated as the bank dates it', () => {
    const account = settled();
    expect([refundableMinor(account.book), account.ledger['refund-payable']]).toEqual([300_000n, -300_000n]);
    const paid = refund(account, 300_000n, '2026-05-10', '2026-05-08');
    expect(paid.refusal).toBeNull();
    expect(paid.events).toEqual([
      { type: 'refund-paid', at: at('2026-05-10'), refund: { number: 1, amountMinor: 300_000n, paidAt: at('2026-05-10'), valueOn: '2026-05-08' } },
      {
        type: 'ledger-posted', at: at('2026-05-10'),
        transaction: {
          kind: 'refund-payout', ref: '1', effectiveOn: '2026-05-08', recordedAt: at('2026-05-10'),
          entries: [{ account: 'refund-payable', minor: 300_000n }, { account: 'clearing', minor: -300_000n }],
        },
      },
    ]);
    expect([refundableMinor(paid.book), paid.ledger['refund-payable'], findBreaches(paid.book, paid.ledger)]).toEqual([0n, 0n, []]);
  });

  it('is refused before the settlement, and beyond what is left', () => {
    const account = settled();
    expect(refund(account, 300_001n, '2026-05-10').refusal).toEqual({ code: 'refund-exceeds', facts: {} });
    const once = refund(account, 200_000n, '2026-05-10');
    expect(refund(once, 100_001n, '2026-05-11').refusal?.code).toBe('refund-exceeds');
    const opened = openLease(account.book.contract, 2, at('2026-01-30'));
    expect(opened.ok && apply(opened.value.book, { do: 'pay-refund', amountMinor: 1n, valueOn: null }, at('2026-02-02')).refusal?.code).toBe('refund-exceeds');
  });

  it('in any parts pays exactly what is owed, and nothing is lost on the way', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 1n, max: 200_000n }), { maxLength: 12 }), (parts) => {
        let account = settled();
        let paidMinor = 0n;
        for (const part of parts) {
          const step = refund(account, part, '2026-05-20');
          const fits = paidMinor + part <= 300_000n;
          expect(step.refusal === null).toBe(fits);
          if (fits) paidMinor += part;
          account = step;
          expect(refundableMinor(account.book)).toBe(300_000n - paidMinor);
          expect(findBreaches(account.book, account.ledger)).toEqual([]);
        }
      }),
      { seed: 20260131, numRuns: 60 },
    );
  });

  it('beyond what is owed would be found', () => {
    const { book } = settled();
    const over = { ...book, refunds: [{ number: 1, amountMinor: 300_001n, paidAt: at('2026-05-10'), valueOn: civilDate('2026-05-10') }] };
    expect(findBreaches(over)).toEqual([{ rule: 'refund', where: 'paid beyond what was owed' }]);
  });
});
