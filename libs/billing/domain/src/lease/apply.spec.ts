import { describe, expect, it } from '@jest/globals';
import { civilDate, currency, type Instant, instant, zone } from '@seatline/kernel';
import { type Contract, contractOf } from '../plan/contract';
import { isBalanced } from '../ledger/ledger';
import { advance, nextDueAt } from './advance';
import { apply, type AppliedCommand } from './apply';
import type { LeaseBook } from './book';
import type { LeaseCommand } from './commands';
import { countSeats, isSuspended } from './derived';
import type { LeaseEvent } from './events';
import { explain } from './explain';
import { openLease } from './open-lease';
import { quoteOrder } from './orders';
import { moveSeat } from './seat-states';

const at = (local: string): Instant => instant(`${local.length === 10 ? `${local}T00:00` : local}:00+08:00`);

function contract(more: Partial<Contract> = {}): Contract {
  return contractOf({ zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: civilDate('2026-02-01'), months: 12 }, ...more });
}

function opened(seats = 1, more: Partial<Contract> = {}): LeaseBook {
  const result = openLease(contract(more), seats, at('2026-01-30T10:00'));
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.book;
}

function run(book: LeaseBook, ...commands: readonly [string, LeaseCommand][]): AppliedCommand {
  return commands.reduce<AppliedCommand>((step, [local, command]) => {
    const next = apply(step.book, command, at(local));
    return { ...next, events: [...step.events, ...next.events] };
  }, { book, events: [], refusal: null });
}

const pay = (amountMinor: bigint): LeaseCommand => ({ do: 'pay', amountMinor, forOrder: false, valueOn: null });
const types = (events: readonly LeaseEvent[]): string[] => events.map(({ type }) => type).filter((type) => type !== 'ledger-posted');

describe('a waived payment', () => {
  it('makes seats usable before they are paid, from the term’s start', () => {
    const waived = run(opened(2), ['2026-01-30T11:00', { do: 'waive-payment', reason: 'public tender' }]);
    expect(waived.events).toContainEqual({ type: 'payment-waived', seatNumbers: [1, 2], reason: 'public tender', at: at('2026-01-30T11:00') });
    expect(countSeats(waived.book).active).toBe(0);
    const begun = advance(waived.book, at('2026-02-01'));
    expect(countSeats(begun.book).active).toBe(2);
    expect(nextDueAt(begun.book)).toBe(at('2026-02-02')); // the overdue notice
  });

  it('is refused when no seat waits', () => {
    const paid = run(opened(), ['2026-02-01T10:00', pay(412000n)], ['2026-02-02', { do: 'waive-payment', reason: 'x' }]);
    expect(paid.refusal).toEqual({ code: 'not-enough-seats', facts: { seats: 0 } });
  });
});

describe('a renewal', () => {
  it('in time extends the term, the invoices and the renewal notice', () => {
    // last day 2027-01-31, so in time through 2026-12-31
    const renewed = run(opened(), ['2026-12-31T23:59', { do: 'renew-lease', months: 12, consented: false }]);
    expect(renewed.refusal).toBeNull();
    expect(renewed.book.endOn).toBe('2028-02-01');
    const later = advance(renewed.book, at('2028-02-01'));
    expect(later.book.invoices.filter(({ kind }) => kind === 'rent')).toHaveLength(24);
    expect(later.events.filter((event) => event.type === 'notice-due' && event.kind === 'renewal').map((event) => event.at)).toEqual([at('2027-12-31')]);
  });

  it('of a calendar lease bills the cut month’s rest, no day twice', () => {
    const renewed = run(opened(1, { anchor: 'calendar', term: { startOn: civilDate('2026-02-15'), months: 1 } }), ['2026-02-16', { do: 'renew-lease', months: 1, consented: true }]);
    const { book } = advance(renewed.book, at('2026-05-01'));
    expect(book.invoices.flatMap(({ lines }) => lines).flatMap((line) => (line.kind === 'rent' ? [[line.fromOn, line.toOn]] : []))).toEqual([
      ['2026-02-15', '2026-03-01'], ['2026-03-01', '2026-04-01'], ['2026-04-01', '2026-04-15'],
    ]);
  });

  it('after the last, partial invoice bills what follows it', () => {
    const renewed = run(opened(1, { anchor: 'calendar', term: { startOn: civilDate('2026-02-15'), months: 1 } }), ['2026-03-10', { do: 'renew-lease', months: 1, consented: true }]);
    const { book } = advance(renewed.book, at('2026-05-01'));
    expect(book.invoices.flatMap(({ lines }) => lines).flatMap((line) => (line.kind === 'rent' ? [[line.fromOn, line.toOn, line.periodDays]] : []))).toEqual([
      ['2026-02-15', '2026-03-01', 28], ['2026-03-01', '2026-03-15', 31], ['2026-03-15', '2026-04-01', 31], ['2026-04-01', '2026-04-15', 30],
    ]);
  });

  it('too late needs the operator’s consent', () => {
    expect(run(opened(), ['2027-01-01', { do: 'renew-lease', months: 12, consented: false }]).refusal?.code).toBe('renewal-late');
    expect(run(opened(), ['2027-01-01', { do: 'renew-lease', months: 12, consented: true }]).refusal).toBeNull();
    expect(run(opened(), ['2027-02-01', { do: 'renew-lease', months: 12, consented: true }]).refusal?.code).toBe('outside-term');
    expect(run(opened(), ['2026-03-01', { do: 'end-lease', on: civilDate('2026-04-01') }], ['2026-03-02', { do: 'renew-lease', months: 1, consented: true }]).refusal?.code).toBe('outside-term');
  });
});

