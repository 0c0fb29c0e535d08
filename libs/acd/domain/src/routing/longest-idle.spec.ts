import { expect, it } from '@jest/globals';
import type { Instant } from '@seatline/kernel';
import { type IdleAgent, longestIdle } from './longest-idle';

const agent = (memberId: string, state: string, since: number): IdleAgent => ({ memberId, state, stateSince: since as Instant });

it.each([
  ['nobody', [], null],
  ['nobody who is ready', [agent('a', 'busy', 1), agent('b', 'talking', 2)], null],
  ['whoever has been ready for longest', [agent('a', 'ready', 5), agent('b', 'ready', 3), agent('c', 'busy', 1)], 'b'],
  ['the smaller id of two since the same moment', [agent('b', 'ready', 3), agent('a', 'ready', 3)], 'a'],
])('chooses %s', (_whom, agents, expected) => {
  expect(longestIdle(agents)?.memberId ?? null).toBe(expected);
});
