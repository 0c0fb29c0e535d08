import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { currency, currencyDecimals, isCurrency } from './currency';
import { formatDecimal, parseDecimal } from './decimal';
import { addMoney, formatMoney, formatRate, microsToMinor, money, parseMoney, parseRate, prorateMinor, splitByWeight, subtractMoney } from './money';
import { divideCeil, divideHalfUp } from './ratio';

describe('money', () => {
  it('follows ISO 4217 for the decimals', () => {
    expect(['CNY', 'JPY', 'KWD', 'CLF'].map((code) => currencyDecimals(currency(code)))).toEqual([2, 0, 3, 4]);
    expect(isCurrency('cny')).toBe(false);
    expect(() => currency('XXY')).toThrow(RangeError);
  });

  it.each([['2000.00', 200000n], ['2000', 200000n], ['-0.5', -50n], ['0.01', 1n]])('reads %s', (text, minor) => {
    expect(parseMoney(text, currency('CNY'))?.minor).toBe(minor);
  });

  it.each(['1.234', '1e3', '+1', '1.', '.5', '1,000', '', ' 1', 'abc'])('does not read %j as money of two decimals', (text) => {
    expect(parseMoney(text, currency('CNY'))).toBeNull();
  });

  it('writes with the decimals of the currency', () => {
    expect(formatMoney(money(currency('JPY'), 2000n))).toBe('2000');
    expect(formatMoney(money(currency('KWD'), -5n))).toBe('-0.005');
    expect(formatRate({ currency: currency('CNY'), micros: 240000n })).toBe('0.240000');
    expect(parseRate('0.12', currency('JPY'))?.micros).toBe(120000n);
  });

  it('never adds two currencies', () => {
    expect(() => addMoney(money(currency('CNY'), 1n), money(currency('USD'), 1n))).toThrow(RangeError);
    expect(subtractMoney(money(currency('CNY'), 5n), money(currency('CNY'), 7n)).minor).toBe(-2n);
  });

  it('rounds half away from zero, once', () => {
    expect([divideHalfUp(5n, 2n), divideHalfUp(-5n, 2n), divideHalfUp(4n, 3n)]).toEqual([3n, -3n, 1n]);
    expect([divideCeil(4n, 3n), divideCeil(-4n, 3n), divideCeil(6n, 3n)]).toEqual([2n, -1n, 2n]);
    expect(() => divideHalfUp(1n, 0n)).toThrow(RangeError);
    expect(() => divideCeil(1n, 0n)).toThrow(RangeError);
    expect(prorateMinor(200000n, 9, 28)).toBe(64286n);
    expect(microsToMinor(5000n, currency('CNY'))).toBe(1n);
    expect(microsToMinor(4999n, currency('CNY'))).toBe(0n);
    expect(microsToMinor(500000n, currency('JPY'))).toBe(1n);
  });

  it('loses nothing when it splits', () => {
    expect(splitByWeight(200000n, [9n, 9n, 10n])).toEqual([64286n, 64286n, 71428n]);
    expect(splitByWeight(7n, [])).toEqual([]);
    fc.assert(
      fc.property(fc.bigInt(-1_000_000n, 1_000_000n), fc.array(fc.bigInt(0n, 1_000n), { minLength: 1 }), (whole, weights) => {
        expect(splitByWeight(whole, weights).reduce((sum, part) => sum + part, 0n)).toBe(whole);
      }),
      { seed: 4217 },
    );
  });

  it('reads back every decimal that it writes', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 24n), 10n ** 24n), fc.integer({ min: 0, max: 6 }), (scaled, decimals) => {
        expect(parseDecimal(formatDecimal(scaled, decimals), decimals)).toBe(scaled);
      }),
      { seed: 4217, numRuns: 200 },
    );
  });
});
