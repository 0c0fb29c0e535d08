import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDate, currency, zone } from '@seatline/kernel';
import { type Contract, contractOf } from './contract';
import { LIST_PRICE_ONLY, type Pricing } from './pricing';
import { findPricingFaults } from './pricing-faults';
import { priceSeats, termDiscountOf } from './seat-prices';

const SEED = 20260201;

function terms(pricing: Partial<Pricing>, months = 12): Contract {
  return contractOf({
    zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: civilDate('2026-02-01'), months }, seatMonthlyMinor: 200000n,
    pricing: { ...LIST_PRICE_ONLY, ...pricing },
  });
}

const TIERS = [{ throughSeat: 10, seatMonthlyMinor: 200000n }, { throughSeat: 50, seatMonthlyMinor: 180000n }, { throughSeat: null, seatMonthlyMinor: 150000n }];
const graduated = { seatTiers: { mode: 'graduated' as const, tiers: TIERS } };
const volume = { seatTiers: { mode: 'volume' as const, tiers: TIERS } };

const prices = (contract: Contract, present: number, added: number) => priceSeats(contract, present, added).map(({ seats, seatPriceMinor }) => [seats, seatPriceMinor]);

describe('the price of seats', () => {
  it.each<[string, Partial<Pricing>, number, number, [number, bigint][]]>([
    ['the list price where there is nothing else', {}, 0, 60, [[60, 200000n]]],
    ['nothing for no seats', graduated, 5, 0, []],
    ['graduated: each seat by its own place', graduated, 0, 60, [[10, 200000n], [40, 180000n], [10, 150000n]]],
    ['graduated: the last seat of a tier', graduated, 0, 10, [[10, 200000n]]],
    ['graduated: the first seat of the next', graduated, 0, 11, [[10, 200000n], [1, 180000n]]],
    ['graduated: those that join take the places after', graduated, 8, 4, [[2, 200000n], [2, 180000n]]],
    ['volume: all by the tier of their number', volume, 0, 60, [[60, 150000n]]],
    ['volume: the last of a tier', volume, 0, 10, [[10, 200000n]]],
    ['volume: those that join by the number together', volume, 8, 4, [[4, 180000n]]],
    ['free seats come first', { freeSeats: 2 }, 0, 5, [[2, 0n], [3, 200000n]]],
    ['free seats that are there already are not given again', { freeSeats: 2 }, 1, 3, [[1, 0n], [2, 200000n]]],
    ['free seats count in the tiers', { ...graduated, freeSeats: 3 }, 0, 12, [[3, 0n], [7, 200000n], [2, 180000n]]],
    ['free seats beyond a tier cut it', { ...graduated, freeSeats: 12 }, 0, 13, [[10, 0n], [2, 0n], [1, 180000n]]],
    ['a discount is taken off every price', { ...graduated, termDiscounts: [{ fromMonths: 12, percentMicros: 5_000_000n }] }, 0, 11, [[10, 190000n], [1, 171000n]]],
  ])('%s', (_what, pricing, present, added, expected) => {
    expect(prices(terms(pricing), present, added)).toEqual(expected);
  });

  it('says how each price came about, and nothing where it is the plan’s', () => {
    const contract = terms({ ...graduated, freeSeats: 1, termDiscounts: [{ fromMonths: 12, percentMicros: 10_000_000n }] });
    expect(priceSeats(contract, 0, 11).map(({ basis }) => basis)).toEqual([
      { listMinor: 200000n, tier: { mode: 'graduated', fromSeat: 1, throughSeat: 10 }, discountPercentMicros: 0n, isFree: true },
      { listMinor: 200000n, tier: { mode: 'graduated', fromSeat: 1, throughSeat: 10 }, discountPercentMicros: 10_000_000n, isFree: false },
      { listMinor: 180000n, tier: { mode: 'graduated', fromSeat: 11, throughSeat: 50 }, discountPercentMicros: 10_000_000n, isFree: false },
    ]);
    expect(priceSeats(terms({}), 0, 3)).toEqual([{ seats: 3, seatPriceMinor: 200000n, basis: null }]);
  });

  it.each([
    [11, null], [12, 5_000_000n], [23, 5_000_000n], [24, 10_000_000n], [120, 10_000_000n],
  ])('a term of %d months gets the discount of the longest step that it reaches', (months, percentMicros) => {
    const termDiscounts = [{ fromMonths: 24, percentMicros: 10_000_000n }, { fromMonths: 12, percentMicros: 5_000_000n }];
    expect(termDiscountOf(terms({ termDiscounts }, months))?.percentMicros ?? null).toBe(percentMicros);
    expect(termDiscountOf(terms({ termDiscounts, discountMonths: 12 }, months))?.percentMicros).toBe(5_000_000n); // what was signed, however long it is renewed
  });
});

/** Tiers that may be agreed: ascending, the last one open, neighbours of different prices. */
const anyTiers = fc
  .record({
    mode: fc.constantFrom('graduated' as const, 'volume' as const),
    steps: fc.array(fc.record({ seats: fc.integer({ min: 1, max: 20 }), minor: fc.bigInt({ min: 0n, max: 300000n }) }), { minLength: 1, maxLength: 5 }),
  })
  .map(({ mode, steps }) => {
    let through = 0;
    const tiers = steps.map(({ seats, minor }, place) => {
      through += seats;
      return { throughSeat: place === steps.length - 1 ? null : through, seatMonthlyMinor: minor };
    });
    return { mode, tiers };
  });

