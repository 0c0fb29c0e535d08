import { describe, expect, it } from '@jest/globals';
import { figureOf, inTurn, median, quantile, spentOn, sumOf } from './figure';

const spent = (seconds: number, cpuSeconds: number | null = null) => ({ seconds, cpuSeconds });

describe('a figure', () => {
  it('has the middle of the rounds on either side, and the ratio of each round', () => {
    const told = { name: 'a', work: 'b', against: 'c', facts: {} };
    const byClock = figureOf(told, { product: [spent(2), spent(9, 5), spent(3)], baseline: [spent(1), spent(3), spent(2)] });
    expect(byClock.elapsed).toEqual({ product: 3, baseline: 2, ratio: 1.5, lowestRatio: 1.5, highestRatio: 3 });
    expect(byClock.processor).toBeNull();
    const both = figureOf(told, { product: [spent(2, 6)], baseline: [spent(1, 2)] });
    expect([both.elapsed.ratio, both.processor?.ratio]).toEqual([2, 3]);
    expect(() => figureOf(told, { product: [spent(1)], baseline: [] })).toThrow(RangeError);
  });

  it('takes turns between the sides', async () => {
    const order: string[] = [];
    const side = (name: string, seconds: number) => async () => {
      order.push(name);
      return spent(seconds);
    };
    const told: string[] = [];
    expect(await inTurn(2, { product: side('A', 2), baseline: side('B', 1) }, (line) => told.push(line))).toEqual({
      product: [spent(2), spent(2)], baseline: [spent(1), spent(1)],
    });
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

describe('what work takes', () => {
  it('is counted by the clock and by the processor, piece by piece', async () => {
    let cpu = 5;
    const one = await spentOn(() => cpu, async () => void (cpu += 2));
    expect([one.cpuSeconds, one.seconds > 0]).toEqual([2, true]);
    expect((await spentOn(() => null, async () => undefined)).cpuSeconds).toBeNull();
    expect([sumOf([spent(1, 2), spent(3, 4)]), sumOf([spent(1, 2), spent(3)])]).toEqual([spent(4, 6), spent(4)]);
  });
});
