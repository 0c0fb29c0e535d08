import { describe, expect, it } from '@jest/globals';
import { instant, zone } from '@seatline/kernel';
import { expiresAfterMilliseconds, isHolding, RESERVATION_TRANSITIONS } from './reservation';
import { effectiveCap, type MeterReading, reachedPercents, roomUnderCap, spendingPeriodOn } from './spending-caps';

const reading = (spentMicros: bigint, reservedMicros: bigint, capMicros: bigint | null): MeterReading => ({ meter: 'tenant-day', spentMicros, reservedMicros, capMicros });

describe('a cap', () => {
  it.each([
    [null, null, null], [5n, null, 5n], [null, 7n, 7n], [5n, 7n, 5n], [9n, 7n, 7n], [0n, 7n, 0n],
  ])('of the tenant’s own %s under the operator’s %s is %s', (own, operator, holds) => {
    expect(effectiveCap(own, operator)).toBe(holds);
  });

  it.each([
    [0n, 0n, null, null], [300n, 200n, 1000n, 500n], [600n, 400n, 1000n, 0n], [900n, 400n, 1000n, 0n], [0n, 0n, 0n, 0n],
  ])('%s spent and %s reserved of %s leave %s', (spent, reserved, cap, room) => {
    expect(roomUnderCap(reading(spent, reserved, cap))).toBe(room);
  });

  it.each([
    [0n, 0n, 1000n, []], [499n, 0n, 1000n, []], [499n, 1n, 1000n, [50]], [799n, 0n, 1000n, [50]], [500n, 300n, 1000n, [50, 80]], [999n, 0n, 1000n, [50, 80]],
    [1000n, 0n, 1000n, [50, 80, 100]], [5000n, 0n, 1000n, [50, 80, 100]], [0n, 0n, 0n, [50, 80, 100]], [5000n, 0n, null, []],
  ])('%s spent and %s reserved of %s reach %j percent', (spent, reserved, cap, percents) => {
    expect(reachedPercents(reading(spent, reserved, cap))).toEqual(percents);
  });

  it.each([
    ['2026-03-31T15:59:59Z', 'Asia/Shanghai', '2026-03-31', '2026-03-01'],
    ['2026-03-31T16:00:00Z', 'Asia/Shanghai', '2026-04-01', '2026-04-01'],
    ['2026-03-31T16:00:00Z', 'America/Los_Angeles', '2026-03-31', '2026-03-01'],
  ])('counts %s in %s to day %s and month %s', (at, where, day, month) => {
    expect([spendingPeriodOn('day', instant(at), zone(where)), spendingPeriodOn('month', instant(at), zone(where))]).toEqual([day, month]);
  });
});

describe('a reservation', () => {
  it('is settled once, also after it was let go, and never lives again', () => {
    expect(RESERVATION_TRANSITIONS.settled).toEqual({});
    expect(RESERVATION_TRANSITIONS.released).toEqual({ settle: 'settled' });
    expect((['reserved', 'extended', 'settled', 'released'] as const).map(isHolding)).toEqual([true, true, false, false]);
  });

  it('is waited for as long as its call can ring, last and be told of', () => {
    expect(expiresAfterMilliseconds(300)).toBe(720_000);
  });
});
