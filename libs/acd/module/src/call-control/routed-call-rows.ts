import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@seatline/kernel';
import type { TenantTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { milliseconds, timestamp } from '../persistence/instants';
import type { RoutedCall } from './routed-call';

/** This process, as the rows of the calls that it runs name it. */
export const CALL_OWNER = Symbol('CALL_OWNER');

interface Row extends Record<string, unknown>, Omit<RoutedCall, 'talk'> {
  talkSeconds: number | null;
  talkUntil: number | null;
  extendAt: number | null;
  extendBelowSeconds: number | null;
}

/** Rows of calls on their way. Whoever changes a call locks its row first, before any agent's. */
@Injectable()
export class RoutedCallRows {
  constructor(@Inject(CALL_OWNER) private readonly owner: string) {}

  async lock(tx: TenantTransaction, callId: string): Promise<RoutedCall | null> {
    const { rows } = await tx.ledger.execute<Row>(sql`
      select c.id, c.carrier, c.direction, c.state, c.queue_id as "queueId", c.other_number as "otherNumber", c.member_id as "memberId", c.seat_id as "seatId",
        c.agent_leg_id as "agentLegId", c.outcome, c.recording_id as "recordingId", c.trunk_id as "trunkId", c.dial_number as "dialNumber",
        c.dial_shown as "dialShown", c.emergency, q.ring_timeout_seconds as "ringTimeoutSeconds", q.wrap_up_seconds as "wrapUpSeconds",
        c.talk_seconds as "talkSeconds", ${milliseconds('c.talk_until', 'talkUntil')}, ${milliseconds('c.talk_extend_at', 'extendAt')},
        c.extend_below_seconds as "extendBelowSeconds"
      from routed_call c left join queue q on q.tenant_id = c.tenant_id and q.id = c.queue_id
      where c.id = ${callId} for no key update of c`);
    return rows[0] ? callOf(rows[0]) : null;
  }

  async insert(tx: TenantTransaction, call: RoutedCall, at: Instant): Promise<void> {
    await tx.ledger.execute(sql`
      insert into routed_call (id, carrier, direction, state, queue_id, other_number, queued_at, state_since, member_id, seat_id, agent_leg_id, trunk_id, dial_number,
        dial_shown, emergency, talk_seconds, extend_below_seconds, owner)
      values (${call.id}, ${call.carrier}, ${call.direction}, ${call.state}, ${call.queueId}, ${call.otherNumber}, ${call.state === 'queued' ? timestamp(at) : null},
        ${timestamp(at)}, ${call.memberId}, ${call.seatId}, ${call.agentLegId}, ${call.trunkId}, ${call.dialNumber}, ${call.dialShown}, ${call.emergency},
        ${call.talk?.seconds ?? null}, ${call.talk?.extendBelowSeconds ?? null}, ${this.owner})`);
  }

  async save(tx: TenantTransaction, call: RoutedCall, at: Instant): Promise<void> {
    await tx.ledger.execute(sql`
      update routed_call set state = ${call.state}, state_since = ${timestamp(at)}, member_id = ${call.memberId}, seat_id = ${call.seatId},
        agent_leg_id = ${call.agentLegId}, outcome = ${call.outcome}, recording_id = ${call.recordingId},
        talk_seconds = ${call.talk?.seconds ?? null}, talk_until = ${timestamp((call.talk?.until ?? null) as Instant | null)},
        talk_extend_at = ${timestamp((call.talk?.extendAt ?? null) as Instant | null)}, owner = ${this.owner}, heartbeat_at = clock_timestamp()
      where id = ${call.id}`);
  }

  /** How long the call may last, and nothing else of it. */
  async saveTalk(tx: TenantTransaction, { id, talk }: Pick<RoutedCall, 'id' | 'talk'>): Promise<void> {
    await tx.ledger.execute(sql`
      update routed_call set talk_seconds = ${talk?.seconds ?? null}, talk_until = ${timestamp((talk?.until ?? null) as Instant | null)},
        talk_extend_at = ${timestamp((talk?.extendAt ?? null) as Instant | null)} where id = ${id}`);
  }

  async closeOffer(tx: TenantTransaction, callId: string, outcome: string, at: Instant): Promise<void> {
    await tx.ledger.execute(sql`update offer set outcome = ${outcome}, ended_at = ${timestamp(at)} where call_id = ${callId} and outcome is null`);
  }

  /** Takes over a call whose process has not been heard of since; false when it was heard of meanwhile. */
  async adopt(tx: TenantTransaction, callId: string, silentSeconds: number): Promise<boolean> {
    const { rows } = await tx.ledger.execute(sql`
      update routed_call set owner = ${this.owner}, heartbeat_at = clock_timestamp()
      where id = ${callId} and state <> 'ended' and heartbeat_at < clock_timestamp() - make_interval(secs => ${silentSeconds}) returning 1`);
    return rows.length > 0;
  }
}

function callOf({ talkSeconds, talkUntil, extendAt, extendBelowSeconds, ...call }: Row): RoutedCall {
  if (talkSeconds === null) return { ...call, talk: null };
  return { ...call, talk: { seconds: talkSeconds, until: talkUntil, extendAt, extendBelowSeconds: extendBelowSeconds ?? 0 } };
}
