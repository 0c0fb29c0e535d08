import type { Currency, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import type { OurCall } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import { timestamp } from './table-writer';

/** Our own telephony, as a source of usage. */
export const OWN_SOURCE = 'seatline';

/** Usage of a call that was taken over from a trunk's carrier bears the trunk as its source and the carrier's record as its call. */
export function takenOverSource(trunkId: string): string {
  return `carrier:${trunkId}`;
}

export const TAKEN_OVER_LEG = 'carrier';

/** What billing has of a leg: its usage event and what it costs by now. */
export interface ChargedUsage {
  readonly usageId: string;
  readonly leaseId: string | null;
  readonly chargedMicros: bigint | null;
  readonly currency: Currency | null;
  /** What the carrier is known to take. */
  readonly cost: { readonly version: number; readonly micros: bigint; readonly currency: string } | null;
}

interface UsageRow extends Record<string, unknown> {
  id: string;
  leg: string;
  lease_id: string | null;
  cost_micros: bigint | null;
  currency: Currency | null;
  version: number | null;
  carrier_micros: bigint | null;
  carrier_currency: string | null;
}

/** The usage of our own legs, by the leg's name; of a call that was taken over, by the carrier's record. Legs that billing has not heard of yet are not there. */
export async function usageOfLegs(db: LedgerDatabase, tenantId: string, legs: readonly { readonly source: string; readonly callId: string; readonly leg: string }[]): Promise<Map<string, ChargedUsage>> {
  if (legs.length === 0) return new Map();
  const { rows } = await db.execute<UsageRow & { call_id: string; source: string }>(sql`
    select u.id, u.source, u.call_id, u.leg, u.lease_id, r.cost_micros, l.currency, c.version, c.micros as carrier_micros, c.currency as carrier_currency
    from unnest(${sql.param(legs.map(({ source }) => source))}::text[], ${sql.param(legs.map(({ callId }) => callId))}::text[], ${sql.param(legs.map(({ leg }) => leg))}::text[])
      as k (source, call_id, leg)
    join usage_event u on u.tenant_id = ${tenantId} and u.source = k.source and u.call_id = k.call_id and u.leg = k.leg
    join lateral (select v.cost_micros from rated_usage v where v.tenant_id = u.tenant_id and v.usage_id = u.id order by v.version desc limit 1) r on true
    left join lease l on l.tenant_id = u.tenant_id and l.id = u.lease_id
    left join lateral (select v.* from carrier_cost v where v.tenant_id = u.tenant_id and v.usage_id = u.id order by v.version desc limit 1) c on true`);
  return new Map(rows.map((row) => [
    keyOfUsage(row), {
      usageId: row.id, leaseId: row.lease_id, chargedMicros: row.cost_micros, currency: row.currency,
      cost: row.version === null ? null : { version: row.version, micros: row.carrier_micros ?? 0n, currency: row.carrier_currency ?? '' },
    },
  ]));
}

function keyOfUsage(row: { source: string; call_id: string; leg: string }): string {
  return row.source === OWN_SOURCE ? row.leg : row.call_id;
}

/** Calls of a trunk that were taken over, as if we had recorded them ourselves. */
export async function takenOverCalls(db: LedgerDatabase, tenantId: string, trunkId: string, time: { fromAt: Instant; toAt: Instant }): Promise<(OurCall & { callId: string })[]> {
  const { rows } = await db.execute<{ call_id: string; direction: 'inbound' | 'outbound'; our_number: string; other_number: string; answered_at: Instant; milliseconds: bigint }>(sql`
    select call_id, direction, coalesce(our_number, '') as our_number, coalesce(other_number, '') as other_number, epoch_ms(answered_at) as answered_at, milliseconds
    from usage_event where tenant_id = ${tenantId} and source = ${takenOverSource(trunkId)}
      and answered_at >= ${timestamp(time.fromAt)}::timestamptz and answered_at < ${timestamp(time.toAt)}::timestamptz`);
  return rows.map((row) => ({
    legId: row.call_id, recordId: row.call_id, callId: row.call_id, direction: row.direction, ourNumber: row.our_number, otherNumber: row.other_number,
    answeredAt: row.answered_at, milliseconds: Number(row.milliseconds),
  }));
}

/** What the carrier takes for calls of ours, where it is new or has changed: the next version of each. */
export async function keepCosts(
  db: LedgerDatabase, tenantId: string, at: Instant,
  costs: readonly { readonly usage: Pick<ChargedUsage, 'usageId' | 'cost'>; readonly micros: bigint; readonly currency: string; readonly source: 'carrier' | 'cost-deck' }[],
): Promise<void> {
  const changed = costs.filter(({ usage, micros, currency }) => usage.cost?.micros !== micros || usage.cost.currency !== currency);
  if (changed.length === 0) return;
  const column = <Value>(of: (cost: (typeof costs)[number]) => Value) => sql.param(changed.map(of));
  await db.execute(sql`
    insert into carrier_cost (tenant_id, usage_id, version, micros, currency, source, known_at)
    select ${tenantId}::uuid, k.*, ${timestamp(at)}::timestamptz
    from unnest(${column(({ usage }) => usage.usageId)}::uuid[], ${column(({ usage }) => (usage.cost?.version ?? 0) + 1)}::int[], ${column(({ micros }) => micros)}::bigint[],
      ${column(({ currency }) => currency)}::char(3)[], ${column(({ source }) => source)}::text[]) as k`);
}
