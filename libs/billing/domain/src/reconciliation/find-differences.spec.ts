import { describe, expect, it } from '@jest/globals';
import { type Amount, type ComparedMoney, differencesOf, type FindingKind, totalFindings, valueOf } from './find-differences';

const cny = (micros: bigint): Amount => ({ micros, currency: 'CNY' });
const usd = (micros: bigint): Amount => ({ micros, currency: 'USD' });

describe('what differs', () => {
  it.each<[string, number, number, Amount | null, Amount | null, string[]]>([
    ['nothing', 30_000, 30, cny(1n), cny(1n), []],
    ['a started second is a second', 29_001, 30, null, null, []],
    ['one second apart is no difference', 30_000, 31, null, null, []],
    ['two are', 30_000, 32, null, null, ['seconds']],
    ['shorter there', 30_000, 28, null, null, ['seconds']],
    ['another price', 30_000, 30, cny(2n), cny(1n), ['price']],
    ['both', 30_000, 90, cny(2n), cny(1n), ['seconds', 'price']],
    ['no list: nothing is said of the price', 30_000, 30, cny(2n), null, []],
    ['no price yet', 30_000, 30, null, cny(2n), []],
    ['two currencies', 30_000, 30, usd(2n), cny(1n), []],
  ])('%s', (_, ourMilliseconds, theirSeconds, carrier, expected, found) => {
    expect(differencesOf({ ourMilliseconds, theirSeconds, carrier, expected })).toEqual(found);
  });
});

describe('what is at stake', () => {
  const money: ComparedMoney = { charged: cny(100n), due: cny(250n), carrier: usd(30n), expected: usd(45n) };
  it.each<[FindingKind, Partial<ComparedMoney>, Amount | null]>([
    ['missing', {}, cny(250n)], ['missing', { due: null }, null], ['doubled', {}, usd(30n)], ['doubled', { carrier: null }, usd(45n)], ['extra', {}, cny(100n)],
    ['seconds', {}, cny(150n)], ['seconds', { charged: cny(300n) }, cny(-50n)], ['seconds', { charged: null }, null], ['price', {}, usd(-15n)],
    ['price', { expected: cny(45n) }, null],
  ])('%s %j', (kind, over, value) => expect(valueOf(kind, { ...money, ...over })).toEqual(value));

  it('is added up by kind and currency, what has no value apart', () => {
    expect(totalFindings([
      { kind: 'price', value: usd(5n) }, { kind: 'missing', value: cny(7n) }, { kind: 'missing', value: null }, { kind: 'price', value: cny(1n) }, { kind: 'price', value: usd(-2n) },
    ])).toEqual([
      { kind: 'missing', count: 2, values: [cny(7n)], unvalued: 1 },
      { kind: 'price', count: 3, values: [cny(1n), usd(3n)], unvalued: 0 },
    ]);
    expect(totalFindings([])).toEqual([]);
  });
});
