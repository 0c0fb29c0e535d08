import { describe, expect, it } from '@jest/globals';
import { civilDate, currency, type Instant, instant, zone } from '@seatline/kernel';
import type { Invoice } from '../invoice/invoice';
import { contractOf } from '../plan/contract';
import { type ArrearsHold, beyondGrace, daysPastDue, holdEndsAt, nextSuspensionAt, overdueInvoices, suspensionOn } from './clock';
import { pendingNotices } from './notices';

const CONTRACT = contractOf({ zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: civilDate('2026-01-01'), months: 24 } });
const NOON = (on: string): Instant => instant(`${on}T12:00:00+08:00`);
const MIDNIGHT = (on: string): Instant => instant(`${on}T00:00:00+08:00`);

function rentDue(dueOn: string, more: Partial<Invoice> = {}): Invoice {
  return {
    number: 1, kind: 'rent', issuedAt: NOON('2026-01-01'), dueOn: civilDate(dueOn), lines: [], netMinor: 100n, taxMinor: 0n, totalMinor: 100n,
    paidMinor: 0n, creditedMinor: 0n, writtenOffMinor: 0n, noticesSent: [], lastWarningSentAt: null, ...more,
  };
}

const hold = (untilOn: string): ArrearsHold => ({ untilOn: civilDate(untilOn), reason: 'promised', grantedAt: NOON('2026-01-01') });

describe('the day of suspension', () => {
  it.each([
    ['by the clock', '2026-03-01', null, 0, '2026-03-17'],
    ['a warning on its day, D+12, changes nothing', '2026-03-01', '2026-03-13', 0, '2026-03-17'],
    ['a warning long before its day brings nothing forward', '2026-03-01', '2026-03-02', 0, '2026-03-17'],
    ['a warning a day late moves it by a day', '2026-03-01', '2026-03-14', 0, '2026-03-18'],
    ['a warning after the clock has run out', '2026-03-01', '2026-03-20', 0, '2026-03-24'],
    ['held days are no days of the clock', '2026-03-01', null, 5, '2026-03-22'],
    ['held days and a late warning: whichever is later', '2026-03-01', '2026-03-20', 5, '2026-03-24'],
    ['across the end of a leap February', '2028-02-20', null, 0, '2028-03-07'],
  ])('%s', (_, dueOn, warnedOn, heldDays, expected) => {
    expect(suspensionOn(CONTRACT, { ...rentDue(dueOn), lastWarningSentAt: warnedOn === null ? null : NOON(warnedOn), heldDays })).toBe(expected);
  });
});

it.each([
  ['2026-03-01', '2026-02-27', 0],
  ['2026-03-01', '2026-03-01', 0],
  ['2026-03-01', '2026-03-02', 1],
])('due %s, on %s: %i days past due', (dueOn, on, days) => {
  expect(daysPastDue(civilDate(dueOn), civilDate(on))).toBe(days);
});

describe('holds', () => {
  it('end with the whole of the longest one’s last day, in whatever order they were granted', () => {
    expect(holdEndsAt(CONTRACT, [])).toBeNull();
    for (const order of [['2026-03-20', '2026-03-25', '2026-03-22'], ['2026-03-25', '2026-03-20', '2026-03-22'], ['2026-03-22', '2026-03-20', '2026-03-25']]) {
      expect(holdEndsAt(CONTRACT, order.map(hold))).toBe(MIDNIGHT('2026-03-26'));
    }
  });

  it('put the next suspension off, never forward', () => {
    const open = [rentDue('2026-04-01', { number: 2 }), rentDue('2026-03-01')];
    expect(nextSuspensionAt(CONTRACT, open, [])).toBe(MIDNIGHT('2026-03-17'));
    expect(nextSuspensionAt(CONTRACT, open, [hold('2026-03-10')])).toBe(MIDNIGHT('2026-03-17'));
    expect(nextSuspensionAt(CONTRACT, open, [hold('2026-03-25')])).toBe(MIDNIGHT('2026-03-26'));
    expect(nextSuspensionAt(CONTRACT, [], [hold('2026-03-25')])).toBeNull();
  });
});

it('notices after the due date wait with the clock while a dispute holds it; those before it, and on it, do not', () => {
  const days = (heldDays: number): string[] => pendingNotices(CONTRACT, { ...rentDue('2026-03-01'), heldDays }).map(({ kind, on }) => `${kind} ${on}`);
  expect(days(0)).toEqual(['reminder 2026-02-26', 'overdue 2026-03-02', 'second 2026-03-08', 'last-warning 2026-03-13', 'termination-proposed 2026-03-31']);
  expect(days(5)).toEqual(['reminder 2026-02-26', 'overdue 2026-03-07', 'second 2026-03-13', 'last-warning 2026-03-18', 'termination-proposed 2026-04-05']);
  const atOnce = contractOf({ zone: zone('Asia/Shanghai'), currency: currency('CNY'), rentGraceDays: 0, term: { startOn: civilDate('2026-01-01'), months: 24 } });
  const second = pendingNotices(atOnce, { ...rentDue('2026-03-01'), heldDays: 5 }).find(({ kind }) => kind === 'second');
  expect(second?.on).toBe('2026-03-01');
});

it('beyond their grace are invoices from that very midnight on, by number, whatever their order', () => {
  const open = [rentDue('2026-03-02', { number: 3 }), rentDue('2026-03-20', { number: 2 }), rentDue('2026-03-01', { number: 1 })];
  const numbers = (at: Instant): number[] => beyondGrace(CONTRACT, open, at).map((invoice) => invoice.number);
  expect(numbers((MIDNIGHT('2026-03-17') - 1) as Instant)).toEqual([]);
  expect(numbers(MIDNIGHT('2026-03-17'))).toEqual([1]);
  expect(numbers(MIDNIGHT('2026-03-18'))).toEqual([1, 3]);
});

it('overdue is what was due before today and has something open, the earliest first and rent before telephone', () => {
  const invoices = [
    rentDue('2026-03-02', { number: 4 }),
    rentDue('2026-03-01', { number: 3, kind: 'telephone' }),
    rentDue('2026-03-01', { number: 2 }),
    rentDue('2026-02-01', { number: 1, paidMinor: 100n }),
  ];
  const numbers = (on: string): number[] => overdueInvoices(invoices, civilDate(on)).map((invoice) => invoice.number);
  expect(numbers('2026-03-01')).toEqual([]);
  expect(numbers('2026-03-02')).toEqual([2, 3]);
  expect(numbers('2026-03-03')).toEqual([2, 3, 4]);
});
