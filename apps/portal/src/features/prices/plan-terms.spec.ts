import { describe, expect, it } from '@jest/globals';
import type { PlanVersionView } from './api';
import { planTermsInput, planTermsOf, versionInForce } from './plan-terms';

const VERSION: PlanVersionView = {
  code: 'standard', version: 2, name: 'Standard', nameEn: 'Standard', nameZh: '标准', currency: 'CNY', seatMonthly: '2000.00', anchor: 'calendar', dayCount: 'actual', ownPrice: false,
  pricing: { tierMode: 'graduated', tiers: [], termDiscounts: [], freeSeats: 0, oneOffFees: [], depositSeat: null, includedMinutes: null },
  depositMonths: 2, taxPercent: '9.000000', rentGraceDays: 20, telephoneGraceDays: 40, invoiceLeadDays: 10, rentAccruesWhileSuspended: false,
  serviceLevel: { creditBasis: 'by-days', dayThresholdMinutes: 30, toleratedMinutes: 15, capPercent: 50 },
  lateFees: { rent: { dailyPercent: '0.05', fromDay: 3, capPercent: '20' }, telephone: null },
  effectiveFrom: '2026-03-01T00:00:00Z', effectiveTo: '2026-06-01T00:00:00Z',
};

describe('what a plan says beside its prices', () => {
  it('goes into the next version whole: nothing falls back to a default', () => {
    const { anchor, depositMonths, taxPercent, rentGraceDays, telephoneGraceDays, invoiceLeadDays, rentAccruesWhileSuspended, serviceLevel, lateFees } = VERSION;
    expect(planTermsInput(planTermsOf(VERSION))).toEqual({ anchor, depositMonths, taxPercent, rentGraceDays, telephoneGraceDays, invoiceLeadDays, rentAccruesWhileSuspended, serviceLevel, lateFees });
  });

  it('is the usual for a new plan: 15 and 30 days of grace, invoiced a week ahead, no late fees', () => {
    expect(planTermsInput(planTermsOf(null))).toMatchObject({ rentGraceDays: 15, telephoneGraceDays: 30, invoiceLeadDays: 7, lateFees: { rent: null, telephone: null } });
  });

  it('is of the version in force: from its first instant until before its end', () => {
    const at = (instant: string) => versionInForce([VERSION], 'standard', new Date(instant))?.version ?? null;
    expect([at('2026-02-28T23:59:59Z'), at('2026-03-01T00:00:00Z'), at('2026-05-31T23:59:59Z'), at('2026-06-01T00:00:00Z')]).toEqual([null, 2, 2, null]);
    expect(versionInForce([VERSION], 'other', new Date('2026-04-01T00:00:00Z'))).toBeNull();
  });
});
