import { describe, expect, it } from '@jest/globals';
import { commandsFor, newCommands, type Situation } from './commands-for';
import { limitFromAnswer, outcomeUnderLimit, type TalkLimit } from './talk-limit';

const GIVEN: TalkLimit = { seconds: 299, until: null, extendAt: null, extendBelowSeconds: 120 };

describe('a call that may last so long', () => {
  it('is cut after its seconds, and asks for more before', () => {
    expect(limitFromAnswer(GIVEN, 1_000_000)).toEqual({ ...GIVEN, until: 1_299_000, extendAt: 1_179_000 });
  });

  it.each([
    ['completed', 1_298_000, 'out-of-credit'], ['completed', 1_297_999, 'completed'], ['completed', 1_400_000, 'out-of-credit'], ['unanswered', 1_299_000, 'unanswered'],
    ['completed', null, 'completed'],
  ] as const)('%s at %s is %s', (outcome, endedAt, becomes) => {
    expect(outcomeUnderLimit(outcome, limitFromAnswer(GIVEN, 1_000_000), endedAt)).toBe(becomes);
    expect(outcomeUnderLimit(outcome, null, endedAt)).toBe(outcome);
    expect(outcomeUnderLimit(outcome, GIVEN, endedAt)).toBe(outcome);
  });

  it('has its end told to the carrier at the answer, and anew when it is moved', () => {
    const situation = (talkUntil?: number): Situation => ({
      callId: 'c', direction: 'outbound', state: 'talking', agentLegId: 'agent', recordingId: null, ...(talkUntil === undefined ? {} : { talkUntil }),
      legs: [
        { id: 'agent', role: 'agent', direction: 'in', stage: 'answered', dial: null, cause: null },
        { id: 'callee', role: 'callee', direction: 'out', stage: 'answered', dial: null, cause: null },
      ],
    });
    const limits = (commands: ReturnType<typeof commandsFor>) => commands.filter((command) => command.kind === 'limit');
    expect(limits(commandsFor(situation()))).toEqual([]);
    expect(limits(commandsFor(situation(5)))).toEqual([{ kind: 'limit', legId: 'callee', talkUntil: 5 }]);
    expect(newCommands(situation(5), situation(9))).toEqual([{ kind: 'limit', legId: 'callee', talkUntil: 9 }]);
    expect(newCommands(situation(5), situation(5))).toEqual([]);
  });
});
