import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDate, currency, type Instant, instant, zone } from '@seatline/kernel';
import type { FeeLine, Invoice, RentLine } from '../invoice/invoice';
import { wholePeriodRentMinor } from '../invoice/quote';
import { EMPTY_LEDGER, type LedgerTotals, postTransaction } from '../ledger/ledger';
import type { RentTerms } from '../plan/agreed-terms';
import { type Contract, contractOf } from '../plan/contract';
import { LIST_PRICE_ONLY, type Pricing } from '../plan/pricing';
import { advance } from './advance';
import { apply } from './apply';
import type { LeaseBook } from './book';
import type { LeaseCommand } from './commands';
import { findBreaches } from './conservation';
import type { LeaseEvent } from './events';
import { openLease } from './open-lease';
import { quoteOrder } from './orders';

const SEED = 20260202;
const at = (local: string): Instant => instant(`${local.length === 10 ? `${local}T00:00` : local}:00+08:00`);

function contract(pricing: Partial<Pricing>, more: Partial<Contract> = {}): Contract {
  return contractOf({
    zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: civilDate('2026-02-01'), months: 12 }, pricing: { ...LIST_PRICE_ONLY, ...pricing }, ...more,
  });
}

/** A lease and its whole ledger, told step by step. */
class Told {
  private constructor(readonly book: LeaseBook, readonly ledger: LedgerTotals) {}

  static open(agreed: Contract, seats: number): Told {
    const opened = openLease(agreed, seats, at('2026-01-30T10:00'));
    if (!opened.ok) throw new Error(opened.refusal.code);
    return new Told(opened.value.book, EMPTY_LEDGER).after(opened.value.events, opened.value.book);
  }

  do(local: string, command: LeaseCommand): Told {
    const step = apply(this.book, command, at(local));
    return this.after(step.events, step.book);
  }

  pay(local: string, minor: bigint, forOrder = false): Told {
    return this.do(local, { do: 'pay', amountMinor: minor, forOrder, valueOn: null });
  }

  until(local: string): Told {
    const step = advance(this.book, at(local));
    return this.after(step.events, step.book);
  }

  invoice(number: number): Invoice {
    return this.book.invoices[number - 1]!;
  }

  rent(number: number): [number, bigint, bigint][] {
    return this.invoice(number).lines.filter((line): line is RentLine => line.kind === 'rent').map((line) => [line.seatNumbers.length, line.seatPriceMinor, line.netMinor]);
  }

  private after(events: readonly LeaseEvent[], book: LeaseBook): Told {
    const ledger = events.reduce((totals, event) => (event.type === 'ledger-posted' ? postTransaction(totals, event.transaction) : totals), this.ledger);
    return new Told(book, ledger);
  }
}

const TIERS = [{ throughSeat: 3, seatMonthlyMinor: 200000n }, { throughSeat: null, seatMonthlyMinor: 150000n }];
const graduated = { seatTiers: { mode: 'graduated' as const, tiers: TIERS } };
const volume = { seatTiers: { mode: 'volume' as const, tiers: TIERS } };
const MUCH = 100_000_000n;