describe('a last warning', () => {
  const suspendedAt = (book: LeaseBook): Instant | undefined => advance(book, at('2026-04-01')).events.find(({ type }) => type === 'suspended')?.at;

  it('that went out in time changes nothing', () => {
    expect(suspendedAt(run(opened(), ['2026-02-13', { do: 'confirm-last-warning', invoice: 1, sentAt: at('2026-02-13T00:01') }]).book)).toBe(at('2026-02-17'));
  });

  it('that went out late moves the suspension to 4 days after it', () => {
    expect(suspendedAt(run(opened(), ['2026-02-15T08:00', { do: 'confirm-last-warning', invoice: 1, sentAt: at('2026-02-15T07:59') }]).book)).toBe(at('2026-02-19'));
  });

  it('known too late restores what was suspended too early', () => {
    const step = run(opened(), ['2026-02-17T08:00', { do: 'confirm-last-warning', invoice: 1, sentAt: at('2026-02-16T08:00') }]);
    expect(types(step.events).slice(-2)).toEqual(['suspended', 'restored']);
    expect(run(opened(), ['2026-02-02', { do: 'confirm-last-warning', invoice: 7, sentAt: at('2026-02-02') }]).refusal?.code).toBe('no-such-invoice');
  });
});

describe('the clause’s other reading', () => {
  it('suspends as D+15 begins', () => {
    expect(isSuspended(advance(opened(1, { graceReading: 'reaches' }), at('2026-02-16')).book)).toBe(true);
    expect(isSuspended(advance(opened(), at('2026-02-16')).book)).toBe(false);
  });
});

describe('orders', () => {
  it('are refused on a lease that is suspended before anything is overdue, which the other reading allows', () => {
    const step = run(opened(1, { graceReading: 'reaches', rentGraceDays: 0 }), ['2026-02-01T10:00', { do: 'add-seats', seats: 1 }]);
    expect(step.refusal?.code).toBe('overdue');
  });

  it('can be cancelled, which lets the next one be filled', () => {
    const step = run(
      opened(), ['2026-02-01T10:00', pay(1_012_000n)], ['2026-02-02', { do: 'add-seats', seats: 9 }], ['2026-02-03', { do: 'add-seats', seats: 1 }],
      ['2026-02-04', { do: 'cancel-order', order: 1 }],
    );
    expect(types(step.events)).toEqual(expect.arrayContaining(['order-cancelled', 'order-filled']));
    expect(step.events.filter(({ type }) => type === 'order-filled')).toMatchObject([{ order: 2, invoice: 2, seatNumbers: [2] }]);
    expect(run(opened(), ['2026-02-01', { do: 'cancel-order', order: 1 }]).refusal?.code).toBe('no-such-order');
  });

  it('cost what was quoted', () => {
    const book = advance(opened(), at('2026-02-23T10:00')).book;
    const quoted = quoteOrder(book, 3, civilDate('2026-02-23'));
    const filled = run(book, ['2026-02-23T10:00', pay(1_000_000_00n)], ['2026-02-23T10:01', { do: 'add-seats', seats: 3 }]);
    expect(filled.book.invoices.at(-1)).toMatchObject({ totalMinor: quoted.totalMinor, netMinor: quoted.netMinor });
  });
});

