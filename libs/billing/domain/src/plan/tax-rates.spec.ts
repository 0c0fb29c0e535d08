import { describe, expect, it } from '@jest/globals';
import { civilDate, currency, type Instant, instant, zone } from '@seatline/kernel';
import { advance } from '../lease/advance';
import { apply } from '../lease/apply';
import type { LeaseBook } from '../lease/book';
import { findBreaches } from '../lease/conservation';
import { openLease } from '../lease/open-lease';
import { contractOf } from './contract';
import { taxedOn, taxPercentOn } from './tax-rates';

const at = (local: string): Instant => instant(`${local}T09:00:00+08:00`);
const rates = [{ fromOn: civilDate('2026-04-01'), percentMicros: 9_000_000n }, { fromOn: civilDate('2026-03-01'), percentMicros: 3_000_000n }];
const contract = contractOf({ zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: civilDate('2026-02-01'), months: 12 }, taxRates: rates });

describe('the tax rate of a day', () => {
  it.each([
    ['2026-02-28', 6_000_000n], ['2026-03-01', 3_000_000n], ['2026-03-31', 3_000_000n], ['2026-04-01', 9_000_000n], ['2030-01-01', 9_000_000n],
  ])('%s: %s', (on, percent) => {
    expect(taxPercentOn(contract, civilDate(on))).toBe(percent);
  });

  it('is the contract’s own where there is no schedule', () => {
    const plain = { ...contract, taxRates: [] };
    expect(taxedOn(plain, civilDate('2026-04-01'))).toBe(plain);
  });
});

describe('a lease under dated rates', () => {
  const opened = (): LeaseBook => {
    const result = openLease(contract, 2, at('2026-01-30'));
    if (!result.ok) throw new Error(result.refusal.code);
    return result.value.book;
  };
  const taxes = (book: LeaseBook): string[] => book.invoices.map(({ netMinor, taxMinor, lines }) => `${taxMinor} on ${netMinor - lines.filter(({ kind }) => kind === 'deposit').reduce((sum, line) => sum + line.netMinor, 0n)}`);

  it('taxes what is issued by the rate of the day of issue, not of the days that it is for', () => {
    const book = advance(opened(), at('2026-04-26')).book;
    // February at the contract's 6 %; March, issued on 22 February, still at 6 %; April, issued on 25 March, at 3 %; May, issued on 24 April, at 9 %
    expect(taxes(book)).toEqual(['24000 on 400000', '24000 on 400000', '12000 on 400000', '36000 on 400000']);
    expect(findBreaches(book)).toEqual([]);
  });

  it('credits by the rate that the line was taxed by, and charges new seats by the day’s', () => {
    const paid = apply(opened(), { do: 'pay', amountMinor: 5_000_000n, forOrder: false, valueOn: null }, at('2026-02-01'));
    const removed = apply(paid.book, { do: 'remove-seats', seats: 1, when: 'now' }, at('2026-04-16'));
    const [note] = removed.book.creditNotes;
    expect(note).toMatchObject({ netMinor: 93_333n, taxMinor: 2_800n }); // April's line bears 3 %
    const added = apply(removed.book, { do: 'add-seats', seats: 1 }, at('2026-04-16'));
    expect(added.book.invoices.at(-1)?.lines[0]).toMatchObject({ kind: 'rent', netMinor: 100_000n, taxMinor: 9_000n, taxPercentMicros: 9_000_000n });
    expect(findBreaches(added.book)).toEqual([]);
  });
});
