import { describe, expect, it } from '@jest/globals';
import { civilDate, currency, type Instant, instant, zone } from '@seatline/kernel';
import fc from 'fast-check';
import { type InvoiceLine, openMinor } from '../invoice/invoice';
import { EMPTY_LEDGER, type LedgerTotals, postTransaction } from '../ledger/ledger';
import { contractOf } from '../plan/contract';
import { LIST_PRICE_ONLY } from '../plan/pricing';
import { advance } from './advance';
import { apply } from './apply';
import type { LeaseBook } from './book';
import type { LeaseCommand } from './commands';
import { findBreaches } from './conservation';
import { unappliedMinor } from './derived';
import type { LeaseEvent } from './events';
import { openLease } from './open-lease';
import { returnableMinor } from './refunds';

const at = (local: string): Instant => instant(`${local.length === 10 ? `${local}T00:00` : local}:00+08:00`);

/** A lease whose first invoice is 4120.00 a seat; each step must be without a breach. */
class Account {
  ledger: LedgerTotals = EMPTY_LEDGER;
  book: LeaseBook;

  constructor(seats = 1, pricing = LIST_PRICE_ONLY) {
    const contract = contractOf({ zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: civilDate('2026-02-01'), months: 12 }, pricing });
    const opened = openLease(contract, seats, at('2026-01-30T10:00'));
    if (!opened.ok) throw new Error(opened.refusal.code);
    this.book = opened.value.book;
    this.post(opened.value.events);
  }

  do(local: string, command: LeaseCommand): string | null {
    const step = apply(this.book, command, at(local));
    this.book = step.book;
    this.post(step.events);
    return step.refusal?.code ?? null;
  }

  until(local: string): void {
    const step = advance(this.book, at(local));
    this.book = step.book;
    this.post(step.events);
  }

  pay(local: string, amountMinor: bigint): string | null {
    return this.do(local, { do: 'pay', amountMinor, forOrder: false, valueOn: null });
  }

  get open(): bigint[] {
    return this.book.invoices.map(openMinor);
  }

  private post(events: readonly LeaseEvent[]): void {
    for (const event of events) if (event.type === 'ledger-posted') this.ledger = postTransaction(this.ledger, event.transaction);
    expect(findBreaches(this.book, this.ledger)).toEqual([]);
  }
}

const writeOff = (invoice: number): LeaseCommand => ({ do: 'write-off', invoice, reason: 'bankrupt' });
const undo = (invoice: number): LeaseCommand => ({ do: 'undo-write-off', invoice, reason: 'found' });
const dispute = (amountMinor: bigint, payment = 1): LeaseCommand => ({ do: 'dispute-payment', payment, amountMinor, reason: 'fraudulent' });
const refund = (amountMinor: bigint, payment = 1): LeaseCommand => ({ do: 'refund', payment, amountMinor, reason: 'too much' });

describe('a dispute and a write-off of one invoice', () => {
  it('what the bank took back and the operator gave up comes back free when the dispute is won, and serves the invoice once that is undone', () => {
    const account = new Account();
    account.pay('2026-02-01T10:00', 412_000n);
    account.do('2026-02-05T10:00', dispute(412_000n));
    expect(account.do('2026-02-20T10:00', writeOff(1))).toBeNull();
    expect([account.open[0], account.ledger['bad-debt']]).toEqual([0n, 412_000n]);
    account.do('2026-02-21T10:00', { do: 'close-dispute', dispute: 1, as: 'won' });
    expect([unappliedMinor(account.book.unapplied), account.book.invoices[0]!.paidMinor]).toEqual([412_000n, 0n]);
    account.do('2026-02-21T11:00', undo(1));
    expect([account.open[0], unappliedMinor(account.book.unapplied), account.ledger['bad-debt']]).toEqual([0n, 0n, 0n]);
  });

  it('lost, the invoice stays given up; a second dispute of the payment finds nothing more', () => {
    const account = new Account();
    account.pay('2026-02-01T10:00', 412_000n);
    account.do('2026-02-05T10:00', dispute(400_000n));
    account.do('2026-02-06T10:00', writeOff(1));
    account.do('2026-02-07T10:00', { do: 'close-dispute', dispute: 1, as: 'lost' });
    expect([account.open[0], account.ledger['bad-debt'], returnableMinor(account.book, 1)]).toEqual([0n, 400_000n, 12_000n]);
    account.do('2026-02-08T10:00', dispute(412_000n));
    expect([account.book.disputes[1]!.amountMinor, account.open[0]]).toEqual([12_000n, 12_000n]);
    expect(account.do('2026-02-09T10:00', dispute(1n))).toBe('beyond-payment');
  });

  it('a part paid and a part given up: a dispute opens the paid part alone', () => {
    const account = new Account();
    account.pay('2026-02-01T10:00', 100_000n);
    account.do('2026-02-02T10:00', writeOff(1));
    account.do('2026-02-03T10:00', dispute(100_000n));
    expect([account.open[0], account.ledger['bad-debt'], account.ledger.receivable]).toEqual([100_000n, 312_000n, 100_000n]);
  });
});

