import { type Agreement, MOST_SENDING_TRIES } from '@seatline/billing-domain';
import type { LedgerDatabase, PlatformTransaction, TenantTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from './table-writer';

export type MessageChannel = 'email' | 'webhook';

export interface NewMessage {
  readonly id: string;
  readonly channel: MessageChannel;
  readonly recipient: string;
  readonly address: string;
  readonly subject: string;
  readonly body: string;
}

export interface NoticeToAddress extends Record<string, unknown> {
  readonly id: string;
  readonly lease_id: string;
  readonly kind: string;
  readonly invoice_id: string | null;
  readonly due_at: number;
  readonly about: Agreement | null;
}

/** A message that this process has for itself until the claim ends. */
export interface ClaimedMessage extends Record<string, unknown> {
  readonly id: string;
  readonly notice_id: string;
  readonly channel: MessageChannel;
  readonly recipient: string;
  readonly address: string;
  readonly subject: string;
  readonly body: string;
  readonly attempts: number;
  readonly tries_left: number;
}

export interface MessageKey {
  readonly tenantId: string;
  readonly id: string;
}

/** The notice waits to be addressed from the commit on. */
export async function dispatchNotice(db: LedgerDatabase, noticeId: string): Promise<void> {
  await db.execute(sql`insert into notice_dispatch (notice_id) values (${noticeId}) on conflict do nothing`);
}

export async function noticesToAddress(tx: PlatformTransaction, most: number): Promise<MessageKey[]> {
  const { rows } = await tx.db.execute<{ tenant_id: string; notice_id: string }>(
    sql`select tenant_id, notice_id from notice_dispatch where addressed_at is null order by notice_id limit ${most}`,
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, id: row.notice_id }));
}

/** The notice, locked against being addressed twice at once; null when it has been. */
export async function takeNotice(tx: TenantTransaction, noticeId: string): Promise<NoticeToAddress | null> {
  const { rows } = await tx.ledger.execute<NoticeToAddress>(sql`
    select n.id, n.lease_id, n.kind, n.invoice_id, epoch_ms(n.due_at) as due_at, n.about
    from notice_dispatch d join notice n on n.tenant_id = d.tenant_id and n.id = d.notice_id
    where d.tenant_id = ${tx.tenantId} and d.notice_id = ${noticeId} and d.addressed_at is null for update of d`);
  return rows[0] ?? null;
}

/** Puts down who the notice goes to, and that nobody has to ask again. */
export async function addressNotice(tx: TenantTransaction, noticeId: string, messages: readonly NewMessage[], at: number): Promise<void> {
  for (const message of messages) {
    await tx.ledger.execute(sql`
      insert into notice_message (id, notice_id, channel, recipient, address, subject, body, tries_left, next_try_at, created_at)
      values (${message.id}, ${noticeId}, ${message.channel}, ${message.recipient}, ${message.address}, ${message.subject}, ${message.body},
        ${MOST_SENDING_TRIES}, ${timestamp(at)}, ${timestamp(at)})`);
  }
  await tx.ledger.execute(sql`
    update notice_dispatch set addressed_at = ${timestamp(at)} where tenant_id = ${tx.tenantId} and notice_id = ${noticeId}`);
}

/** Messages whose time has come and that no process is sending. */
export async function messagesDue(tx: PlatformTransaction, now: number, most: number): Promise<MessageKey[]> {
  const { rows } = await tx.db.execute<{ tenant_id: string; id: string }>(sql`
    select tenant_id, id from notice_message
    where state = 'waiting' and next_try_at <= ${timestamp(now)} and (claimed_until is null or claimed_until <= ${timestamp(now)})
    order by next_try_at limit ${most}`);
  return rows.map((row) => ({ tenantId: row.tenant_id, id: row.id }));
}

/** Takes a message for one try; null when another has it, or it has gone. A process that dies with it lets go of it with the claim's end. */
export async function claimMessage(tx: TenantTransaction, id: string, now: number, until: number): Promise<ClaimedMessage | null> {
  const { rows } = await tx.ledger.execute<ClaimedMessage>(sql`
    update notice_message set claimed_until = ${timestamp(until)}, attempts = attempts + 1, tries_left = greatest(tries_left - 1, 0)
    where tenant_id = ${tx.tenantId} and id = ${id} and state = 'waiting' and next_try_at <= ${timestamp(now)}
      and (claimed_until is null or claimed_until <= ${timestamp(now)})
    returning id, notice_id, channel, recipient, address, subject, body, attempts, tries_left`);
  return rows[0] ?? null;
}

export type TryOutcome = { readonly outcome: 'sent' | 'kept' } | { readonly outcome: 'failed'; readonly cause: string; readonly nextTryAt: number | null };

/** Proof of the try, and what becomes of the message. */
export async function recordTry(tx: TenantTransaction, message: ClaimedMessage, tried: TryOutcome, at: number): Promise<void> {
  const cause = tried.outcome === 'failed' ? tried.cause : null;
  const nextTryAt = tried.outcome === 'failed' ? tried.nextTryAt : null;
  const state = nextTryAt === null ? tried.outcome : 'waiting';
  await tx.ledger.execute(sql`
    insert into notice_sending (notice_id, channel, recipient, attempt, sent_at, outcome, detail)
    values (${message.notice_id}, ${message.channel}, ${message.recipient}, ${message.attempts}, ${timestamp(at)}, ${tried.outcome}, ${cause})
    on conflict do nothing`);
  await tx.ledger.execute(sql`
    update notice_message set state = ${state}, cause = ${cause}, claimed_until = null,
      next_try_at = ${nextTryAt === null ? null : timestamp(nextTryAt)}, settled_at = ${nextTryAt === null ? timestamp(at) : null}
    where tenant_id = ${tx.tenantId} and id = ${message.id} and state = 'waiting' and attempts = ${message.attempts}`);
}

/** Has a message sent again, with its tries before it. False: there is no such message. */
export async function sendAgain(tx: TenantTransaction, id: string, at: number): Promise<boolean> {
  const { rows } = await tx.ledger.execute(sql`
    update notice_message set state = 'waiting', tries_left = ${MOST_SENDING_TRIES}, next_try_at = ${timestamp(at)}, settled_at = null
    where tenant_id = ${tx.tenantId} and id = ${id} returning id`);
  return rows.length > 0;
}

/** The lease that a message's notice is about. */
export async function leaseOfNotice(tx: TenantTransaction, noticeId: string): Promise<{ leaseId: string; kind: string }> {
  const { rows } = await tx.ledger.execute<{ lease_id: string; kind: string }>(
    sql`select lease_id, kind from notice where tenant_id = ${tx.tenantId} and id = ${noticeId}`,
  );
  return { leaseId: rows[0]!.lease_id, kind: rows[0]!.kind };
}
