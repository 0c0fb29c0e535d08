import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CivilDate } from '@seatline/kernel';
import { civilDateAt, startOfMonth, addMonths } from '@seatline/kernel';
import { anyStory } from '../../test/support/random-story';
import { storyText } from '../../test/support/told';
import { balancesOf, refundableMinor } from '../lease/derived';
import type { LedgerTransaction } from '../ledger/ledger';
import { readStory } from '../simulate/read-story';
import { runStory } from '../simulate/run-story';
import { type AccountSides, addSides, EMPTY_SIDES, isNothing, sidesOf, statementOf } from './statement';

const SEED = Number(process.env['SEATLINE_SEED'] ?? 20260131);

interface Booking {
  readonly on: CivilDate;
  readonly transaction: LedgerTransaction;
  readonly moved: AccountSides;
}

const sides = (receivable: number, deposit: number, unapplied: number, refundable: number): AccountSides => ({
  receivableMinor: BigInt(receivable), depositMinor: BigInt(deposit), unappliedMinor: BigInt(unapplied), refundableMinor: BigInt(refundable),
});

describe('what a tenant sees of a ledger transaction', () => {
  it.each([
    ['an invoice with deposit', [['receivable', 41200], ['rent-deferred', -20000], ['deposit-liability', -20000], ['tax-payable', -1200]], sides(41200, 20000, 0, 0)],
    ['a payment', [['clearing', 500], ['unapplied', -500]], sides(0, 0, 500, 0)],
    ['its allocation', [['unapplied', 500], ['receivable', -500]], sides(-500, 0, -500, 0)],
    ['a settlement', [['deposit-liability', 300], ['receivable', -100], ['refund-payable', -200]], sides(-100, -300, 0, 200)],
    ['a refund', [['refund-payable', 200], ['clearing', -200]], sides(0, 0, 0, -200)],
    ['revenue', [['rent-deferred', 7], ['rent-revenue', -7]], EMPTY_SIDES],
  ] as const)('%s', (_name, entries, expected) => {
    expect(sidesOf(entries.map(([account, minor]) => ({ account, minor: BigInt(minor) })))).toEqual(expected);
  });
});

describe('a statement', () => {
  it('leaves out what moves nothing, and says how the account stands after each line', () => {
    const bookings = [{ moved: sides(100, 0, 0, 0) }, { moved: EMPTY_SIDES }, { moved: sides(-40, 0, -40, 0) }];
    const { lines, closing } = statementOf(sides(1, 2, 50, 0), bookings);
    expect(lines.map((line) => line.after)).toEqual([sides(101, 2, 50, 0), sides(61, 2, 10, 0)]);
    expect(closing).toEqual(sides(61, 2, 10, 0));
  });

  it('of a span without bookings closes as it opened', () => {
    expect(statementOf(sides(1, 2, 3, 4), [])).toEqual({ opening: sides(1, 2, 3, 4), lines: [], closing: sides(1, 2, 3, 4) });
  });

  it('month by month: each closing is the next opening, and the last is what the documents come to', () => {
    let months = 0;
    fc.assert(
      fc.property(anyStory, (written) => {
        const read = readStory(storyText(written));
        if (!read.ok) throw new Error(read.faults.join('\n'));
        const { book, contract, moments } = runStory(read.story);
        if (!book) return;
        const bookings = moments.flatMap((moment): Booking[] => {
          if (moment.type !== 'ledger-posted') return [];
          return [{ on: civilDateAt(moment.at, contract.zone), transaction: moment.transaction, moved: sidesOf(moment.transaction.entries) }];
        });
        const before = (on: CivilDate): AccountSides => bookings.filter((each) => each.on < on).reduce((sum, each) => addSides(sum, each.moved), EMPTY_SIDES);
        const lastOn = civilDateAt(read.story.until, contract.zone);
        let closing = EMPTY_SIDES;
        for (let on = startOfMonth(civilDateAt(book.openedAt, contract.zone)); on <= lastOn; on = addMonths(on, 1)) {
          const statement = statementOf(before(on), bookings.filter((each) => each.on >= on && each.on < addMonths(on, 1)));
          expect(statement.opening).toEqual(closing);
          expect(statement.lines.every((line) => !isNothing(line.moved))).toBe(true);
          closing = statement.closing;
          months += 1;
        }
        expect(closing).toEqual({ ...balancesOf(book), refundableMinor: refundableMinor(book) });
      }),
      { seed: SEED, numRuns: 100 },
    );
    expect(months).toBeGreaterThan(500);
  });
});
