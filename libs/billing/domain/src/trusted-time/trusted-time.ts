import type { Instant } from '@seatline/kernel';

/** A machine's clock, which people and time servers set, beside its uptime, which nobody sets and which counts through its sleep. */
export interface ClockReading {
  readonly wall: Instant;
  readonly uptimeMs: number;
}

/** The last reading that was believed. `apart`: since when, by the uptime, the clock has gone another way than the uptime, and by how much. */
export interface ClockAnchor extends ClockReading {
  readonly apart: { readonly sinceUptimeMs: number; readonly byMs: number } | null;
}

/** Less than this is the ordinary business of time servers, and of a database that answers late. */
export const TOLERATED_MS = 30_000;

/** A clock that has run evenly for so long since it was set is believed: a wrong one is set right, or somebody has seen the alarm. */
export const BELIEVED_AFTER_MS = 3_600_000;

/**
 * Holds a reading against the last that was believed. The clock's way since then and the uptime's are the same but for 30 s, or the clock was set: then the
 * anchor stays, and with it the time that goes on by the uptime, until the clock comes back or has run evenly for an hour. One that is set again in
 * that hour waits a whole one anew.
 * @param anchor null: nothing is known of this start of the machine, so its clock is believed.
 */
export function judgeClock(anchor: ClockAnchor | null, { wall, uptimeMs }: ClockReading): ClockAnchor {
  if (!anchor) return { wall, uptimeMs, apart: null };
  const byMs = apartBy(anchor, { wall, uptimeMs });
  if (Math.abs(byMs) <= TOLERATED_MS) return { wall, uptimeMs, apart: null };
  const { apart } = anchor;
  if (!apart || Math.abs(byMs - apart.byMs) > TOLERATED_MS) return { ...anchor, apart: { sinceUptimeMs: uptimeMs, byMs } };
  return uptimeMs - apart.sinceUptimeMs >= BELIEVED_AFTER_MS ? { wall, uptimeMs, apart: null } : anchor;
}

/**
 * The instant up to which something may be done for good (billing.md 3, fault 24): the earliest that the clock, the uptime and the database's clock say, each
 * if it differs by more than 30 s. So no single clock that runs ahead makes anything happen too early; one that runs behind makes it late.
 * @param databaseAheadMs the database's clock less ours when it was last asked; null: it was not.
 */
export function trustedNow(anchor: ClockAnchor | null, reading: ClockReading, databaseAheadMs: number | null): Instant {
  const byMs = anchor ? apartBy(anchor, reading) : 0;
  const machine = byMs > TOLERATED_MS ? reading.wall - byMs : reading.wall;
  const database = databaseAheadMs !== null && databaseAheadMs < -TOLERATED_MS ? reading.wall + databaseAheadMs : reading.wall;
  return Math.min(machine, database) as Instant;
}

function apartBy(anchor: ClockAnchor, { wall, uptimeMs }: ClockReading): number {
  return wall - anchor.wall - (uptimeMs - anchor.uptimeMs);
}
