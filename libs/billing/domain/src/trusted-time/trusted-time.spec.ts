import { describe, expect, it } from '@jest/globals';
import { type Instant, instant } from '@seatline/kernel';
import { BELIEVED_AFTER_MS, type ClockAnchor, judgeClock, TOLERATED_MS, trustedNow } from './trusted-time';

const START = instant('2026-04-15T12:00:00Z');
const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Looks at the clock every 15 s of true time; `wrongBy` says how far it is off then. @returns the trusted time less the true one, in seconds, at each of `at`. */
function errors(wrongBy: (afterMs: number) => number, at: readonly number[], before: ClockAnchor | null = null): number[] {
  let anchor = before;
  const told: number[] = [];
  for (let after = 0; after <= Math.max(...at); after += 15 * SECOND) {
    const reading = { wall: (START + after + wrongBy(after)) as Instant, uptimeMs: 1_000_000 + after };
    anchor = judgeClock(anchor, reading);
    if (at.includes(after)) told.push((trustedNow(anchor, reading, null) - START - after) / SECOND);
  }
  return told;
}

describe('a clock beside the uptime', () => {
  it.each<[string, (after: number) => number, number[], number[]]>([
    ['is right', () => 0, [0, HOUR], [0, 0]],
    ['is steered a little', (after) => after / 1000, [HOUR, 3 * HOUR], [3.6, 10.8]],
    ['jumps a day ahead: its time goes on as before', (after) => (after >= HOUR ? DAY : 0), [HOUR, HOUR + 15 * SECOND, 2 * HOUR - 15 * SECOND], [0, 0, 0]],
    ['… and comes back within the hour', (after) => (after >= HOUR && after < 2 * HOUR - 15 * SECOND ? DAY : 0), [2 * HOUR, 3 * HOUR], [0, 0]],
    ['… and is believed when it has run evenly for an hour', (after) => (after >= HOUR ? DAY : 0), [2 * HOUR - 15 * SECOND, 2 * HOUR], [0, DAY / SECOND]],
    ['… and jumps again, which begins the hour anew', (after) => (after >= HOUR ? (after >= 1.5 * HOUR ? 2 * DAY : DAY) : 0), [2 * HOUR, 2.5 * HOUR], [0, 2 * DAY / SECOND]],
    ['jumps back: followed at once, for that makes nothing early', (after) => (after >= HOUR ? -DAY : 0), [HOUR, 3 * HOUR], [-DAY / SECOND, -DAY / SECOND]],
    ['… and is set right', (after) => (after >= HOUR && after < 1.5 * HOUR ? -DAY : 0), [1.5 * HOUR], [0]],
    ['jumps by what is tolerated', (after) => (after >= HOUR ? TOLERATED_MS : 0), [HOUR], [TOLERATED_MS / SECOND]],
    ['… and by a second more', (after) => (after >= HOUR ? TOLERATED_MS + SECOND : 0), [HOUR], [0]],
  ])('%s', (_, wrongBy, at, expected) => expect(errors(wrongBy, at)).toEqual(expected));

  it('stood still with its process for a day: what is due is done at once, since the uptime went on', () => {
    const before = judgeClock(null, { wall: START, uptimeMs: 5000 });
    const reading = { wall: (START + DAY) as Instant, uptimeMs: 5000 + DAY };
    expect(trustedNow(judgeClock(before, reading), reading, null)).toBe(reading.wall);
  });

  it('jumped while no process ran: another process finds it by what the last one left', () => {
    const before = judgeClock(null, { wall: START, uptimeMs: 5000 });
    const reading = { wall: (START + DAY) as Instant, uptimeMs: 5000 + HOUR };
    expect(trustedNow(judgeClock(before, reading), reading, null)).toBe(START + HOUR);
  });

  it('says since when, and is sure of it at the boundary of the hour', () => {
    const before = judgeClock(null, { wall: START, uptimeMs: 0 });
    const apart = judgeClock(before, { wall: (START + DAY) as Instant, uptimeMs: 0 });
    expect(apart.apart).toEqual({ sinceUptimeMs: 0, byMs: DAY });
    const after = (ms: number) => judgeClock(apart, { wall: (START + DAY + ms) as Instant, uptimeMs: ms });
    expect([after(BELIEVED_AFTER_MS - 1).apart, after(BELIEVED_AFTER_MS).apart]).toEqual([apart.apart, null]);
  });
});

describe('the database’s clock beside ours', () => {
  const reading = { wall: START, uptimeMs: 5000 };
  it.each<[string, number | null, number]>([
    ['was not asked', null, 0],
    ['is ahead: ours counts', DAY, 0],
    ['is behind by what is tolerated', -TOLERATED_MS, 0],
    ['is behind: it counts', -DAY, -DAY],
  ])('%s', (_, ahead, expected) => expect(trustedNow(judgeClock(null, reading), reading, ahead) - START).toBe(expected));

  it('the earliest of three counts', () => {
    const anchor = judgeClock(null, reading);
    const jumped = { wall: (START + DAY) as Instant, uptimeMs: 5000 };
    expect(trustedNow(judgeClock(anchor, jumped), jumped, -2 * DAY)).toBe(START - DAY);
    expect(trustedNow(judgeClock(anchor, jumped), jumped, -HOUR)).toBe(START);
  });
});
