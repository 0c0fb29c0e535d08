import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@seatline/kernel';
import { callDetailRecord } from '../cdr/cdr';
import { applyOccurrence, type CallLeg, type LegOccurrence } from './call-leg';

const at = (seconds: number): Instant => (1_800_000_000_000 + seconds * 1000) as Instant;

const LEG: CallLeg = {
  id: 'leg', callId: 'call', cdrId: 'cdr', role: 'caller', direction: 'in', party: { kind: 'trunk', trunkId: 'trunk' }, seatId: null, memberId: null,
  dialled: null, shown: null, stage: 'offered', createdAt: at(0), ringingAt: null, answeredAt: null, endedAt: null, cause: null, estimated: false,
};

const ringing = (seconds: number): LegOccurrence => ({ type: 'ringing', at: at(seconds) });
const answered = (seconds: number): LegOccurrence => ({ type: 'answered', at: at(seconds) });
const ended = (seconds: number, estimated = false, cause = 16): LegOccurrence => ({ type: 'ended', at: at(seconds), cause, estimated });

function after(...occurrences: LegOccurrence[]): { leg: CallLeg; changes: string[] } {
  const changes: string[] = [];
  let leg = LEG;
  for (const occurrence of occurrences) {
    const applied = applyOccurrence(leg, occurrence);
    leg = applied.leg;
    changes.push(applied.change);
  }
  return { leg, changes };
}

describe('a leg only goes forward', () => {
  it.each([
    ['in order', [ringing(1), answered(2), ended(9)], ['progress', 'progress', 'ended'], 7],
    ['each thing told twice', [ringing(1), ringing(1), answered(2), answered(2), ended(9), ended(9)], ['progress', 'none', 'progress', 'none', 'ended', 'none'], 7],
    ['ringing told after the answer', [answered(2), ringing(1), ended(9)], ['progress', 'progress', 'ended'], 7],
    ['the answer told after the end', [ended(9), answered(2)], ['ended', 'corrected'], 7],
    ['an answer that claims to be after the end', [ended(9), answered(12)], ['ended', 'corrected'], 0],
    ['an end that claims to be before the answer', [answered(5), ended(3)], ['progress', 'ended'], 0],
    ['the true end after an estimate', [answered(2), ended(5, true), ended(9)], ['progress', 'ended', 'corrected'], 7],
    ['an estimate after the true end', [answered(2), ended(9), ended(5, true)], ['progress', 'ended', 'none'], 7],
    ['never answered', [ringing(1), ended(9, false, 19)], ['progress', 'ended'], 0],
  ])('%s', (_case, occurrences, changes, seconds) => {
    const result = after(...occurrences);
    expect(result.changes).toEqual(changes);
    expect(callDetailRecord({ ourNumber: '+86215', otherNumber: '' }, result.leg).milliseconds).toBe(seconds * 1000);
    expect(result.leg.stage).toBe('ended');
  });

  it('has no record before it has ended', () => {
    expect(() => callDetailRecord({ ourNumber: '', otherNumber: '' }, after(answered(1)).leg)).toThrow(/has not ended/);
  });

  it.each([
    ['trunk', 'in', 'inbound', true],
    ['trunk', 'out', 'outbound', true],
    ['seat', 'in', 'internal', false],
    ['seat', 'out', 'internal', false],
  ] as const)('through a %s, begun %s, is %s', (kind, direction, expected, carrierLeg) => {
    const party = kind === 'trunk' ? ({ kind, trunkId: 't' } as const) : ({ kind, seatId: 's' } as const);
    const record = callDetailRecord({ ourNumber: '', otherNumber: '' }, { ...after(ended(1, false, 17)).leg, party, direction });
    expect(record).toMatchObject({ direction: expected, carrierLeg, outcome: 'busy' });
  });
});
