import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Margin, type MarginPart, marginsOf } from './margin';

const part = (over: Partial<MarginPart> = {}): MarginPart => ({ key: 'a', currency: 'CNY', calls: 1, chargedMicros: 120_000n, cost: { micros: 40_000n, currency: 'CNY' }, ...over });

describe('margin', () => {
  it('is our price less the carrier’s', () => {
    expect(marginsOf([part(), part({ calls: 2, chargedMicros: 100_000n, cost: { micros: 300_000n, currency: 'CNY' } })])).toEqual([
      expect.objectContaining({ key: 'a', calls: 3, comparedCalls: 3, chargedMicros: 220_000n, costMicros: 340_000n, marginMicros: -120_000n }),
    ]);
  });

  it('has no call whose cost nobody knows: it stands apart, never as a cost of zero', () => {
    expect(marginsOf([part(), part({ cost: null })])[0]).toMatchObject({ calls: 2, comparedCalls: 1, marginMicros: 80_000n, withoutCost: { calls: 1, chargedMicros: 120_000n } });
    expect(marginsOf([part({ cost: null, chargedMicros: null })])[0]).toMatchObject({ comparedCalls: 0, withoutPrice: { calls: 1 }, withoutCost: { calls: 0 } });
    expect(marginsOf([part({ cost: { micros: 0n, currency: 'CNY' } })])[0]).toMatchObject({ comparedCalls: 1, marginMicros: 120_000n });
  });

  it('exchanges no currency', () => {
    expect(marginsOf([part({ cost: { micros: 5n, currency: 'USD' } }), part({ cost: { micros: 6n, currency: 'USD' } }), part({ cost: { micros: 7n, currency: 'EUR' } })])[0]).toMatchObject({
      comparedCalls: 0, marginMicros: 0n,
      otherCurrencies: [{ currency: 'EUR', calls: 1, chargedMicros: 120_000n, costMicros: 7n }, { currency: 'USD', calls: 2, chargedMicros: 240_000n, costMicros: 11n }],
    });
    expect(marginsOf([part(), part({ currency: 'USD' })]).map(({ currency }) => currency)).toEqual(['CNY', 'USD']);
  });

  it('by whatever it is grouped, every call is somewhere once and the sums are the calls’ own', () => {
    const amount = fc.option(fc.bigInt({ min: 0n, max: 10n ** 12n }));
    const currency = fc.constantFrom('CNY', 'USD');
    const call = fc.record({ tenant: fc.constantFrom('a', 'b'), day: fc.constantFrom('1', '2', '3'), currency, charged: amount, cost: amount, takenIn: currency });
    const sums = (margins: readonly Margin[]) => {
      const foreign = margins.flatMap(({ otherCurrencies }) => otherCurrencies);
      return {
        calls: margins.reduce((sum, each) => sum + each.calls, 0),
        placed: margins.reduce((sum, each) => sum + each.comparedCalls + each.withoutCost.calls + each.withoutPrice.calls, 0) + foreign.reduce((sum, each) => sum + each.calls, 0),
        margin: margins.reduce((sum, each) => sum + each.marginMicros, 0n),
        charged: margins.reduce((sum, each) => sum + each.chargedMicros + each.withoutCost.chargedMicros, 0n) + foreign.reduce((sum, each) => sum + each.chargedMicros, 0n),
      };
    };
    fc.assert(
      fc.property(fc.array(call, { maxLength: 40 }), (calls) => {
        const by = (key: (each: (typeof calls)[number]) => string) =>
          sums(marginsOf(calls.map((each) => ({
            key: key(each), currency: each.currency, calls: 1, chargedMicros: each.charged, cost: each.cost === null ? null : { micros: each.cost, currency: each.takenIn },
          }))));
        const compared = calls.filter((each) => each.charged !== null && each.cost !== null && each.takenIn === each.currency);
        const naive = {
          calls: calls.length, placed: calls.length, margin: compared.reduce((sum, each) => sum + each.charged! - each.cost!, 0n),
          charged: calls.reduce((sum, each) => sum + (each.charged ?? 0n), 0n),
        };
        expect([by(({ tenant }) => tenant), by(({ day }) => day), by(() => 'all')]).toEqual([naive, naive, naive]);
      }),
    );
  });
});