describe('a lease with tiers', () => {
  it('bills a line for every price, and the deposit by the list price', () => {
    const told = Told.open(contract(graduated), 5);
    expect(told.rent(1)).toEqual([[3, 200000n, 600000n], [2, 150000n, 300000n]]);
    expect(told.invoice(1).lines.at(-1)).toMatchObject({ kind: 'deposit', netMinor: 5n * 200000n });
  });

  it('prices seats that join inside a period by the tiers that they come to fall in, and never again what is billed', () => {
    // 9 of 28 days of the list tier and of the next one
    const told = Told.open(contract(graduated), 2).pay('2026-02-01', MUCH).do('2026-02-20T09:00', { do: 'add-seats', seats: 3 });
    expect(told.rent(2)).toEqual([[1, 200000n, 64286n], [2, 150000n, 2n * 48214n]]);
    expect(told.rent(1)).toEqual([[2, 200000n, 400000n]]);
  });

  it('with volume tiers prices those that join by the number together, and everybody from the next period on', () => {
    const told = Told.open(contract(volume), 2).pay('2026-02-01', MUCH).do('2026-02-10T09:00', { do: 'add-seats', seats: 2 }).until('2026-03-01');
    expect(told.rent(1)).toEqual([[2, 200000n, 400000n]]);
    expect(told.rent(2).map(([seats, price]) => [seats, price])).toEqual([[2, 150000n]]);
    expect(told.rent(3)).toEqual([[4, 150000n, 600000n]]);
  });

  it('credits what is taken back at the price of its own line, and prices the next period by who is left', () => {
    const told = Told.open(contract(volume), 4).pay('2026-02-01', MUCH).do('2026-02-15T09:00', { do: 'remove-seats', seats: 2, when: 'now' });
    // 15 of 28 days used at 1500.00 a seat: 803.57 of each is kept
    expect(told.book.creditNotes.map(({ netMinor }) => netMinor)).toEqual([2n * (150000n - 80357n)]);
    expect(told.until('2026-03-01').rent(2)).toEqual([[2, 200000n, 400000n]]);
  });

  it('gives the place of a seat that was taken back to the next one that comes', () => {
    const told = Told.open(contract(graduated), 4).pay('2026-02-01', MUCH).do('2026-02-15T09:00', { do: 'remove-seats', seats: 2, when: 'now' });
    expect(told.do('2026-02-15T10:00', { do: 'add-seats', seats: 1 }).rent(2).map(([seats, price]) => [seats, price])).toEqual([[1, 200000n]]);
  });

  it('counts seats that end with the period in it, and not in the next that is billed already', () => {
    const told = Told.open(contract(graduated), 3).pay('2026-02-01', MUCH)
      .do('2026-02-23T09:00', { do: 'remove-seats', seats: 1, when: 'period-end' }) // March was billed on 02-22
      .do('2026-02-24T09:00', { do: 'add-seats', seats: 1 });
    expect(told.rent(3).map(([seats, price]) => [seats, price])).toEqual([[1, 150000n], [1, 200000n]]);
  });

  it('quotes an order by the lines that its invoice then has', () => {
    const before = Told.open(contract({ ...graduated, freeSeats: 1, oneOffFees: [SEAT_FEE, LEASE_FEE] }), 2).pay('2026-02-01', MUCH).until('2026-02-20T09:00');
    const quoted = quoteOrder(before.book, 3, civilDate('2026-02-20'));
    const { lines, totalMinor } = before.do('2026-02-20T09:00', { do: 'add-seats', seats: 3 }).invoice(2);
    expect(totalMinor).toBe(quoted.totalMinor);
    expect(lines.map(({ kind, netMinor }) => [kind, netMinor])).toEqual(quoted.lines.map(({ kind, netMinor }) => [kind, netMinor]));
  });
});

const LEASE_FEE = { code: 'setup', name: { en: 'Set-up', 'zh-CN': '开通费' }, per: 'lease' as const, amountMinor: 30033n };
const SEAT_FEE = { code: 'headset', name: { en: 'Headset', 'zh-CN': '耳麦' }, per: 'seat' as const, amountMinor: 19900n };

describe('fees, free seats, discounts and a deposit of the plan’s own', () => {
  it('charges a fee of the lease once, a fee of a seat with the invoice that brings it, both taxed and earned at once', () => {
    const told = Told.open(contract({ oneOffFees: [LEASE_FEE, SEAT_FEE] }), 2).pay('2026-02-01', MUCH).do('2026-02-10T09:00', { do: 'add-seats', seats: 3 }).until('2026-03-02');
    const fees = told.book.invoices.map((invoice) => invoice.lines.filter((line): line is FeeLine => line.kind === 'fee').map((line) => [line.code, line.netMinor, line.taxMinor]));
    expect(fees).toEqual([[['setup', 30033n, 1802n], ['headset', 39800n, 2388n]], [['headset', 59700n, 3582n]], []]);
    expect(told.ledger['fee-revenue']).toBe(-(30033n + 39800n + 59700n));
    expect(findBreaches(told.book, told.ledger)).toEqual([]);
  });

  it('bills free seats nothing, day for day, and takes their deposit', () => {
    const told = Told.open(contract({ freeSeats: 2 }), 3);
    expect(told.rent(1)).toEqual([[2, 0n, 0n], [1, 200000n, 200000n]]);
    expect(told.invoice(1).lines.at(-1)).toMatchObject({ kind: 'deposit', netMinor: 600000n });
    expect(findBreaches(told.book, told.ledger)).toEqual([]);
  });

  it('lets a lease of free seats alone begin without a payment', () => {
    const told = Told.open(contract({ freeSeats: 2, depositSeatMinor: 0n }), 2).until('2026-02-01');
    expect(told.book.seats.map(({ state }) => state)).toEqual(['active', 'active']);
  });

  it('takes the deposit that the plan says', () => {
    expect(Told.open(contract({ depositSeatMinor: 50000n }, { depositMonths: 2 }), 3).invoice(1).lines.at(-1)).toMatchObject({ kind: 'deposit', netMinor: 300000n });
  });

  it('keeps the discount that was signed when the lease is renewed', () => {
    const termDiscounts = [{ fromMonths: 12, percentMicros: 5_000_000n }, { fromMonths: 24, percentMicros: 10_000_000n }];
    const told = Told.open(contract({ termDiscounts }), 1).pay('2026-02-01', MUCH).do('2026-12-01T09:00', { do: 'renew-lease', months: 12, consented: true }).until('2027-03-01');
    expect(told.rent(told.book.invoices.length)).toEqual([[1, 190000n, 190000n]]);
  });

  it('adds up what a whole period costs, line by line', () => {
    expect(wholePeriodRentMinor(contract({ ...graduated, freeSeats: 1 }), 5)).toBe(400000n + 24000n + 300000n + 18000n);
  });
});

