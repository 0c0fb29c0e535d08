import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, civilDate, currency, type Instant, instant, startOfDay, zone } from '@seatline/kernel';
import { openMinor } from '../invoice/invoice';
import { EMPTY_LEDGER, type LedgerTotals, postTransaction } from '../ledger/ledger';
import { type Contract, contractOf } from '../plan/contract';
import { advance } from './advance';
import { apply } from './apply';
import type { LeaseBook } from './book';
import type { LeaseCommand } from './commands';
import { findBreaches } from './conservation';
import { balancesOf, isSuspended } from './derived';
import type { LeaseEvent } from './events';
import { openLease } from './open-lease';

const at = (local: string): Instant => instant(`${local.length === 10 ? `${local}T00:00` : local}:00+08:00`);

interface Told {
  readonly book: LeaseBook;
  readonly ledger: LedgerTotals;
  readonly events: readonly LeaseEvent[];
  readonly refusal: string | null;
}

function tell(before: Told, step: { readonly book: LeaseBook; readonly events: readonly LeaseEvent[] }, refusal: string | null = null): Told {
  const ledger = step.events.reduce((totals, event) => (event.type === 'ledger-posted' ? postTransaction(totals, event.transaction) : totals), before.ledger);
  expect(findBreaches(step.book, ledger)).toEqual([]);
  return { book: step.book, ledger, events: [...before.events, ...step.events], refusal };
}

function opened(seats = 1, more: Partial<Contract> = {}): Told {
  const contract = contractOf({ zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: civilDate('2026-02-01'), months: 12 }, ...more });
  const result = openLease(contract, seats, at('2026-01-30T10:00'));
  if (!result.ok) throw new Error(result.refusal.code);
  return tell({ book: result.value.book, ledger: EMPTY_LEDGER, events: [], refusal: null }, result.value);
}

function run(story: Told, ...commands: readonly [string, LeaseCommand][]): Told {
  return commands.reduce((told, [local, command]) => {
    const done = apply(told.book, command, at(local));
    return tell(told, done, done.refusal?.code ?? null);
  }, story);
}

const live = (story: Told, local: string): Told => tell(story, advance(story.book, at(local)));
const pay = (amountMinor: bigint): LeaseCommand => ({ do: 'pay', amountMinor, forOrder: false, valueOn: null });
const writeOff = (invoice: number): LeaseCommand => ({ do: 'write-off', invoice, reason: 'bankrupt' });
const undo = (invoice: number): LeaseCommand => ({ do: 'undo-write-off', invoice, reason: 'found' });
const notices = (story: Told, invoice: number): string[] => story.events.flatMap((event) => (event.type === 'notice-due' && event.invoice === invoice ? [event.kind] : []));

