import type { LeaseKey } from '../persistence/lease-books/loaded-lease';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

export interface ProofRow extends Record<string, unknown> {
  kind: string;
  /** The invoice by the lease's own count; null where the notice is about the lease. */
  invoice: number | null;
  due_at: number;
  channel: 'portal' | 'email' | 'webhook';
  outcome: 'sent' | 'failed' | 'kept';
  tries: number;
  last_at: number;
}

/** What is known of the sending of a lease's notices, by channel and outcome. */
export async function readProofs(db: LedgerDatabase, key: LeaseKey): Promise<ProofRow[]> {
  const { rows } = await db.execute<ProofRow>(sql`
    select n.kind, i.sequence as invoice, epoch_ms(n.due_at) as due_at, s.channel, s.outcome, count(*)::int as tries, epoch_ms(max(s.sent_at)) as last_at
    from notice n
    join notice_sending s on s.tenant_id = n.tenant_id and s.notice_id = n.id
    left join invoice i on i.tenant_id = n.tenant_id and i.id = n.invoice_id
    where n.tenant_id = ${key.tenantId} and n.lease_id = ${key.leaseId}
    group by n.id, n.kind, i.sequence, n.due_at, s.channel, s.outcome order by n.due_at, s.channel, s.outcome`);
  return rows;
}
