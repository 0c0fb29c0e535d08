import { randomUUIDv7 } from 'node:crypto';
import type { Agreement, AgreementNoticeKind } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import { type LedgerDatabase, RELAY_TASK } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { LeaseKey } from './lease-books/loaded-lease';
import { timestamp } from './table-writer';

/** A notice of what was asked or decided about a lease. */
export interface AgreementNotice {
  readonly to: LeaseKey;
  readonly kind: AgreementNoticeKind;
  /** The request's id: of one request each kind is told once. */
  readonly ref: string;
  readonly about: Agreement;
  readonly at: Instant;
}

/**
 * Gives a notice in the transaction of what it tells of: shown in the portal from the commit on, and announced to whoever sends it out by e-mail and webhook. One that was
 * given before is not given again.
 */
export async function giveAgreementNotice(db: LedgerDatabase, { to, kind, ref, about, at }: AgreementNotice): Promise<void> {
  const id = randomUUIDv7();
  const payload = JSON.stringify({ leaseId: to.leaseId, noticeId: id, kind });
  await db.execute(sql`
    with given as (
      insert into notice (tenant_id, id, lease_id, kind, ref, due_at, recorded_at, about)
      values (${to.tenantId}, ${id}, ${to.leaseId}, ${kind}, ${ref}, ${timestamp(at)}, ${timestamp(at)}, ${JSON.stringify(about)}::jsonb)
      on conflict (tenant_id, lease_id, kind, ref) do nothing returning tenant_id, id
    ), shown as (
      insert into notice_sending (tenant_id, notice_id, channel, sent_at, outcome) select tenant_id, id, 'portal', ${timestamp(at)}::timestamptz, 'sent' from given
    ), told as (
      insert into outbox (tenant_id, topic, payload) select tenant_id, 'billing.notice-recorded', ${payload}::jsonb from given returning tenant_id, id
    )
    select enqueue_jobs(${RELAY_TASK}, array_agg(json_build_object('tenantId', tenant_id, 'outboxId', id))) from told having count(*) > 0`);
}
