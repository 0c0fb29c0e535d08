import { describe, expect, it } from '@jest/globals';
import { addDays, type CivilDate, civilDate, civilDateAt, type Instant, instant, startOfDay, zone } from '@seatline/kernel';
import fc from 'fast-check';
import { type HeldSeat, type SeatDay, type SeatDayReason, seatDays, sumSeatDays } from './seat-days';
import { highestPeak, type SeatSession, seatsInUse, spareSeats } from './seats-in-use';
import type { TimeSpan } from './time-spans';

const SHANGHAI = zone('Asia/Shanghai');
const at = (local: string): Instant => instant(`2026-03-${local}:00+08:00`);
const span = (from: string, to: string | null): TimeSpan => ({ fromAt: at(from), toAt: to === null ? null : at(to) });
const seat = (seatId: string, fromOn = '2026-03-01', toOn = '2027-03-01', sublet = false): HeldSeat => ({
  seatId, fromOn: civilDate(fromOn), toOn: civilDate(toOn), sublet,
});
const LATER = at('31T23:59');
const days = (over: Partial<Parameters<typeof seatDays>[0]>, from: string, to: string, now = LATER) =>
  seatDays({ zone: SHANGHAI, seats: [seat('a')], suspended: [], maintenance: [], ...over }, { fromOn: civilDate(from), toOn: civilDate(to) }, now);
const reasonOn = (over: Partial<Parameters<typeof seatDays>[0]>, now = LATER): SeatDayReason =>
  (['suspended', 'maintenance', 'sublet', 'active'] as const).find((reason) => days(over, '2026-03-05', '2026-03-06', now)[0]![reason] === 1)!;

describe('a seat-day has one reason', () => {
  it.each<[string, Partial<Parameters<typeof seatDays>[0]>, SeatDayReason]>([
    ['nothing happened', {}, 'active'],
    ['the seat was taken over', { seats: [seat('a', '2026-03-01', '2027-03-01', true)] }, 'sublet'],
    ['suspended all day', { suspended: [span('03T00:00', null)] }, 'suspended'],
    ['suspended for the morning', { suspended: [span('05T00:00', '05T11:59')] }, 'active'],
    ['suspended for half of it', { suspended: [span('05T00:00', '05T12:00')] }, 'suspended'],
    ['two hours of maintenance', { maintenance: [span('05T02:00', '05T04:00')] }, 'active'],
    ['two windows that overlap are one time', { maintenance: [span('05T00:00', '05T08:00'), span('05T02:00', '05T11:00')] }, 'active'],
    ['maintenance for most of it', { maintenance: [span('05T00:00', '05T08:00'), span('05T10:00', '05T16:00')] }, 'maintenance'],
    ['maintenance while suspended is suspension', { suspended: [span('05T00:00', '05T13:00')], maintenance: [span('05T00:00', '06T00:00')] }, 'suspended'],
    ['a third each: the graver', { suspended: [span('05T00:00', '05T08:00')], maintenance: [span('05T08:00', '05T16:00')] }, 'suspended'],
    ['a taken-over seat that is suspended', { seats: [seat('a', '2026-03-01', '2027-03-01', true)], suspended: [span('05T00:00', null)] }, 'suspended'],
  ])('%s', (_, over, reason) => expect(reasonOn(over)).toBe(reason));

  it('today is judged by what has been of it, and tomorrow is not there yet', () => {
    expect(reasonOn({ suspended: [span('05T00:00', '05T03:00')] }, at('05T04:00'))).toBe('suspended');
    expect(reasonOn({}, at('05T00:00'))).toBe('active');
    expect(days({}, '2026-03-04', '2026-03-20', at('05T09:00')).map((day) => day.on)).toEqual(['2026-03-04', '2026-03-05']);
  });

  it('counts a seat from its first day to before the first day without it', () => {
    const seats = [seat('a', '2026-03-02', '2026-03-04'), seat('b', '2026-03-03', '2026-03-05', true)];
    const told = days({ seats }, '2026-03-01', '2026-03-06');
    expect(told.map(({ on, rented, active, sublet }) => [on.slice(-1), rented, active, sublet])).toEqual([
      ['1', 0, 0, 0], ['2', 1, 1, 0], ['3', 2, 1, 1], ['4', 1, 0, 1], ['5', 0, 0, 0],
    ]);
    expect(sumSeatDays(told)).toEqual({ total: 4, active: 2, sublet: 2, suspended: 0, maintenance: 0 });
  });
});

