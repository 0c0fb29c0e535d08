import type { Instant } from '@seatline/kernel';
import type { PlatformTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { milliseconds, timestamp } from './instants';
import type { Locale } from './persons';

export interface NewTenant {
  readonly name: string;
  readonly zone: string;
  readonly currency: string;
  readonly country: string;
  readonly locale: Locale;
}

export async function insertTenant(tx: PlatformTransaction, tenant: NewTenant, now: Instant): Promise<string> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    insert into tenant (name, zone, currency, country, locale, created_at)
    values (${tenant.name}, ${tenant.zone}, ${tenant.currency}, ${tenant.country}, ${tenant.locale}, ${timestamp(now)}) returning id`);
  return rows[0]?.id ?? '';
}

/** A tenant in the operator's list. Seats are counted by state. */
export interface TenantOverview extends NewTenant, Record<string, unknown> {
  readonly id: string;
  readonly status: 'open' | 'closed';
  readonly createdAt: Instant;
  readonly members: number;
  readonly seats: Readonly<Record<string, number>>;
}

/** The operator's view over all tenants, oldest first; of one when it is named. */
export async function tenantOverviews(tx: PlatformTransaction, only: { id: string } | { after: string | null; limit: number }): Promise<TenantOverview[]> {
  const which = 'id' in only ? sql`t.id = ${only.id}` : sql`${only.after}::uuid is null or t.id > ${only.after}::uuid`;
  const { rows } = await tx.db.execute<TenantOverview>(sql`
    select t.id, t.name, t.zone, t.currency, t.country, t.locale, t.status, ${milliseconds(sql`t.created_at`)} as "createdAt",
      (select count(*)::int from member m where m.tenant_id = t.id and m.status = 'active') as members,
      (select coalesce(jsonb_object_agg(c.state, c.seats), '{}') from (
        select s.state, count(*)::int as seats from seat s where s.tenant_id = t.id group by s.state) c) as seats
    from tenant t where ${which} order by t.id limit ${'id' in only ? 1 : only.limit}`);
  return rows;
}

/** Every open tenant's id: those whom a window of the platform touches. */
export async function openTenantIds(tx: PlatformTransaction): Promise<string[]> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`select id from tenant where status = 'open' order by id`);
  return rows.map((row) => row.id);
}