const terms = (seatMonthlyMinor: bigint, more: Partial<RentTerms> = {}): RentTerms => ({ seatMonthlyMinor, dayCount: 'actual', pricing: LIST_PRICE_ONLY, ...more });
const change = (fromOn: string, agreed: RentTerms): LeaseCommand => ({ do: 'change-terms', fromOn: civilDate(fromOn), terms: agreed, reason: 'a better price' });

describe('terms that are agreed anew', () => {
  const opened = () => Told.open(contract({}), 2).pay('2026-02-01', MUCH);

  it('price every period from theirs on, and nothing that is billed', () => {
    // March is billed on 02-22, so April is the first that can change
    const told = opened().do('2026-02-25T09:00', change('2026-04-01', terms(150000n))).until('2026-05-01');
    expect(told.book.invoices.map(({ lines }) => lines[0]).map((line) => line?.kind === 'rent' && [line.contractVersion, line.fromOn, line.seatPriceMinor])).toEqual([
      [1, '2026-02-01', 200000n], [1, '2026-03-01', 200000n], [2, '2026-04-01', 150000n], [2, '2026-05-01', 150000n],
    ]);
    expect(findBreaches(told.book, told.ledger)).toEqual([]);
  });

  it('price seats that join by the version of each period, and their deposit and fees by the version of the day', () => {
    const told = opened().do('2026-02-15T09:00', change('2026-03-01', terms(150000n, { pricing: { ...LIST_PRICE_ONLY, oneOffFees: [SEAT_FEE] } })))
      .do('2026-02-23T09:00', { do: 'add-seats', seats: 1 });
    expect(told.invoice(3).lines.map((line) => [line.kind, line.kind === 'rent' ? line.contractVersion : null, line.netMinor])).toEqual([
      ['rent', 1, 42857n], ['rent', 2, 150000n], ['deposit', null, 200000n],
    ]);
    expect(told.do('2026-03-02T09:00', { do: 'add-seats', seats: 1 }).invoice(4).lines.map(({ kind, netMinor }) => [kind, netMinor])).toEqual([
      ['rent', 145161n], ['fee', 19900n], ['deposit', 150000n],
    ]);
  });

  it('credit what is taken back by the price that it was billed at', () => {
    const told = opened().do('2026-02-15T09:00', change('2026-04-01', terms(100000n))).until('2026-03-10T09:00');
    expect(told.do('2026-03-10T10:00', { do: 'remove-seats', seats: 1, when: 'now' }).book.creditNotes[0]!.netMinor).toBe(200000n - 64516n);
  });

  it('may count the days in another way', () => {
    const told = opened().do('2026-02-15T09:00', change('2026-03-01', terms(200000n, { dayCount: 'fixed30' }))).do('2026-03-11T09:00', { do: 'add-seats', seats: 1 });
    expect(told.rent(3)[0]![2]).toBe(140000n); // 21 of 30 days
  });

  it('agreed again for the same day, the later word counts', () => {
    const told = opened().do('2026-02-15T09:00', change('2026-04-01', terms(1n))).do('2026-02-16T09:00', change('2026-04-01', terms(150000n)));
    expect(told.book.termsChanges.map(({ terms: { seatMonthlyMinor } }) => seatMonthlyMinor)).toEqual([150000n]);
  });

  it.each([
    ['a period that is billed', '2026-02-23T09:00', '2026-03-01', 'terms-billed', { earliest: '2026-04-01' }],
    ['a day inside a period', '2026-02-10T09:00', '2026-03-02', 'terms-not-a-period', { begins: '2026-03-01' }],
    ['after the term', '2026-02-10T09:00', '2027-02-01', 'outside-term', { endOn: '2027-02-01' }],
  ])('are refused for %s', (_what, on, fromOn, code, facts) => {
    const step = apply(opened().book, change(fromOn, terms(1n)), at(on));
    expect(step.refusal).toEqual({ code, facts });
    expect(step.book.termsChanges).toEqual([]);
  });

  it('are refused before what is agreed for later', () => {
    const step = apply(opened().do('2026-02-10T09:00', change('2026-06-01', terms(1n))).book, change('2026-05-01', terms(2n)), at('2026-02-11'));
    expect(step.refusal).toEqual({ code: 'terms-not-later', facts: { earliest: '2026-06-01' } });
  });
});

