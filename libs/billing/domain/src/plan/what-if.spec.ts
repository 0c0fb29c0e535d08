import { describe, expect, it } from '@jest/globals';
import { civilDate } from '@seatline/kernel';
import { LIST_PRICE_ONLY } from './pricing';
import { beyondIncluded, rentUnder, type SupposedCall, type SupposedTerms } from './what-if';

const terms: SupposedTerms = {
  seatMonthlyMinor: 200_000n, pricing: LIST_PRICE_ONLY, term: { startOn: civilDate('2026-02-01'), months: 12 }, taxPercentMicros: 6_000_000n, dayCount: 'actual',
};
const tiered: SupposedTerms = {
  ...terms, pricing: { ...LIST_PRICE_ONLY, seatTiers: { mode: 'graduated', tiers: [{ throughSeat: 2, seatMonthlyMinor: 200_000n }, { throughSeat: null, seatMonthlyMinor: 150_000n }] } },
};

it.each<[string, number, number, number, number, SupposedTerms, bigint, bigint]>([
  ['the same plan: what was billed', 3, 0, 9, 28, terms, 192_858n, 11_571n],
  ['a dearer plan, rounded once a seat', 3, 0, 9, 28, { ...terms, seatMonthlyMinor: 250_000n }, 241_071n, 14_464n],
  ['a plan that counts 30 days', 1, 0, 9, 28, { ...terms, dayCount: 'fixed30' }, 60_000n, 3_600n],
  ['a whole period, whatever the count', 1, 0, 31, 31, { ...terms, dayCount: 'fixed30' }, 200_000n, 12_000n],
  ['another tax', 1, 0, 31, 31, { ...terms, taxPercentMicros: 0n }, 200_000n, 0n],
  ['tiers, each seat by its place', 3, 0, 31, 31, tiered, 550_000n, 33_000n],
  ['tiers, for seats that joined others', 2, 2, 31, 31, tiered, 300_000n, 18_000n],
  ['free seats', 3, 0, 31, 31, { ...terms, pricing: { ...LIST_PRICE_ONLY, freeSeats: 2 } }, 200_000n, 12_000n],
])('%s', (_what, seats, present, days, wholeDays, supposed, netMinor, taxMinor) => {
  expect(rentUnder({ seats, present, days, wholeDays }, supposed)).toEqual({ netMinor, taxMinor });
});

describe('calls under another plan’s included minutes', () => {
  const call = (key: string, minute: number, billedSeconds: number, costMicros: bigint, prefix = '86'): SupposedCall => ({ key, answeredAt: minute * 60_000, billedSeconds, costMicros, prefix });
  const calls = [call('late', 30, 240, 480_000n), call('first', 1, 900, 1_800_000n), call('premium', 2, 60, 300_000n, '1212'), call('second', 10, 600, 1_200_000n)];
  const minutes = { perSeat: 10, prefixes: [], exceptPrefixes: ['1212'] };
  const under = (...asked: Parameters<typeof beyondIncluded>) => Object.fromEntries(beyondIncluded(...asked));

  it.each([
    ['none included: each costs what it costs', null, 0, { late: 480_000n, first: 1_800_000n, premium: 300_000n, second: 1_200_000n }],
    ['20 minutes, used in the order of the answers, one call in part', minutes, 1200, { late: 480_000n, first: 0n, premium: 300_000n, second: 600_000n }],
    ['no seats, so nothing in the pool', minutes, 0, { late: 480_000n, first: 1_800_000n, premium: 300_000n, second: 1_200_000n }],
    ['more than was talked', minutes, 100_000, { late: 0n, first: 0n, premium: 300_000n, second: 0n }],
    ['for some destinations only', { ...minutes, prefixes: ['1212'], exceptPrefixes: [] }, 1200, { late: 480_000n, first: 1_800_000n, premium: 0n, second: 1_200_000n }],
  ])('%s', (_, included, seconds, expected) => expect(under(calls, included, seconds)).toEqual(expected));
});
