import { describe, expect, it } from '@jest/globals';
import { civilDate, currency, type Instant, instant, zone } from '@seatline/kernel';
import fc from 'fast-check';
import { EMPTY_LEDGER, type LedgerTotals, postTransaction } from '../ledger/ledger';
import { openMinor } from '../invoice/invoice';
import { contractOf } from '../plan/contract';
import { advance } from './advance';
import { apply } from './apply';
import type { LeaseBook } from './book';
import type { LeaseCommand } from './commands';
import { findBreaches } from './conservation';
import { isSuspended, unappliedMinor } from './derived';
import type { LeaseEvent } from './events';
import { explain } from './explain';
import { pressingInvoices } from './held-arrears';
import { openLease } from './open-lease';
import { returnableMinor } from './refunds';

const at = (local: string): Instant => instant(`${local.length === 10 ? `${local}T00:00` : local}:00+08:00`);

/** A lease of one seat (deposit 2000.00, rent 2120.00 with tax), and its ledger as it goes. */
class Account {
  ledger: LedgerTotals = EMPTY_LEDGER;
  book: LeaseBook;
  constructor() {
    const contract = contractOf({ zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: civilDate('2026-02-01'), months: 12 } });
    const opened = openLease(contract, 1, at('2026-01-30T10:00'));
    if (!opened.ok) throw new Error(opened.refusal.code);
    this.book = opened.value.book;
    this.post(opened.value.events);
  }

  do(local: string, command: LeaseCommand): string | null {
    const step = apply(this.book, command, at(local));
    this.book = step.book;
    this.post(step.events);
    expect(findBreaches(this.book, this.ledger)).toEqual([]);
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

  private post(events: readonly LeaseEvent[]): void {
    for (const event of events) if (event.type === 'ledger-posted') this.ledger = postTransaction(this.ledger, event.transaction);
  }
}

const refund = (amountMinor: bigint, payment = 1): LeaseCommand => ({ do: 'refund', payment, amountMinor, reason: 'overpaid' });
const dispute = (amountMinor: bigint, payment = 1): LeaseCommand => ({ do: 'dispute-payment', payment, amountMinor, reason: 'fraudulent' });

describe('a refund', () => {
  it('takes what is free of the payment, and no more', () => {
    const account = new Account();
    account.pay('2026-02-01T10:00', 500_000n); // 880.00 more than the invoice
    expect(account.do('2026-02-02T10:00', refund(88_001n))).toBe('beyond-payment');
    expect(account.do('2026-02-02T10:00', refund(0n))).toBe('beyond-payment');
    expect(account.do('2026-02-02T10:00', refund(60_000n))).toBeNull();
    expect(account.do('2026-02-02T10:00', refund(60_000n))).toBe('beyond-payment');
    expect([unappliedMinor(account.book.unapplied), account.ledger.clearing, returnableMinor(account.book, 1)]).toEqual([28_000n, 440_000n, 440_000n]);
    expect(account.do('2026-02-02T10:00', refund(1n, 2))).toBe('no-such-payment');
  });

  it('draws on what a credit note set free, after the payment’s own', () => {
    const account = new Account();
    account.pay('2026-02-01T10:00', 412_100n); // 1.00 too much
    account.do('2026-02-02T10:00', { do: 'remove-seats', seats: 1, when: 'now' });
    expect(account.do('2026-02-03T10:00', refund(5_000n))).toBeNull();
    expect(account.book.paymentRefunds[0]!.parts.map((part) => part.source)).toEqual(['payment', expect.stringMatching(/credit-note|deposit-release/)]);
  });

  it('that its bank sends back serves what is open by then, once', () => {
    const account = new Account();
    account.pay('2026-02-01T10:00', 500_000n);
    account.do('2026-02-02T10:00', refund(88_000n));
    account.until('2026-02-26T10:00'); // March's rent is invoiced
    expect(account.do('2026-02-26T10:00', { do: 'return-refund', refund: 1 })).toBeNull();
    expect(account.do('2026-02-26T10:00', { do: 'return-refund', refund: 1 })).toBe('no-such-refund');
    expect(account.book.invoices[1]!.paidMinor).toBe(88_000n);
  });
});

