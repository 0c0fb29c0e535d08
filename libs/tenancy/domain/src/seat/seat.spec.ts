import { describe, expect, it } from '@jest/globals';
import { type Instant, instant } from '@seatline/kernel';
import type { SeatService } from '../events';
import { defaultLabel, readLabel } from './label';
import { advanceSeat, canRetry, type LeaseStanding, NEW_SEAT, nextRetryAt, type Seat, type SeatEvent } from './seat';
import { decideSeatRight, type SeatRightFacts } from './seat-right';
import { checkSeatTransitions, SEAT_EVENTS, SEAT_STATES, SEAT_TRANSITIONS, type SeatState } from './seat-state';

const NOW = instant('2026-03-01T08:00:00Z');
const IN_SERVICE: LeaseStanding = { suspended: false, ended: false };
const SUSPENDED: LeaseStanding = { suspended: true, ended: false };
const ENDED: LeaseStanding = { suspended: false, ended: true };

/** Plays events against a lease that changes with them: "suspend", "restore" and "end" set its standing, a service name is the carrier's report. */
type Told = 'activate' | 'release' | 'suspend' | 'restore' | 'end' | 'retry' | 'fail' | SeatService;

function play(story: readonly Told[], from: Seat = NEW_SEAT): { seat: Seat; asked: SeatService[] } {
  let seat = from;
  let lease = IN_SERVICE;
  let reports = 0;
  const asked: SeatService[] = [];
  const eventOf = (told: Told): SeatEvent => {
    if (told === 'activate') return { kind: 'activated' };
    if (told === 'release') return { kind: 'released' };
    if (told === 'retry') return { kind: 'retried' };
    if (told === 'fail') return { kind: 'service-failed', cause: 'carrier.unreachable', eventId: String(++reports).padStart(4, '0') };
    if (told === 'suspend' || told === 'restore' || told === 'end') {
      if (!lease.ended) lease = told === 'suspend' ? SUSPENDED : told === 'restore' ? IN_SERVICE : ENDED; // a lease that ended stays so
      return { kind: 'lease-changed' };
    }
    return { kind: 'service-applied', service: told, eventId: String(++reports).padStart(4, '0') };
  };
  for (const told of story) {
    const event = eventOf(told);
    const step = advanceSeat(seat, lease, event, NOW);
    seat = step.seat;
    if (step.ask !== null) asked.push(step.ask);
  }
  return { seat, asked };
}

describe('the table of transitions', () => {
  it('is sound', () => expect(() => checkSeatTransitions()).not.toThrow());
  it.each([
    ['a row that stands twice', [...SEAT_TRANSITIONS, ...SEAT_TRANSITIONS.slice(0, 1)], /twice/],
    ['a released seat that moves', [...SEAT_TRANSITIONS, { from: 'released', by: 'retried', to: 'active' } as const], /released seat/],
    ['a state without a way out', SEAT_TRANSITIONS.filter((each) => each.from !== 'releasing'), /cannot leave releasing/],
    ['a state that is never reached', SEAT_TRANSITIONS.filter((each) => each.to !== 'failed'), /never becomes failed/],
  ])('refuses %s', (_, table, message) => expect(() => checkSeatTransitions(table)).toThrow(message));
});

