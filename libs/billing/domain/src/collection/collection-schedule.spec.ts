import { describe, expect, it } from '@jest/globals';
import { addDays, civilDate, currency, instant, zone } from '@seatline/kernel';
import { advance } from '../lease/advance';
import { apply } from '../lease/apply';
import type { LeaseBook } from '../lease/book';
import { openLease } from '../lease/open-lease';
import { contractOf } from '../plan/contract';
import { collectionDue, type CollectionTry, comingCollections, DEFAULT_SCHEDULE, isCollectionSchedule } from './collection-schedule';

const START = civilDate('2026-03-01');
const contract = contractOf({ zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: START, months: 12 } });

/** One seat from 1 March on: its first invoice is due on that day, 4120.00 with its deposit. */
const opened = (): LeaseBook => {
  const result = openLease(contract, 1, instant('2026-03-01T00:00:00+08:00'));
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.book;
};
const on = (days: number, time = '09:00:00') => instant(`${addDays(START, days)}T${time}+08:00`);
const due = (book: LeaseBook, days: number, made: CollectionTry[] = [], schedule = DEFAULT_SCHEDULE, method = 'a card') => collectionDue(advance(book, on(days)).book, 1, schedule, made, method, on(days));
const soft = (step: number): CollectionTry => ({ step, method: 'a card', refusal: 'may-retry' });

describe('when an open invoice is charged', () => {
  it.each<[string, number, CollectionTry[], number | null]>([
    ['on its due date', 0, [], 0],
    ['once a day of the schedule', 0, [soft(0)], null],
    ['again on the next day of the schedule', 1, [soft(0)], 1],
    ['not between two of them', 2, [soft(0), soft(1)], null],
    ['days that were missed are one try', 5, [], 3],
    ['the last day of the schedule is the last try', 9, [soft(0), soft(1), soft(3), soft(7)], null],
    ['a missed last day is made up for while service is on', 9, [soft(0)], 7],
    ['not from the suspension on', 16, [], null],
    ['a final no ends the tries', 1, [{ step: 0, method: 'a card', refusal: 'final' }], null],
    ['so does one that asks for the owner', 3, [{ step: 0, method: 'a card', refusal: 'needs-payer' }], null],
    ['another card begins again', 1, [{ step: 0, method: 'an old card', refusal: 'final' }], 1],
    ['not twice at once', 1, [{ step: 1, method: 'a card', refusal: null }], null],
  ])('%s', (_what, days, made, step) => {
    expect(due(opened(), days, made)?.step ?? null).toBe(step);
  });

  it('the day is the lease’s own', () => {
    const book = advance(opened(), instant('2026-03-02T00:00:00+08:00')).book;
    const at = (time: string) => collectionDue(book, 1, DEFAULT_SCHEDULE, [soft(0)], 'a card', instant(time))?.step ?? null;
    expect([at('2026-03-01T23:59:59+08:00'), at('2026-03-02T00:00:00+08:00')]).toEqual([null, 1]);
  });

  it('takes what is open: less after a payment in part, nothing once it is paid', () => {
    const pay = (minor: bigint) => apply(opened(), { do: 'pay', amountMinor: minor, forOrder: false, valueOn: null }, on(0)).book;
    expect(due(pay(100_000n), 1)).toEqual({ step: 1, amountMinor: 312_000n });
    expect(due(pay(412_000n), 1)).toBeNull();
  });

  it('keeps a promise that the operator accepted', () => {
    const held = apply(opened(), { do: 'hold-arrears', untilOn: addDays(START, 4), reason: 'a transfer is on its way' }, on(0)).book;
    expect([due(held, 1), due(held, 4), due(held, 5)?.step]).toEqual([null, null, 3]);
  });

  it('takes nothing that a bank disputes', () => {
    const paid = apply(opened(), { do: 'pay', amountMinor: 412_000n, forOrder: false, valueOn: null }, on(0)).book;
    const disputed = apply(paid, { do: 'dispute-payment', payment: 1, amountMinor: 412_000n, reason: 'fraudulent' }, on(0)).book;
    expect(due(disputed, 1)).toBeNull();
  });

  it('can be before the due date, for an invoice that is issued before it', () => {
    expect(due(opened(), 0, [], [-3])?.step).toBe(-3);
  });
});

it('tells what is still to come, up to the suspension', () => {
  const book = opened();
  const coming = (made: CollectionTry[], schedule = DEFAULT_SCHEDULE) => comingCollections(book, book.invoices[0]!, schedule, made, 'a card', START);
  expect(coming([soft(0)])).toEqual(['2026-03-02', '2026-03-04', '2026-03-08']);
  expect(coming([{ ...soft(1), refusal: 'final' }])).toEqual([]);
  expect(coming([], [15, 16, 17])).toEqual(['2026-03-16']);
});

it.each<[number[], boolean]>([
  [[0], true], [[-7, 0, 60], true], [[], false], [[1, 1], false], [[3, 1], false], [[-8], false], [[61], false], [[0.5], false], [[0, 1, 2, 3, 4, 5, 6, 7, 8], false],
])('%j is a schedule: %s', (days, is) => {
  expect(isCollectionSchedule(days)).toBe(is);
});
