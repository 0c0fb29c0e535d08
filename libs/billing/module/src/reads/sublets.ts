import type { CivilDate, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

export type SubletState = 'noticed' | 'accepted' | 'consented' | 'effective' | 'declined' | 'refused' | 'withdrawn' | 'lapsed';

export interface SubletRow extends Record<string, unknown> {
  id: string;
  tenant_id: string;
  tenant_name: string;
  lease_id: string;
  lease_number: string;
  to_tenant_id: string;
  to_tenant_name: string;
  to_lease_id: string | null;
  to_lease_number: string | null;
  seats: number;
  takes_effect_on: CivilDate;
  takes_effect_at: Instant;
  state: SubletState;
  noticed_at: number;
  noticed_by: string;
  accepted_at: number | null;
  decided_at: number | null;
  decided_by: string | null;
  reason: string | null;
  closed_at: number | null;
}

export interface SubletFilter {
  /** A party: who gives, or who gets. Left out in the operator's list. */
  readonly party?: string;
  readonly id?: string;
  /** Only what waits for the operator. */
  readonly waiting?: boolean;
  readonly after: string | null;
  readonly most: number;
}

/** Requests to hand seats on, the last given first. Through the platform's door: a request stands between two tenants. */
export async function readSublets(db: LedgerDatabase, filter: SubletFilter): Promise<SubletRow[]> {
  const conditions = [
    sql`true`,
    ...(filter.party ? [sql`(s.tenant_id = ${filter.party} or s.to_tenant_id = ${filter.party})`] : []),
    ...(filter.id ? [sql`s.id = ${filter.id}`] : []),
    ...(filter.waiting === true ? [sql`s.state = 'accepted'`] : []),
    ...(filter.after ? [sql`(s.noticed_at, s.id) < (select noticed_at, id from sublet where id = ${filter.after})`] : []),
  ];
  const { rows } = await db.execute<SubletRow>(sql`
    select s.id, s.tenant_id, t.name as tenant_name, s.lease_id, l.number as lease_number, s.to_tenant_id, o.name as to_tenant_name, s.to_lease_id,
      m.number as to_lease_number, s.seats, s.takes_effect_on::text, epoch_ms(s.takes_effect_at) as takes_effect_at, s.state,
      epoch_ms(s.noticed_at) as noticed_at, s.noticed_by, epoch_ms(s.accepted_at) as accepted_at, epoch_ms(s.decided_at) as decided_at, s.decided_by,
      s.reason, epoch_ms(s.closed_at) as closed_at
    from sublet s
    join tenant t on t.id = s.tenant_id
    join tenant o on o.id = s.to_tenant_id
    join lease l on l.tenant_id = s.tenant_id and l.id = s.lease_id
    left join lease m on m.tenant_id = s.to_tenant_id and m.id = s.to_lease_id
    where ${sql.join(conditions, sql` and `)}
    order by s.noticed_at desc, s.id desc limit ${filter.most}`);
  return rows;
}

/** The open tenant that a code names. */
export async function findTenantByCode(db: LedgerDatabase, code: string): Promise<string | null> {
  const { rows } = await db.execute<{ id: string }>(sql`select id from tenant where code = ${code} and status = 'open'`);
  return rows[0]?.id ?? null;
}

/** What a tenant tells another to be named by. */
export async function readTenantCode(db: LedgerDatabase, tenantId: string): Promise<string> {
  const { rows } = await db.execute<{ code: string }>(sql`select code from tenant where id = ${tenantId}`);
  return rows[0]!.code;
}

/** Requests whose day has come and that are not closed, the earliest first. */
export async function readDueSublets(db: LedgerDatabase, now: string, most: number): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select id from sublet where takes_effect_at <= ${now} and state in ('noticed', 'accepted', 'consented') order by takes_effect_at, id limit ${most}`);
  return rows.map((row) => row.id);
}