const anyPricing = fc.record({
  seatTiers: fc.option(anyTiers),
  freeSeats: fc.integer({ min: 0, max: 12 }),
  termDiscounts: fc.array(fc.record({ fromMonths: fc.integer({ min: 1, max: 24 }), percentMicros: fc.bigInt({ min: 0n, max: 100_000_000n }) }), { maxLength: 3 }),
});

/** One seat alone, as the price list says it: no groups, no spans. */
function naivePrice({ pricing, seatMonthlyMinor, term }: Contract, place: number, together: number): bigint {
  if (place <= pricing.freeSeats) return 0n;
  let list = seatMonthlyMinor;
  if (pricing.seatTiers) {
    const counted = pricing.seatTiers.mode === 'volume' ? together : place;
    list = pricing.seatTiers.tiers.find(({ throughSeat }) => throughSeat === null || throughSeat >= counted)!.seatMonthlyMinor;
  }
  const reached = pricing.termDiscounts.filter(({ fromMonths }) => fromMonths <= term.months);
  const most = Math.max(0, ...reached.map(({ fromMonths }) => fromMonths));
  const percent = reached.find(({ fromMonths }) => fromMonths === most)?.percentMicros ?? 0n;
  const hundredMillionths = list * (100_000_000n - percent);
  return (2n * hundredMillionths + 100_000_000n) / 200_000_000n;
}

const total = (contract: Contract, seats: number): bigint => priceSeats(contract, 0, seats).reduce((sum, part) => sum + part.seatPriceMinor * BigInt(part.seats), 0n);

describe('the price of seats, for any pricing', () => {
  it('is seat by seat what the price list says, in as many parts as there are prices', () => {
    fc.assert(
      fc.property(anyPricing, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (pricing, present, added) => {
        const contract = terms(pricing);
        const each = priceSeats(contract, present, added).flatMap((part) => Array.from({ length: part.seats }, () => part.seatPriceMinor));
        expect(each).toEqual(Array.from({ length: added }, (_, index) => naivePrice(contract, present + index + 1, present + added)));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('never falls when a seat is added to graduated tiers, and seats that join cost what the whole grows by', () => {
    fc.assert(
      fc.property(anyPricing, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }), (pricing, seats, more) => {
        const contract = terms({ ...pricing, seatTiers: pricing.seatTiers && { ...pricing.seatTiers, mode: 'graduated' } });
        expect(total(contract, seats + 1)).toBeGreaterThanOrEqual(total(contract, seats));
        const joining = priceSeats(contract, seats, more).reduce((sum, part) => sum + part.seatPriceMinor * BigInt(part.seats), 0n);
        expect(joining).toBe(total(contract, seats + more) - total(contract, seats));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

describe('a pricing that cannot be agreed', () => {
  const fee = { code: 'setup', name: { en: 'Set-up', 'zh-CN': '开通费' }, per: 'lease' as const, amountMinor: 50000n };
  it.each<[string, Partial<Pricing>, string[]]>([
    ['none of it', {}, []],
    ['tiers as they should be', graduated, []],
    ['no tier', { seatTiers: { mode: 'volume', tiers: [] } }, ['seatTiers 0 empty']],
    ['an end', { seatTiers: { mode: 'volume', tiers: [{ throughSeat: 5, seatMonthlyMinor: 1n }] } }, ['seatTiers 0 last-not-open']],
    ['an open tier before the last', { seatTiers: { mode: 'volume', tiers: [{ throughSeat: null, seatMonthlyMinor: 1n }, { throughSeat: null, seatMonthlyMinor: 2n }] } }, ['seatTiers 0 last-not-open']],
    ['tiers that do not ascend', { seatTiers: { mode: 'graduated', tiers: [{ throughSeat: 5, seatMonthlyMinor: 1n }, { throughSeat: 5, seatMonthlyMinor: 3n }, { throughSeat: null, seatMonthlyMinor: 2n }] } }, ['seatTiers 1 not-ascending']],
    ['a tier for no seat', { seatTiers: { mode: 'graduated', tiers: [{ throughSeat: 0, seatMonthlyMinor: 1n }, { throughSeat: null, seatMonthlyMinor: 2n }] } }, ['seatTiers 0 not-ascending']],
    ['two tiers of one price', { seatTiers: { mode: 'graduated', tiers: [{ throughSeat: 5, seatMonthlyMinor: 1n }, { throughSeat: null, seatMonthlyMinor: 1n }] } }, ['seatTiers 1 equal-neighbours']],
    ['a negative price', { seatTiers: { mode: 'graduated', tiers: [{ throughSeat: null, seatMonthlyMinor: -1n }] } }, ['seatTiers 0 negative']],
    ['more than everything off', { termDiscounts: [{ fromMonths: 12, percentMicros: 100_000_001n }] }, ['termDiscounts 0 out-of-range']],
    ['two discounts of one length', { termDiscounts: [{ fromMonths: 12, percentMicros: 1n }, { fromMonths: 12, percentMicros: 2n }] }, ['termDiscounts 1 duplicate']],
    ['two fees of one code', { oneOffFees: [fee, fee] }, ['oneOffFees 1 duplicate']],
    ['a fee without a name', { oneOffFees: [{ ...fee, name: { en: ' ', 'zh-CN': 'x' } }] }, ['oneOffFees 0 no-name']],
    ['a negative deposit', { depositSeatMinor: -1n }, ['depositSeat 0 negative']],
    ['half a free seat', { freeSeats: 0.5 }, ['freeSeats 0 out-of-range']],
  ])('%s', (_what, pricing, faults) => {
    expect(findPricingFaults({ ...LIST_PRICE_ONLY, ...pricing }).map(({ field, place, rule }) => `${field} ${place} ${rule}`)).toEqual(faults);
  });
});
