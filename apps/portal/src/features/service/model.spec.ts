import { describe, expect, it } from '@jest/globals';
import { nextToPay } from '../invoices/model';
import { quotable } from '../orders/model';
import { countByState } from '../seats/model';
import { isLost } from '../calls/model';
import { firstSteps } from './model';

const nothing = { seats: [], agents: 0, numbers: [], queues: [], calls: 0 };
const done = (facts: Parameters<typeof firstSteps>[0]) => firstSteps(facts).filter((step) => step.done).map((step) => step.step);

describe('the first steps', () => {
  it('begin with nothing done', () => expect(done(nothing)).toEqual([]));
  it('count a seat only as rented while nobody may take it', () => expect(done({ ...nothing, seats: [{ entitled: [] }] })).toEqual(['rent']));
  it('want a queue with agents and a number that is bound', () => {
    expect(done({ ...nothing, queues: [{ memberIds: [] }], numbers: [{ queueId: null }] })).toEqual([]);
    expect(done({ ...nothing, queues: [{ memberIds: ['m'] }], numbers: [{ queueId: 'q' }] })).toEqual(['queue', 'number']);
  });
  it('end with the first call', () => {
    expect(done({ seats: [{ entitled: ['m'] }], agents: 1, numbers: [{ queueId: 'q' }], queues: [{ memberIds: ['m'] }], calls: 1 })).toHaveLength(6);
  });
});

describe('the overview', () => {
  it('shows the unpaid invoice that is due first', () => {
    const invoices = [{ dueOn: '2026-03-10', open: '5.00' }, { dueOn: '2026-01-01', open: '0.00' }, { dueOn: '2026-02-10', open: '7.00' }];
    expect(nextToPay(invoices)?.dueOn).toBe('2026-02-10');
    expect(nextToPay([])).toBeNull();
  });
  it('counts seats by state, the active ones even at none', () => {
    expect(countByState([{ state: 'failed' }, { state: 'failed' }])).toEqual([{ state: 'active', count: 0 }, { state: 'failed', count: 2 }]);
  });
});

describe('an order', () => {
  const full = { planCode: 'standard', seats: 3, months: 12, startOn: '2026-02-01' };
  it('is quoted once every answer is given', () => expect(quotable(full)).toEqual(full));
  it.each([
    ['no plan', { ...full, planCode: undefined }],
    ['no seats', { ...full, seats: 0 }],
    ['an empty field', { ...full, seats: null }],
    ['no day', { ...full, startOn: undefined }],
  ])('is not quoted with %s', (_, draft) => expect(quotable(draft)).toBeNull());
});

describe('a lost call', () => {
  it.each([
    ['inbound', 'abandoned', true],
    ['inbound', 'unanswered', true],
    ['inbound', 'completed', false],
    ['inbound', 'in-progress', false],
    ['inbound', 'refused', false],
    ['outbound', 'unanswered', false],
  ] as const)('%s, %s: %s', (direction, outcome, lost) => expect(isLost({ direction, outcome })).toBe(lost));
});