describe('a write-off', () => {
  const unpaid = live(opened(), '2026-02-05T12:00');

  it('leaves the receivables as a bad debt, keeps the invoice unpaid, and stops its notices and its suspension', () => {
    const given = run(unpaid, ['2026-02-05T12:00', writeOff(1)]);
    expect(given.refusal).toBeNull();
    expect([given.ledger['bad-debt'], given.ledger.receivable, balancesOf(given.book).receivableMinor]).toEqual([412_000n, 0n, 0n]);
    const [invoice] = given.book.invoices;
    expect([invoice!.paidMinor, invoice!.writtenOffMinor, openMinor(invoice!)]).toEqual([0n, 412_000n, 0n]);
    const later = live(given, '2026-02-28');
    expect(notices(later, 1)).toEqual(['overdue']); // of the 2nd, before
    expect(isSuspended(later.book)).toBe(false);
  });

  it('makes no seat usable: nobody has paid for it; the money that recovers it does', () => {
    const given = live(run(unpaid, ['2026-02-06', writeOff(1)]), '2026-02-10');
    expect(given.book.seats.map((seat) => seat.state)).toEqual(['ordered']);
    expect(run(given, ['2026-02-11', pay(412_000n)]).book.seats.map((seat) => seat.state)).toEqual(['active']);
  });

  it('is recovered by money that comes later: the bad debt comes back, what is more is the tenant’s', () => {
    const part = run(unpaid, ['2026-02-06', writeOff(1)], ['2026-02-07', pay(100_000n)]);
    expect([part.ledger['bad-debt'], part.book.invoices[0]!.paidMinor, openMinor(part.book.invoices[0]!)]).toEqual([312_000n, 100_000n, 0n]);
    const paid = run(part, ['2026-02-08', pay(400_000n)]);
    expect([paid.ledger['bad-debt'], balancesOf(paid.book).unappliedMinor, paid.book.invoices[0]!.paidMinor]).toEqual([0n, 88_000n, 412_000n]);
    expect(paid.events.flatMap((event) => (event.type === 'write-off-recovered' ? [[event.payment, event.writeOff.minor]] : []))).toEqual([[1, -100_000n], [2, -312_000n]]);
  });

  it('is recovered only by what nothing open and no order asks for', () => {
    const next = live(run(unpaid, ['2026-02-06', writeOff(1)]), '2026-02-23');
    const paid = run(next, ['2026-02-24', pay(300_000n)]);
    expect(paid.book.invoices.map((invoice) => [invoice.paidMinor, invoice.writtenOffMinor])).toEqual([[88_000n, 324_000n], [212_000n, 0n]]);
    const ordering = run(unpaid, ['2026-02-06', writeOff(1)], ['2026-02-07', { do: 'add-seats', seats: 5 }], ['2026-02-08', pay(100_000n)]);
    expect([ordering.ledger['bad-debt'], balancesOf(ordering.book).unappliedMinor]).toEqual([412_000n, 100_000n]);
  });

  it('recovered whole, it brings service back', () => {
    const stopped = run(live(opened(), '2026-02-18'), ['2026-02-18T09:00', writeOff(1)], ['2026-02-18T10:00', pay(412_000n)]);
    expect(isSuspended(stopped.book)).toBe(false);
  });

  it('does not bring service back by itself, nor does money for other invoices; undoing it and paying does, and so does a hold', () => {
    const stopped = live(opened(), '2026-02-18');
    expect(isSuspended(stopped.book)).toBe(true);
    const given = run(stopped, ['2026-02-18T09:00', writeOff(1)], ['2026-02-18T10:00', pay(100n)]);
    expect(isSuspended(given.book)).toBe(true);
    expect(isSuspended(run(given, ['2026-02-19', undo(1)], ['2026-02-20', pay(412_000n)]).book)).toBe(false);
    expect(isSuspended(run(given, ['2026-02-19', { do: 'hold-arrears', untilOn: civilDate('2026-02-21'), reason: 'starts anew' }]).book)).toBe(false);
  });

  it('undone late does at once what the invoice’s age asks for', () => {
    const undone = run(unpaid, ['2026-02-06', writeOff(1)], ['2026-03-10T09:00', undo(1)]);
    expect(isSuspended(undone.book)).toBe(true);
    expect(notices(undone, 1)).toEqual(['overdue', 'second', 'last-warning', 'termination-proposed']);
    expect(undone.events.filter(({ type }) => type === 'suspended')).toEqual([expect.objectContaining({ at: at('2026-03-10T09:00'), because: [1] })]);
  });

  it('of a part leaves the paid part paid', () => {
    const part = run(unpaid, ['2026-02-06', pay(12_000n)], ['2026-02-07', writeOff(1)]);
    expect([part.ledger['bad-debt'], part.book.invoices[0]!.paidMinor]).toEqual([400_000n, 12_000n]);
  });

  it('is lowered by a credit first, so that nobody is credited for what nobody paid', () => {
    const credited = run(opened(2), ['2026-02-02', writeOff(1)], ['2026-02-10T09:00', { do: 'end-lease', on: civilDate('2026-02-15') }]);
    const [invoice] = credited.book.invoices;
    expect(invoice!.creditedMinor).toBeGreaterThan(0n);
    expect(credited.ledger['bad-debt']).toBe(824_000n - invoice!.creditedMinor);
    expect(balancesOf(credited.book).unappliedMinor).toBe(0n);
  });

  it.each([
    ['of what is paid', [['2026-02-06', pay(412_000n)], ['2026-02-07', writeOff(1)]], 'no-such-invoice'],
    ['of an invoice that is not there', [['2026-02-06', writeOff(7)]], 'no-such-invoice'],
    ['twice', [['2026-02-06', writeOff(1)], ['2026-02-07', writeOff(1)]], 'no-such-invoice'],
    ['undone without one', [['2026-02-06', undo(1)]], 'not-written-off'],
    ['undone twice', [['2026-02-06', writeOff(1)], ['2026-02-07', undo(1)], ['2026-02-08', undo(1)]], 'not-written-off'],
  ] as [string, [string, LeaseCommand][], string][])('%s is refused', (_what, commands, code) => {
    expect(run(unpaid, ...commands).refusal).toBe(code);
  });

  it('conserves everything, whatever comes before and after', () => {
    const command: fc.Arbitrary<LeaseCommand> = fc.oneof(
      fc.integer({ min: 1, max: 5 }).map(writeOff),
      fc.integer({ min: 1, max: 5 }).map(undo),
      fc.bigInt({ min: 1n, max: 900_000n }).map(pay),
      fc.integer({ min: 1, max: 2 }).map((seats): LeaseCommand => ({ do: 'remove-seats', seats, when: 'now' })),
      fc.integer({ min: 1, max: 2 }).map((seats): LeaseCommand => ({ do: 'add-seats', seats })),
    );
    const deeds = fc.array(fc.record({ days: fc.integer({ min: 0, max: 25 }), command }), { maxLength: 20 });
    fc.assert(fc.property(deeds, fc.boolean(), (asked, rentAccruesWhileSuspended) => {
      let told = opened(3, { rentAccruesWhileSuspended });
      let on = civilDate('2026-02-01');
      for (const { days, command: next } of asked) {
        on = addDays(on, days);
        const done = apply(told.book, next, startOfDay(on, zone('Asia/Shanghai')));
        told = tell(told, done);
      }
      live(told, '2027-06-01');
    }), { numRuns: 60 });
  });
});
