import { type AgentOccurrence, BUSY_REASON } from '../agent/agent-state';
import type { RoutedState } from './commands-for';

/** `refused`: the caller waited when the tenant was suspended, and was let go. `out-of-credit`: the time that the call's money bought was over. */
export type CallOutcome = 'completed' | 'abandoned' | 'unanswered' | 'refused' | 'out-of-credit';
export type OfferOutcome = 'answered' | 'missed' | 'declined' | 'unreachable' | 'withdrawn';

/** A leg of the call that was answered or has ended, in the call's present state. */
export interface LegNews {
  readonly direction: 'inbound' | 'outbound';
  readonly state: RoutedState;
  readonly role: 'caller' | 'agent' | 'callee';
  /** False for an agent's leg of an offer that is over. */
  readonly current: boolean;
  readonly news: 'answered' | 'ended';
  /** Q.850; why it ended. */
  readonly cause: number | null;
  readonly hasCallee: boolean;
}

/** What becomes of call, agent and offer. A field that is absent stays as it is. */
export interface Reaction {
  readonly state: RoutedState;
  readonly outcome?: CallOutcome;
  readonly agent?: AgentOccurrence;
  /** Why the agent is busy afterwards. */
  readonly reason?: string;
  readonly offer?: OfferOutcome;
  /** The agent's phone was answered: now the number is dialled. */
  readonly dialCallee?: true;
  readonly record?: true;
}

/**
 * What follows from a leg's answer or end. Null: nothing, as when a leg of an offer that is over ends at last.
 * - A caller who leaves before the answer has abandoned the call; the agent whose phone rang did nothing wrong.
 * - An offer that is not answered (or turned away, or did not reach the phone) puts the call back to its place and the agent on busy.
 * - When either side leaves a conversation, the call is over and the agent has wrap-up. An answered call is never ended by anything else.
 */
export function reactionTo(news: LegNews): Reaction | null {
  if (news.state === 'ended' || (news.role === 'agent' && !news.current)) return null;
  return news.direction === 'inbound' ? inbound(news) : outbound(news);
}

function inbound(news: LegNews): Reaction | null {
  if (news.role === 'caller') {
    if (news.news === 'answered') return null;
    if (news.state === 'talking') return { state: 'ended', outcome: 'completed', agent: 'call-ended' };
    return news.state === 'offered' ? { state: 'ended', outcome: 'abandoned', agent: 'withdraw', offer: 'withdrawn' } : { state: 'ended', outcome: 'abandoned' };
  }
  if (news.state === 'talking') return news.news === 'ended' ? { state: 'ended', outcome: 'completed', agent: 'call-ended' } : null;
  if (news.state !== 'offered') return null;
  if (news.news === 'answered') return { state: 'talking', agent: 'answer', offer: 'answered', record: true };
  return unanswered(news.cause ?? 0);
}

function outbound(news: LegNews): Reaction | null {
  if (news.news === 'ended') {
    if (news.state === 'talking') return { state: 'ended', outcome: 'completed', agent: 'call-ended' };
    return { state: 'ended', outcome: 'unanswered', agent: 'call-out-failed' };
  }
  if (news.state !== 'dialling') return null;
  if (news.role === 'callee') return { state: 'talking', agent: 'answer', record: true };
  return news.hasCallee ? null : { state: 'dialling', dialCallee: true };
}

const DECLINED: readonly number[] = [17, 21];
const UNREACHABLE: readonly number[] = [1, 2, 3, 20, 27, 34, 38, 41, 42];

/**
 * An offer whose phone was not answered. Busy or rejected (Q.850 17 and 21): the agent turned it away; no route, absent or failed: the phone could not be
 * reached; everything else: nobody answered in time.
 */
export function unanswered(cause: number): Reaction {
  if (DECLINED.includes(cause)) return { state: 'queued', agent: 'miss', reason: BUSY_REASON.declinedCall, offer: 'declined' };
  if (UNREACHABLE.includes(cause)) return { state: 'queued', agent: 'miss', reason: BUSY_REASON.phoneUnreachable, offer: 'unreachable' };
  return { state: 'queued', agent: 'miss', reason: BUSY_REASON.missedCall, offer: 'missed' };
}
