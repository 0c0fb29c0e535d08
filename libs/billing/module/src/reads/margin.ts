import type { MarginPart } from '@seatline/billing-domain';
import type { Instant, Zone } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { type SQL, sql } from 'drizzle-orm';
import { timestamp } from '../persistence/table-writer';

export const MARGIN_GROUPS = ['tenant', 'destination', 'day'] as const;
export type MarginGroup = (typeof MARGIN_GROUPS)[number];

/** Parts of a group, and what a person calls the group. */
export interface NamedMarginPart extends MarginPart {
  readonly name: string;
}

interface PartRow extends Record<string, unknown> {
  key: string;
  name: string;
  currency: string | null;
  cost_currency: string | null;
  calls: number;
  priced: boolean;
  charged: bigint | null;
  cost: bigint | null;
}

/** A destination is the deck's prefix that priced the call, by direction, its table named where it is none of international numbers; calls without a price have none. */
const KEYS: Readonly<Record<MarginGroup, (zone: Zone) => { key: SQL; name: SQL }>> = {
  tenant: () => ({ key: sql`u.tenant_id::text`, name: sql`max(t.name)` }),
  destination: () => ({ key: sql`u.direction || ' ' || case when coalesce(r.deck_table, 'e164') <> 'e164' then r.deck_table || ' ' else '' end || coalesce(r.prefix, '')`, name: sql`coalesce(max(d.name), '')` }),
  day: (zone) => ({ key: sql`(u.answered_at at time zone ${zone})::date::text`, name: sql`''` }),
};

/** Every answered call over a carrier between two instants, grouped by what it is asked for and by what is known of it; what minutes of the rent cover is not charged. Through the platform's door. */
export async function readMarginParts(
  db: LedgerDatabase, time: { readonly fromAt: Instant; readonly toAt: Instant }, by: MarginGroup, inZone: Zone,
): Promise<NamedMarginPart[]> {
  const { key, name } = KEYS[by](inZone);
  const { rows } = await db.execute<PartRow>(sql`
    select g.key, g.name, g.currency, g.cost_currency, g.calls, g.priced, g.charged, g.cost from (
      select ${key} as key, ${name} as name, l.currency, c.currency as cost_currency, count(*)::int as calls, r.cost_micros is not null as priced,
        sum(r.cost_micros)::bigint as charged, sum(c.micros)::bigint as cost
      from usage_event u
      join tenant t on t.id = u.tenant_id
      join lateral (
        select v.cost_micros - coalesce(n.micros, 0) as cost_micros, v.prefix, v.deck_table, v.deck_id from rated_usage v
        left join included_usage n on n.tenant_id = v.tenant_id and n.usage_id = v.usage_id and n.version = v.version
        where v.tenant_id = u.tenant_id and v.usage_id = u.id order by v.version desc limit 1
      ) r on true
      left join lease l on l.tenant_id = u.tenant_id and l.id = u.lease_id
      left join lateral (select v.micros, v.currency from carrier_cost v where v.tenant_id = u.tenant_id and v.usage_id = u.id order by v.version desc limit 1) c on true
      left join rate_deck d on d.id = r.deck_id
      where u.carrier_leg and u.milliseconds > 0 and u.answered_at >= ${timestamp(time.fromAt)}::timestamptz and u.answered_at < ${timestamp(time.toAt)}::timestamptz
      group by 1, l.currency, c.currency, r.cost_micros is not null
    ) g order by ${by === 'tenant' ? sql`g.name, g.key` : sql`g.key`}, g.currency, g.cost_currency, g.priced`);
  return rows.map((row) => ({
    key: row.key, name: row.name, currency: row.currency, calls: row.calls, chargedMicros: row.priced ? (row.charged ?? 0n) : null,
    cost: row.cost_currency === null ? null : { micros: row.cost ?? 0n, currency: row.cost_currency },
  }));
}
