import { afterEach, beforeEach, expect } from '@jest/globals';
import { instant } from '@seatline/kernel';
import type { LegRecord } from '../src/persistence/usage';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { BillingHarness } from './harness';
import { Shop } from './shop';

/** Before each test a database of its own with a lease of 2026-03-01 that is paid; after each, books that agree with themselves. */
export function paidShopBeforeEach(take: (opened: { harness: BillingHarness; shop: Shop }) => void, seats = 1): void {
  let harness: BillingHarness;
  beforeEach(async () => {
    harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
    take({ harness, shop: await Shop.openPaid(harness, seats, '2026-03-01') });
  });
  afterEach(async () => {
    expect(await harness.app.get(CheckConservation).run()).toEqual([]);
    await harness.stop();
  });
}

/** The carrier's end of a call that somebody of the tenant made, a second longer than a minute unless said otherwise. */
export function outboundLeg(callId: string, answeredAt: string | null, more: Partial<LegRecord> = {}): LegRecord {
  return {
    source: 'test', callId, leg: 'carrier', direction: 'outbound', carrierLeg: true, ourNumber: '+861085550000', otherNumber: '+8613800138000',
    answeredAt: answeredAt === null ? null : instant(answeredAt), milliseconds: 61_000, seatId: null, memberId: null, leaseId: null, ...more,
  };
}