describe('a refund after a re-rating’s credit', () => {
  const billed = (): Account => {
    const account = new Account();
    account.pay('2026-02-01T10:00', 412_000n);
    account.do('2026-02-10T10:00', { do: 'record-usage', answeredOn: civilDate('2026-02-10'), costMicros: 50_000_000n });
    account.until('2026-03-04');
    account.pay('2026-03-05T10:00', 212_000n + 5_300n);
    return account;
  };

  it('pays back what the cheaper calls set free, once, and no more than the payment brought', () => {
    const account = billed();
    const telephone = account.book.invoices.find(({ kind }) => kind === 'telephone')!;
    account.until('2026-03-20T10:00');
    const before = unappliedMinor(account.book.unapplied);
    account.do('2026-03-20T10:00', { do: 'correct-usage', debits: [], credits: [{ invoice: telephone.number, line: 0, micros: 20_000_000n }] });
    expect(unappliedMinor(account.book.unapplied) - before).toBe(2_120n);
    expect(account.do('2026-03-20T11:00', refund(2_121n, 2))).toBe('beyond-payment');
    expect(account.do('2026-03-20T11:00', refund(2_120n, 2))).toBeNull();
    expect(account.do('2026-03-20T12:00', refund(1n, 2))).toBe('beyond-payment');
    account.do('2026-03-21T10:00', { do: 'correct-usage', debits: [{ answeredOn: civilDate('2026-02-10'), calls: 1, costMicros: 20_000_000n }], credits: [] });
    account.until('2026-04-04');
    expect(account.open.at(-1)).toBe(2_120n); // dearer again after it was paid back: to be paid
  });

  it('and a dispute of the same payment take what is left of it, not what was paid back', () => {
    const account = billed();
    const telephone = account.book.invoices.find(({ kind }) => kind === 'telephone')!;
    account.do('2026-03-20T10:00', { do: 'correct-usage', debits: [], credits: [{ invoice: telephone.number, line: 0, micros: 50_000_000n }] });
    account.do('2026-03-20T11:00', refund(5_300n, 2));
    account.do('2026-03-21T10:00', dispute(217_300n, 2));
    expect(account.book.disputes[0]!.amountMinor).toBe(212_000n);
    expect(account.book.invoices[telephone.number - 1]!.paidMinor).toBe(0n);
  });

  it('on an invoice that was given up lowers what was given up; nobody is paid back what nobody paid', () => {
    const account = new Account();
    account.pay('2026-02-01T10:00', 412_000n);
    account.do('2026-02-10T10:00', { do: 'record-usage', answeredOn: civilDate('2026-02-10'), costMicros: 50_000_000n });
    account.until('2026-03-04');
    const { number } = account.book.invoices.find(({ kind }) => kind === 'telephone')!;
    account.do('2026-03-05T10:00', writeOff(number));
    account.do('2026-03-06T10:00', { do: 'correct-usage', debits: [], credits: [{ invoice: number, line: 0, micros: 20_000_000n }] });
    expect([account.ledger['bad-debt'], unappliedMinor(account.book.unapplied)]).toEqual([3_180n, 0n]);
    expect(account.do('2026-03-06T11:00', refund(1n))).toBe('beyond-payment');
  });
});