describe('seats in use at once', () => {
  const use = (...sessions: [string, string, string | null][]): SeatSession[] => sessions.map(([seatId, from, to]) => ({ seatId, ...span(from, to) }));
  const peaks = (sessions: SeatSession[], now = LATER) => seatsInUse(sessions, SHANGHAI, { fromOn: civilDate('2026-03-05'), toOn: civilDate('2026-03-07') }, now);

  it.each<[string, SeatSession[], [number, string | null], [number, string | null]]>([
    ['nobody', [], [0, null], [0, null]],
    ['one day', use(['a', '05T09:00', '05T17:00'], ['b', '05T10:00', '05T11:00'], ['c', '05T11:00', '05T12:00']), [2, '05T10:00'], [0, null]],
    ['over midnight', use(['a', '05T22:00', '06T06:00'], ['b', '05T23:00', '06T00:00']), [2, '05T23:00'], [1, '06T00:00']],
    ['shifts at one seat', use(['a', '05T08:00', '05T16:00'], ['a', '05T16:00', '06T00:00']), [1, '05T08:00'], [0, null]],
    ['still there', use(['a', '05T08:00', null], ['b', '06T08:00', null]), [1, '05T08:00'], [2, '06T08:00']],
    ['in and out at once', use(['a', '05T08:00', '05T08:00']), [0, null], [0, null]],
  ])('%s', (_, sessions, first, second) => {
    const expected = [first, second].map(([seats, when], day) => ({ on: day === 0 ? '2026-03-05' : '2026-03-06', seats, at: when === null ? null : at(when) }));
    expect(peaks(sessions)).toEqual(expected);
  });

  it('tells no day that has not begun, and counts who has just come', () => {
    expect(peaks(use(['a', '05T08:00', null]), at('05T08:00'))).toEqual([{ on: '2026-03-05', seats: 1, at: at('05T08:00') }]);
  });
});

describe('you rent 40 and never used more than 31', () => {
  const told = (...rows: [string, number, number][]) => spareSeats(rows.map(([on, rented, seats]) => ({ on: civilDate(`2026-03-${on}`), rented, seats })));

  it.each<[string, [string, number, number][], ReturnType<typeof spareSeats>]>([
    ['the whole time', [['01', 40, 12], ['02', 40, 31], ['03', 40, 31]], { rented: 40, mostUsed: 31, fromOn: civilDate('2026-03-01'), throughOn: civilDate('2026-03-03'), mostUsedOn: civilDate('2026-03-02') }],
    ['since seats were returned', [['01', 50, 45], ['02', 40, 30], ['03', 40, 31]], { rented: 40, mostUsed: 31, fromOn: civilDate('2026-03-02'), throughOn: civilDate('2026-03-03'), mostUsedOn: civilDate('2026-03-03') }],
    ['none was used', [['01', 2, 0]], { rented: 2, mostUsed: 0, fromOn: civilDate('2026-03-01'), throughOn: civilDate('2026-03-01'), mostUsedOn: null }],
    ['all were used once', [['01', 2, 2], ['02', 2, 0]], null],
    ['nothing is rented any more', [['01', 2, 0], ['02', 0, 0]], null],
    ['no day', [], null],
  ])('%s', (_, rows, claim) => expect(told(...rows)).toEqual(claim));
});

