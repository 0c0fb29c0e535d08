import { accept, type Instant, refuse, type Result } from '@seatline/kernel';

/** What an agent is doing. `ringing` is also an agent whose own call out has not been answered yet. */
export type AgentState = 'offline' | 'ready' | 'busy' | 'ringing' | 'talking' | 'hold' | 'wrap-up';

export const AGENT_STATES: readonly AgentState[] = ['offline', 'ready', 'busy', 'ringing', 'talking', 'hold', 'wrap-up'];

/** What can happen to an agent. */
export type AgentOccurrence =
  | 'log-in'
  | 'set-ready'
  | 'set-busy'
  /** A waiting caller is offered. */
  | 'offer'
  /** The agent's offer went unanswered, or was turned away. */
  | 'miss'
  /** The caller left before the agent answered; the agent did nothing wrong. */
  | 'withdraw'
  | 'call-out'
  /** The call out ended before anybody answered. */
  | 'call-out-failed'
  | 'answer'
  | 'hold'
  | 'resume'
  | 'call-ended'
  | 'wrap-up-ended'
  | 'log-out';

/** `before`: back to the state that the agent had chosen (ready or busy) before the call. */
type Target = AgentState | 'before';

/**
 * Every change that is allowed; what is not here is refused. A call out may begin in any state without a call, and the agent returns to what they had
 * chosen. Source: domain.md 6.
 */
export const AGENT_TRANSITIONS: Readonly<Record<AgentState, Partial<Readonly<Record<AgentOccurrence, Target>>>>> = {
  offline: { 'log-in': 'busy' },
  ready: { 'set-ready': 'ready', 'set-busy': 'busy', offer: 'ringing', 'call-out': 'ringing', 'log-out': 'offline' },
  busy: { 'set-ready': 'ready', 'set-busy': 'busy', 'call-out': 'ringing', 'log-out': 'offline' },
  ringing: { answer: 'talking', miss: 'busy', withdraw: 'before', 'call-out-failed': 'before', 'log-out': 'offline' },
  talking: { hold: 'hold', 'call-ended': 'wrap-up' },
  hold: { resume: 'talking', 'call-ended': 'wrap-up' },
  'wrap-up': { 'set-ready': 'ready', 'set-busy': 'busy', 'wrap-up-ended': 'before', 'call-out': 'ringing', 'log-out': 'offline' },
};

/** Why an agent is busy, where the product says so itself; a reason of the agent's own may be any short text. */
export const BUSY_REASON = {
  loggedIn: 'logged-in',
  missedCall: 'missed-call',
  declinedCall: 'declined-call',
  phoneUnreachable: 'phone-unreachable',
} as const;

/** Why an agent was taken off their seat, where the seat itself is the reason. */
export const SEAT_LOST_REASON = { suspended: 'seat-suspended', released: 'seat-released' } as const;

export interface Agent {
  readonly memberId: string;
  readonly state: AgentState;
  readonly stateSince: Instant;
  /** Only while busy. */
  readonly reason: string | null;
  /** Null exactly when offline. */
  readonly seatId: string | null;
  /** Not null exactly while ringing, talking or on hold. */
  readonly callId: string | null;
  /** What the agent had chosen before the call; what they return to. */
  readonly beforeState: 'ready' | 'busy' | null;
  readonly beforeReason: string | null;
  /** The end of wrap-up; null in every other state. */
  readonly dueAt: Instant | null;
  /** Why the agent leaves when the present call is over; null: stays. */
  readonly logOutAfterCall: string | null;
}

/** What comes with an occurrence. */
export interface AgentChange {
  readonly at: Instant;
  readonly reason?: string | null;
  readonly seatId?: string | null;
  readonly callId?: string | null;
  readonly wrapUpSeconds?: number;
}

export type AgentRefusalCode = 'agent.not-now';

/**
 * The agent after an occurrence, or a refusal when the table does not allow it.
 * - A call remembers what the agent had chosen before (ready or busy); a call out made during wrap-up keeps what was chosen before that.
 * - When a call ends, wrap-up runs for `wrapUpSeconds`, 0 meaning none; an agent who is to leave after the call goes offline at once.
 * - `set-ready` while ready changes nothing, so that the time of waiting is not lost; `set-busy` while busy changes the reason and begins a new time.
 */
export function changeAgent(agent: Agent, occurrence: AgentOccurrence, change: AgentChange): Result<Agent, AgentRefusalCode> {
  const target = AGENT_TRANSITIONS[agent.state][occurrence];
  if (target === undefined) return refuse('agent.not-now', { state: agent.state, occurrence });
  if (occurrence === 'set-ready' && agent.state === 'ready') return accept(agent);
  const endsCall = occurrence === 'call-ended' || occurrence === 'withdraw' || occurrence === 'call-out-failed' || occurrence === 'miss';
  if (endsCall && agent.logOutAfterCall !== null) return accept(enter(agent, 'offline', { ...change, reason: agent.logOutAfterCall }));
  if (occurrence === 'call-ended' && (change.wrapUpSeconds ?? 0) <= 0) return accept(enter(agent, agent.beforeState ?? 'ready', { ...change, reason: agent.beforeReason }));
  if (target === 'before') return accept(enter(agent, agent.beforeState ?? 'ready', { ...change, reason: agent.beforeReason }));
  return accept(enter(agent, target, change));
}

function enter(agent: Agent, state: AgentState, change: AgentChange): Agent {
  const inCall = state === 'ringing' || state === 'talking' || state === 'hold';
  const chosen = agent.state === 'ready' || agent.state === 'busy';
  const keepsBefore = inCall || state === 'wrap-up';
  const before = chosen ? { state: agent.state as 'ready' | 'busy', reason: agent.reason } : { state: agent.beforeState, reason: agent.beforeReason };
  return {
    memberId: agent.memberId,
    state,
    stateSince: change.at,
    reason: state === 'busy' || state === 'offline' ? (change.reason ?? null) : null,
    seatId: state === 'offline' ? null : (change.seatId ?? agent.seatId),
    callId: inCall ? (change.callId ?? agent.callId) : null,
    beforeState: keepsBefore ? before.state : null,
    beforeReason: keepsBefore ? before.reason : null,
    dueAt: state === 'wrap-up' ? ((change.at + (change.wrapUpSeconds ?? 0) * 1000) as Instant) : null,
    logOutAfterCall: inCall ? agent.logOutAfterCall : null,
  };
}

/** Whether the agent is in a call, a ringing one included: then nobody logs them out at once. */
export function isInCall(agent: Pick<Agent, 'state'>): boolean {
  return agent.state === 'ringing' || agent.state === 'talking' || agent.state === 'hold';
}
