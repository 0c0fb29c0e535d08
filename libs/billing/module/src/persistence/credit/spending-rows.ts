import type { MeterReading, SpendingMeter, SpendingPeriod, SpendingScope } from '@seatline/billing-domain';
import { effectiveCap, spendingPeriodOn, SPENDING_METERS } from '@seatline/billing-domain';
import type { CivilDate, Currency, Instant, Zone } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { insertRows, selectRows, timestamp } from '../table-writer';

/** The seat of what counts for a tenant as a whole, and of caps that hold for every seat. */
export const EVERY_SEAT = '00000000-0000-0000-0000-000000000000';

/** How a watched tenant's spending is counted. */
export interface SpendingControl {
  readonly zone: Zone;
  readonly currency: Currency;
  readonly sliceSeconds: number;
  readonly extendBelowSeconds: number;
}

interface ControlRow extends Record<string, unknown> {
  zone: Zone;
  currency: Currency;
  slice_seconds: number;
  extend_below_seconds: number;
}

/** The lock that everything takes which changes what a tenant may spend. Null: nobody watches this tenant. */
export async function lockSpending(db: LedgerDatabase, tenantId: string): Promise<SpendingControl | null> {
  const { rows } = await db.execute<ControlRow>(sql`
    select t.zone, t.currency, c.slice_seconds, c.extend_below_seconds from spending_control c join tenant t on t.id = c.tenant_id
    where c.tenant_id = ${tenantId} for no key update of c`);
  const [row] = rows;
  if (!row) return null;
  return { zone: row.zone, currency: row.currency, sliceSeconds: row.slice_seconds, extendBelowSeconds: row.extend_below_seconds };
}

/**
 * Begins to watch a tenant: from now on every rated call is added to its meters, and what its calls of this month have cost is added up once. Calls share
 * their lease's lock while they are entered, so taking it whole leaves none between the sum and the watch.
 */
export async function beginToWatch(db: LedgerDatabase, tenantId: string, at: Instant): Promise<void> {
  await db.execute(sql`select 1 from lease where tenant_id = ${tenantId} order by id for no key update`);
  const { rows } = await db.execute<{ zone: Zone }>(sql`
    with begun as (insert into spending_control (tenant_id, created_at) values (${tenantId}, ${timestamp(at)}) on conflict do nothing returning tenant_id)
    select t.zone from begun join tenant t on t.id = begun.tenant_id`);
  const [begun] = rows;
  if (!begun) return;
  const month = spendingPeriodOn('month', at, begun.zone);
  await db.execute(sql`
    with cost as (
      select coalesce(u.seat_id, ${EVERY_SEAT}::uuid) as seat_id, (u.answered_at at time zone ${begun.zone})::date as on_day, r.cost_micros
      from usage_event u join lease l on l.tenant_id = u.tenant_id and l.id = u.lease_id
      join tenant t on t.id = u.tenant_id and t.currency = l.currency
      join lateral (select v.cost_micros from rated_usage v where v.tenant_id = u.tenant_id and v.usage_id = u.id order by v.version desc limit 1) r on r.cost_micros > 0
      where u.tenant_id = ${tenantId} and u.answered_at >= (${month}::date)::timestamp at time zone ${begun.zone})
    insert into spending_meter (tenant_id, scope, seat_id, period, starts_on, spent_micros)
    select ${tenantId}, m.scope, case m.scope when 'seat' then seat_id else ${EVERY_SEAT} end, m.period, case m.period when 'day' then on_day else date_trunc('month', on_day)::date end,
      sum(cost_micros)
    from cost cross join (values ('tenant', 'day'), ('tenant', 'month'), ('seat', 'day'), ('seat', 'month')) as m (scope, period)
    where m.scope = 'tenant' or seat_id <> ${EVERY_SEAT} group by 2, 3, 4, 5`);
}

export interface SpentAmount {
  readonly seatId: string | null;
  readonly on: CivilDate;
  readonly micros: bigint;
}

const METER = {
  table: 'spending_meter', columns: { tenant_id: 'uuid', scope: 'text', seat_id: 'uuid', period: 'text', starts_on: 'date', spent_micros: 'bigint' },
} as const;

/** Adds what calls have cost to the meters of their day and month, under the tenant's lock. */
export async function addSpent(db: LedgerDatabase, tenantId: string, amounts: readonly SpentAmount[]): Promise<void> {
  const sums = new Map<string, bigint>();
  const add = (scope: SpendingScope, seatId: string, period: SpendingPeriod, on: CivilDate, micros: bigint): void => {
    const key = `${scope} ${seatId} ${period} ${on}`;
    sums.set(key, (sums.get(key) ?? 0n) + micros);
  };
  for (const { seatId, on, micros } of amounts) {
    const month = `${on.slice(0, 7)}-01` as CivilDate;
    for (const [period, from] of [['day', on], ['month', month]] as const) {
      add('tenant', EVERY_SEAT, period, from, micros);
      if (seatId !== null) add('seat', seatId, period, from, micros);
    }
  }
  const rows = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, micros]) => {
    const [scope, seat_id, period, starts_on] = key.split(' ') as [string, string, string, string];
    return { tenant_id: tenantId, scope, seat_id, period, starts_on, spent_micros: micros };
  });
  if (rows.length === 0) return;
  await db.execute(sql`
    insert into spending_meter (${sql.raw(Object.keys(METER.columns).join(', '))}) ${selectRows(METER, rows)}
    on conflict (tenant_id, scope, seat_id, period, starts_on) do update set spent_micros = spending_meter.spent_micros + excluded.spent_micros`);
}

