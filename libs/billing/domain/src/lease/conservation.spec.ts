import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CivilDate, type Instant, startOfDay } from '@seatline/kernel';
import { anyStory } from '../../test/support/random-story';
import { open, pay, storyText, type WrittenStory } from '../../test/support/told';
import type { RentLine } from '../invoice/invoice';
import { EMPTY_LEDGER } from '../ledger/ledger';
import { readStory } from '../simulate/read-story';
import { runStory, type ToldStory } from '../simulate/run-story';
import { advance, nextDueAt } from './advance';
import type { LeaseBook, Seat } from './book';
import { findBreaches } from './conservation';

const SEED = 20260131;

function told(story: WrittenStory): ToldStory {
  const read = readStory(storyText(story));
  if (!read.ok) throw new Error(read.faults.join('\n'));
  return runStory(read.story);
}

/** Whether a seat owes rent for a day, said as the contract says it, day by day. */
function owesDay(book: LeaseBook, seat: Seat, on: CivilDate): boolean {
  if (on < seat.fromOn || on >= book.endOn || (seat.endsOn !== null && on >= seat.endsOn)) return false;
  if (book.contract.rentAccruesWhileSuspended) return true;
  const begins = startOfDay(on, book.contract.zone);
  const broughtAt = book.invoices[seat.broughtByInvoice - 1]!.issuedAt;
  return !book.suspensions.some(({ suspendedAt, restoredAt }) => restoredAt !== null && suspendedAt <= begins && begins < restoredAt && broughtAt <= suspendedAt);
}

function standingDays(book: LeaseBook, line: RentLine, seat: Seat): number {
  let days = 0;
  for (let on = line.fromOn; on < line.toOn; on = addDays(on, 1)) if (owesDay(book, seat, on)) days += 1;
  return days;
}

/** One seat's rent in plain fractions: rounded half-up to the minor unit. */
function rentOf(line: RentLine, days: number): bigint {
  if (days === line.wholeDays) return line.seatPriceMinor;
  const counted = BigInt(Math.min(days, line.periodDays));
  return (2n * line.seatPriceMinor * counted + BigInt(line.periodDays)) / (2n * BigInt(line.periodDays));
}

describe('conservation', () => {
  it('leaves every line with the rent of the days owed, counted one by one', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { book } = told(story);
        if (!book) return;
        for (const line of book.invoices.flatMap((invoice) => invoice.lines)) {
          if (line.kind !== 'rent') continue;
          const owed = line.seatNumbers.reduce((sum, number) => sum + rentOf(line, standingDays(book, line, book.seats[number - 1]!)), 0n);
          expect(line.netMinor - line.creditedNetMinor).toBe(owed);
        }
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it('bills every owed seat-day of an issued period on exactly one line', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { book } = told(story);
        if (!book) return;
        const lines = book.invoices.flatMap((invoice) => invoice.lines).filter((line): line is RentLine => line.kind === 'rent');
        for (const seat of book.seats) {
          for (let on = seat.fromOn; on < book.rentIssuedThroughOn && on < book.endOn; on = addDays(on, 1)) {
            const billing = lines.filter((line) => line.seatNumbers.includes(seat.number) && line.fromOn <= on && on < line.toOn);
            expect(billing.length).toBeLessThanOrEqual(1);
            if (seat.endsOn === null || on < seat.endsOn) expect(billing).toHaveLength(1);
          }
        }
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('comes to the same in one step or in many, each when it is due', () => {
    fc.assert(
      fc.property(anyStory, fc.integer({ min: 1, max: 40 }), (story, stepDays) => {
        const { book } = told({ ...story, until: story.events![0]!.at, events: [story.events![0]!] });
        if (!book) return;
        const until = (book.advancedTo + 300 * 86_400_000) as Instant;
        let stepped = book;
        const events = [];
        for (let at: number = book.advancedTo; at < until; at += stepDays * 86_400_000 - 1) {
          const step = advance(stepped, Math.min(at, until) as Instant);
          stepped = step.book;
          events.push(...step.events);
        }
        const last = advance(stepped, until);
        const whole = advance(book, until);
        expect([...events, ...last.events]).toEqual(whole.events);
        expect(last.book).toEqual(whole.book);
        let swept = book;
        for (let due = nextDueAt(swept); due !== null && due <= until; due = nextDueAt(swept)) swept = advance(swept, due).book;
        expect({ ...swept, advancedTo: until }).toEqual(whole.book);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('is found broken where it is broken', () => {
    const { book, ledger } = told({ events: [open('2026-01-30', 2), pay('2026-02-01', '3000.00')], until: '2026-02-22T00:00:00+08:00' });
    if (!book) throw new Error('no lease');
    expect(findBreaches(book, ledger)).toEqual([]);
    const [first, second] = book.invoices;
    const rules = (broken: LeaseBook): string[] => [...new Set(findBreaches(broken, ledger).map(({ rule }) => rule))];
    expect(findBreaches(book, { ...EMPTY_LEDGER, unapplied: 1n }).map(({ where }) => where)).toEqual(['sum', 'receivable', 'deposit-liability', 'unapplied']);
    expect(rules({ ...book, invoices: [first!, { ...second!, lines: [] }] })).toEqual(['invoice-sum', 'seat-day']);
    expect(rules({ ...book, invoices: [{ ...first!, lines: [...first!.lines, first!.lines[0]!] }, second!] })).toContain('seat-day');
    expect(rules({ ...book, seats: [{ ...book.seats[0]!, endsOn: '2026-02-10' as CivilDate }, book.seats[1]!] })).toEqual(['line-credit']);
    expect(rules({ ...book, allocations: [] })).toEqual(['allocation']);
    expect(rules({ ...book, invoices: [first!, { ...second!, paidMinor: second!.totalMinor + 1n }] })).toEqual(['ledger', 'invoice-sum', 'allocation']);
  });
});
