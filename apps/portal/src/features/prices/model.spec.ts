import { describe, expect, it } from '@jest/globals';
import { draftOf, EMPTY_PRICES, plainPercent, pricesOf } from './model';

describe('prices as they are typed', () => {
  it('leave out what is empty, and open the last tier', () => {
    const tiers = [{ throughSeat: 10, seatMonthly: ' 2000.00 ' }, { throughSeat: 50, seatMonthly: '1800.00' }];
    expect(pricesOf({ ...EMPTY_PRICES, seatMonthly: '2000.00', tiers, depositSeat: ' ' })).toEqual({
      seatMonthly: '2000.00', dayCount: 'actual',
      pricing: {
        tierMode: 'graduated', tiers: [{ throughSeat: 10, seatMonthly: '2000.00' }, { throughSeat: null, seatMonthly: '1800.00' }], termDiscounts: [], freeSeats: 0,
        oneOffFees: [],
      },
    });
  });

  it('come back as they were agreed', () => {
    const pricing = {
      tierMode: 'volume' as const, tiers: [{ fromSeat: 1, throughSeat: null, seatMonthly: '1.00' }], termDiscounts: [{ fromMonths: 12, percent: '7.500000' }],
      freeSeats: 2, oneOffFees: [{ code: 'setup', en: 'Set-up', zh: '开通费', per: 'lease' as const, amount: '300.00' }], depositSeat: '500.00',
      includedMinutes: { perSeat: 100, prefixes: ['86'], exceptPrefixes: ['86168'] },
    };
    expect(pricesOf(draftOf({ seatMonthly: '2.00', dayCount: 'fixed30', pricing }))).toEqual({
      seatMonthly: '2.00', dayCount: 'fixed30',
      pricing: {
        tierMode: 'volume', tiers: [{ throughSeat: null, seatMonthly: '1.00' }], termDiscounts: [{ fromMonths: 12, percent: '7.5' }], freeSeats: 2,
        oneOffFees: [{ code: 'setup', nameEn: 'Set-up', nameZh: '开通费', per: 'lease', amount: '300.00' }], depositSeat: '500.00',
        includedMinutes: { perSeat: 100, prefixes: ['86'], exceptPrefixes: ['86168'] },
      },
    });
  });

  it.each([['5.000000', '5'], ['7.250000', '7.25'], ['10', '10'], ['0.000000', '0']])('%s reads %s', (percent, plain) => expect(plainPercent(percent)).toBe(plain));
});