export interface StoredCap extends Record<string, unknown> {
  set_by: 'tenant' | 'operator';
  scope: SpendingScope;
  seat_id: string;
  period: SpendingPeriod;
  cap_minor: bigint;
}

/** The caps that concern the tenant and this seat; all of them without a seat. */
export async function readCaps(db: LedgerDatabase, tenantId: string, seatId: string | null): Promise<StoredCap[]> {
  const { rows } = await db.execute<StoredCap>(sql`
    select set_by, scope, seat_id, period, cap_minor from spending_cap
    where tenant_id = ${tenantId} and (${seatId}::uuid is null or seat_id in (${EVERY_SEAT}, ${seatId ?? EVERY_SEAT}::uuid))
    order by set_by, scope, seat_id, period`);
  return rows;
}

/** The cap of a meter among these: a seat's own before the one for every seat, and the operator's above the tenant's. */
export function capOf(caps: readonly StoredCap[], meter: SpendingMeter, seatId: string): bigint | null {
  const [scope, period] = meter.split('-');
  const by = (setBy: StoredCap['set_by']): bigint | null => {
    const fitting = caps.filter((cap) => cap.set_by === setBy && cap.scope === scope && cap.period === period);
    return (fitting.find((cap) => cap.seat_id === seatId) ?? fitting.find((cap) => cap.seat_id === EVERY_SEAT))?.cap_minor ?? null;
  };
  return effectiveCap(by('tenant'), by('operator'));
}

interface ReadingRow extends Record<string, unknown> {
  meter: SpendingMeter;
  spent: bigint;
  reserved: bigint;
}

/** The four meters of a tenant and a seat at an instant, with the caps that hold. Amounts of calls that go on count in the present day and month. */
export async function readMeters(
  db: LedgerDatabase, tenantId: string, of: { readonly seatId: string; readonly zone: Zone; readonly at: Instant; readonly microsPerMinor: bigint },
): Promise<MeterReading[]> {
  const caps = await readCaps(db, tenantId, of.seatId);
  const on = { day: spendingPeriodOn('day', of.at, of.zone), month: spendingPeriodOn('month', of.at, of.zone) };
  const { rows } = await db.execute<ReadingRow>(sql`
    select m.scope || '-' || m.period as meter,
      coalesce((select s.spent_micros from spending_meter s where s.tenant_id = ${tenantId} and s.scope = m.scope and s.period = m.period and s.starts_on = m.starts_on
        and s.seat_id = case m.scope when 'seat' then ${of.seatId}::uuid else ${EVERY_SEAT}::uuid end), 0)::bigint as spent,
      coalesce((select sum(r.net_micros) from call_reservation r where r.tenant_id = ${tenantId} and r.state in ('reserved', 'extended')
        and (m.scope = 'tenant' or r.seat_id = ${of.seatId}::uuid)), 0)::bigint as reserved
    from (values ('tenant', 'day', ${on.day}::date), ('tenant', 'month', ${on.month}::date), ('seat', 'day', ${on.day}::date), ('seat', 'month', ${on.month}::date))
      as m (scope, period, starts_on)`);
  return SPENDING_METERS.map((meter) => {
    const row = rows.find((each) => each.meter === meter);
    const cap = capOf(caps, meter, of.seatId);
    return { meter, spentMicros: row?.spent ?? 0n, reservedMicros: row?.reserved ?? 0n, capMicros: cap === null ? null : cap * of.microsPerMinor };
  });
}

/** Keeps a notice unless it was told before. @returns its id, or null. */
export async function keepNotice(
  db: LedgerDatabase, tenantId: string, notice: { readonly kind: 'cap' | 'low-balance'; readonly ref: string; readonly facts: object; readonly at: Instant },
): Promise<string | null> {
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into spending_notice (tenant_id, kind, ref, facts, at)
    values (${tenantId}, ${notice.kind}, ${notice.ref}, ${JSON.stringify(notice.facts)}::jsonb, ${timestamp(notice.at)}) on conflict do nothing returning id`);
  return rows[0]?.id ?? null;
}

export interface NewCap {
  readonly scope: SpendingScope;
  readonly seatId: string | null;
  readonly period: SpendingPeriod;
  readonly minor: bigint;
}

const CAP = {
  table: 'spending_cap',
  columns: {
    tenant_id: 'uuid', set_by: 'text', scope: 'text', seat_id: 'uuid', period: 'text', cap_minor: 'bigint', set_by_name: 'text', set_at: 'timestamptz',
  },
} as const;

/** All caps of one side take the place of those that it had. */
export async function replaceCaps(
  db: LedgerDatabase, tenantId: string, by: { readonly side: 'tenant' | 'operator'; readonly name: string; readonly at: Instant }, caps: readonly NewCap[],
): Promise<void> {
  await db.execute(sql`delete from spending_cap where tenant_id = ${tenantId} and set_by = ${by.side}`);
  await insertRows(db, CAP, caps.map((cap) => ({
    tenant_id: tenantId, set_by: by.side, scope: cap.scope, seat_id: cap.seatId ?? EVERY_SEAT, period: cap.period, cap_minor: cap.minor, set_by_name: by.name,
    set_at: timestamp(by.at),
  })));
}
