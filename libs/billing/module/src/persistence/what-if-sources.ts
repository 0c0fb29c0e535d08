import type { BilledSeats } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { BilledCall } from './invoice-sources';
import { timestamp } from './table-writer';
import { type CalledColumns, calledOf, type UsageDirection } from './usage';

/** Instants of the days that are asked about, half-open. */
export interface AskedSpan {
  readonly from: Instant;
  readonly to: Instant;
}

export interface BilledRent extends BilledSeats {
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
}

/** Rent of invoices that were issued in the span, the lines of the same days of an invoice together. */
export async function readBilledRent(db: LedgerDatabase, tenantId: string, leaseId: string, span: AskedSpan): Promise<BilledRent[]> {
  const { rows } = await db.execute<{ seats: number; present: number; days: number; whole_days: number; net_minor: bigint; tax_minor: bigint }>(sql`
    with billed as (
      select i.sequence, x.service, sum(cardinality(x.seat_numbers))::int as seats, max(x.days) as days, max(coalesce(x.whole_days, x.period_days)) as whole_days,
        sum(x.net_minor)::bigint as net_minor, sum(x.tax_minor)::bigint as tax_minor
      from invoice i join invoice_line x on x.tenant_id = i.tenant_id and x.invoice_id = i.id and x.kind = 'rent'
      where i.tenant_id = ${tenantId} and i.lease_id = ${leaseId} and i.issued_at >= ${timestamp(span.from)} and i.issued_at < ${timestamp(span.to)}
      group by i.sequence, x.service
    )
    select b.seats, b.days, b.whole_days, b.net_minor, b.tax_minor, (
      select count(*)::int from rent_charge c join invoice j on j.tenant_id = c.tenant_id and j.id = c.invoice_id
      where c.tenant_id = ${tenantId} and c.lease_id = ${leaseId} and c.service @> lower(b.service) and j.sequence < b.sequence
    ) as present
    from billed b order by b.sequence, b.service`);
  return rows.map((row) => ({
    seats: row.seats, present: row.present, days: row.days, wholeDays: row.whole_days, netMinor: row.net_minor, taxMinor: row.tax_minor,
  }));
}

interface CallRow extends CalledColumns {
  id: string;
  deck_id: string | null;
  prefix: string | null;
  from_wallet: boolean;
  direction: UsageDirection;
  carrier_leg: boolean;
  our_number: string | null;
  other_number: string | null;
  answered_at: number;
  milliseconds: bigint;
  billed_seconds: number | null;
  cost_micros: bigint | null;
  included_seconds: number;
}

/** A call with what it was priced by, and whether a wallet paid it. */
export type AnsweredCall = BilledCall & { readonly answeredAt: Instant; readonly fromWallet: boolean };

/** A lease's calls, of one direction or of every, that were answered in the span and have or lack a price, by id, so many after one of them. */
export async function readAnsweredCalls(
  db: LedgerDatabase, tenantId: string, leaseId: string, of: { readonly direction: UsageDirection | null } & AskedSpan, page: { readonly after: string | null; readonly most: number },
): Promise<AnsweredCall[]> {
  const { rows } = await db.execute<CallRow>(sql`
    select u.id, r.deck_id, r.prefix, u.direction, u.carrier_leg, u.our_number, u.other_number, u.called_table, u.called_number, epoch_ms(u.answered_at) as answered_at, u.milliseconds, r.billed_seconds, r.cost_micros,
      coalesce(n.seconds, 0) as included_seconds,
      exists (select from prepaid_usage p where p.tenant_id = u.tenant_id and p.usage_id = u.id) as from_wallet
    from usage_event u
    join lateral (
      select v.version, v.deck_id, v.prefix, v.status, v.billed_seconds, v.cost_micros from rated_usage v where v.tenant_id = u.tenant_id and v.usage_id = u.id order by v.version desc limit 1
    ) r on r.status in ('rated', 'quarantined')
    left join included_usage n on n.tenant_id = u.tenant_id and n.usage_id = u.id and n.version = r.version
    where u.tenant_id = ${tenantId} and u.lease_id = ${leaseId} and ${of.direction === null ? sql`true` : sql`u.direction = ${of.direction}`}
      and u.answered_at >= ${timestamp(of.from)} and u.answered_at < ${timestamp(of.to)} and ${page.after === null ? sql`true` : sql`u.id > ${page.after}`}
    order by u.id limit ${page.most}`);
  return rows.map((row) => ({
    id: row.id, line: 0, deckId: row.deck_id, direction: row.direction, carrierLeg: row.carrier_leg, ourNumber: row.our_number, otherNumber: row.other_number,
    answeredAt: row.answered_at as Instant, milliseconds: Number(row.milliseconds), called: calledOf(row), stored: { prefix: row.prefix, billedSeconds: row.billed_seconds, costMicros: row.cost_micros },
    includedSeconds: row.included_seconds, fromWallet: row.from_wallet,
  }));
}