describe('the ledger', () => {
  it('is posted in transactions that sum to zero and are named once', () => {
    const step = run(
      opened(2, { rentAccruesWhileSuspended: false }), ['2026-02-10', { do: 'record-usage', answeredOn: civilDate('2026-02-10'), costMicros: 5_000_000n }],
      ['2026-02-20', pay(900_000n)], ['2026-03-10', { do: 'remove-seats', seats: 1, when: 'now' }], ['2026-05-20', { do: 'end-lease', on: civilDate('2026-05-25') }], ['2026-06-20', pay(100n)],
    );
    const posted = step.events.flatMap((event) => (event.type === 'ledger-posted' ? [event.transaction] : []));
    expect(posted.every(isBalanced)).toBe(true);
    expect(new Set(posted.map(({ kind }) => kind))).toEqual(new Set(['payment', 'allocation', 'invoice', 'credit-note', 'rent-recognition', 'deposit-release', 'deposit-settlement']));
    expect(new Set(posted.map(({ kind, ref }) => `${kind} ${ref}`)).size).toBe(posted.length);
  });

  it('takes a payment by its value date', () => {
    const step = run(opened(), ['2026-02-05T10:00', { do: 'pay', amountMinor: 100n, forOrder: false, valueOn: civilDate('2026-02-03') }]);
    const [payment, allocation] = step.events.flatMap((event) => (event.type === 'ledger-posted' ? [event.transaction] : []));
    expect(payment).toEqual({ kind: 'payment', ref: '1', effectiveOn: '2026-02-03', recordedAt: at('2026-02-05T10:00'), entries: [{ account: 'clearing', minor: 100n }, { account: 'unapplied', minor: -100n }] });
    expect(allocation).toMatchObject({ kind: 'allocation', effectiveOn: '2026-02-05', entries: [{ account: 'unapplied', minor: 100n }, { account: 'receivable', minor: -100n }] });
  });

  it('makes rent revenue when its period is closed, and takes it back from there', () => {
    const paid = run(opened(1, { rentAccruesWhileSuspended: false }), ['2026-03-05', pay(412000n)]);
    const credit = paid.events.flatMap((event) => (event.type === 'ledger-posted' && event.transaction.kind === 'credit-note' ? [event.transaction.entries] : []));
    expect(credit[0]).toContainEqual({ account: 'rent-revenue', minor: 85714n }); // 02-17 … 02-28 of a month that was closed on 03-03
  });
});

describe('explaining arrears', () => {
  const book = run(opened(), ['2026-02-01T10:00', pay(412000n)]).book; // March, due 03-01, is not paid

  it('tells which invoices, which dates and what comes next', () => {
    const told = explain(book, at('2026-03-10T12:00'));
    expect(told).toEqual({
      at: at('2026-03-10T12:00'), on: '2026-03-10', isOverdue: true, isSuspended: false, suspendedBecause: [], heldThroughOn: null,
      invoices: [{
        number: 2, kind: 'rent', dueOn: '2026-03-01', openMinor: 212000n, heldMinor: 0n, daysPastDue: 9, lastDayToPayOn: '2026-03-16', suspendsAt: instant('2026-03-16T16:00:00Z'),
        isBeyondGrace: false, nextNotice: { kind: 'last-warning', dueAt: at('2026-03-13') },
      }],
      suspendsAt: instant('2026-03-16T16:00:00Z'), lastDayToPayOn: '2026-03-16', nextNotice: { invoice: 2, kind: 'last-warning', dueAt: at('2026-03-13') }, restoringMinor: 0n,
    });
  });

  it('tells what a suspended lease must pay, and how long a hold holds', () => {
    const suspended = explain(book, at('2026-04-02'));
    expect(suspended).toMatchObject({ isSuspended: true, suspendedBecause: [2], suspendsAt: null, restoringMinor: 212000n });
    expect(suspended.invoices.map(({ number }) => number)).toEqual([2, 3]);
    const held = explain(run(book, ['2026-03-18', { do: 'hold-arrears', untilOn: civilDate('2026-03-25'), reason: 'x' }]).book, at('2026-03-20'));
    expect(held).toMatchObject({ isSuspended: false, heldThroughOn: '2026-03-25', suspendsAt: at('2026-03-26'), lastDayToPayOn: '2026-03-25' });
  });

  it('has nothing to tell where nothing is owed', () => {
    expect(explain(book, at('2026-02-02'))).toMatchObject({ isOverdue: false, invoices: [], suspendsAt: null, lastDayToPayOn: null, nextNotice: null, restoringMinor: 0n });
  });
});

describe('a book', () => {
  it('is plain values, and is never changed in place', () => {
    const book = opened(2);
    const copy = structuredClone(book);
    run(book, ['2026-02-01', pay(412000n)], ['2026-03-01', { do: 'remove-seats', seats: 1, when: 'now' }], ['2026-08-01', pay(1n)]);
    expect(book).toEqual(copy);
  });

  it('takes no command from before what was done', () => {
    expect(() => apply(opened(), pay(1n), at('2026-01-30T09:59'))).toThrow(RangeError);
    const book = opened();
    expect(advance(book, at('2026-01-01'))).toEqual({ book, events: [] });
  });

  it('has nothing due once its lease is settled', () => {
    const ended = run(opened(1, { term: { startOn: civilDate('2026-02-01'), months: 1 } }), ['2026-02-01', pay(412000n)]).book;
    expect(nextDueAt(advance(ended, at('2026-03-03')).book)).toBeNull();
  });

  it('lets no seat take a way that the table does not have', () => {
    expect(moveSeat({ number: 1, state: 'ordered' }, 'active').state).toBe('active');
    expect(() => moveSeat({ number: 1, state: 'released' }, 'active')).toThrow(RangeError);
  });
});
