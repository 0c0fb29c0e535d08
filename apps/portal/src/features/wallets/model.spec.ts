import { describe, expect, it } from '@jest/globals';
import { capsOf, capValues, secondsToCut } from './model';

const SPENDING = {
  caps: [
    { setBy: 'tenant' as const, scope: 'tenant' as const, seatId: null, period: 'day' as const, amount: '10.00' },
    { setBy: 'tenant' as const, scope: 'seat' as const, seatId: 's', period: 'day' as const, amount: '2.00' },
    { setBy: 'operator' as const, scope: 'tenant' as const, seatId: null, period: 'month' as const, amount: '90.00' },
  ],
};

describe('the caps form', () => {
  it('shows one side’s caps, and leaves those of single seats as they are', () => {
    expect(capValues(SPENDING, 'tenant')).toEqual({ 'tenant-day': '10.00' });
    expect(capValues(SPENDING, 'operator')).toEqual({ 'tenant-month': '90.00' });
    expect(capsOf({ 'tenant-day': ' ', 'seat-month': '5.00' }, SPENDING, 'tenant')).toEqual([
      { scope: 'seat', period: 'month', amount: '5.00' }, { seatId: 's', scope: 'seat', period: 'day', amount: '2.00' },
    ]);
  });
});

describe('the end of a call', () => {
  it('is told in its last seconds only', () => {
    const until = '2026-03-01T00:01:00Z';
    const at = (seconds: number) => Date.parse('2026-03-01T00:00:00Z') + seconds * 1000;
    expect([secondsToCut(null, at(0), 30), secondsToCut(until, at(29), 30), secondsToCut(until, at(30), 30), secondsToCut(until, at(59.5), 30), secondsToCut(until, at(70), 30)]).toEqual([null, null, 30, 1, 0]);
  });
});
