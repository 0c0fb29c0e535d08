import type { Instant } from '@seatline/kernel';
import type { CallLeg, LegRole, LegStage } from '@seatline/telephony-domain';
import { type SQL, sql } from 'drizzle-orm';

/** A leg as the database gives it: instants in milliseconds. */
export interface LegRow extends Record<string, unknown> {
  id: string;
  call_id: string;
  cdr_id: string;
  role: LegRole;
  direction: 'in' | 'out';
  party_kind: 'trunk' | 'seat';
  party_id: string;
  seat_id: string | null;
  member_id: string | null;
  dialled: string | null;
  shown: string | null;
  stage: LegStage;
  created_ms: number;
  ringing_ms: number | null;
  answered_ms: number | null;
  ended_ms: number | null;
  cause: number | null;
  estimated: boolean;
}

function ms(column: string, name: string): SQL {
  return sql.raw(`(extract(epoch from l.${column}) * 1000)::float8 as ${name}`);
}

/** The columns of a LegRow, of `call_leg l`. */
export const LEG_COLUMNS: SQL = sql.join(
  [
    sql.raw('l.id, l.call_id, l.cdr_id, l.role, l.direction, l.party_kind, l.party_id, l.seat_id, l.member_id, l.dialled, l.shown, l.stage, l.cause, l.estimated'),
    ms('created_at', 'created_ms'),
    ms('ringing_at', 'ringing_ms'),
    ms('answered_at', 'answered_ms'),
    ms('ended_at', 'ended_ms'),
  ],
  sql`, `,
);

export function legOf(row: LegRow): CallLeg {
  return {
    id: row.id,
    callId: row.call_id,
    cdrId: row.cdr_id,
    role: row.role,
    direction: row.direction,
    party: row.party_kind === 'seat' ? { kind: 'seat', seatId: row.party_id } : { kind: 'trunk', trunkId: row.party_id },
    seatId: row.seat_id,
    memberId: row.member_id,
    dialled: row.dialled,
    shown: row.shown,
    stage: row.stage,
    createdAt: row.created_ms as Instant,
    ringingAt: row.ringing_ms as Instant | null,
    answeredAt: row.answered_ms as Instant | null,
    endedAt: row.ended_ms as Instant | null,
    cause: row.cause,
    estimated: row.estimated,
  };
}

/** An instant as PostgreSQL reads it. */
export function timestamp(at: Instant | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