/** The same rules, told minute by minute by somebody who knows no intervals. */
describe('against a model that looks at every minute', () => {
  const MINUTE = 60_000;
  const zones = fc.constantFrom(SHANGHAI, zone('Europe/Berlin'), zone('America/New_York'), zone('Asia/Kathmandu'));
  const start = instant('2026-03-27T00:00:00Z'); // Europe changes its clocks on the 29th
  const moment = fc.integer({ min: 0, max: 5 * 24 * 4 }).map((quarters) => (start + quarters * 15 * MINUTE) as Instant);
  const time = fc.tuple(moment, fc.option(moment)).map(([fromAt, toAt]): TimeSpan => ({ fromAt, toAt: toAt === null ? null : (Math.max(fromAt, toAt) as Instant) }));
  const day = fc.integer({ min: -1, max: 6 }).map((n) => addDays(civilDate('2026-03-27'), n));
  const held = fc.tuple(day, day, fc.boolean()).map(([a, b, sublet]): HeldSeat => ({ seatId: 'one of them', fromOn: a < b ? a : b, toOn: a < b ? b : a, sublet }));
  const range = { fromOn: civilDate('2026-03-26'), toOn: civilDate('2026-04-01') };
  const isIn = (times: readonly TimeSpan[], minute: number): boolean => times.some(({ fromAt, toAt }) => fromAt <= minute && (toAt === null || minute < toAt));
  const minutesOf = (on: CivilDate, inZone: typeof SHANGHAI, now: Instant): number[] => {
    const all: number[] = [];
    for (let minute: number = startOfDay(on, inZone); minute < now && civilDateAt(minute as Instant, inZone) === on; minute += MINUTE) all.push(minute);
    return all;
  };

  it('seat-days', () => {
    fc.assert(
      fc.property(zones, fc.array(held, { maxLength: 5 }), fc.array(time, { maxLength: 3 }), fc.array(time, { maxLength: 3 }), moment, (inZone, seats, suspended, maintenance, now) => {
        const told = seatDays({ zone: inZone, seats, suspended, maintenance }, range, now);
        for (const { on, ...counts } of told) {
          const tally: Record<'suspended' | 'maintenance' | 'in-service', number> = { suspended: 0, maintenance: 0, 'in-service': 0 };
          for (const minute of minutesOf(on, inZone, now)) tally[isIn(suspended, minute) ? 'suspended' : isIn(maintenance, minute) ? 'maintenance' : 'in-service'] += 1;
          const most = Math.max(...Object.values(tally));
          const reason = most === 0 ? 'in-service' : (['suspended', 'maintenance', 'in-service'] as const).find((each) => tally[each] === most)!;
          const naive: Omit<SeatDay, 'on'> & Record<string, number> = { rented: 0, suspended: 0, maintenance: 0, sublet: 0, active: 0 };
          for (const each of seats) {
            if (on < each.fromOn || on >= each.toOn) continue;
            (naive as Record<string, number>).rented! += 1;
            (naive as Record<string, number>)[reason === 'in-service' ? (each.sublet ? 'sublet' : 'active') : reason]! += 1;
          }
          expect(counts).toEqual(naive);
        }
        const { total, ...reasons } = sumSeatDays(told);
        expect(Object.values(reasons).reduce((sum, count) => sum + count, 0)).toBe(total);
        expect(told.length).toBe([...Array(6).keys()].filter((n) => startOfDay(addDays(range.fromOn, n), inZone) <= now).length);
      }),
      { numRuns: 60 },
    );
  });

  it('seats in use', () => {
    const session = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), time).map(([seatId, when]): SeatSession => ({ seatId, ...when }));
    fc.assert(
      fc.property(zones, fc.array(session, { maxLength: 12 }), moment, (inZone, sessions, now) => {
        const told = seatsInUse(sessions, inZone, range, now);
        for (const { on, seats, at: when } of told) {
          let most = 0;
          let first: number | null = null;
          for (const minute of [...minutesOf(on, inZone, now), ...(civilDateAt(now, inZone) === on ? [now as number] : [])]) {
            const busy = new Set(sessions.filter((each) => isIn([each], minute)).map((each) => each.seatId)).size;
            if (busy > most) [most, first] = [busy, minute];
          }
          expect({ seats, at: when }).toEqual({ seats: most, at: first });
        }
        const peak = highestPeak(told);
        expect(peak.seats).toBe(Math.max(0, ...told.map((each) => each.seats)));
      }),
      { numRuns: 60 },
    );
  });
});
