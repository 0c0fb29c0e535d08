import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@seatline/kernel';
import { type Agent, AGENT_STATES, AGENT_TRANSITIONS, type AgentOccurrence, type AgentState, changeAgent } from './agent-state';

const at = (seconds: number): Instant => (1_800_000_000_000 + seconds * 1000) as Instant;

const OFFLINE: Agent = {
  memberId: 'm', state: 'offline', stateSince: at(0), reason: null, seatId: null, callId: null, beforeState: null, beforeReason: null, dueAt: null, logOutAfterCall: null,
};

/** Lives through the occurrences, one a second. */
function after(agent: Agent, ...occurrences: (AgentOccurrence | [AgentOccurrence, object])[]): Agent {
  return occurrences.reduce((current, each, index) => {
    const [occurrence, more] = Array.isArray(each) ? each : [each, {}];
    const result = changeAgent(current, occurrence, { at: at(index + 1), ...more });
    if (!result.ok) throw new Error(`${occurrence} refused in ${current.state}`);
    return result.value;
  }, agent);
}

const READY = after(OFFLINE, ['log-in', { seatId: 'seat', reason: 'logged-in' }], 'set-ready');

describe('an agent’s states', () => {
  it('lead from every state back to offline', () => {
    const reaches = (from: AgentState, seen: Set<AgentState> = new Set()): Set<AgentState> => {
      if (seen.has(from)) return seen;
      seen.add(from);
      for (const target of Object.values(AGENT_TRANSITIONS[from])) reaches(target === 'before' ? 'ready' : target, seen);
      return seen;
    };
    for (const state of AGENT_STATES) expect([state, [...reaches(state)].sort()]).toEqual([state, [...AGENT_STATES].sort()]);
  });

  it.each([
    ['an answered call', ['offer', 'answer', ['call-ended', { wrapUpSeconds: 60 }], 'wrap-up-ended'], 'ready', null],
    ['a missed call', [['offer', {}], ['miss', { reason: 'missed-call' }]], 'busy', 'missed-call'],
    ['a caller who left', ['offer', 'withdraw'], 'ready', null],
    ['a call without wrap-up', ['offer', 'answer', ['call-ended', { wrapUpSeconds: 0 }]], 'ready', null],
    ['a call out while busy', [['set-busy', { reason: 'lunch' }], 'call-out', 'answer', ['call-ended', { wrapUpSeconds: 5 }], 'wrap-up-ended'], 'busy', 'lunch'],
    ['a call out that nobody answered', [['set-busy', { reason: 'lunch' }], 'call-out', 'call-out-failed'], 'busy', 'lunch'],
    ['a call out during wrap-up', ['offer', 'answer', ['call-ended', { wrapUpSeconds: 60 }], 'call-out', 'call-out-failed'], 'ready', null],
    ['hold', ['offer', 'answer', 'hold', 'resume', 'hold', ['call-ended', { wrapUpSeconds: 9 }]], 'wrap-up', null],
  ] as const)('after %s', (_case, occurrences, state, reason) => {
    const agent = after(READY, ...(occurrences as unknown as AgentOccurrence[]));
    expect(agent).toMatchObject({ state, reason, seatId: 'seat', callId: null });
  });

  it('counts wrap-up from the end of the call', () => {
    const agent = after(READY, 'offer', 'answer', ['call-ended', { wrapUpSeconds: 60 }]);
    expect(agent.dueAt).toBe(at(63));
    expect(after(agent, 'set-ready').dueAt).toBeNull();
  });

  it('lets an agent who is to leave finish the call first', () => {
    const leaving = { ...after(READY, ['offer', { callId: 'call' }], 'answer'), logOutAfterCall: 'seat-suspended' };
    expect(after(leaving, ['call-ended', { wrapUpSeconds: 60 }])).toMatchObject({ state: 'offline', seatId: null, reason: 'seat-suspended', logOutAfterCall: null, dueAt: null });
  });

  it('keeps the time of waiting when ready is said again, and begins a new one with a new reason', () => {
    expect(after(READY, 'set-ready').stateSince).toBe(READY.stateSince);
    const busy = after(READY, ['set-busy', { reason: 'lunch' }]);
    expect(changeAgent(busy, 'set-busy', { at: at(99), reason: 'training' })).toMatchObject({ value: { stateSince: at(99), reason: 'training' } });
  });

  it.each([
    ['offline', 'set-ready'],
    ['busy', 'offer'],
    ['ringing', 'offer'],
    ['talking', 'log-out'],
    ['talking', 'set-ready'],
    ['hold', 'log-out'],
    ['wrap-up', 'offer'],
  ] as const)('refuses, while %s, to %s', (state, occurrence) => {
    expect(changeAgent({ ...READY, state }, occurrence, { at: at(1) })).toMatchObject({ ok: false, refusal: { code: 'agent.not-now' } });
  });
});