describe('a seat’s life', () => {
  it.each<[string, Told[], SeatState, SeatService[]]>([
    ['ordered only', [], 'ordered', []],
    ['paid', ['activate'], 'provisioning', ['full']],
    ['provisioned', ['activate', 'full'], 'active', ['full']],
    ['paid twice', ['activate', 'activate', 'full', 'activate'], 'active', ['full']],
    ['failed', ['activate', 'fail'], 'failed', ['full']],
    ['failed and retried', ['activate', 'fail', 'retry'], 'provisioning', ['full', 'full']],
    ['retried with success', ['activate', 'fail', 'retry', 'full'], 'active', ['full', 'full']],
    ['failed, then it worked after all', ['activate', 'fail', 'full'], 'active', ['full']],
    ['a retry where nothing failed', ['activate', 'full', 'retry'], 'active', ['full']],
    ['suspended', ['activate', 'full', 'suspend'], 'suspended', ['full', 'emergency-only']],
    ['suspended twice', ['activate', 'full', 'suspend', 'suspend'], 'suspended', ['full', 'emergency-only']],
    ['restored: in service at once, the carrier follows', ['activate', 'full', 'suspend', 'emergency-only', 'restore'], 'active', ['full', 'emergency-only', 'full']],
    ['suspended before the carrier was ready', ['activate', 'suspend'], 'provisioning', ['full', 'emergency-only']],
    ['… and then it is', ['activate', 'suspend', 'emergency-only'], 'suspended', ['full', 'emergency-only']],
    ['… with the old wish answered first', ['activate', 'suspend', 'full'], 'suspended', ['full', 'emergency-only']],
    ['paid while the lease is suspended', ['suspend', 'activate'], 'provisioning', ['emergency-only']],
    ['the restriction failed: still suspended', ['activate', 'full', 'suspend', 'fail'], 'suspended', ['full', 'emergency-only']],
    ['… and restored: the carrier’s state is open, so it is provisioned anew', ['activate', 'full', 'suspend', 'fail', 'restore'], 'provisioning', ['full', 'emergency-only', 'full']],
    ['the restoration failed', ['activate', 'full', 'suspend', 'emergency-only', 'restore', 'fail'], 'failed', ['full', 'emergency-only', 'full']],
    ['never provisioned, then suspended, then failed', ['activate', 'fail', 'suspend', 'fail'], 'failed', ['full', 'emergency-only']],
    ['released', ['activate', 'full', 'release'], 'releasing', ['full', 'none']],
    ['gone from the carrier', ['activate', 'full', 'release', 'none'], 'released', ['full', 'none']],
    ['released before it was paid', ['release'], 'released', []],
    ['released before it was paid, and then paid', ['release', 'activate'], 'released', []],
    ['released while provisioning', ['activate', 'release', 'full', 'none'], 'released', ['full', 'none']],
    ['release failed', ['activate', 'full', 'release', 'fail'], 'releasing', ['full', 'none']],
    ['release failed and retried', ['activate', 'full', 'release', 'fail', 'retry', 'none'], 'released', ['full', 'none', 'none']],
    ['the lease ended', ['activate', 'full', 'end', 'none'], 'released', ['full', 'none']],
    ['the lease ended while suspended', ['activate', 'full', 'suspend', 'end'], 'releasing', ['full', 'emergency-only', 'none']],
    ['the lease ended before payment', ['end', 'activate'], 'released', []],
    ['nothing moves a released seat', ['activate', 'full', 'release', 'none', 'activate', 'suspend', 'restore', 'full', 'fail', 'retry'], 'released', ['full', 'none']],
    ['"none" about a seat that stays is not believed', ['activate', 'full', 'none'], 'active', ['full']],
  ])('%s', (_, story, state, asked) => {
    const end = play(story);
    expect([end.seat.state, end.asked]).toEqual([state, asked]);
  });

  it('numbers its wishes, so that an older one is known as such', () => {
    expect(play(['activate', 'fail', 'retry', 'full', 'suspend', 'restore']).seat.wantedRevision).toBe(4);
  });

  it('does not believe a report that is older than the last one, nor the same twice', () => {
    const { seat } = play(['activate', 'full']);
    const late: SeatEvent = { kind: 'service-failed', cause: 'carrier.unreachable', eventId: '0001' };
    expect(advanceSeat(seat, IN_SERVICE, late, NOW)).toEqual({ seat, ask: null, moved: false });
  });

  it('stays within the table and its own words under any sequence of events', () => {
    const words: Told[] = ['activate', 'release', 'suspend', 'restore', 'end', 'retry', 'fail', 'full', 'emergency-only', 'none'];
    let seed = 20260301;
    const next = (limit: number): number => (seed = (seed * 48271) % 2147483647) % limit;
    const met = new Set<string>();
    for (let round = 0; round < 3000; round += 1) {
      const story = Array.from({ length: 12 }, () => words[next(words.length - (round % 2) * 4)] ?? 'retry');
      met.add(play(story).seat.state);
    }
    expect([...met].sort()).toEqual([...SEAT_STATES].sort());
    expect(new Set(SEAT_TRANSITIONS.map((each) => each.by))).toEqual(new Set(SEAT_EVENTS));
  });

  it('comes to the same end in whatever order billing’s events arrive', () => {
    const told: ('activate' | 'release' | 'lease')[][] = [['activate', 'release', 'lease'], ['release', 'activate', 'lease'], ['lease', 'release', 'activate'], ['lease', 'activate', 'release'], ['activate', 'lease', 'release'], ['release', 'lease', 'activate']];
    const ends = told.map((order) => {
      let seat = NEW_SEAT;
      let lease = IN_SERVICE;
      let report = 0;
      for (const each of order) {
        if (each === 'lease') lease = SUSPENDED;
        const kind = each === 'activate' ? 'activated' : each === 'release' ? 'released' : 'lease-changed';
        const step = advanceSeat(seat, lease, { kind }, NOW);
        seat = step.ask === null ? step.seat : advanceSeat(step.seat, lease, { kind: 'service-applied', service: step.ask, eventId: `r${++report}` }, NOW).seat;
      }
      return seat.state;
    });
    expect(new Set(ends)).toEqual(new Set(['released']));
  });
});

