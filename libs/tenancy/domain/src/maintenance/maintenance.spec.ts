import { describe, expect, it } from '@jest/globals';
import { instant, zone } from '@seatline/kernel';
import { excessByMonth, excessOfWindow, excessPeriods, monthsAround, plannedExcess, splitByMonth } from './allowance';
import { judgeOutage, outagePeriods } from './outage';
import { planWindow } from './plan-window';
import { defaultMaintenancePolicy, type MaintenanceTarget, type MaintenanceWindow, periodsOverlap, sameTarget, touches, windowState } from './window';

const SHANGHAI = zone('Asia/Shanghai');
const POLICY = defaultMaintenancePolicy(SHANGHAI);
const PLATFORM: MaintenanceTarget = { kind: 'platform' };
const ASTERISK: MaintenanceTarget = { kind: 'carrier', carrier: 'asterisk' };
const TWILIO: MaintenanceTarget = { kind: 'carrier', carrier: 'twilio' };
const tenants = (...tenantIds: string[]): MaintenanceTarget => ({ kind: 'tenants', tenantIds });

/** A local time of Shanghai, and how many hours from there. */
function local(startsAt: string, hours: number): { startAt: MaintenanceWindow['startAt']; endAt: MaintenanceWindow['endAt'] } {
  const startAt = instant(`${startsAt}+08:00`);
  return { startAt, endAt: (startAt + hours * 3_600_000) as typeof startAt };
}
let ids = 0;
const window = (startsAt: string, hours: number, target: MaintenanceTarget = PLATFORM, emergency = false): MaintenanceWindow => ({
  id: `w${String((ids += 1)).padStart(3, '0')}`, target, emergency, ...local(startsAt, hours),
});
const hours = (excess: ReadonlyMap<string, number>): Record<string, number> => Object.fromEntries([...excess].map(([month, ms]) => [month.slice(0, 7), ms / 3_600_000]));

describe('months', () => {
  it('cuts a window at the operator’s local midnight', () => {
    expect(splitByMonth(local('2026-03-31T22:00', 5), SHANGHAI)).toEqual([
      { monthOn: '2026-03-01', beginsOn: '2026-03-31', ...local('2026-03-31T22:00', 2) },
      { monthOn: '2026-04-01', beginsOn: '2026-04-01', ...local('2026-04-01T00:00', 3) },
    ]);
  });
  it.each([
    ['ends at midnight: one part', '2026-03-31T22:00', 2, 1],
    ['over a whole month: three parts', '2026-01-31T12:00', 24 * 29, 3],
    ['empty: none', '2026-03-01T00:00', 0, 0],
  ])('%s', (_, startsAt, length, parts) => expect(splitByMonth(local(startsAt, length), SHANGHAI)).toHaveLength(parts));
  it('counts elapsed hours over a daylight-saving change', () => {
    const berlin = { ...POLICY, zone: zone('Europe/Berlin') };
    const night = { startAt: instant('2026-03-29T00:00:00+01:00'), endAt: instant('2026-03-30T00:00:00+02:00') };
    expect(splitByMonth(night, berlin.zone).map((part) => (part.endAt - part.startAt) / 3_600_000)).toEqual([23]);
  });
  it('loads the whole months around a plan', () => {
    expect(monthsAround(local('2026-03-31T22:00', 2), SHANGHAI)).toEqual({ startAt: instant('2026-03-01T00:00:00+08:00'), endAt: instant('2026-04-01T00:00:00+08:00') });
  });
});

