import type { Instant } from '@seatline/kernel';
import type { TenantTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from '../persistence/instants';
import type { CarrierName } from '../ports/calls';

/** A caller and the agent whose phone is to ring. */
export interface Match extends Record<string, unknown> {
  readonly callId: string;
  readonly memberId: string;
  readonly seatId: string;
  readonly legId: string;
  readonly carrier: CarrierName;
  readonly callerNumber: string;
  readonly ringTimeoutSeconds: number;
}

export interface MatchQuestion {
  /** The id of the agent's leg, should there be a match. */
  readonly legId: string;
  readonly at: Instant;
  /** The process that will run the call's commands. */
  readonly owner: string;
  /** Only this queue, and only for this agent; null for any. */
  readonly queueId: string | null;
  readonly memberId: string | null;
}

/**
 * Brings the longest-waiting caller together with the longest-idle agent of their queue, in one statement. Rows that another transaction holds are passed
 * over, so nobody waits here and nobody is matched twice; the unique keys of the tables would refuse it besides. Null: there is no such pair now.
 */
export async function matchOne(tx: TenantTransaction, question: MatchQuestion): Promise<Match | null> {
  const at = timestamp(question.at);
  const { rows } = await tx.ledger.execute<Match>(sql`
    with waiting as (
      select c.id, c.queue_id, c.carrier, c.other_number, q.ring_timeout_seconds
      from routed_call c join queue q on q.tenant_id = c.tenant_id and q.id = c.queue_id
      where c.tenant_id = current_tenant() and c.state = 'queued' and (${question.queueId}::uuid is null or c.queue_id = ${question.queueId}::uuid)
        and exists (
          select from queue_member m join agent a on a.tenant_id = m.tenant_id and a.member_id = m.member_id
          where m.tenant_id = c.tenant_id and m.queue_id = c.queue_id and a.state = 'ready' and (${question.memberId}::uuid is null or a.member_id = ${question.memberId}::uuid))
      order by c.queued_at, c.id limit 1 for no key update of c skip locked),
    chosen as (
      select w.id, w.carrier, w.other_number, w.ring_timeout_seconds, a.tenant_id, a.member_id, a.seat_id
      from waiting w
      join queue_member m on m.tenant_id = current_tenant() and m.queue_id = w.queue_id
      join agent a on a.tenant_id = m.tenant_id and a.member_id = m.member_id
      where a.state = 'ready' order by a.state_since, a.member_id limit 1 for no key update of a skip locked),
    offered as (
      insert into offer (call_id, member_id, seat_id, leg_id, offered_at, due_at)
      select id, member_id, seat_id, ${question.legId}, ${at}::timestamptz, ${at}::timestamptz + make_interval(secs => ring_timeout_seconds) from chosen),
    ringing as (
      update agent a set state = 'ringing', state_since = ${at}, reason = null, before_state = 'ready', before_reason = null, call_id = chosen.id, version = version + 1
      from chosen where a.tenant_id = chosen.tenant_id and a.member_id = chosen.member_id),
    told as (
      insert into agent_state_event (member_id, seat_id, at, from_state, to_state, call_id)
      select member_id, seat_id, ${at}, 'ready', 'ringing', id from chosen),
    routed as (
      update routed_call r set state = 'offered', state_since = ${at}, member_id = chosen.member_id, seat_id = chosen.seat_id, agent_leg_id = ${question.legId},
        owner = ${question.owner}, heartbeat_at = clock_timestamp()
      from chosen where r.tenant_id = chosen.tenant_id and r.id = chosen.id)
    select id as "callId", member_id as "memberId", seat_id as "seatId", ${question.legId} as "legId", carrier, other_number as "callerNumber",
      ring_timeout_seconds as "ringTimeoutSeconds"
    from chosen`);
  return rows[0] ?? null;
}