describe('a dispute', () => {
  it('opens the invoice again, and its clock stands still until the operator decides', () => {
    const account = new Account();
    account.pay('2026-02-01T10:00', 412_000n);
    expect(account.do('2026-02-10T10:00', dispute(412_000n))).toBeNull();
    expect(openMinor(account.book.invoices[0]!)).toBe(412_000n);
    expect(pressingInvoices(account.book)).toEqual([]);
    account.until('2026-02-24T00:00');
    expect(isSuspended(account.book)).toBe(false); // due 1 February, beyond its grace since the 17th
    expect(explain(account.book, at('2026-02-24')).invoices[0]).toMatchObject({ number: 1, heldMinor: 412_000n, isBeyondGrace: false, nextNotice: null });
    account.do('2026-02-24T09:00', { do: 'resume-arrears', dispute: 1, reason: 'the goods were delivered' });
    // Nine days of grace were gone when it was opened; fourteen were held: suspended on 17 February + 14.
    expect(explain(account.book, at('2026-02-24T09:00')).suspendsAt).toBe(at('2026-03-03'));
    account.until('2026-03-02T23:59');
    expect(isSuspended(account.book)).toBe(false);
    account.until('2026-03-03T00:00');
    expect(isSuspended(account.book)).toBe(true);
  });

  it('holds only its own part: what nobody disputes is suspended for on its day', () => {
    const account = new Account();
    account.pay('2026-02-01T10:00', 400_000n); // 120.00 short
    account.do('2026-02-10T10:00', dispute(400_000n));
    account.until('2026-02-17T00:00');
    expect(isSuspended(account.book)).toBe(true);
    account.pay('2026-02-18T10:00', 12_000n);
    expect(isSuspended(account.book)).toBe(false); // what is left is the disputed part
  });

  it('won brings the money back to what is open; lost leaves it open', () => {
    for (const as of ['won', 'lost'] as const) {
      const account = new Account();
      account.pay('2026-02-01T10:00', 412_000n);
      account.do('2026-02-10T10:00', dispute(412_000n));
      expect(account.do('2026-02-20T10:00', { do: 'close-dispute', dispute: 1, as })).toBeNull();
      expect(account.do('2026-02-20T10:00', { do: 'close-dispute', dispute: 1, as: 'won' })).toBe('no-such-dispute');
      expect([openMinor(account.book.invoices[0]!), account.ledger.clearing]).toEqual(as === 'won' ? [0n, 412_000n] : [412_000n, 0n]);
    }
  });

  it('lost, the money may be back after all where it was a refund that failed; once, and never the other way', () => {
    const account = new Account();
    account.pay('2026-02-01T10:00', 412_000n);
    account.do('2026-02-10T10:00', dispute(412_000n));
    const close = (as: 'won' | 'lost', afterAll?: true) => account.do('2026-02-20T10:00', { do: 'close-dispute', dispute: 1, as, ...(afterAll ? { afterAll } : {}) });
    expect(close('lost')).toBeNull();
    expect([openMinor(account.book.invoices[0]!), account.ledger.clearing]).toEqual([412_000n, 0n]);
    expect([close('won'), close('lost', true)]).toEqual(['no-such-dispute', 'no-such-dispute']);
    expect(close('won', true)).toBeNull();
    expect([openMinor(account.book.invoices[0]!), account.ledger.clearing]).toEqual([0n, 412_000n]);
    expect([close('won', true), close('lost', true)]).toEqual(['no-such-dispute', 'no-such-dispute']);
  });

  it('after a refund takes only what the payment still has, and refuses a refund while it is open', () => {
    const account = new Account();
    account.pay('2026-02-01T10:00', 500_000n);
    account.do('2026-02-02T10:00', refund(60_000n));
    account.do('2026-02-03T10:00', dispute(500_000n));
    expect(account.book.disputes[0]).toMatchObject({ amountMinor: 440_000n, reversals: [{ invoice: 1, minor: 412_000n }] });
    expect(account.ledger.clearing).toBe(0n);
    expect(account.do('2026-02-04T10:00', refund(1n))).toBe('payment-disputed');
    account.do('2026-02-05T10:00', { do: 'close-dispute', dispute: 1, as: 'lost' });
    expect(account.do('2026-02-05T10:00', refund(1n))).toBe('beyond-payment');
    expect(account.do('2026-02-05T10:00', dispute(1n))).toBe('beyond-payment');
  });

  it('a second one, when the first was won, takes the money that came back', () => {
    const account = new Account();
    account.pay('2026-02-01T10:00', 412_000n);
    account.do('2026-02-10T10:00', dispute(412_000n));
    account.do('2026-02-20T10:00', { do: 'close-dispute', dispute: 1, as: 'won' });
    expect(account.do('2026-02-21T10:00', dispute(412_000n))).toBeNull();
    expect(account.book.disputes[1]).toMatchObject({ amountMinor: 412_000n, reversals: [{ invoice: 1, minor: 412_000n }] });
    expect([openMinor(account.book.invoices[0]!), account.ledger.clearing]).toEqual([412_000n, 0n]);
  });

  it('finds the money where a credit note has let it go on to', () => {
    const account = new Account();
    account.pay('2026-02-01T10:00', 412_000n);
    account.until('2026-02-23T00:00'); // March is invoiced
    account.do('2026-02-23T10:00', { do: 'end-lease', on: civilDate('2026-02-24') }); // four days and March come back: 1 and 2 are credited
    account.pay('2026-02-23T11:00', 1_000n);
    expect(account.do('2026-02-23T12:00', dispute(412_000n))).toBeNull();
    expect([account.book.disputes[0]!.amountMinor, account.ledger.clearing]).toEqual([412_000n, 1_000n]);
  });

  it('does not ask the tenant to order nothing while it is undecided', () => {
    const account = new Account();
    account.pay('2026-02-01T10:00', 412_000n);
    account.do('2026-02-10T10:00', dispute(412_000n));
    expect(account.do('2026-02-11T10:00', { do: 'add-seats', seats: 1 })).toBeNull();
  });
});

