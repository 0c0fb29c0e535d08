import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CallPrice } from '../rating/affordable-seconds';
import { billedSeconds, callCost } from '../rating/rate-call';
import { cutAfterSeconds, type CreditLimit, grantTalkTime, NOTHING_HELD } from './talk-time';

const price = (perMinute: bigint, connect = 0n, initialSeconds = 60, incrementSeconds = 60): CallPrice => ({
  perMinuteMicros: perMinute, connectMicros: connect, initialSeconds, incrementSeconds,
});
const YUAN = 1_000_000n;

describe('the time that money buys', () => {
  it.each<[string, CallPrice, Partial<Record<CreditLimit, bigint>>, number | null, bigint, CreditLimit | null]>([
    ['a slice, when there is enough', price(YUAN), { balance: 10n * YUAN }, 300, 5n * YUAN, null],
    ['a slice, when nothing limits', price(YUAN), {}, 300, 5n * YUAN, null],
    ['exactly a slice', price(YUAN), { balance: 5n * YUAN }, 300, 5n * YUAN, null],
    ['whole increments of what is left', price(YUAN), { balance: 3_500_000n }, 180, 3n * YUAN, 'balance'],
    ['the first increment and no more', price(YUAN), { balance: YUAN }, 60, YUAN, 'balance'],
    ['less the connection fee', price(YUAN, 500_000n), { balance: 2n * YUAN }, 60, 1_500_000n, 'balance'],
    ['by sixes after the first minute', price(YUAN, 0n, 60, 6), { balance: 1_250_000n }, 72, 1_200_000n, 'balance'],
    ['by the second', price(YUAN, 0n, 1, 1), { balance: 100_000n }, 6, 100_000n, 'balance'],
    ['what the tightest limit allows', price(YUAN), { balance: 10n * YUAN, 'tenant-day': 4n * YUAN, 'seat-day': 2n * YUAN, 'seat-month': 3n * YUAN }, 120, 2n * YUAN, 'seat-day'],
    ['without end where only the connection costs', price(0n, YUAN), { balance: YUAN }, null, YUAN, null],
    ['without end where nothing costs', price(0n), { balance: 0n }, null, 0n, null],
    ['a slice in whole increments', price(YUAN, 0n, 180, 180), { balance: 100n * YUAN }, 360, 6n * YUAN, null],
  ])('is %s', (_, each, rooms, seconds, netMicros, boundBy) => {
    const listed = (Object.entries(rooms) as [CreditLimit, bigint][]).map(([limit, roomMicros]) => ({ limit, roomMicros }));
    expect(grantTalkTime(each, listed, NOTHING_HELD, 300)).toMatchObject({ ok: true, value: { seconds, netMicros, boundBy } });
  });

  it.each<[CreditLimit, string]>([['balance', 'call.no-credit'], ['tenant-day', 'call.cap-reached'], ['seat-month', 'call.cap-reached']])(
    'is refused when %s does not pay the first increment, and says which limit it was',
    (limit, code) => {
      const given = grantTalkTime(price(YUAN), [{ limit: 'tenant-month', roomMicros: 9n * YUAN }, { limit, roomMicros: YUAN - 1n }], NOTHING_HELD, 300);
      expect(given).toEqual({ ok: false, refusal: { code, facts: { limit } } });
      expect(grantTalkTime(price(0n, YUAN), [{ limit, roomMicros: YUAN - 1n }], NOTHING_HELD, 300)).toMatchObject({ ok: false, refusal: { code } });
    },
  );

  it('is extended by a slice while there is money, then by what is left, then not', () => {
    const first = { seconds: 300, netMicros: 5n * YUAN };
    const balance = (roomMicros: bigint) => [{ limit: 'balance' as const, roomMicros }];
    expect(grantTalkTime(price(YUAN), balance(9n * YUAN), first, 300)).toMatchObject({ value: { seconds: 600, netMicros: 10n * YUAN, boundBy: null } });
    expect(grantTalkTime(price(YUAN), balance(2n * YUAN), first, 300)).toMatchObject({ value: { seconds: 420, netMicros: 7n * YUAN, boundBy: 'balance' } });
    expect(grantTalkTime(price(YUAN), balance(0n), first, 300)).toMatchObject({ value: { seconds: 300, netMicros: 5n * YUAN, boundBy: 'balance' } });
  });

  it('is never taken back, though a cap was set below it meanwhile', () => {
    const held = { seconds: 600, netMicros: 10n * YUAN };
    expect(grantTalkTime(price(YUAN), [{ limit: 'tenant-day', roomMicros: -8n * YUAN }], held, 300)).toMatchObject({ value: { seconds: 600, boundBy: 'tenant-day' } });
  });

  it('is cut a second before its end, so that no further increment begins', () => {
    expect([300, 2, 1].map(cutAfterSeconds)).toEqual([299, 1, 1]);
  });

  it('costs no more than the tightest limit has, and one increment more would', () => {
    const anyPrice = fc.record({
      perMinuteMicros: fc.bigInt(1n, 20n * YUAN), connectMicros: fc.bigInt(0n, YUAN), initialSeconds: fc.integer({ min: 0, max: 90 }), incrementSeconds: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(anyPrice, fc.array(fc.bigInt(0n, 100n * YUAN), { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 900 }), (each, amounts, slice) => {
        const rooms = amounts.map((roomMicros) => ({ limit: 'balance' as const, roomMicros }));
        const least = amounts.reduce((a, b) => (a < b ? a : b));
        const given = grantTalkTime(each, rooms, NOTHING_HELD, slice);
        const first = billedSeconds(1, each.initialSeconds, each.incrementSeconds);
        if (!given.ok) return callCost(each, first) > least || each.perMinuteMicros * BigInt(first) + each.connectMicros * 60n > least * 60n;
        const { seconds, netMicros, boundBy } = given.value;
        if (seconds === null || seconds !== billedSeconds(seconds, each.initialSeconds, each.incrementSeconds)) return false;
        if (netMicros !== callCost(each, seconds) || netMicros > least) return false;
        const next = seconds + each.incrementSeconds;
        return boundBy === null ? seconds >= slice : each.perMinuteMicros * BigInt(next) + each.connectMicros * 60n > least * 60n;
      }),
      { seed: 20260301, numRuns: 2_000 },
    );
  });
});
