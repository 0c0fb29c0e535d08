import { Inject, Injectable } from '@nestjs/common';
import { type Agent, type AgentChange, type AgentOccurrence, type AgentState, changeAgent, SEAT_LOST_REASON } from '@seatline/acd-domain';
import type { Instant } from '@seatline/kernel';
import { LiveBus, Problem, type TenantTransaction } from '@seatline/server';
import { type SQL, sql } from 'drizzle-orm';
import { milliseconds, timestamp } from '../persistence/instants';
import { SEAT_LOGINS, type SeatLogins } from '../ports/seats';

interface AgentRow extends Record<string, unknown> {
  memberId: string;
  state: AgentState;
  stateSince: number;
  reason: string | null;
  seatId: string | null;
  callId: string | null;
  beforeState: 'ready' | 'busy' | null;
  beforeReason: string | null;
  dueAt: number | null;
  logOutAfterCall: string | null;
}

const COLUMNS: SQL = sql.join(
  [
    sql.raw('member_id as "memberId", state, reason, seat_id as "seatId", call_id as "callId", before_state as "beforeState", before_reason as "beforeReason"'),
    sql.raw('log_out_after_call as "logOutAfterCall"'),
    milliseconds('state_since', 'stateSince'),
    milliseconds('due_at', 'dueAt'),
  ],
  sql`, `,
);

/** Agents' rows. Every change of state is one statement with its event, and a hint to the desks that show it. */
@Injectable()
export class AgentRows {
  constructor(
    private readonly live: LiveBus,
    @Inject(SEAT_LOGINS) private readonly logins: SeatLogins,
  ) {}

  /** Without a lock, in order to know which call to lock first. */
  async find(tx: TenantTransaction, memberId: string): Promise<Agent | null> {
    const { rows } = await tx.ledger.execute<AgentRow>(sql`select ${COLUMNS} from agent where member_id = ${memberId}`);
    return rows[0] ? (rows[0] as unknown as Agent) : null;
  }

  async atSeat(tx: TenantTransaction, seatId: string): Promise<Agent | null> {
    const { rows } = await tx.ledger.execute<AgentRow>(sql`select ${COLUMNS} from agent where seat_id = ${seatId}`);
    return rows[0] ? (rows[0] as unknown as Agent) : null;
  }

  async lock(tx: TenantTransaction, memberId: string): Promise<Agent | null> {
    const { rows } = await tx.ledger.execute<AgentRow>(sql`select ${COLUMNS} from agent where member_id = ${memberId} for no key update`);
    return rows[0] ? (rows[0] as unknown as Agent) : null;
  }

  /** The member's row, made at the first log-in. */
  async lockOrBegin(tx: TenantTransaction, memberId: string, at: Instant): Promise<Agent> {
    await tx.ledger.execute(sql`insert into agent (member_id, state, state_since) values (${memberId}, 'offline', ${timestamp(at)}) on conflict do nothing`);
    const agent = await this.lock(tx, memberId);
    if (!agent) throw new Error('an agent’s row that was just made is not there');
    return agent;
  }

  /** Applies an occurrence to a locked agent. Throws the refusal as a Problem. */
  async change(tx: TenantTransaction, agent: Agent, occurrence: AgentOccurrence, change: AgentChange): Promise<Agent> {
    const result = changeAgent(agent, occurrence, change);
    if (!result.ok) throw Problem.from(result.refusal);
    if (result.value !== agent) await this.save(tx, agent, result.value);
    return result.value;
  }

  async leaveAfterCall(tx: TenantTransaction, memberId: string, reason: string): Promise<void> {
    await tx.ledger.execute(sql`update agent set log_out_after_call = ${reason}, version = version + 1 where member_id = ${memberId}`);
    await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'agent', memberId });
  }

  private async save(tx: TenantTransaction, before: Agent, after: Agent): Promise<void> {
    const at = timestamp(after.stateSince);
    await tx.ledger.execute(sql`
      with changed as (
        update agent set state = ${after.state}, state_since = ${at}, reason = ${after.reason}, seat_id = ${after.seatId}, call_id = ${after.callId},
          before_state = ${after.beforeState}, before_reason = ${after.beforeReason}, due_at = ${timestamp(after.dueAt)},
          log_out_after_call = ${after.logOutAfterCall}, logged_in_at = case when ${before.state} = 'offline' then ${at}::timestamptz else logged_in_at end,
          version = version + 1
        where member_id = ${after.memberId})
      insert into agent_state_event (member_id, seat_id, at, from_state, to_state, reason, call_id)
      values (${after.memberId}, ${after.seatId ?? before.seatId}, ${at}, ${before.state}, ${after.state}, ${after.reason}, ${after.callId ?? before.callId})`);
    await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'agent', memberId: after.memberId });
    // Whoever leaves a seat leaves its secret behind: a new one that nobody is told keeps the old phone out. Where the seat is suspended nobody else comes, and the
    // phone that stands there must go on reaching emergency numbers.
    if (after.state === 'offline' && before.seatId !== null && after.reason !== SEAT_LOST_REASON.suspended) await this.logins.renew(tx, before.seatId);
  }
}
