import type { LeaseNoticeKind } from '@seatline/billing-domain';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

export interface NoticeRow extends Record<string, unknown> {
  id: string;
  lease_id: string;
  lease_number: string;
  kind: LeaseNoticeKind;
  invoice_id: string | null;
  invoice_number: string | null;
  due_at: number;
  due_on: string;
  sent_at: number | null;
  channels: string[] | null;
}

export interface NoticeFilter {
  readonly leaseId?: string;
  readonly after: string | null;
  readonly most: number;
}

/** What a tenant was told, the last first, with the proof of its sending. */
export async function readNotices(db: LedgerDatabase, tenantId: string, filter: NoticeFilter): Promise<NoticeRow[]> {
  const { rows } = await db.execute<NoticeRow>(sql`
    select n.id, n.lease_id, l.number as lease_number, n.kind, n.invoice_id, i.number as invoice_number, epoch_ms(n.due_at) as due_at,
      (n.due_at at time zone l.zone)::date::text as due_on, epoch_ms(s.sent_at) as sent_at, s.channels
    from notice n
    join lease l on l.tenant_id = n.tenant_id and l.id = n.lease_id
    left join invoice i on i.tenant_id = n.tenant_id and i.id = n.invoice_id
    left join lateral (
      select min(x.sent_at) as sent_at, array_agg(distinct x.channel) as channels from notice_sending x
      where x.tenant_id = n.tenant_id and x.notice_id = n.id and x.outcome = 'sent'
    ) s on true
    where n.tenant_id = ${tenantId}
      and ${filter.leaseId ? sql`n.lease_id = ${filter.leaseId}` : sql`true`}
      and ${
        filter.after
          ? sql`(n.recorded_at, n.id) < (select recorded_at, id from notice where tenant_id = ${tenantId} and id = ${filter.after})`
          : sql`true`
      }
    order by n.recorded_at desc, n.id desc limit ${filter.most}`);
  return rows;
}