it('a sublet with included minutes left hands on no minutes: the giver’s month keeps those of its seats’ days, for late records too', () => {
  const pricing = { ...LIST_PRICE_ONLY, includedMinutes: { perSeat: 10, prefixes: [], exceptPrefixes: [] } };
  const account = new Account(2, pricing);
  account.pay('2026-02-01T10:00', 10_000_000n);
  account.until('2026-03-01');
  account.do('2026-03-01T00:00', { do: 'hand-over-seats', seats: 2, on: civilDate('2026-03-01') });
  const talk = { key: 'late', answeredAt: at('2026-02-27T10:00'), billedSeconds: 1_500, prefix: '86' };
  account.do('2026-03-10T10:00', { do: 'record-usage', answeredOn: civilDate('2026-02-27'), costMicros: 2_500_000n, talk });
  account.until('2026-04-04');
  expect(account.book.includedPools).toEqual([{ fromOn: '2026-02-01', toOn: '2026-03-01', seconds: 1_200, usedSeconds: 1_200, coveredMicros: 2_000_000n }]);
  expect(account.book.invoices.at(-1)!.lines).toEqual([expect.objectContaining({ kind: 'prior-period', costMicros: 500_000n, netMinor: 50n })]);
});

const costOf = (line: InvoiceLine): bigint => ('costMicros' in line ? line.costMicros : 0n);
const anyPair = fc.array(fc.constantFrom('pay', 'dispute', 'won', 'lost', 'write-off', 'undo', 'refund', 'call', 'cheaper', 'dearer', 'month'), { minLength: 4, maxLength: 25 });

it('in any order of payments, disputes, write-offs, refunds and corrections the books hold at every step', () => {
  fc.assert(
    fc.property(anyPair, (acts) => {
      const account = new Account();
      let hours = 0;
      for (const act of acts) {
        hours += act === 'month' ? 31 * 24 : 5;
        const local = new Date(Date.parse('2026-02-01T00:00:00Z') + hours * 3_600_000).toISOString().slice(0, 16);
        const { book } = account;
        const due = book.invoices.findLastIndex((invoice) => openMinor(invoice) > 0n) + 1;
        const billed = book.invoices.findLast(({ kind }) => kind === 'telephone');
        const given = book.takenBack.find(({ invoice }) => invoice === billed?.number)?.micros ?? 0n;
        if (act === 'pay') account.pay(local, 150_001n);
        if (act === 'dispute') account.do(local, dispute(120_000n, Math.max(1, book.payments.length)));
        if (act === 'won' || act === 'lost') account.do(local, { do: 'close-dispute', dispute: book.disputes.length, as: act });
        if (act === 'write-off') account.do(local, writeOff(Math.max(1, due)));
        if (act === 'undo') account.do(local, undo(1 + (hours % Math.max(1, book.invoices.length))));
        if (act === 'refund') account.do(local, refund(777n, Math.max(1, book.payments.length)));
        if (act === 'call') account.do(local, { do: 'record-usage', answeredOn: civilDate(local.slice(0, 10)), costMicros: 33_333_333n });
        if (act === 'dearer') account.do(local, { do: 'correct-usage', debits: [{ answeredOn: civilDate('2026-02-02'), calls: 1, costMicros: 5_000_001n }], credits: [] });
        if (act === 'cheaper' && billed && costOf(billed.lines[0]!) - given >= 3_000_001n) account.do(local, { do: 'correct-usage', debits: [], credits: [{ invoice: billed.number, line: 0, micros: 3_000_001n }] });
        if (act === 'month') account.until(local);
      }
    }),
    { seed: 20260404, numRuns: 150 },
  );
});
