import { describe, expect, it } from '@jest/globals';
import { figureOf, inTurn, median, quantile } from './figure';

describe('a figure', () => {
  it('has the middle of the rounds on either side, and the ratio of each round', () => {
    const told = { name: 'a', work: 'b', against: 'c', facts: {} };
    expect(figureOf(told, { product: [2, 9, 3], baseline: [1, 3, 2] })).toMatchObject({
      productSeconds: 3, baselineSeconds: 2, ratio: 1.5, lowestRatio: 1.5, highestRatio: 3,
    });
    expect(() => figureOf(told, { product: [1], baseline: [] })).toThrow(RangeError);
  });

  it('takes turns between the sides', async () => {
    const order: string[] = [];
    const side = (name: string, seconds: number) => async () => {
      order.push(name);
      return seconds;
    };
    const told: string[] = [];
    expect(await inTurn(2, { product: side('A', 2), baseline: side('B', 1) }, (line) => told.push(line))).toEqual({ product: [2, 2], baseline: [1, 1] });
    expect(order).toEqual(['A', 'B', 'A', 'B']);
    expect(told).toHaveLength(2);
  });
});

describe('a quantile', () => {
  it('lies between neighbours in proportion, whatever the order', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([7])]).toEqual([2, 2.5, 7]);
    expect(quantile([5, 1, 2, 3, 4], 0.95)).toBeCloseTo(4.8);
    expect(quantile([1, 2], 1)).toBe(2);
    expect(() => quantile([], 0.5)).toThrow('nothing was measured');
  });
});
