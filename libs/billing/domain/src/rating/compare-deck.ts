import type { Instant } from '@seatline/kernel';
import type { CompiledDeck } from './compile-deck';
import { type DeckRow, type DeckTable, rowName } from './deck-row';
import { durationSeconds, rateCall } from './rate-call';

/** A call as it stands: answered, and what it was rated at; without a price it waits in quarantine. */
export interface StandingCall {
  readonly tenantId: string;
  readonly to: string;
  /** Left out: international numbers. */
  readonly table?: DeckTable;
  readonly answeredAt: Instant;
  readonly milliseconds: number;
  /** By which row, as `rowName` names it. Null: quarantined. */
  readonly rated: { readonly prefix: string; readonly costMicros: bigint } | null;
}

/** Calls of one tenant that went from one prefix to one other, each named as its row (`rowName`). A side without a price has neither prefix nor cost: null is not zero. */
export interface DeckDifference {
  readonly tenantId: string;
  readonly oldPrefix: string | null;
  readonly newPrefix: string | null;
  readonly calls: number;
  /** As they lasted, each rounded up. */
  readonly seconds: number;
  readonly oldMicros: bigint | null;
  readonly newMicros: bigint | null;
}

/**
 * The rows of a deck that are in force at an instant, made timeless: what the deck says then, asked of calls of any time. A staged deck whose rows begin
 * tomorrow would otherwise price nothing of last month.
 */
export function rowsInForceAt(rows: readonly DeckRow[], at: Instant): DeckRow[] {
  return rows
    .filter((row) => (row.effectiveFrom ?? -Infinity) <= at && at < (row.effectiveTo ?? Infinity))
    .map((row) => ({ ...row, effectiveFrom: null, effectiveTo: null }));
}

/**
 * What calls would cost by another deck, beside what they were rated at; each call is priced and rounded by itself, as rating does it. Of 0 ms: unanswered, counted
 * nowhere. Differences of several lists of calls add up with `mergeDifferences`, however the list was cut.
 */
export function compareCalls(deck: CompiledDeck, calls: readonly StandingCall[]): DeckDifference[] {
  return mergeDifferences(calls.flatMap((call): DeckDifference[] => {
    const rated = rateCall(deck, call);
    if (rated.status === 'unanswered') return [];
    return [{
      tenantId: call.tenantId, oldPrefix: call.rated?.prefix ?? null, newPrefix: rated.row && nameOf(rated.row), calls: 1, seconds: durationSeconds(call.milliseconds),
      oldMicros: call.rated?.costMicros ?? null, newMicros: rated.costMicros,
    }];
  }));
}

function nameOf({ prefix, table, band }: DeckRow): string {
  return rowName(prefix, table, band?.text);
}

/** Adds up differences of the same tenant, old prefix and new prefix, in the order in which they first come. */
export function mergeDifferences(differences: readonly DeckDifference[]): DeckDifference[] {
  const merged = new Map<string, DeckDifference>();
  for (const difference of differences) {
    const key = `${difference.tenantId} ${difference.oldPrefix ?? '-'} ${difference.newPrefix ?? '-'}`;
    const known = merged.get(key);
    merged.set(key, known ? added(known, difference) : difference);
  }
  return [...merged.values()];
}

/** Sums of many differences: what changes price, what would lose its price, and what would get one. */
export interface DifferenceSum {
  readonly calls: number;
  readonly seconds: number;
  /** Of calls that both decks price. */
  readonly oldMicros: bigint;
  readonly newMicros: bigint;
  readonly differenceMicros: bigint;
  /** Calls that have a price and would have none, and what they cost now. They are no part of the difference. */
  readonly unpricedCalls: number;
  readonly unpricedMicros: bigint;
  /** Calls in quarantine that would get a price, and which. */
  readonly curedCalls: number;
  readonly curedMicros: bigint;
}

export function sumDifferences(differences: readonly DeckDifference[]): DifferenceSum {
  const sum = { calls: 0, seconds: 0, oldMicros: 0n, newMicros: 0n, differenceMicros: 0n, unpricedCalls: 0, unpricedMicros: 0n, curedCalls: 0, curedMicros: 0n };
  for (const { calls, seconds, oldMicros, newMicros } of differences) {
    sum.calls += calls;
    sum.seconds += seconds;
    if (oldMicros !== null && newMicros !== null) {
      sum.oldMicros += oldMicros;
      sum.newMicros += newMicros;
      sum.differenceMicros += newMicros - oldMicros;
    } else if (oldMicros !== null) {
      sum.unpricedCalls += calls;
      sum.unpricedMicros += oldMicros;
    } else if (newMicros !== null) {
      sum.curedCalls += calls;
      sum.curedMicros += newMicros;
    }
  }
  return sum;
}

/** Of one key, so that a side is without a price in both or in neither. */
function added(a: DeckDifference, b: DeckDifference): DeckDifference {
  return {
    ...a,
    calls: a.calls + b.calls,
    seconds: a.seconds + b.seconds,
    oldMicros: a.oldMicros === null || b.oldMicros === null ? null : a.oldMicros + b.oldMicros,
    newMicros: a.newMicros === null || b.newMicros === null ? null : a.newMicros + b.newMicros,
  };
}
