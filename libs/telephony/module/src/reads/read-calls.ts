import { Injectable } from '@nestjs/common';
import { notFound, TenantUnitOfWork, type TenantTransaction } from '@seatline/server';
import { type SQL, sql } from 'drizzle-orm';
import type { CarrierName } from '../settings';

export interface CallListed extends Record<string, unknown> {
  id: string;
  direction: 'inbound' | 'outbound';
  callerNumber: string;
  calledNumber: string;
  queueName: string | null;
  agentName: string | null;
  seatLabel: string | null;
  startedAt: string;
  answeredAt: string | null;
  endedAt: string | null;
  milliseconds: number;
  outcome: string;
  refusal: string | null;
  hasRecording: boolean;
}

export interface LegListed extends Record<string, unknown> {
  id: string;
  role: string;
  carrierLeg: boolean;
  stage: string;
  startedAt: string;
  answeredAt: string | null;
  endedAt: string | null;
  milliseconds: number;
  cause: number | null;
  outcome: string | null;
  estimated: boolean;
}

export interface EventListed extends Record<string, unknown> {
  at: string;
  type: string;
  legId: string | null;
  source: string;
}

const utc = (column: string): SQL => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

const CALLS = sql`
  select o.id, o.direction, case o.direction when 'inbound' then o.other_number else o.our_number end as "callerNumber",
    case o.direction when 'inbound' then o.our_number else o.other_number end as "calledNumber", o.queue_name as "queueName", o.member_name as "agentName",
    o.seat_label as "seatLabel", ${utc('o.started_at')} as "startedAt", ${utc('o.answered_at')} as "answeredAt", ${utc('o.ended_at')} as "endedAt",
    coalesce((extract(epoch from o.ended_at - o.answered_at) * 1000)::float8, 0) as milliseconds,
    case when o.refusal is not null then 'refused' when o.ended_at is null then 'in-progress' else coalesce(o.outcome, 'unanswered') end as outcome, o.refusal,
    o.recorded as "hasRecording"
  from call_overview o`;

/** Calls as lists and one call whole, from views of the rows that are written once. */
@Injectable()
export class ReadCalls {
  constructor(private readonly tenants: TenantUnitOfWork) {}

  /** The latest first, at most so many. */
  list(tenantId: string, cursor: string | null, most: number): Promise<CallListed[]> {
    return this.tenants.run(tenantId, async (tx) => {
      const after = cursor === null ? sql`true` : sql`(o.started_at, o.id) < (select c.started_at, c.id from call c where c.id = ${cursor}::uuid)`;
      const { rows } = await tx.ledger.execute<CallListed>(sql`${CALLS} where ${after} order by o.started_at desc, o.id desc limit ${most}`);
      return rows;
    });
  }

  one(tenantId: string, id: string): Promise<{ call: CallListed; legs: LegListed[]; events: EventListed[] }> {
    return this.tenants.run(tenantId, async (tx) => {
      const { rows } = await tx.ledger.execute<CallListed>(sql`${CALLS} where o.id = ${id}`);
      const [call] = rows;
      if (!call) throw notFound('call');
      return { call, legs: await legsOf(tx, id), events: await eventsOf(tx, id) };
    });
  }

  /** The newest recording that can be read; null when the call has none. */
  recording(tenantId: string, callId: string): Promise<{ id: string; carrier: CarrierName } | null> {
    return this.tenants.run(tenantId, async (tx) => {
      const calls = await tx.ledger.execute(sql`select 1 from call where id = ${callId}`);
      if (calls.rows.length === 0) throw notFound('call');
      const { rows } = await tx.ledger.execute<{ id: string; carrier: CarrierName }>(sql`
        select id, carrier from recording where call_id = ${callId} and status = 'ready' order by requested_at desc limit 1`);
      return rows[0] ?? null;
    });
  }
}

async function legsOf(tx: TenantTransaction, callId: string): Promise<LegListed[]> {
  const { rows } = await tx.ledger.execute<LegListed>(sql`
    select l.id, l.role, l.party_kind = 'trunk' as "carrierLeg", l.stage, ${utc('l.created_at')} as "startedAt", ${utc('l.answered_at')} as "answeredAt",
      ${utc('l.ended_at')} as "endedAt", coalesce(r.milliseconds, 0)::float8 as milliseconds, l.cause, r.outcome, l.estimated
    from call_leg l left join cdr_current r on r.tenant_id = l.tenant_id and r.id = l.cdr_id
    where l.call_id = ${callId} order by l.created_at, l.cdr_id`);
  return rows;
}

async function eventsOf(tx: TenantTransaction, callId: string): Promise<EventListed[]> {
  const { rows } = await tx.ledger.execute<EventListed>(sql`
    select ${utc('at')} as at, type, leg_id as "legId", source from call_event
    where call_id = ${callId} or (call_id is null and leg_id in (select id from call_leg where call_id = ${callId})) order by call_event.at, recorded_at`);
  return rows;
}
