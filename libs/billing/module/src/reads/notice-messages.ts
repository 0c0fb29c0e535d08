import type { LedgerDatabase } from '@seatline/server';
import { type SQL, sql } from 'drizzle-orm';

export interface MessageRow extends Record<string, unknown> {
  id: string;
  tenant_id: string;
  tenant_name: string;
  notice_id: string;
  notice_kind: string;
  lease_id: string;
  lease_number: string;
  channel: 'email' | 'webhook';
  address: string;
  subject: string;
  body: string;
  state: 'waiting' | 'sent' | 'kept' | 'failed';
  attempts: number;
  cause: string | null;
  next_try_at: number | null;
  created_at: number;
  settled_at: number | null;
}

export interface MessageFilter {
  /** Left out in the operator's list over all tenants. */
  readonly tenantId?: string;
  readonly state?: string;
  readonly after: string | null;
  readonly most: number;
}

/** Messages on their way or gone, the last written first. */
export async function readMessages(db: LedgerDatabase, filter: MessageFilter): Promise<MessageRow[]> {
  const conditions: SQL[] = [
    sql`true`,
    ...(filter.tenantId ? [sql`m.tenant_id = ${filter.tenantId}`] : []),
    ...(filter.state ? [sql`m.state = ${filter.state}`] : []),
    ...(filter.after ? [sql`m.id < ${filter.after}`] : []),
  ];
  const { rows } = await db.execute<MessageRow>(sql`
    select m.id, m.tenant_id, t.name as tenant_name, m.notice_id, n.kind as notice_kind, n.lease_id, l.number as lease_number, m.channel, m.address,
      m.subject, m.body, m.state, m.attempts, m.cause, epoch_ms(m.next_try_at) as next_try_at, epoch_ms(m.created_at) as created_at,
      epoch_ms(m.settled_at) as settled_at
    from notice_message m
    join tenant t on t.id = m.tenant_id
    join notice n on n.tenant_id = m.tenant_id and n.id = m.notice_id
    join lease l on l.tenant_id = n.tenant_id and l.id = n.lease_id
    where ${sql.join(conditions, sql` and `)} order by m.id desc limit ${filter.most}`);
  return rows;
}

export interface AlarmRow extends Record<string, unknown> {
  id: string;
  /** Null: the platform's own. */
  tenant_id: string | null;
  tenant_name: string | null;
  kind: string;
  lease_id: string | null;
  lease_number: string | null;
  facts: Record<string, string | number | null>;
  raised_at: number;
  cleared_at: number | null;
  seen_at: number | null;
  seen_by: string | null;
}

/**
 * What the operator has to know, over all tenants and of the platform itself: what nobody has seen yet, or all of it; the last first. A tenant's that is over by itself
 * needs nobody any more; one of the platform stays until somebody has seen that it was.
 */
export async function readAlarms(db: LedgerDatabase, filter: { unseenOnly: boolean; after: string | null; most: number }): Promise<AlarmRow[]> {
  const { rows } = await db.execute<AlarmRow>(sql`
    select a.id, a.tenant_id, t.name as tenant_name, a.kind, a.lease_id, l.number as lease_number, a.facts, epoch_ms(a.raised_at) as raised_at,
      epoch_ms(a.cleared_at) as cleared_at, epoch_ms(a.seen_at) as seen_at, a.seen_by
    from (
      select id, tenant_id, kind, lease_id, facts, raised_at, cleared_at, seen_at, seen_by, seen_at is null and cleared_at is null as new from operator_alarm
      union all select id, null, kind, null, facts, raised_at, cleared_at, seen_at, seen_by, seen_at is null from platform_alarm
    ) a
    left join tenant t on t.id = a.tenant_id
    left join lease l on l.tenant_id = a.tenant_id and l.id = a.lease_id
    where ${filter.unseenOnly ? sql`a.new` : sql`true`} and ${filter.after ? sql`a.id < ${filter.after}` : sql`true`}
    order by a.id desc limit ${filter.most}`);
  return rows;
}
