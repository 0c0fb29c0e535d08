import { describe, expect, it } from '@jest/globals';
import { HANGUP_CAUSES, REJECT_CAUSES, hangupCause, legOutcome } from './hangup-cause';

describe('hangup causes', () => {
  it('has each code once', () => {
    expect(new Set(HANGUP_CAUSES.map((cause) => cause.code)).size).toBe(HANGUP_CAUSES.length);
    expect(new Set(HANGUP_CAUSES.map((cause) => cause.name)).size).toBe(HANGUP_CAUSES.length);
  });

  it('keeps a code that it does not know', () => {
    expect(hangupCause(99)).toEqual({ code: 99, name: 'unknown', outcome: 'failed', sipStatus: 500 });
    expect(hangupCause(0).code).toBe(0);
  });

  it.each([
    [16, true, 'completed'],
    [38, true, 'completed'],
    [16, false, 'no-answer'],
    [17, false, 'busy'],
    [19, false, 'no-answer'],
    [20, false, 'unreachable'],
    [1, false, 'invalid-number'],
    [42, false, 'congestion'],
  ] as const)('cause %i with answered=%s is %s', (code, answered, outcome) => {
    expect(legOutcome(code, answered)).toBe(outcome);
  });

  it('tells a suspended tenant’s caller to try again, not that the number is wrong', () => {
    expect(hangupCause(REJECT_CAUSES.suspended).sipStatus).toBe(503);
    expect(hangupCause(REJECT_CAUSES['no-route']).sipStatus).toBe(404);
  });
});