describe('any story of payments, refunds and disputes', () => {
  const number = fc.integer({ min: 1, max: 3 });
  const minor = fc.integer({ min: 1, max: 600_000 }).map(BigInt);
  const command = fc.oneof(
    minor.map((amountMinor): LeaseCommand => ({ do: 'pay', amountMinor, forOrder: false, valueOn: null })),
    fc.tuple(minor, number).map(([amountMinor, payment]) => refund(amountMinor, payment)),
    fc.tuple(minor, number).map(([amountMinor, payment]) => dispute(amountMinor, payment)),
    number.map((each): LeaseCommand => ({ do: 'return-refund', refund: each })),
    fc.tuple(number, fc.constantFrom('won' as const, 'lost' as const)).map(([each, as]): LeaseCommand => ({ do: 'close-dispute', dispute: each, as })),
    number.map((each): LeaseCommand => ({ do: 'resume-arrears', dispute: each, reason: 'owed' })),
    fc.constant<LeaseCommand>({ do: 'remove-seats', seats: 1, when: 'now' }),
  );

  it('conserves every fen, and never gives back more of a payment than it brought', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), command), { maxLength: 25 }), (story) => {
        const account = new Account();
        let day = Date.UTC(2026, 1, 1);
        for (const [days, each] of story) {
          day += days * 86_400_000;
          const on = `${new Date(day).toISOString().slice(0, 10)}T12:00`;
          account.until(on);
          const left = each.do === 'dispute-payment' ? returnableMinor(account.book, each.payment) : 0n;
          const refused = account.do(on, each);
          // What a bank takes back has to be found somewhere, wherever the money has gone meanwhile.
          if (each.do === 'dispute-payment' && refused === null) expect(account.book.disputes.at(-1)!.amountMinor).toBe(each.amountMinor < left ? each.amountMinor : left);
          account.book.payments.forEach((payment) => expect(returnableMinor(account.book, payment.number) >= 0n).toBe(true));
          expect(account.ledger.clearing >= 0n).toBe(true);
        }
      }),
    );
  });
});
