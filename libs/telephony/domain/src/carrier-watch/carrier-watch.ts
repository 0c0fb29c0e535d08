import type { Instant } from '@seatline/kernel';

/** Probes in a row that found no carrier. */
export interface FailingProbes {
  readonly since: Instant;
  readonly lastAt: Instant;
  readonly probes: number;
}

/** What is known of one carrier's reachability. */
export interface CarrierWatch {
  /** Null: nobody has ever probed. */
  readonly lastProbedAt: Instant | null;
  readonly failing: FailingProbes | null;
  /** Whether the carrier counts as out: its time began and has not ended. */
  readonly out: boolean;
}

export interface CarrierProbe {
  /** When it was begun. */
  readonly at: Instant;
  readonly reached: boolean;
}

export interface WatchTerms {
  /** So many failed probes in a row make an outage; it began with the first of them. */
  readonly probesUntilOut: number;
  /** Longer without a probe, and nobody was watching. */
  readonly blindAfterSeconds: number;
}

export const WATCH_TERMS: WatchTerms = { probesUntilOut: 3, blindAfterSeconds: 60 };

/** How often a carrier is probed: four times a minute. */
export const PROBE_SECONDS = 15;

export interface WatchedProbe {
  readonly watch: CarrierWatch;
  readonly began: { readonly fromAt: Instant } | null;
  readonly ended: { readonly untilAt: Instant } | null;
}

/**
 * What one more probe says of a carrier. It is out once so many probes in a row have failed, from the first of them on, and back with the first that is answered.
 * Time in which nobody probed is unknown, which is not out: failed probes before and after it do not count as a row, and a carrier that was out before it and answers after it
 * was out until the last probe that is known to have failed. One that was out before it and still is has been out all along: nothing says otherwise. A probe
 * that is no later than the last (two processes at once) says nothing. Source: issue 3 ("measured unavailability"), ADR 25.
 */
export function afterProbe(watch: CarrierWatch, { at, reached }: CarrierProbe, terms: WatchTerms = WATCH_TERMS): WatchedProbe {
  const { lastProbedAt, failing, out } = watch;
  if (lastProbedAt !== null && at <= lastProbedAt) return { watch, began: null, ended: null };
  const blind = lastProbedAt === null || at - lastProbedAt > terms.blindAfterSeconds * 1000;
  if (reached) {
    const ended = out ? { untilAt: blind && failing !== null ? failing.lastAt : at } : null;
    return { watch: { lastProbedAt: at, failing: null, out: false }, began: null, ended };
  }
  const inARow: FailingProbes = failing === null || (blind && !out) ? { since: at, lastAt: at, probes: 1 } : { since: failing.since, lastAt: at, probes: failing.probes + 1 };
  const begins = !out && inARow.probes >= terms.probesUntilOut;
  return { watch: { lastProbedAt: at, failing: inARow, out: out || begins }, began: begins ? { fromAt: inARow.since } : null, ended: null };
}
