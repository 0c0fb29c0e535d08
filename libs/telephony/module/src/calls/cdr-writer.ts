import { Injectable } from '@nestjs/common';
import { Outbox, type TenantTransaction } from '@seatline/server';
import { type CallDetailRecord, callDetailRecord, type CallLeg, type LegEnded, TELEPHONY_TOPICS } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import type { CarrierName } from '../settings';
import { timestamp } from './leg-row';

interface Context extends Record<string, unknown> {
  ourNumber: string;
  otherNumber: string;
  seatId: string | null;
  memberId: string | null;
  leaseId: string | null;
  lastVersion: number;
  wasAnswered: boolean;
}

/** Writes the record of an ended leg, and tells it for billing, in the transaction that ended the leg. */
@Injectable()
export class CdrWriter {
  constructor(private readonly outbox: Outbox) {}

  async write(tx: TenantTransaction, carrier: CarrierName, leg: CallLeg): Promise<void> {
    const context = await this.contextOf(tx, leg);
    const record = callDetailRecord(context, leg);
    const version = context.lastVersion + 1;
    await this.insert(tx, carrier, record, version, context);
    // A correction is told only if it makes something billable of what was not; billing counts a record once.
    if (version > 1 && (context.wasAnswered || record.answeredAt === null)) return;
    await this.outbox.publish(tx, { topic: TELEPHONY_TOPICS.legEnded, payload: payloadOf(record, version, context) });
  }

  /**
   * A customer's leg belongs to the seat and agent that spoke with it (a call out: that made it), so that what a carrier charges can be laid to a seat.
   */
  private async contextOf(tx: TenantTransaction, leg: CallLeg): Promise<Context> {
    const { rows } = await tx.ledger.execute<Context>(sql`
      select c.our_number as "ourNumber", c.other_number as "otherNumber", a.seat_id as "seatId", a.member_id as "memberId", s.lease_id as "leaseId",
        coalesce(v.version, 0) as "lastVersion", coalesce(v.answered_at is not null, false) as "wasAnswered"
      from call c
      left join lateral (
        select x.seat_id, x.member_id from call_leg x
        where x.call_id = c.id and (x.id = ${leg.id} or (x.role = 'agent' and (x.answered_at is not null or c.direction = 'outbound')))
          and x.seat_id is not null
        order by x.id = ${leg.id} desc, x.answered_at desc nulls last limit 1) a on true
      left join seat s on s.id = a.seat_id
      left join lateral (select d.version, d.answered_at from cdr d where d.id = ${leg.cdrId} order by d.version desc limit 1) v on true
      where c.id = ${leg.callId}`);
    const [context] = rows;
    if (!context) throw new Error(`leg ${leg.id} belongs to no call`);
    return context;
  }

  private async insert(tx: TenantTransaction, carrier: CarrierName, r: CallDetailRecord, version: number, context: Context): Promise<void> {
    await tx.ledger.execute(sql`
      insert into cdr (id, version, call_id, leg_id, carrier, direction, carrier_leg, our_number, other_number, started_at, answered_at, ended_at, milliseconds,
        cause, outcome, seat_id, member_id, lease_id, estimated)
      values (${r.id}, ${version}, ${r.callId}, ${r.legId}, ${carrier}, ${r.direction}, ${r.carrierLeg}, ${r.ourNumber}, ${r.otherNumber}, ${timestamp(r.startedAt)},
        ${timestamp(r.answeredAt)}, ${timestamp(r.endedAt)}, ${r.milliseconds}, ${r.cause}, ${r.outcome}, ${context.seatId}, ${context.memberId}, ${context.leaseId},
        ${r.estimated})`);
  }
}

function payloadOf(record: CallDetailRecord, version: number, context: Context): LegEnded {
  const { id, callId, legId, direction, carrierLeg, ourNumber, otherNumber, milliseconds, estimated } = record;
  const { seatId, memberId, leaseId } = context;
  const instants = { answeredAt: timestamp(record.answeredAt), endedAt: new Date(record.endedAt).toISOString() };
  return { cdrId: id, version, callId, legId, direction, carrierLeg, ourNumber, otherNumber, ...instants, milliseconds, estimated, seatId, memberId, leaseId };
}
