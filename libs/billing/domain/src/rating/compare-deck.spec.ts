import { describe, expect, it } from '@jest/globals';
import { instant } from '@seatline/kernel';
import fc from 'fast-check';
import { compareCalls, mergeDifferences, rowsInForceAt, type StandingCall, sumDifferences } from './compare-deck';
import { compileDeck } from './compile-deck';
import type { DeckRow } from './deck-row';

const row = (prefix: string, perMinuteMicros: bigint, more: Partial<DeckRow> = {}): DeckRow => ({
  prefix, perMinuteMicros, connectMicros: 0n, initialSeconds: 60, incrementSeconds: 60, effectiveFrom: null, effectiveTo: null, ...more,
});
const NOON = instant('2026-03-01T12:00:00+08:00');
const call = (to: string, rated: StandingCall['rated'], more: Partial<StandingCall> = {}): StandingCall => ({
  tenantId: 'a', to, answeredAt: NOON, milliseconds: 61_000, rated, ...more,
});

describe('calls by another deck', () => {
  const deck = compileDeck([row('86', 100_000n), row('995', 1_000_000n)]);

  it.each<[string, StandingCall, object]>([
    ['dearer or cheaper: the difference', call('8610', { prefix: '86', costMicros: 240_000n }), { calls: 1, seconds: 61, oldMicros: 240_000n, newMicros: 200_000n, differenceMicros: -40_000n }],
    ['without a price by it: no saving', call('1212', { prefix: '1', costMicros: 600_000n }), { calls: 1, differenceMicros: 0n, oldMicros: 0n, unpricedCalls: 1, unpricedMicros: 600_000n }],
    ['in quarantine, priced by it: no loss', call('995555', null), { calls: 1, differenceMicros: 0n, newMicros: 0n, curedCalls: 1, curedMicros: 2_000_000n }],
    ['in quarantine either way', call('77', null), { calls: 1, differenceMicros: 0n, unpricedCalls: 0, curedCalls: 0 }],
    ['free before and dear now', call('8610', { prefix: '8', costMicros: 0n }), { differenceMicros: 200_000n, curedCalls: 0 }],
    ['unanswered', call('8610', null, { milliseconds: 0 }), { calls: 0, seconds: 0 }],
  ])('%s', (_, given, expected) => {
    expect(sumDifferences(compareCalls(deck, [given]))).toMatchObject(expected);
  });

  it('stand apart by tenant, by the prefix that priced them and by the one that would', () => {
    const differences = compareCalls(deck, [
      call('8610', { prefix: '86', costMicros: 1n }), call('8620', { prefix: '86', costMicros: 2n }), call('8621', { prefix: '8621', costMicros: 4n }),
      call('8610', { prefix: '86', costMicros: 8n }, { tenantId: 'b' }),
    ]);
    expect(differences.map(({ tenantId, oldPrefix, newPrefix, calls, oldMicros }) => [tenantId, oldPrefix, newPrefix, calls, oldMicros])).toEqual([
      ['a', '86', '86', 2, 3n], ['a', '8621', '86', 1, 4n], ['b', '86', '86', 1, 8n],
    ]);
  });

  it('come to the same however the list is cut', () => {
    const anyCall = fc.record({
      tenantId: fc.constantFrom('a', 'b'), to: fc.constantFrom('8610', '1212', '995555'), answeredAt: fc.constant(NOON), milliseconds: fc.nat(200_000),
      rated: fc.option(fc.record({ prefix: fc.constantFrom('86', '1'), costMicros: fc.bigInt(0n, 10n ** 9n) })),
    });
    fc.assert(fc.property(fc.array(anyCall), fc.nat(30), (calls, at) => {
      const parts = [...compareCalls(deck, calls.slice(0, at)), ...compareCalls(deck, calls.slice(at))];
      expect(mergeDifferences(parts)).toEqual(compareCalls(deck, calls));
    }));
  });
});

describe('what a deck says at an instant', () => {
  it('is asked of calls of any time: a row counts from its first instant to before its last', () => {
    const rows = [row('86', 1n, { effectiveTo: NOON }), row('86', 2n, { effectiveFrom: NOON }), row('1', 3n)];
    const prices = (at: number) => rowsInForceAt(rows, at as typeof NOON).map(({ prefix, perMinuteMicros, effectiveFrom, effectiveTo }) => [prefix, perMinuteMicros, effectiveFrom, effectiveTo]);
    expect(prices(NOON - 1)).toEqual([['86', 1n, null, null], ['1', 3n, null, null]]);
    expect(prices(NOON)).toEqual([['86', 2n, null, null], ['1', 3n, null, null]]);
  });
});
