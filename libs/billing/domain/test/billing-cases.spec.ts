import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { CaseRunner, GoldenCase } from './cases/case-runner';
import { MONEY_CASES, TERM_CASES } from './cases/money-cases';
import { PRORATION_CASES } from './cases/proration-cases';
import { RATING_CASES } from './cases/rating-cases';

/** Numbers printed by other products, by standards and by the contract, each with its source; the answers are those of exact arithmetic. */
const { cases } = JSON.parse(readFileSync(new URL('./billing-cases.json', import.meta.url), 'utf8')) as { readonly cases: readonly GoldenCase[] };

const RUNNERS: Readonly<Record<string, CaseRunner>> = { ...PRORATION_CASES, ...RATING_CASES, ...MONEY_CASES, ...TERM_CASES };

const BANDS = 'a deck row has one price: a call is not split over time bands, its answer decides (billing.md 1.3, 24); bands are a later issue';
const STEPS = 'a deck row has one price: one that changes within the call is a tariff that the deck cannot say; a later issue';
const TIERS = 'no price by tiers yet: volume tiers are plan data of a later issue (domain.md 1)';
const GATEWAY = 'a gateway’s affair: issue 3 (payments through Stripe)';
const PHONE = 'numbers are judged by libphonenumber at the edge, in the telephony module: issue 3';

/** What is not asked of these functions, and why. Everything else in the file is a test. */
const NOT_OURS: Readonly<Record<string, string>> = {
  'KB-ANN-DBL': 'a period is a month (domain.md 2); nothing is rented by the year',
  'LAGO-TERM-SETTLE': 'what a credit frees is unapplied money and pays the next invoice; it is refunded only by the operator: issue 3',
  'FLEX-CREDITCAP-UNPAID': 'a credit is capped by what its line was billed, not by what was paid (billing.md 1.1, 8): an unpaid invoice is lowered and frees nothing',
  'LAGO-DOC-VOLUME': TIERS,
  'LAGO-DOC-GRADPCT': TIERS,
  'KB-USAGE-TOP-111': TIERS,
  'AUTUMN-GRAD': TIERS,
  'LAGO-DOC-WSUM': 'rent counts whole local days, never seconds (billing.md 1.1, 1)',
  'ZUORA-INCL-NET': 'prices are net of tax; gross prices are not a term of the contract',
  'CGR-EVE-1H': BANDS,
  'CGR-EVE-MIDNIGHT': BANDS,
  'CGR-TUT-1002-85S': STEPS,
  'CGR-TUT-PEAK-90S': STEPS,
  'CGR-API-1002-1H': STEPS,
  'CGR-TUT-1007-70S-FREE': 'no cap on what a call costs; a prepaid call is ended instead (domain.md 4): issue 3',
  'CGR-CONCURRENT-DEBIT': 'prepaid wallets and their concurrency belong to the database: issue 3',
  'KB-PAY-CHARGEBACK': GATEWAY,
  'KB-PAY-REFUND': GATEWAY,
  'HS-13182': GATEWAY,
  'KB-WRITEOFF': 'write-offs are an operator’s act of issue 3',
  'STRIPE-SIG-1': GATEWAY,
  'STRIPE-SIG-TOL': GATEWAY,
  'E164-+8613123456789': PHONE,
  'E164-+8612345': PHONE,
  'E164-+886912345678': PHONE,
  'E164-+77710009998': PHONE,
  'E164-+4915123456789': PHONE,
  'E164-+8610086': PHONE,
};

const asked = cases.filter(({ id }) => NOT_OURS[id] === undefined);

describe('published numbers', () => {
  it.each(asked.map((each) => [each.id, each] as const))('%s', (_, { category, inputs, expected }) => {
    const run = RUNNERS[category];
    expect(run).toBeDefined();
    expect(run!(inputs)).toEqual(expected);
  });

  it('are all asked, or set aside for a reason', () => {
    expect(cases).toHaveLength(118);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(118);
    expect(asked.length + Object.keys(NOT_OURS).length).toBe(118);
    expect(Object.keys(NOT_OURS).filter((id) => !cases.some((each) => each.id === id))).toEqual([]);
  });
});
