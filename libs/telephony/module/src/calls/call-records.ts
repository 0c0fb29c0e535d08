import { Injectable } from '@nestjs/common';
import type { Instant } from '@seatline/kernel';
import type { TenantTransaction } from '@seatline/server';
import type { Call, CallLeg, LegRole, Origin } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import type { CarrierName } from '../settings';
import { LEG_COLUMNS, legOf, type LegRow, timestamp } from './leg-row';

/** A leg that begins: one that was offered to us, or one that we are about to dial. */
export interface NewLeg {
  readonly id: string;
  readonly role: LegRole;
  readonly direction: 'in' | 'out';
  readonly party: Origin;
  readonly seatId: string | null;
  readonly memberId: string | null;
  readonly dialled: string | null;
  readonly shown: string | null;
  readonly stage: 'new' | 'offered';
  readonly createdAt: Instant;
}

export interface RecordingOrder {
  readonly id: string;
  readonly callId: string;
  readonly legId: string;
  readonly carrier: CarrierName;
  readonly at: Instant;
}

/** Calls and legs as they begin. What becomes of a leg is the journal's to write. */
@Injectable()
export class CallRecords {
  /** A call with its first legs. A call or leg that is there already is left as it is. */
  async open(tx: TenantTransaction, call: Call, legs: readonly NewLeg[]): Promise<void> {
    await tx.ledger.execute(sql`
      with opened as (
        insert into call (id, carrier, direction, our_number, other_number, did_id, queue_id, member_id, refusal, started_at)
        values (${call.id}, ${call.carrier}, ${call.direction}, ${call.ourNumber}, ${call.otherNumber}, ${call.didId}, ${call.queueId}, ${call.memberId},
          ${call.refusal}, ${timestamp(call.startedAt)})
        on conflict do nothing)
      ${insertLegs(call.id, call.carrier, legs)}`);
  }

  async addLeg(tx: TenantTransaction, call: Pick<Call, 'id' | 'carrier'>, leg: NewLeg): Promise<void> {
    await tx.ledger.execute(insertLegs(call.id, call.carrier, [leg]));
  }

  /** All legs of a call, the oldest first. */
  async legsOf(tx: TenantTransaction, callId: string): Promise<CallLeg[]> {
    const { rows } = await tx.ledger.execute<LegRow>(sql`select ${LEG_COLUMNS} from call_leg l where l.call_id = ${callId} order by l.created_at, l.cdr_id`);
    return rows.map(legOf);
  }

  async requestRecording(tx: TenantTransaction, order: RecordingOrder): Promise<void> {
    await tx.ledger.execute(sql`
      insert into recording (id, call_id, leg_id, carrier, requested_at)
      values (${order.id}, ${order.callId}, ${order.legId}, ${order.carrier}, ${timestamp(order.at)}) on conflict do nothing`);
  }
}

function insertLegs(callId: string, carrier: CarrierName, legs: readonly NewLeg[]): ReturnType<typeof sql> {
  const values = legs.map(
    (leg) => sql`(${leg.id}, ${callId}::uuid, ${carrier}, ${leg.role}, ${leg.direction}, ${leg.party.kind},
      ${leg.party.kind === 'seat' ? leg.party.seatId : leg.party.trunkId}::uuid, ${leg.seatId}::uuid, ${leg.memberId}::uuid, ${leg.dialled}, ${leg.shown},
      ${leg.stage}, ${timestamp(leg.createdAt)}::timestamptz)`,
  );
  return sql`
    insert into call_leg (id, call_id, carrier, role, direction, party_kind, party_id, seat_id, member_id, dialled, shown, stage, created_at)
    values ${sql.join(values, sql`, `)} on conflict do nothing`;
}
