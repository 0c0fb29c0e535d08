import type { DeckTable } from '@seatline/billing-domain';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

export interface UsageRow extends Record<string, unknown> {
  id: string;
  call_id: string;
  leg: string;
  lease_id: string | null;
  seat_id: string | null;
  member_id: string | null;
  direction: 'inbound' | 'outbound' | 'internal';
  carrier_leg: boolean;
  our_number: string | null;
  other_number: string | null;
  answered_at: number | null;
  milliseconds: bigint;
  received_at: number;
  status: 'rated' | 'unanswered' | 'free' | 'quarantined';
  cause: string | null;
  prefix: string | null;
  deck_table: DeckTable | null;
  band: string | null;
  billed_seconds: number | null;
  cost_micros: bigint | null;
  currency: string | null;
  invoice_id: string | null;
  invoice_number: string | null;
  late: boolean;
  included_seconds: number;
  included_micros: bigint;
}

export interface UsageFilter {
  readonly status?: UsageRow['status'];
  readonly after: string | null;
  readonly most: number;
}

/** A tenant's legs with what became of them, the last received first. `late`: it came after its period's invoice and went on a later one. */
export async function readUsage(db: LedgerDatabase, tenantId: string, filter: UsageFilter): Promise<UsageRow[]> {
  const { rows } = await db.execute<UsageRow>(sql`
    select u.id, u.call_id, u.leg, u.lease_id, u.seat_id, u.member_id, u.direction, u.carrier_leg, u.our_number, u.other_number,
      epoch_ms(u.answered_at) as answered_at, u.milliseconds, epoch_ms(u.received_at) as received_at, u.status, u.cause, u.prefix, r.deck_table, r.band, u.billed_seconds,
      u.cost_micros, l.currency, u.invoice_id, u.invoice_number, coalesce(x.kind = 'prior-period', false) as late,
      coalesce(n.seconds, 0) as included_seconds, coalesce(n.micros, 0) as included_micros
    from usage_list u
    join rated_usage r on r.tenant_id = u.tenant_id and r.usage_id = u.id and r.version = u.version
    left join lease l on l.tenant_id = u.tenant_id and l.id = u.lease_id
    left join invoice_line x on x.tenant_id = u.tenant_id and x.invoice_id = u.invoice_id and x.line_no = u.line_no
    left join included_usage n on n.tenant_id = u.tenant_id and n.usage_id = u.id and n.version = u.version
    where u.tenant_id = ${tenantId}
      and ${filter.status ? sql`u.status = ${filter.status}` : sql`true`}
      and ${filter.after ? sql`u.id < ${filter.after}` : sql`true`}
    order by u.id desc limit ${filter.most}`);
  return rows;
}

export interface UnratedRow extends Record<string, unknown> {
  id: string;
  tenant_id: string;
  tenant_name: string;
  direction: string;
  called_number: string | null;
  answered_at: number;
  milliseconds: bigint;
  cause: string;
}

/** Calls of all tenants that nobody could price, the oldest first. */
export async function readUnratedCalls(db: LedgerDatabase, page: { after: string | null; most: number }): Promise<UnratedRow[]> {
  const { rows } = await db.execute<UnratedRow>(sql`
    select u.id, u.tenant_id, t.name as tenant_name, u.direction, case u.direction when 'inbound' then u.our_number else u.other_number end as called_number,
      epoch_ms(u.answered_at) as answered_at, u.milliseconds, u.cause
    from unrated_call u join tenant t on t.id = u.tenant_id
    where ${page.after ? sql`u.id > ${page.after}` : sql`true`} order by u.id limit ${page.most}`);
  return rows;
}