describe('the allowance of a calendar month', () => {
  it.each<[string, [string, number][], Record<string, number>]>([
    ['48 hours on two days', [['2026-03-10T00:00', 24], ['2026-03-20T00:00', 24]], {}],
    ['an hour more', [['2026-03-10T00:00', 24], ['2026-03-20T00:00', 25]], { '2026-03': 1 }],
    ['one of 48 hours, begun on one day', [['2026-03-10T12:00', 48]], {}],
    ['several on the same two days', [['2026-03-10T01:00', 2], ['2026-03-10T20:00', 2], ['2026-03-11T01:00', 2]], {}],
    ['an hour on a third day is excess altogether', [['2026-03-10T01:00', 1], ['2026-03-11T01:00', 1], ['2026-03-12T01:00', 1]], { '2026-03': 1 }],
    ['too long and on a third day', [['2026-03-10T00:00', 48], ['2026-03-20T01:00', 2], ['2026-03-25T01:00', 3]], { '2026-03': 5 }],
    ['the rest from the month before uses a day', [['2026-02-28T20:00', 6], ['2026-03-10T01:00', 1], ['2026-03-11T01:00', 1]], { '2026-03': 1 }],
    ['40 hours in each of two months', [['2026-03-30T08:00', 80]], {}],
    ['two months, each on its own', [['2026-03-10T00:00', 50], ['2026-04-10T00:00', 49]], { '2026-03': 2, '2026-04': 1 }],
  ])('%s', (_, list, expected) => {
    expect(hours(excessByMonth(list.map(([startsAt, length]) => local(startsAt, length)), POLICY))).toEqual(expected);
  });

  it('is each tenant’s own: windows for different tenants do not add up, the platform’s add to everyone’s', () => {
    const existing = [window('2026-03-10T00:00', 40, tenants('a')), window('2026-03-12T00:00', 40, tenants('b'))];
    expect(plannedExcess({ ...local('2026-03-14T00:00', 8), target: tenants('c') }, existing, POLICY)).toBeNull();
    expect(plannedExcess({ ...local('2026-03-12T00:00', 8), target: tenants('a', 'b') }, [existing[0] as MaintenanceWindow], POLICY)).toBeNull();
    expect(plannedExcess({ ...local('2026-03-14T00:00', 9), target: PLATFORM }, existing, POLICY)).toEqual({ monthOn: '2026-03-01', milliseconds: 3_600_000 });
  });
  it('counts a carrier together with any tenant, but not with another carrier', () => {
    const existing = [window('2026-03-10T00:00', 40, ASTERISK)];
    expect(plannedExcess({ ...local('2026-03-14T00:00', 9), target: tenants('a') }, existing, POLICY)?.milliseconds).toBe(3_600_000);
    expect(plannedExcess({ ...local('2026-03-14T00:00', 40), target: TWILIO }, existing, POLICY)).toBeNull();
  });
  it('does not blame a plan for an excess that is there without it', () => {
    const existing = [window('2026-03-10T01:00', 1), window('2026-03-20T01:00', 1), window('2026-03-25T01:00', 3, PLATFORM, true)];
    expect(plannedExcess({ ...local('2026-03-20T08:00', 2), target: PLATFORM }, existing, POLICY)).toBeNull();
    expect(plannedExcess({ ...local('2026-03-25T08:00', 2), target: PLATFORM }, existing, POLICY)?.milliseconds).toBe(2 * 3_600_000);
  });
});

describe('what the operator owes a tenant', () => {
  it('adds up over the windows of a month to the month’s excess', () => {
    const all = [window('2026-03-10T00:00', 30), window('2026-03-12T00:00', 30, tenants('a'), true), window('2026-03-14T00:00', 2, ASTERISK, true)];
    const owed = (tenantId: string, carrier: string | null) => all.map((each) => excessOfWindow(each, all, { tenantId, carrier }, POLICY) / 3_600_000);
    expect(owed('a', 'asterisk')).toEqual([0, 12, 2]);
    expect(owed('a', null)).toEqual([0, 12, 0]);
    expect(owed('b', 'asterisk')).toEqual([0, 0, 0]);
  });
});

describe('which time of a window is its excess', () => {
  const excess = (window: MaintenanceWindow, all: readonly MaintenanceWindow[], carrier: string | null = null) =>
    excessPeriods(window, all, { tenantId: 'a', carrier }, POLICY).map(({ startAt, endAt }) => [startAt, endAt]);
  const times = ({ startAt, endAt }: { startAt: number; endAt: number }) => [startAt, endAt];

  it('the last of it, once 48 hours are used up', () => {
    const all = [window('2026-03-10T00:00', 30), window('2026-03-12T00:00', 30)];
    expect(all.map((each) => excess(each, all))).toEqual([[], [times(local('2026-03-12T18:00', 12))]]);
  });
  it('all of what begins on a third day, and nothing for whom it does not touch', () => {
    const all = [window('2026-03-10T01:00', 1), window('2026-03-11T01:00', 1), window('2026-03-12T01:00', 1, ASTERISK, true)];
    expect(excess(all[2] as MaintenanceWindow, all, 'asterisk')).toEqual([times(local('2026-03-12T01:00', 1))]);
    expect(excess(all[2] as MaintenanceWindow, all)).toEqual([]);
  });
  it('of each month its own, by the operator’s midnight', () => {
    const all = [window('2026-03-30T00:00', 24), window('2026-03-31T00:00', 24, PLATFORM), window('2026-04-01T00:00', 24 * 3)];
    expect(excess(all[2] as MaintenanceWindow, all)).toEqual([times(local('2026-04-03T00:00', 24))]);
    const over = [window('2026-03-30T10:00', 14), window('2026-03-31T00:00', 24 * 4, PLATFORM, true)];
    expect(excess(over[1] as MaintenanceWindow, over)).toEqual([times(local('2026-04-03T00:00', 24))]);
    const both = [window('2026-03-20T00:00', 30), window('2026-03-30T12:00', 24 * 5, PLATFORM, true)];
    expect(excess(both[1] as MaintenanceWindow, both)).toEqual([times(local('2026-03-31T06:00', 18)), times(local('2026-04-03T00:00', 36))]);
  });
});