/** What may happen to a lease with prices of any kind: seats come and go, and money comes late or not. */
const anyDeed = fc.record({
  day: fc.integer({ min: 0, max: 120 }),
  command: fc.oneof(
    fc.record({ do: fc.constant('add-seats' as const), seats: fc.integer({ min: 1, max: 6 }) }),
    fc.record({ do: fc.constant('remove-seats' as const), seats: fc.integer({ min: 1, max: 4 }), when: fc.constantFrom('now' as const, 'period-end' as const) }),
    fc.record({ do: fc.constant('pay' as const), amountMinor: fc.bigInt({ min: 1n, max: 4_000_000n }), forOrder: fc.boolean(), valueOn: fc.constant(null) }),
  ),
});

const anyLease = fc.record({
  seats: fc.integer({ min: 1, max: 8 }),
  mode: fc.constantFrom('graduated' as const, 'volume' as const),
  tiers: fc.uniqueArray(fc.bigInt({ min: 0n, max: 250_000n }), { minLength: 1, maxLength: 4 }),
  freeSeats: fc.integer({ min: 0, max: 3 }),
  percentMicros: fc.bigInt({ min: 0n, max: 100_000_000n }),
  anchor: fc.constantFrom('start-day' as const, 'calendar' as const),
  dayCount: fc.constantFrom('actual' as const, 'fixed30' as const),
  deeds: fc.array(anyDeed, { maxLength: 14 }),
});

describe('any lease with any prices', () => {
  it('conserves everything, and every line is what its seats cost one by one', () => {
    fc.assert(
      fc.property(anyLease, ({ seats, mode, tiers, freeSeats, percentMicros, anchor, dayCount, deeds }) => {
        const steps = tiers.map((seatMonthlyMinor, place) => ({ throughSeat: place === tiers.length - 1 ? null : (place + 1) * 3, seatMonthlyMinor }));
        const pricing = { seatTiers: { mode, tiers: steps }, freeSeats, termDiscounts: [{ fromMonths: 6, percentMicros }], oneOffFees: [LEASE_FEE, SEAT_FEE] };
        const start = at('2026-02-01');
        const inOrder = [...deeds].sort((a, b) => a.day - b.day);
        let told = Told.open(contract(pricing, { anchor, dayCount, term: { startOn: civilDate('2026-02-11'), months: 12 } }), seats).pay('2026-02-01', 500_000n);
        for (const { day, command } of inOrder) {
          told = told.do(new Date(start + day * 86_400_000 + 10 * 3_600_000 + 8 * 3_600_000).toISOString().slice(0, 16), command);
          expect(findBreaches(told.book, told.ledger)).toEqual([]);
        }
        for (const invoice of told.book.invoices) {
          expect(invoice.netMinor).toBe(invoice.lines.reduce((sum, line) => sum + line.netMinor, 0n));
          for (const line of invoice.lines) if (line.kind === 'rent') expect(line.netMinor).toBe(naiveRent(line) * BigInt(line.seatNumbers.length));
        }
      }),
      { seed: SEED, numRuns: 150 },
    );
  });
});

/** One seat's rent in plain fractions, from what its line says of itself: list price, discount, days. */
function naiveRent(line: RentLine): bigint {
  const { listMinor, discountPercentMicros, isFree } = line.priceBasis!;
  const price = isFree ? 0n : (2n * listMinor * (100_000_000n - discountPercentMicros) + 100_000_000n) / 200_000_000n;
  if (line.days === line.wholeDays) return price;
  const days = BigInt(Math.min(line.days, line.periodDays));
  return (2n * price * days + BigInt(line.periodDays)) / (2n * BigInt(line.periodDays));
}
