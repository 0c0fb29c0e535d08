import type { Instant } from '@seatline/kernel';

/** An agent of the queue, as the choice sees them. */
export interface IdleAgent {
  readonly memberId: string;
  readonly state: string;
  readonly stateSince: Instant;
}

/**
 * The agent who gets the next call of a queue: of those who are ready, the one who has been ready for the longest; of two who became ready in the same
 * millisecond, the one with the smaller id, so that the choice is always the same. Null when nobody is ready. The statement in the module's `match.ts`
 * is this rule in SQL, and a test holds them together.
 */
export function longestIdle(agents: readonly IdleAgent[]): IdleAgent | null {
  let chosen: IdleAgent | null = null;
  for (const agent of agents) {
    if (agent.state !== 'ready') continue;
    if (chosen === null || agent.stateSince < chosen.stateSince || (agent.stateSince === chosen.stateSince && agent.memberId < chosen.memberId)) chosen = agent;
  }
  return chosen;
}
