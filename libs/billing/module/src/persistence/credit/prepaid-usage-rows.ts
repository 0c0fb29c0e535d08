import type { Currency, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { insertRows, selectRows, timestamp } from '../table-writer';
import type { UsageDirection, UsageRating } from '../usage';

/** A leg with what its rating says it costs, what that is more than the rating before, and what a wallet has paid of it so far. */
export interface LegCost {
  readonly usageId: string;
  readonly version: number;
  readonly source: string;
  readonly callId: string;
  readonly direction: UsageDirection;
  readonly carrierLeg: boolean;
  readonly leaseId: string | null;
  readonly seatId: string | null;
  readonly currency: Currency | null;
  readonly answeredAt: Instant | null;
  readonly status: UsageRating['status'];
  readonly netMicros: bigint;
  readonly deltaMicros: bigint;
  /** The lease whose wallet paid for it; null: none has. */
  readonly paidByLeaseId: string | null;
  readonly paidNetMicros: bigint;
  readonly paidGrossMicros: bigint;
  /** It stands on an invoice, so no wallet has to do with it. */
  readonly billed: boolean;
}

interface Row extends Record<string, unknown> {
  usage_id: string;
  version: number;
  source: string;
  call_id: string;
  direction: UsageDirection;
  carrier_leg: boolean;
  lease_id: string | null;
  seat_id: string | null;
  currency: Currency | null;
  answered_at: number | null;
  status: UsageRating['status'];
  net_micros: bigint;
  before_micros: bigint;
  paid_by: string | null;
  paid_net: bigint;
  paid_gross: bigint;
  billed: boolean;
}

const RATING = { table: 'rating', columns: { usage_id: 'uuid', version: 'int' } } as const;

/** What is stored of these ratings. Legs that cost nothing and end no call of ours are left out. */
export async function readLegCosts(db: LedgerDatabase, tenantId: string, ratings: readonly UsageRating[]): Promise<LegCost[]> {
  const rows = ratings.map((rating) => ({ usage_id: rating.usageId, version: rating.version }));
  const { rows: found } = await db.execute<Row>(sql`
    select u.id as usage_id, r.version, u.source, u.call_id, u.direction, u.carrier_leg, u.lease_id, u.seat_id, l.currency, epoch_ms(u.answered_at) as answered_at, r.status,
      coalesce(r.cost_micros, 0) as net_micros, coalesce(b.cost_micros, 0) as before_micros, p.lease_id as paid_by, coalesce(p.net, 0)::bigint as paid_net,
      coalesce(p.gross, 0)::bigint as paid_gross, exists (select from usage_billing x where x.tenant_id = ${tenantId} and x.usage_id = k.usage_id) as billed
    from (${selectRows(RATING, rows)}) k
    join usage_event u on u.tenant_id = ${tenantId} and u.id = k.usage_id
    join rated_usage r on r.tenant_id = ${tenantId} and r.usage_id = k.usage_id and r.version = k.version
    left join lease l on l.tenant_id = ${tenantId} and l.id = u.lease_id
    left join lateral (
      select v.cost_micros from rated_usage v where v.tenant_id = ${tenantId} and v.usage_id = k.usage_id and v.version < k.version order by v.version desc limit 1) b on true
    left join lateral (
      select q.lease_id, sum(q.net_micros) as net, sum(q.gross_micros) as gross from prepaid_usage q where q.tenant_id = ${tenantId} and q.usage_id = k.usage_id group by 1) p on true
    where coalesce(r.cost_micros, 0) <> coalesce(b.cost_micros, 0) or (u.source = 'seatline' and u.carrier_leg and u.direction = 'outbound')
    order by u.id`);
  return found.map((row) => ({
    usageId: row.usage_id, version: row.version, source: row.source, callId: row.call_id, direction: row.direction, carrierLeg: row.carrier_leg,
    leaseId: row.lease_id, seatId: row.seat_id, currency: row.currency, answeredAt: row.answered_at as Instant | null, status: row.status, netMicros: row.net_micros,
    deltaMicros: row.net_micros - row.before_micros, paidByLeaseId: row.paid_by, paidNetMicros: row.paid_net, paidGrossMicros: row.paid_gross, billed: row.billed,
  }));
}

export interface PrepaidCharge {
  readonly usageId: string;
  readonly version: number;
  readonly leaseId: string;
  readonly netMicros: bigint;
  readonly grossMicros: bigint;
}

const PREPAID_USAGE = {
  table: 'prepaid_usage',
  columns: { tenant_id: 'uuid', usage_id: 'uuid', version: 'int', lease_id: 'uuid', net_micros: 'bigint', gross_micros: 'bigint', charged_at: 'timestamptz', rerating_id: 'uuid' },
} as const;

/** @param reratingId what made the difference; null for what calls take when they are rated first. */
export async function writePrepaidUsage(
  db: LedgerDatabase, tenantId: string, charges: readonly PrepaidCharge[], by: { readonly at: Instant; readonly reratingId: string | null },
): Promise<void> {
  await insertRows(db, PREPAID_USAGE, charges.map((charge) => ({
    tenant_id: tenantId, usage_id: charge.usageId, version: charge.version, lease_id: charge.leaseId, net_micros: charge.netMicros, gross_micros: charge.grossMicros,
    charged_at: timestamp(by.at), rerating_id: by.reratingId,
  })));
}