describe('targets', () => {
  it.each([
    [PLATFORM, tenants('a'), true],
    [ASTERISK, PLATFORM, true],
    [ASTERISK, ASTERISK, true],
    [ASTERISK, TWILIO, false],
    [tenants('a', 'b'), tenants('b', 'c'), true],
    [tenants('a'), tenants('b'), false],
    [ASTERISK, tenants('a'), false],
  ])('%j and %j are the same: %s', (a, b, same) => {
    expect([sameTarget(a, b), sameTarget(b, a)]).toEqual([same, same]);
  });
  it.each([
    [PLATFORM, { tenantId: 'a', carrier: null }, true],
    [ASTERISK, { tenantId: 'a', carrier: 'asterisk' }, true],
    [ASTERISK, { tenantId: 'a', carrier: null }, false],
    [tenants('a'), { tenantId: 'a', carrier: 'twilio' }, true],
    [tenants('a'), { tenantId: null, carrier: 'twilio' }, false],
  ])('%j touches %j: %s', (target, subject, touched) => expect(touches(target, subject)).toBe(touched));
});

describe('an outage', () => {
  const now = instant('2026-03-10T12:00:00+08:00');
  it.each<[string, string, number, MaintenanceTarget, string]>([
    ['that ends now', '2026-03-10T10:00', 2, PLATFORM, 'recorded'],
    ['that is not over', '2026-03-10T10:00', 3, PLATFORM, 'outage.not-over'],
    ['without time', '2026-03-10T10:00', 0, PLATFORM, 'outage.bad-period'],
    ['longer than any', '2026-02-01T10:00', 24 * 32, PLATFORM, 'outage.bad-period'],
    ['of nobody', '2026-03-10T10:00', 1, tenants(), 'maintenance.bad-target'],
    ['of no carrier', '2026-03-10T10:00', 1, { kind: 'carrier', carrier: '' }, 'maintenance.bad-target'],
  ])('%s', (_, startsAt, length, target, expected) => {
    const judged = judgeOutage({ target, reason: 'fibre cut', ...local(startsAt, length) }, now);
    expect(judged.ok ? 'recorded' : judged.refusal.code).toBe(expected);
  });
  it('is its time without the maintenance that touched the tenant', () => {
    const outage = { id: 'o', target: ASTERISK, ...local('2026-03-10T00:00', 10) };
    const windows = [window('2026-03-10T05:00', 2), window('2026-03-09T22:00', 3, tenants('a')), window('2026-03-10T06:00', 3, tenants('b')), window('2026-03-10T09:00', 5, ASTERISK)];
    const periods = (tenantId: string, carrier: string | null) => outagePeriods(outage, windows, { tenantId, carrier });
    expect(periods('a', 'asterisk')).toEqual([local('2026-03-10T01:00', 4), local('2026-03-10T07:00', 2)]);
    expect(periods('b', 'asterisk')).toEqual([local('2026-03-10T00:00', 5)]);
    expect(periods('a', 'twilio')).toEqual([]);
    expect(outagePeriods(outage, [window('2026-03-09T00:00', 48)], { tenantId: 'a', carrier: 'asterisk' })).toEqual([]);
  });
});

