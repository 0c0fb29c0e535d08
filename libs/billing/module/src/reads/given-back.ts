import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { type SQL, sql } from 'drizzle-orm';
import { type BookedPayment, readPayments } from './payments';

export interface GivenBackPayment {
  readonly payment: BookedPayment;
  /** The least of what the payment still has and what of the tenant's money is free; nothing while a dispute is open, or of a bank transfer. */
  readonly returnableMinor: bigint;
  readonly refunds: readonly {
    readonly id: string; readonly amountMinor: bigint; readonly state: 'asked' | 'pending' | 'succeeded' | 'failed'; readonly cause: string | null;
    readonly reason: string; readonly refundedAt: Instant; readonly refundedBy: string;
  }[];
  readonly disputes: readonly {
    readonly id: string; readonly amountMinor: bigint; readonly takenMinor: bigint | null; readonly state: 'asked' | 'open' | 'won' | 'lost';
    readonly reason: string; readonly answerBy: Instant | null; readonly resumedAt: Instant | null; readonly openedAt: Instant;
  }[];
}

interface RefundRow extends Record<string, unknown> {
  id: string; payment_id: string; amount_minor: bigint; state: 'asked' | 'pending' | 'succeeded' | 'failed'; cause: string | null; reason: string;
  refunded_at: number; refunded_by: string;
}

interface DisputeRow extends Record<string, unknown> {
  id: string; payment_id: string; amount_minor: bigint; taken_minor: bigint | null; state: 'asked' | 'open' | 'won' | 'lost'; reason: string;
  answer_by: number | null; resumed_at: number | null; opened_at: number;
}

/** Payments with what went back of them. */
export async function readGivenBack(db: LedgerDatabase, tenantId: string, where: SQL, most: number): Promise<GivenBackPayment[]> {
  const payments = await readPayments(db, tenantId, where, most);
  const ids = sql`any (${sql.param(payments.map((payment) => payment.id))}::uuid[])`;
  const { rows: refunds } = await db.execute<RefundRow>(sql`
    select g.id, g.payment_id, g.amount_minor, g.state, g.cause, r.reason, epoch_ms(r.refunded_at) as refunded_at, r.refunded_by
    from gateway_refund g join refund r on r.tenant_id = g.tenant_id and r.lease_id = g.lease_id and r.sequence = g.refund_sequence
    where g.tenant_id = ${tenantId} and g.payment_id = ${ids} order by g.created_at, g.id`);
  const { rows: disputes } = await db.execute<DisputeRow>(sql`
    select g.id, g.payment_id, g.amount_minor, d.amount_minor as taken_minor, g.state, g.reason, epoch_ms(g.answer_by) as answer_by,
      epoch_ms(s.taken_at) as resumed_at, epoch_ms(g.created_at) as opened_at
    from gateway_dispute g
    left join dispute d on d.tenant_id = g.tenant_id and d.lease_id = g.lease_id and d.sequence = g.dispute_sequence
    left join dispute_step s on s.tenant_id = g.tenant_id and s.lease_id = g.lease_id and s.dispute_sequence = g.dispute_sequence and s.step = 'resumed'
    where g.tenant_id = ${tenantId} and g.payment_id = ${ids} order by g.created_at, g.id`);
  const { rows: left } = await db.execute<{ payment_id: string; minor: bigint }>(sql`
    select g.payment_id, greatest(0, least(g.captured_minor - g.refunded_minor - g.disputed_minor, coalesce(b.unapplied_minor, 0)))::bigint as minor
    from gateway_payment g left join lease_balance b on b.tenant_id = g.tenant_id and b.lease_id = g.lease_id
    where g.tenant_id = ${tenantId} and g.payment_id = ${ids}`);
  return payments.map((payment) => {
    const own = disputes.filter((row) => row.payment_id === payment.id);
    const isDisputed = own.some((row) => row.state === 'open');
    return {
      payment,
      returnableMinor: isDisputed ? 0n : (left.find((row) => row.payment_id === payment.id)?.minor ?? 0n),
      refunds: refunds.filter((row) => row.payment_id === payment.id).map((row) => ({
        id: row.id, amountMinor: row.amount_minor, state: row.state, cause: row.cause, reason: row.reason, refundedAt: row.refunded_at as Instant, refundedBy: row.refunded_by,
      })),
      disputes: own.map((row) => ({
        id: row.id, amountMinor: row.amount_minor, takenMinor: row.taken_minor, state: row.state, reason: row.reason, answerBy: row.answer_by as Instant | null,
        resumedAt: row.resumed_at as Instant | null, openedAt: row.opened_at as Instant,
      })),
    };
  });
}
