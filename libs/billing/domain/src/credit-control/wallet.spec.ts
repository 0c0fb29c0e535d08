import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isHolding, RESERVATION_TRANSITIONS, type ReservationState } from './reservation';
import { beforeTax, EMPTY_WALLET, fallsLow, freeMicros, hold, isSoundWallet, settle, topUp, type Wallet, withTax } from './wallet';

const wallet = (balanceMicros: bigint, reservedMicros = 0n, owedMicros = 0n): Wallet => ({ balanceMicros, reservedMicros, owedMicros });

describe('a wallet', () => {
  it('holds what is free and nothing beyond', () => {
    expect(hold(wallet(10n, 4n), 6n)).toEqual(wallet(10n, 10n));
    expect(() => hold(wallet(10n, 4n), 7n)).toThrow(RangeError);
    expect(() => hold(wallet(10n), -1n)).toThrow(RangeError);
  });

  it.each([
    ['returns the rest', wallet(10n, 6n), 6n, 2n, wallet(8n)],
    ['returns all of it when nobody answered', wallet(10n, 6n), 6n, 0n, wallet(10n)],
    ['takes the excess from what is free', wallet(10n, 6n), 6n, 9n, wallet(1n)],
    ['leaves what other calls hold', wallet(10n, 10n), 4n, 6n, wallet(6n, 6n, 2n)],
    ['takes a call that nothing was held for', wallet(10n, 8n), 0n, 2n, wallet(8n, 8n)],
    ['pays what is owed with what becomes free', wallet(6n, 6n, 2n), 6n, 1n, wallet(3n)],
    ['gives back what was charged too much', wallet(10n), 0n, -3n, wallet(13n)],
    ['gives back against what is owed', wallet(0n, 0n, 5n), 0n, -3n, wallet(0n, 0n, 2n)],
  ])('settling %s', (_, before, held, cost, after) => {
    expect(settle(before, held, cost)).toEqual(after);
  });

  it('is topped up, what is owed first', () => {
    expect(topUp(wallet(0n, 0n, 5n), 8n)).toEqual(wallet(3n));
    expect(topUp(wallet(0n, 0n, 5n), 4n)).toEqual(wallet(0n, 0n, 1n));
    expect(() => topUp(EMPTY_WALLET, 0n)).toThrow(RangeError);
    expect(() => settle(wallet(1n), 1n, 0n)).toThrow(RangeError);
  });

  it('tells once that it falls low, and again after it was lifted', () => {
    expect(fallsLow(wallet(50n), wallet(50n), 50n)).toBe(false);
    expect(fallsLow(wallet(50n), wallet(49n), 50n)).toBe(true);
    expect(fallsLow(wallet(49n), wallet(20n), 50n)).toBe(false);
    expect(fallsLow(wallet(1n), wallet(0n), 0n)).toBe(false);
  });

  it('counts tax so that what it pays for is never more than there is', () => {
    expect(withTax(1_000_000n, 6_000_000n)).toBe(1_060_000n);
    expect(beforeTax(1_060_000n, 6_000_000n)).toBe(1_000_000n);
    expect(beforeTax(-5n, 6_000_000n)).toBe(0n);
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(0n, 99_000_000n), (gross, percent) => {
        const net = beforeTax(gross, percent);
        return withTax(net, percent) <= gross && withTax(net + 1n, percent) > gross;
      }),
      { seed: 20260302, numRuns: 2_000 },
    );
  });
});

type Act =
  | { readonly do: 'top-up'; readonly micros: bigint }
  | { readonly do: 'begin'; readonly micros: bigint }
  | { readonly do: 'end'; readonly which: number; readonly cost: bigint }
  | { readonly do: 'twice'; readonly which: number };

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constant('top-up' as const), micros: fc.bigInt(1n, 100n) }),
  fc.record({ do: fc.constant('begin' as const), micros: fc.bigInt(0n, 60n) }),
  fc.record({ do: fc.constant('end' as const), which: fc.nat(20), cost: fc.bigInt(0n, 80n) }),
  fc.record({ do: fc.constant('twice' as const), which: fc.nat(20) }),
);

interface NaiveCall {
  held: bigint;
  cost: bigint | null;
  state: ReservationState;
}

/** The wallet from the list of what happened alone: no pile is carried along, everything is summed anew. */
function naive(paid: bigint, calls: readonly NaiveCall[]): Wallet {
  const held = calls.filter((call) => isHolding(call.state)).reduce((sum, call) => sum + call.held, 0n);
  const spent = calls.reduce((sum, call) => sum + (call.cost ?? 0n), 0n);
  const left = paid - spent;
  return left >= held ? wallet(left, held) : wallet(held, held, held - left);
}

describe('any story of a wallet', () => {
  it('comes to what a naive sum of its events says, never holds or spends a coin twice, and returns every rest', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 60 }), (acts) => {
        let piles = EMPTY_WALLET;
        let paid = 0n;
        const calls: NaiveCall[] = [];
        for (const act of acts) {
          if (act.do === 'top-up') {
            piles = topUp(piles, act.micros);
            paid += act.micros;
          } else if (act.do === 'begin') {
            if (act.micros > freeMicros(piles)) continue;
            piles = hold(piles, act.micros);
            calls.push({ held: act.micros, cost: null, state: 'reserved' });
          } else {
            const call = calls[act.which];
            const next = call && RESERVATION_TRANSITIONS[call.state].settle;
            if (!call || (act.do === 'twice') !== (next === undefined)) continue;
            if (act.do === 'twice') continue;
            piles = settle(piles, call.held, act.cost);
            Object.assign(call, { cost: act.cost, state: next });
          }
          expect(isSoundWallet(piles)).toBe(true);
          expect(piles).toEqual(naive(paid, calls));
          const within = calls.every((call) => call.cost === null || call.cost <= call.held);
          const claimed = calls.reduce((sum, call) => sum + (call.cost ?? call.held), 0n);
          if (within) expect(claimed <= paid && piles.owedMicros === 0n).toBe(true);
        }
      }),
      { seed: 20260303, numRuns: 1_000 },
    );
  });
});
