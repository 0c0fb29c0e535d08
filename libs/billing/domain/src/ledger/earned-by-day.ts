import { addDays, type CivilDate, daysBetween, divideHalfUp } from '@seatline/kernel';

/** What a credit note took back of a rent line. */
export interface LineCredit {
  /** The day that the credit counts from. */
  readonly on: CivilDate;
  readonly netMinor: bigint;
  /** First of the line's days that it gives back, to the line's end; null where it is about days that are over (a pause): they are given back at once. */
  readonly daysFromOn: CivilDate | null;
}

/** A rent line as the reckoning by day needs it. */
export interface EarningLine {
  readonly issuedOn: CivilDate;
  readonly fromOn: CivilDate;
  /** The first day that the line does not cover. */
  readonly toOn: CivilDate;
  readonly netMinor: bigint;
  readonly credits: readonly LineCredit[];
}

/**
 * What of a rent line is earned when a day is over, and what is still deferred. Each of the line's days earns an equal share: by its n-th day a line of
 * N days has earned net × n ÷ N, rounded half-up, so that the days sum to the line and the last one takes the remainder. A credit takes back the days
 * from its first to the line's end in the same way, or, where those are over, at once. Before it was issued a line is neither; earned and deferred
 * together are always the net less the credits known by that day. 2000.00 over the 28 days of February: 642.86 after the 9th, 1285.71 after the 18th.
 * Source: issue 3 ("deferred revenue recognised by day"), ADR 16.
 */
export function earnedByDay(line: EarningLine, on: CivilDate): { readonly earnedMinor: bigint; readonly deferredMinor: bigint } {
  if (line.issuedOn > on) return { earnedMinor: 0n, deferredMinor: 0n };
  let standingMinor = line.netMinor;
  let earnedMinor = shareBy(line.netMinor, line.fromOn, line.toOn, on);
  for (const credit of line.credits) {
    if (credit.on > on) continue;
    standingMinor -= credit.netMinor;
    const fromOn = credit.daysFromOn === null || credit.daysFromOn > line.toOn ? line.toOn : later(credit.daysFromOn, line.fromOn);
    earnedMinor -= shareBy(credit.netMinor, fromOn, line.toOn, fromOn === line.toOn ? later(on, line.toOn) : on);
  }
  const bounded = earnedMinor < 0n ? 0n : earnedMinor > standingMinor ? standingMinor : earnedMinor;
  return { earnedMinor: bounded, deferredMinor: standingMinor - bounded };
}

/** The share of an amount that belongs to the days up to and including `on`. A span without days belongs to any day from its end on. */
function shareBy(minor: bigint, fromOn: CivilDate, toOn: CivilDate, on: CivilDate): bigint {
  const elapsed = daysBetween(fromOn, addDays(on, 1));
  const days = daysBetween(fromOn, toOn);
  if (elapsed >= days) return minor;
  return elapsed <= 0 ? 0n : divideHalfUp(minor * BigInt(elapsed), BigInt(days));
}

function later(a: CivilDate, b: CivilDate): CivilDate {
  return a > b ? a : b;
}
