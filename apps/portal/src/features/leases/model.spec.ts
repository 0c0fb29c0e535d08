import { describe, expect, it } from '@jest/globals';
import type { ArrearsView } from './api';
import { arrearsTimeline, daysLeft } from './model';

/** The worked case of domain.md 3: due 2026-03-01 in Shanghai, last day 03-16, suspended at 00:00 of 03-17. */
const VIEW: ArrearsView = {
  leaseId: 'l', leaseNumber: 'SL-1', tenantId: 't', tenantName: 'T', at: '2026-03-05T00:00:00Z', zone: 'Asia/Shanghai', currency: 'CNY', status: 'overdue', toPay: '21200.00',
  invoices: [{ id: 'i', number: '3', kind: 'rent', dueOn: '2026-03-01', open: '21200.00', daysPastDue: 4, lastDayToPayOn: '2026-03-16', suspensionAt: '2026-03-16T16:00:00Z' }],
  notices: [{ kind: 'reminder', invoiceNumber: '3', on: '2026-02-26', sentAt: null }, { kind: 'last-warning', invoiceNumber: '3', on: '2026-03-13', sentAt: null }, { kind: 'reminder', invoiceNumber: '4', on: '2026-03-28', sentAt: null }],
  hold: null, suspensionAt: '2026-03-16T16:00:00Z', because: [], terminationProposedOn: '2026-03-31',
};
const shown = (view: ArrearsView, now: string) => arrearsTimeline(view, new Date(now)).map((mark) => [mark.on, mark.when, mark.events.map((event) => event.notice ?? event.kind).join('+')]);

describe('the arrears timeline', () => {
  it('puts the dates in order with today among them', () => {
    expect(shown(VIEW, '2026-03-05T03:00:00Z')).toEqual([
      ['2026-02-26', 'past', 'reminder'],
      ['2026-03-01', 'past', 'due'],
      ['2026-03-05', 'today', ''],
      ['2026-03-13', 'future', 'last-warning'],
      ['2026-03-16', 'future', 'last-day'],
      ['2026-03-17', 'future', 'suspension'],
      ['2026-03-31', 'future', 'termination'],
    ]);
  });
  it('takes today from the lease’s zone: 16:00 in London is tomorrow in Shanghai', () => {
    expect(shown(VIEW, '2026-03-16T16:00:00Z').find(([, when]) => when === 'today')?.[0]).toBe('2026-03-17');
  });
  it('lets several things of one day share a mark', () => {
    const marks = shown({ ...VIEW, hold: { untilOn: '2026-03-31', reason: 'promise' } }, '2026-03-01T03:00:00Z');
    expect(marks).toContainEqual(['2026-03-31', 'future', 'hold+termination']);
    expect(marks).toContainEqual(['2026-03-01', 'today', 'due']);
  });
  it('marks the proposal to end the lease once, though there is a notice of it', () => {
    const proposed = { ...VIEW, notices: [...VIEW.notices, { invoiceNumber: VIEW.notices[0]?.invoiceNumber ?? '', kind: 'termination-proposed' as const, on: '2026-03-31', sentAt: null }] };
    expect(shown(proposed, '2026-03-05T03:00:00Z')).toEqual(shown(VIEW, '2026-03-05T03:00:00Z'));
  });
  it('says suspended once it is', () => {
    expect(shown({ ...VIEW, status: 'suspended' }, '2026-03-20T03:00:00Z')).toContainEqual(['2026-03-17', 'past', 'suspended']);
  });
  it('is empty when nothing is unpaid', () => expect(shown({ ...VIEW, invoices: [] }, '2026-03-05T03:00:00Z')).toEqual([]));
});

describe('days that are left', () => {
  it.each([
    ['2026-03-16T15:59:59Z', 0],
    ['2026-03-16T16:00:00Z', -1],
    ['2026-03-15T03:00:00Z', 1],
  ])('at %s: %i', (now, left) => expect(daysLeft('2026-03-16', 'Asia/Shanghai', new Date(now))).toBe(left));
});