describe('time', () => {
  const nine = local('2026-03-10T09:00', 1);
  it.each([
    ['2026-03-10T08:59', 'announced'],
    ['2026-03-10T09:00', 'running'],
    ['2026-03-10T09:59', 'running'],
    ['2026-03-10T10:00', 'over'],
  ])('at %s a window of 09:00–10:00 is %s', (at, state) => expect(windowState(nine, instant(`${at}+08:00`))).toBe(state));
  it('lets windows meet without overlapping', () => {
    expect(periodsOverlap(nine, local('2026-03-10T10:00', 1))).toBe(false);
    expect(periodsOverlap(nine, local('2026-03-10T09:59', 1))).toBe(true);
  });
});

describe('planning a window', () => {
  const now = instant('2026-03-01T00:00:00+08:00');
  const plan = (startsAt: string, length: number, more: Partial<MaintenanceWindow> = {}, existing: readonly MaintenanceWindow[] = []): string => {
    const result = planWindow({ target: PLATFORM, emergency: false, ...local(startsAt, length), ...more }, existing, POLICY, now);
    return result.ok ? 'planned' : result.refusal.code;
  };
  it.each<[string, string, number, Partial<MaintenanceWindow>, string]>([
    ['exactly 72 hours ahead', '2026-03-04T00:00', 4, {}, 'planned'],
    ['a minute less', '2026-03-03T23:59', 4, {}, 'maintenance.short-notice'],
    ['an emergency now', '2026-03-01T00:00', 4, { emergency: true }, 'planned'],
    ['an emergency that began two minutes ago', '2026-02-28T23:58', 4, { emergency: true }, 'planned'],
    ['an emergency of an hour ago', '2026-02-28T23:00', 4, { emergency: true }, 'maintenance.in-past'],
    ['yesterday', '2026-02-28T00:00', 4, {}, 'maintenance.in-past'],
    ['without length', '2026-03-10T00:00', 0, {}, 'maintenance.bad-period'],
    ['backwards', '2026-03-10T00:00', -1, {}, 'maintenance.bad-period'],
    ['for half a year', '2026-03-10T00:00', 24 * 180, { emergency: true }, 'maintenance.bad-period'],
    ['48 hours', '2026-03-10T00:00', 48, {}, 'planned'],
    ['49 hours', '2026-03-10T00:00', 49, {}, 'maintenance.over-allowance'],
    ['49 hours in an emergency', '2026-03-10T00:00', 49, { emergency: true }, 'planned'],
    ['for no tenant', '2026-03-10T00:00', 4, { target: tenants() }, 'maintenance.bad-target'],
    ['for a carrier without a name', '2026-03-10T00:00', 4, { target: { kind: 'carrier', carrier: '' } }, 'maintenance.bad-target'],
  ])('%s', (_, startsAt, length, more, outcome) => expect(plan(startsAt, length, more)).toBe(outcome));

  it('refuses a third day, an overlap of the same target, and nothing else', () => {
    const two = [window('2026-03-10T01:00', 2), window('2026-03-11T01:00', 2)];
    expect(plan('2026-03-12T01:00', 1, {}, two)).toBe('maintenance.over-allowance');
    expect(plan('2026-03-11T08:00', 1, {}, two)).toBe('planned');
    expect(plan('2026-04-12T01:00', 1, {}, two)).toBe('planned');
    expect(plan('2026-03-11T02:00', 4, {}, two)).toBe('maintenance.overlaps');
    expect(plan('2026-03-11T02:00', 4, { emergency: true }, two)).toBe('maintenance.overlaps');
    expect(plan('2026-03-11T03:00', 4, {}, two)).toBe('planned');
    expect(plan('2026-03-11T02:00', 4, { target: tenants('a') }, [window('2026-03-11T01:00', 2, tenants('b'))])).toBe('planned');
  });
  it('tells an emergency its excess, and a refused plan by how much', () => {
    const emergency = planWindow({ target: PLATFORM, emergency: true, ...local('2026-03-10T00:00', 50) }, [], POLICY, now);
    expect(emergency).toEqual({ ok: true, value: { monthOn: '2026-03-01', milliseconds: 2 * 3_600_000 } });
    const refused = planWindow({ target: PLATFORM, emergency: false, ...local('2026-03-10T00:00', 48.5) }, [], POLICY, now);
    expect(refused).toMatchObject({ refusal: { facts: { month: '2026-03', allowanceHours: 48, allowanceDays: 2, excessHours: 0.5 } } });
  });
});
