import { describe, expect, it } from '@jest/globals';
import type { MaintenanceWindowView } from './api';
import { allowanceLeft } from './model';

const window = (startAt: string, endAt: string, more: Partial<MaintenanceWindowView> = {}): MaintenanceWindowView => ({ id: startAt, target: { kind: 'platform' }, startAt, endAt, note: '', emergency: false, status: 'planned', plannedBy: 'Operator', createdAt: '2026-01-01T00:00:00Z', ...more });

describe('what a month still allows', () => {
  it.each([
    ['nothing planned', [], { hoursLeft: 48, daysLeft: 2 }],
    ['four hours', [window('2026-03-10T18:00:00Z', '2026-03-10T22:00:00Z')], { hoursLeft: 44, daysLeft: 1 }],
    ['two windows of one day', [window('2026-03-10T01:00:00Z', '2026-03-10T02:30:00Z'), window('2026-03-10T05:00:00Z', '2026-03-10T06:00:00Z')], { hoursLeft: 45.5, daysLeft: 1 }],
    ['a cancelled one', [window('2026-03-10T01:00:00Z', '2026-03-10T02:00:00Z', { status: 'cancelled' })], { hoursLeft: 48, daysLeft: 2 }],
    ['an emergency', [window('2026-03-10T01:00:00Z', '2026-03-10T02:00:00Z', { emergency: true })], { hoursLeft: 48, daysLeft: 2 }],
    ['the month before, by the zone’s own day', [window('2026-02-28T15:00:00Z', '2026-02-28T17:00:00Z')], { hoursLeft: 48, daysLeft: 2 }],
    ['this month, by the zone’s own day', [window('2026-02-28T16:00:00Z', '2026-02-28T18:00:00Z')], { hoursLeft: 46, daysLeft: 1 }],
    ['more than allowed', [window('2026-03-01T00:00:00Z', '2026-03-04T00:00:00Z')], { hoursLeft: 0, daysLeft: 1 }],
  ])('%s', (_, windows, left) => expect(allowanceLeft(windows, '2026-03', 'Asia/Shanghai')).toEqual(left));
  it('closes a year', () => expect(allowanceLeft([window('2026-12-31T15:00:00Z', '2026-12-31T16:00:00Z')], '2026-12', 'Asia/Shanghai')).toEqual({ hoursLeft: 47, daysLeft: 1 }));
});
