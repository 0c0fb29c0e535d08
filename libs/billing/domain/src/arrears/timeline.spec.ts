import { describe, expect, it } from '@jest/globals';
import { civilDate, currency, type Instant, instant, zone } from '@seatline/kernel';
import { advance } from '../lease/advance';
import { apply } from '../lease/apply';
import type { LeaseBook } from '../lease/book';
import type { LeaseCommand } from '../lease/commands';
import type { LeaseEvent } from '../lease/events';
import { explain } from '../lease/explain';
import { openLease } from '../lease/open-lease';
import { contractOf } from '../plan/contract';
import { explainInWords, keepingMinor } from './explanation-text';
import { arrearsTimeline } from './timeline';

const ZONE = zone('Asia/Shanghai');
const CNY = currency('CNY');
const NAMES = { leaseNumber: 'SL-1', zone: ZONE, currency: CNY, numberOf: (invoice: number) => `I${invoice}`, suspendedAt: null };

class Lease {
  events: LeaseEvent[];
  book: LeaseBook;

  constructor() {
    const opened = openLease(contractOf({ zone: ZONE, currency: CNY, term: { startOn: civilDate('2026-03-01'), months: 12 } }), 1, instant('2026-03-01T09:00:00+08:00'));
    if (!opened.ok) throw new Error('not opened');
    this.book = opened.value.book;
    this.events = [...opened.value.events];
    this.do({ do: 'pay', amountMinor: 412_000n, forOrder: false, valueOn: null }, '2026-03-01T10:00:00+08:00');
  }

  do(command: LeaseCommand, at: string): void {
    const done = apply(this.book, command, instant(at));
    this.book = done.book;
    this.events.push(...done.events);
  }

  until(at: string): Instant {
    const step = advance(this.book, instant(at));
    this.book = step.book;
    this.events.push(...step.events);
    return instant(at);
  }

  line(now: Instant, until = '2026-06-01T00:00:00+08:00'): string[] {
    return arrearsTimeline(this.book, this.events, now, instant(until)).map(
      (entry) => `${entry.on} ${entry.tense === 'past' ? '' : '? '}${entry.kind}${entry.notice ? ` ${entry.notice}` : ''}${entry.invoice ? ` #${entry.invoice}` : ''}${entry.minor === null ? '' : ` ${entry.minor}`}`,
    );
  }
}

describe('the timeline', () => {
  it('merges what happened with what comes if nobody pays, and says what the coming suspension costs to avoid', () => {
    const lease = new Lease();
    const line = lease.line(lease.until('2026-04-10T12:00:00+08:00'), '2026-04-30T00:00:00+08:00');
    expect(line).toEqual([
      '2026-03-01 due #1 0', '2026-03-01 invoice-issued #1 412000', '2026-03-01 payment 412000', '2026-03-25 invoice-issued #2 212000', '2026-03-29 notice reminder #2',
      '2026-04-01 due #2 212000', '2026-04-02 notice overdue #2', '2026-04-08 notice second #2', '2026-04-13 ? notice last-warning #2', '2026-04-16 ? last-day #2 212000',
      '2026-04-17 ? suspended 212000', '2026-04-24 ? invoice-issued #3 212000', '2026-04-28 ? notice reminder #3',
    ]);
  });

  it('moves the coming suspension behind a hold, and forgets it once it is paid', () => {
    const lease = new Lease();
    lease.until('2026-04-10T12:00:00+08:00');
    lease.do({ do: 'hold-arrears', untilOn: civilDate('2026-04-20'), reason: 'promised' }, '2026-04-10T12:00:00+08:00');
    const held = lease.line(instant('2026-04-10T12:00:00+08:00'), '2026-04-22T00:00:00+08:00');
    expect(held.slice(-4)).toEqual(['2026-04-13 ? notice last-warning #2', '2026-04-16 ? last-day #2 212000', '2026-04-21 ? hold-ends', '2026-04-21 ? suspended 212000']);
    lease.do({ do: 'pay', amountMinor: 212_000n, forOrder: false, valueOn: null }, '2026-04-11T12:00:00+08:00');
    expect(lease.line(instant('2026-04-11T12:00:00+08:00'), '2026-04-23T00:00:00+08:00').filter((entry) => entry.includes('?'))).toEqual(['2026-04-21 ? hold-ends']);
  });
});

describe('an explanation in words', () => {
  it('names invoice, dates, the instant of suspension and what keeps service on, in both languages', () => {
    const lease = new Lease();
    const explanation = explain(lease.book, instant('2026-04-10T12:00:00+08:00'));
    expect(explainInWords(explanation, NAMES, 'en')).toEqual([
      'At 2026-04-10 12:00 (Asia/Shanghai), lease SL-1 is in service.',
      'Invoice I2 (rent): 2120.00 CNY open, due on 2026-04-01, 9 days past due; last day to pay 2026-04-16.',
      'Next comes the last warning of invoice I2 at 2026-04-13 00:00 (Asia/Shanghai).',
      'If nothing is paid, service stops at 2026-04-17 00:00 (Asia/Shanghai); 2120.00 CNY paid before then keeps it on.',
    ]);
    const chinese = explainInWords(explanation, NAMES, 'zh-CN').join('');
    for (const fact of ['2120.00 CNY', '2026-04-01', '已逾期 9 天', '2026-04-17 00:00 (Asia/Shanghai)', '2026-04-16']) expect(chinese).toContain(fact);
  });

  it('says of a suspended lease since when, because of what, and what restores it; of one that owes nothing, that', () => {
    const lease = new Lease();
    const suspended = explain(lease.book, instant('2026-04-18T12:00:00+08:00'));
    const words = explainInWords(suspended, { ...NAMES, suspendedAt: instant('2026-04-17T00:00:00+08:00') }, 'en');
    expect(words[0]).toBe('At 2026-04-18 12:00 (Asia/Shanghai), lease SL-1 is suspended since 2026-04-17 00:00 (Asia/Shanghai), because of I2.');
    expect(words.at(-1)).toBe('A payment of 2120.00 CNY restores service within a minute.');
    const clear = explain(lease.book, instant('2026-03-02T12:00:00+08:00'));
    expect(explainInWords(clear, NAMES, 'en')).toEqual(['At 2026-03-02 12:00 (Asia/Shanghai), lease SL-1 is in service and owes nothing.']);
    expect(keepingMinor(clear)).toBe(0n);
  });
});
