import { divideHalfUp, type Instant, RATE_DECIMALS } from '@seatline/kernel';
import type { CompiledDeck } from './compile-deck';
import type { DeckRow, DeckTable } from './deck-row';

/** What rating needs to know of a call. */
export interface RateableCall {
  /** The called number, digits with or without a plus. */
  readonly to: string;
  /** The deck's table that it is looked up in. Left out: international numbers. */
  readonly table?: DeckTable;
  /** Null when nobody answered. */
  readonly answeredAt: Instant | null;
  /** From the answer to the end; a whole number from 0. */
  readonly milliseconds: number;
}

/**
 * What a call costs. `rated`: the row's price, which may be nothing; with 0 billed seconds the call was within the row's grace and costs nothing at all. `unanswered`: free. `quarantined`: no row in force has a prefix of the
 * number; the call is kept for the operator and has no price, which is not a price of zero.
 */
export type RatedCall =
  | { readonly status: 'rated'; readonly prefix: string; readonly billedSeconds: number; readonly costMicros: bigint; readonly row: DeckRow }
  | { readonly status: 'unanswered'; readonly prefix: null; readonly billedSeconds: 0; readonly costMicros: 0n; readonly row: null }
  | { readonly status: 'quarantined'; readonly prefix: null; readonly billedSeconds: null; readonly costMicros: null; readonly row: null };

const UNANSWERED: RatedCall = { status: 'unanswered', prefix: null, billedSeconds: 0, costMicros: 0n, row: null };
const QUARANTINED: RatedCall = { status: 'quarantined', prefix: null, billedSeconds: null, costMicros: null, row: null };

/**
 * Rates one call by the deck: the longest prefix in force at the answer decides, whatever it costs and whatever changes during the call.
 * A call without an answer, or of 0 ms, is unanswered and free, even where no prefix matches. One of no more seconds than the row's grace costs nothing, the
 * connection fee included: with a grace of 5, 5.000 s is free and 5.001 s, which is 6, is billed from its first second.
 * @throws RangeError when `milliseconds` is negative or not a whole number. Source: domain.md 4, simulate.md, billing.md 1.3.
 */
export function rateCall(deck: CompiledDeck, call: RateableCall): RatedCall {
  const seconds = durationSeconds(call.milliseconds);
  if (call.answeredAt === null || seconds === 0) return UNANSWERED;
  const row = deck.findIn(call.table ?? 'e164', call.to, call.answeredAt);
  if (row === null) return QUARANTINED;
  if (seconds <= (row.graceSeconds ?? 0)) return { status: 'rated', prefix: row.prefix, billedSeconds: 0, costMicros: 0n, row };
  const billed = billedSeconds(seconds, row.initialSeconds, row.incrementSeconds);
  return { status: 'rated', prefix: row.prefix, billedSeconds: billed, costMicros: callCost(row, billed), row };
}

/**
 * A duration in whole seconds, a started one counting: 1 ms → 1, 61000 ms → 61, 61001 ms → 62, 0 → 0.
 * @throws RangeError when it is negative or not a whole number.
 */
export function durationSeconds(milliseconds: number): number {
  if (!Number.isSafeInteger(milliseconds) || milliseconds < 0) throw new RangeError(`not a duration in milliseconds: ${milliseconds}`);
  const rest = milliseconds % 1000;
  return (milliseconds - rest) / 1000 + (rest > 0 ? 1 : 0);
}

/**
 * The seconds that a call of so many seconds is billed for: the initial ones at least, then every started increment whole. An unanswered call
 * (0 seconds) is billed for none. 60/6: 1 → 60, 60 → 60, 61 → 66. With an initial of 0 the increments begin at once.
 * Source: billing.md 1.3, 22.
 */
export function billedSeconds(seconds: number, initialSeconds: number, incrementSeconds: number): number {
  if (seconds === 0) return 0;
  if (seconds <= initialSeconds) return initialSeconds;
  const beyond = seconds - initialSeconds;
  const rest = beyond % incrementSeconds;
  return seconds + (rest > 0 ? incrementSeconds - rest : 0);
}

/**
 * connect + per minute × billed seconds ÷ 60 as one exact fraction, rounded half-up once to that many decimals of the major unit (by default
 * 6, so the result is in micros). 0.006 a minute for 36 s: 3600 micros; the same to 2 decimals: 0.
 * @param decimals whole, from 0. Source: billing.md 1.3, 21.
 */
export function callCost(row: Pick<DeckRow, 'perMinuteMicros' | 'connectMicros'>, billed: number, decimals: number = RATE_DECIMALS): bigint {
  if (decimals === RATE_DECIMALS) {
    const sixtieths = Number(row.connectMicros) * 60 + Number(row.perMinuteMicros) * billed;
    // Below 2^53 a double is an exact integer and three times as quick; beyond it no operand was exact enough to trust.
    if (sixtieths <= Number.MAX_SAFE_INTEGER) return BigInt(roundedSixtieth(sixtieths));
  }
  const sixtieths = row.connectMicros * 60n + row.perMinuteMicros * BigInt(billed);
  const finer = decimals - RATE_DECIMALS;
  return finer >= 0 ? divideHalfUp(sixtieths * 10n ** BigInt(finer), 60n) : divideHalfUp(sixtieths, 60n * 10n ** BigInt(-finer));
}

/** Half-up, for exact integers from 0. */
function roundedSixtieth(sixtieths: number): number {
  const rest = sixtieths % 60;
  return (sixtieths - rest) / 60 + (rest >= 30 ? 1 : 0);
}
