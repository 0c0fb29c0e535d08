import { randomUUIDv7 } from 'node:crypto';
import type { Instant } from '@seatline/kernel';
import type { TenantTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from '../table-writer';

/** What a bank or the gateway takes back of a wallet's top-up. */
export interface Reversal {
  readonly id: string;
  readonly leaseId: string;
  readonly topUpId: string;
  readonly gateway: string;
  readonly gatewayReference: string;
  readonly state: 'asked' | 'open' | 'won' | 'lost';
  readonly askedMinor: bigint;
  readonly takenMinor: bigint;
  readonly takenMicros: bigint;
  readonly currency: string;
  readonly reason: string;
  /** Of a refund that somebody made at the gateway itself. */
  readonly isRefund: boolean;
  readonly answerBy: Instant | null;
  readonly takenAt: Instant | null;
  readonly returnedAt: Instant | null;
}

interface Row extends Record<string, unknown> {
  id: string;
  lease_id: string;
  top_up_id: string;
  state: Reversal['state'];
  asked_minor: bigint;
  taken_minor: bigint;
  taken_micros: bigint;
  currency: string;
  reason: string;
  is_refund: boolean;
  answer_by: Instant | null;
  taken_at: Instant | null;
  returned_at: Instant | null;
}

export async function findReversal(tx: TenantTransaction, gateway: string, gatewayReference: string): Promise<Reversal | null> {
  const { rows } = await tx.ledger.execute<Row>(sql`
    select id, lease_id, top_up_id, state, asked_minor, taken_minor, taken_micros, currency, reason, is_refund, epoch_ms(answer_by) as answer_by, epoch_ms(taken_at) as taken_at,
      epoch_ms(returned_at) as returned_at
    from wallet_reversal where tenant_id = ${tx.tenantId} and gateway = ${gateway} and gateway_reference = ${gatewayReference}`);
  const [row] = rows;
  if (!row) return null;
  return {
    id: row.id, leaseId: row.lease_id, topUpId: row.top_up_id, gateway, gatewayReference, state: row.state, askedMinor: row.asked_minor, takenMinor: row.taken_minor,
    takenMicros: row.taken_micros, currency: row.currency, reason: row.reason, isRefund: row.is_refund, answerBy: row.answer_by, takenAt: row.taken_at, returnedAt: row.returned_at,
  };
}

/** One of which nothing is known yet but that somebody asks. */
export function newReversal(of: Pick<Reversal, 'leaseId' | 'topUpId' | 'gateway' | 'gatewayReference' | 'askedMinor' | 'currency' | 'reason' | 'isRefund'>): Reversal {
  return { ...of, id: randomUUIDv7(), state: 'asked', takenMinor: 0n, takenMicros: 0n, answerBy: null, takenAt: null, returnedAt: null };
}

export async function saveReversal(tx: TenantTransaction, reversal: Reversal, at: Instant): Promise<void> {
  const when = (instant: Instant | null): string | null => (instant === null ? null : timestamp(instant));
  await tx.ledger.execute(sql`
    insert into wallet_reversal (tenant_id, id, lease_id, top_up_id, gateway, gateway_reference, state, asked_minor, taken_minor, taken_micros, currency, reason, is_refund, answer_by, created_at,
      taken_at, returned_at)
    values (${tx.tenantId}, ${reversal.id}, ${reversal.leaseId}, ${reversal.topUpId}, ${reversal.gateway}, ${reversal.gatewayReference}, ${reversal.state}, ${reversal.askedMinor},
      ${reversal.takenMinor}, ${reversal.takenMicros}, ${reversal.currency}, ${reversal.reason}, ${reversal.isRefund}, ${when(reversal.answerBy)}, ${timestamp(at)},
      ${when(reversal.takenAt)}, ${when(reversal.returnedAt)})
    on conflict (tenant_id, id) do update set state = excluded.state, taken_minor = excluded.taken_minor, taken_micros = excluded.taken_micros, answer_by = excluded.answer_by,
      taken_at = excluded.taken_at, returned_at = excluded.returned_at`);
}

/** What nobody has taken back of a top-up yet. */
export async function leftOfTopUp(tx: TenantTransaction, topUpId: string): Promise<bigint> {
  const { rows } = await tx.ledger.execute<{ minor: bigint }>(sql`
    select (t.amount_minor - coalesce((select sum(r.taken_minor) from wallet_reversal r
      where r.tenant_id = t.tenant_id and r.top_up_id = t.id and r.state <> 'won'), 0))::bigint as minor
    from wallet_top_up t where t.tenant_id = ${tx.tenantId} and t.id = ${topUpId}`);
  return rows[0]?.minor ?? 0n;
}