describe('retry', () => {
  it.each([[1, 30], [2, 60], [3, 120], [7, 1920], [8, null]])('after failure %i: %s seconds later', (attempts, seconds) => {
    expect(nextRetryAt(attempts, NOW)).toBe(seconds === null ? null : ((NOW + seconds * 1000) as Instant));
  });
  it('keeps growing over retries, and begins anew with another wish', () => {
    expect(play(['activate', 'fail', 'retry', 'fail']).seat.failedAttempts).toBe(2);
    expect(play(['activate', 'fail', 'suspend']).seat.failedAttempts).toBe(0);
  });
  it('is offered while something failed only', () => {
    expect(canRetry(play(['activate', 'fail']).seat)).toBe(true);
    expect(canRetry(play(['activate', 'full', 'suspend', 'fail']).seat)).toBe(true);
    expect(canRetry(play(['activate', 'full']).seat)).toBe(false);
  });
});

describe('labels', () => {
  it.each([[1, '001'], [1234, '1234']])('seat %i is called %s at first', (number, label) => expect(defaultLabel(number)).toBe(label));
  it.each([[' 前台 ', '前台'], ['x'.repeat(40), 'x'.repeat(40)], ['👩‍💼', '👩‍💼']])('%j → %j', (text, label) => expect(readLabel(text)).toEqual({ ok: true, value: label }));
  it.each(['', '   ', 'x'.repeat(41), 'a\u0000b', 'a\nb'])('%j is refused', (text) => expect(readLabel(text)).toMatchObject({ ok: false, refusal: { code: 'seat.bad-label' } }));
});

describe('the right to take a seat', () => {
  const fine: SeatRightFacts = { memberStatus: 'active', entitled: true, seatState: 'active', seatCause: null, leaseSuspended: false, maintenanceEndAt: null };
  it.each<[string, Partial<SeatRightFacts>, string]>([
    ['all is well', {}, 'yes'],
    ['a disabled member', { memberStatus: 'disabled', entitled: false }, 'seat.member-disabled'],
    ['no entitlement, whatever the seat is', { entitled: false, seatState: 'suspended' }, 'seat.not-entitled'],
    ['ordered', { seatState: 'ordered' }, 'seat.not-ready'],
    ['provisioning', { seatState: 'provisioning' }, 'seat.not-ready'],
    ['failed', { seatState: 'failed', seatCause: 'carrier.unreachable' }, 'seat.failed'],
    ['suspended', { seatState: 'suspended' }, 'seat.suspended'],
    ['the lease is suspended, the seat’s change still on its way', { leaseSuspended: true }, 'seat.suspended'],
    ['suspended in maintenance: money first', { seatState: 'suspended', maintenanceEndAt: NOW }, 'seat.suspended'],
    ['maintenance', { maintenanceEndAt: NOW }, 'seat.maintenance'],
    ['releasing', { seatState: 'releasing', leaseSuspended: true }, 'seat.released'],
    ['released', { seatState: 'released' }, 'seat.released'],
  ])('%s: %j → %s', (_, change, outcome) => {
    const result = decideSeatRight({ ...fine, ...change });
    expect(result.ok ? 'yes' : result.refusal.code).toBe(outcome);
  });
  it('names the end of the maintenance', () => {
    expect(decideSeatRight({ ...fine, maintenanceEndAt: NOW })).toMatchObject({ refusal: { facts: { endAt: '2026-03-01T08:00:00.000Z' } } });
  });
});
