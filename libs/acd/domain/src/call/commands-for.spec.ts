import { describe, expect, it } from '@jest/globals';
import { type Command, commandKey, commandsFor, type DialOrder, newCommands, type Situation, type SituationLeg } from './commands-for';
import { reactionTo } from './reaction';

const ORDER: DialOrder = { to: { kind: 'seat', seatId: 's' }, from: '1', timeoutSeconds: 25, originatorLegId: 'caller' };

function leg(role: SituationLeg['role'], stage: SituationLeg['stage'], more: Partial<SituationLeg> = {}): SituationLeg {
  const direction = role === 'caller' ? 'in' : 'out';
  return { id: role, role, direction, stage, dial: direction === 'out' ? ORDER : null, cause: null, ...more };
}

function situation(state: Situation['state'], legs: SituationLeg[], more: Partial<Situation> = {}): Situation {
  return { callId: 'call', direction: 'inbound', state, legs, agentLegId: 'agent', recordingId: null, ...more };
}

const keys = (commands: readonly Command[]): string[] => commands.map(commandKey);

describe('what the carrier is to do', () => {
  it('rings the agent before it answers the caller', () => {
    expect(keys(commandsFor(situation('offered', [leg('caller', 'offered'), leg('agent', 'new')])))).toEqual(['dial agent', 'accept caller', 'open-room']);
  });

  it('asks for each thing once, on the way of a call', () => {
    const way = [
      situation('queued', [leg('caller', 'offered')], { agentLegId: null }),
      situation('queued', [leg('caller', 'answered')], { agentLegId: null }),
      situation('offered', [leg('caller', 'answered'), leg('agent', 'new')]),
      situation('offered', [leg('caller', 'answered'), leg('agent', 'ringing')]),
      situation('talking', [leg('caller', 'answered'), leg('agent', 'answered')], { recordingId: 'r' }),
      situation('ended', [leg('caller', 'ended'), leg('agent', 'answered')], { recordingId: 'r' }),
      situation('ended', [leg('caller', 'ended'), leg('agent', 'ended')], { recordingId: 'r' }),
    ];
    const asked = way.map((each, index) => keys(newCommands(way[index - 1] ?? null, each)));
    expect(asked).toEqual([
      ['accept caller'],
      ['music caller'],
      ['dial agent', 'open-room'],
      [],
      ['join caller', 'join agent', 'record caller'],
      ['hang-up agent', 'close-room'],
      [],
    ]);
  });

  it('hangs up the phone of an offer that is over, and never lets it into the room', () => {
    const old = leg('agent', 'ringing', { id: 'old' });
    expect(keys(commandsFor(situation('queued', [leg('caller', 'answered'), old], { agentLegId: null })))).toEqual(['music caller', 'hang-up old']);
    const late = leg('agent', 'answered', { id: 'old' });
    expect(keys(commandsFor(situation('talking', [leg('caller', 'answered'), late, leg('agent', 'answered')])))).toEqual(['open-room', 'join caller', 'join agent', 'hang-up old']);
  });

  it('joins an agent who answers before the caller’s leg is answered only when both are', () => {
    const early = situation('talking', [leg('caller', 'offered'), leg('agent', 'answered')], { recordingId: 'r' });
    expect(keys(commandsFor(early))).toEqual(['open-room', 'accept caller', 'join agent']);
  });

  it('answers the agent’s own leg of a call out only with the callee', () => {
    const own = leg('agent', 'offered', { direction: 'in', dial: null });
    const dialling = situation('dialling', [own, leg('callee', 'new')], { direction: 'outbound' });
    expect(keys(commandsFor(dialling))).toEqual(['dial callee', 'ringback agent', 'open-room']);
    const answered = situation('talking', [own, leg('callee', 'answered')], { direction: 'outbound', recordingId: 'r' });
    expect(keys(newCommands(dialling, answered))).toEqual(['accept agent', 'join callee']);
    const both = situation('talking', [{ ...own, stage: 'answered' }, leg('callee', 'answered')], { direction: 'outbound', recordingId: 'r' });
    expect(keys(newCommands(answered, both))).toEqual(['join agent', 'record callee']);
  });

  it('tells the agent’s phone why nobody was reached', () => {
    const own = leg('agent', 'offered', { direction: 'in', dial: null });
    const failed = situation('ended', [own, leg('callee', 'ended', { cause: 17 })], { direction: 'outbound' });
    expect(commandsFor(failed)[0]).toEqual({ kind: 'hang-up', legId: 'agent', cause: 17 });
  });
});

describe('what follows from a leg’s answer or end', () => {
  it.each([
    ['inbound', 'queued', 'caller', 'ended', 16, { state: 'ended', outcome: 'abandoned' }],
    ['inbound', 'queued', 'caller', 'answered', null, null],
    ['inbound', 'offered', 'caller', 'ended', 16, { state: 'ended', outcome: 'abandoned', agent: 'withdraw', offer: 'withdrawn' }],
    ['inbound', 'offered', 'agent', 'answered', null, { state: 'talking', agent: 'answer', offer: 'answered', record: true }],
    ['inbound', 'offered', 'agent', 'ended', 19, { state: 'queued', agent: 'miss', reason: 'missed-call', offer: 'missed' }],
    ['inbound', 'offered', 'agent', 'ended', 17, { state: 'queued', agent: 'miss', reason: 'declined-call', offer: 'declined' }],
    ['inbound', 'offered', 'agent', 'ended', 20, { state: 'queued', agent: 'miss', reason: 'phone-unreachable', offer: 'unreachable' }],
    ['inbound', 'talking', 'agent', 'ended', 16, { state: 'ended', outcome: 'completed', agent: 'call-ended' }],
    ['inbound', 'talking', 'caller', 'ended', 16, { state: 'ended', outcome: 'completed', agent: 'call-ended' }],
    ['outbound', 'dialling', 'callee', 'answered', null, { state: 'talking', agent: 'answer', record: true }],
    ['outbound', 'dialling', 'callee', 'ended', 17, { state: 'ended', outcome: 'unanswered', agent: 'call-out-failed' }],
    ['outbound', 'dialling', 'agent', 'ended', 16, { state: 'ended', outcome: 'unanswered', agent: 'call-out-failed' }],
    ['outbound', 'talking', 'agent', 'answered', null, null],
    ['outbound', 'talking', 'callee', 'ended', 16, { state: 'ended', outcome: 'completed', agent: 'call-ended' }],
    ['inbound', 'ended', 'agent', 'ended', 16, null],
  ] as const)('%s, %s: the %s’s leg %s (%s)', (direction, state, role, news, cause, expected) => {
    expect(reactionTo({ direction, state, role, current: true, news, cause, hasCallee: true })).toEqual(expected);
  });

  it('is nothing for the leg of an offer that is over', () => {
    expect(reactionTo({ direction: 'inbound', state: 'offered', role: 'agent', current: false, news: 'answered', cause: null, hasCallee: false })).toBeNull();
  });

  it('dials the number when the agent’s phone was rung first', () => {
    expect(reactionTo({ direction: 'outbound', state: 'dialling', role: 'agent', current: true, news: 'answered', cause: null, hasCallee: false })).toEqual({
      state: 'dialling',
      dialCallee: true,
    });
  });
});
