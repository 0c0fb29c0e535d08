import type { LedgerDatabase, PlatformTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { GatewayHint } from '../ports/payment-gateway';

/** A notification by its name. */
export interface InboxKey {
  readonly provider: string;
  readonly eventId: string;
}

export interface WaitingWebhook extends InboxKey {
  readonly about: GatewayHint['about'];
}

/** Keeps a notification. False: it was there already. */
export async function keepWebhook(tx: PlatformTransaction, provider: string, hint: GatewayHint, body: string, at: string): Promise<boolean> {
  const { rows } = await tx.db.execute(sql`
    insert into webhook_inbox (provider, event_id, about_kind, about_reference, body, received_at)
    values (${provider}, ${hint.eventId}, ${hint.about.kind}, ${hint.about.reference}, ${body}, ${at}) on conflict do nothing returning 1`);
  return rows.length > 0;
}

interface InboxRow extends Record<string, unknown> {
  provider: string;
  event_id: string;
  about_kind: GatewayHint['about']['kind'];
  about_reference: string;
}

const toWaiting = (row: InboxRow): WaitingWebhook => ({
  provider: row.provider, eventId: row.event_id, about: { kind: row.about_kind, reference: row.about_reference },
});

/** Null once it is worked off. */
export async function findWaiting(tx: PlatformTransaction, { provider, eventId }: InboxKey): Promise<WaitingWebhook | null> {
  const { rows } = await tx.db.execute<InboxRow>(sql`
    select provider, event_id, about_kind, about_reference from webhook_inbox
    where provider = ${provider} and event_id = ${eventId} and processed_at is null`);
  return rows[0] ? toWaiting(rows[0]) : null;
}

/** What has waited since before an instant, the oldest first. */
export async function listWaiting(tx: PlatformTransaction, provider: string, before: string, most: number): Promise<WaitingWebhook[]> {
  const { rows } = await tx.db.execute<InboxRow>(sql`
    select provider, event_id, about_kind, about_reference from webhook_inbox
    where provider = ${provider} and processed_at is null and received_at < ${before} order by tries, received_at limit ${most}`);
  return rows.map(toWaiting);
}

/** In the transaction of its effect, whichever door that is. */
export async function markProcessed(db: LedgerDatabase, { provider, eventId }: InboxKey, at: string): Promise<void> {
  await db.execute(sql`select mark_webhook_processed(${provider}, ${eventId}, ${at}::timestamptz)`);
}

export async function noteFailure(tx: PlatformTransaction, { provider, eventId }: InboxKey, reason: string): Promise<void> {
  await tx.db.execute(sql`
    update webhook_inbox set tries = tries + 1, error = ${reason} where provider = ${provider} and event_id = ${eventId} and processed_at is null`);
}

export async function countRefusal(tx: PlatformTransaction, provider: string, on: string): Promise<void> {
  await tx.db.execute(sql`
    insert into webhook_refusal as r (provider, refused_on, refusals) values (${provider}, ${on}, 1)
    on conflict (provider, refused_on) do update set refusals = r.refusals + 1`);
}

/** Milliseconds since 1970; null before the first comparison. */
export async function comparedThrough(tx: PlatformTransaction, provider: string): Promise<number | null> {
  const { rows } = await tx.db.execute<{ at: number }>(sql`
    select epoch_ms(compared_through) as at from gateway_reconciliation where provider = ${provider}`);
  return rows[0]?.at ?? null;
}

export async function noteComparison(tx: PlatformTransaction, provider: string, through: string): Promise<void> {
  await tx.db.execute(sql`
    insert into gateway_reconciliation (provider, compared_through, ran_at) values (${provider}, ${through}, ${through})
    on conflict (provider) do update set compared_through = excluded.compared_through, ran_at = excluded.ran_at`);
}

/** Disputes that a bank has not decided, and refunds at the gateway itself that may still fail, by the gateway's reference; of invoices' payments and of wallets' top-ups. */
export async function openDisputes(tx: PlatformTransaction, gateway: string, refundsSince: string): Promise<{ kind: 'dispute' | 'refund'; reference: string }[]> {
  const { rows } = await tx.db.execute<{ kind: 'dispute' | 'refund'; reference: string }>(sql`
    select kind, reference from (
      select case when is_refund then 'refund' else 'dispute' end as kind, gateway_reference as reference, created_at from gateway_dispute
      where gateway = ${gateway} and (state in ('asked', 'open') or (is_refund and state = 'lost' and created_at > ${refundsSince}))
      union all
      select case when is_refund then 'refund' else 'dispute' end, gateway_reference, created_at from wallet_reversal
      where gateway = ${gateway} and (state in ('asked', 'open') or (is_refund and state = 'lost' and created_at > ${refundsSince}))
    ) undecided order by created_at`);
  return rows;
}
