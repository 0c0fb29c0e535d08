import { type MeterReading, type SpendingMeter, spendingPeriodOn } from '@seatline/billing-domain';
import type { CivilDate, Currency, Instant, Zone } from '@seatline/kernel';
import { type LedgerDatabase, notFound } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { capOf, EVERY_SEAT, readCaps, readMeters, type StoredCap } from '../persistence/credit/spending-rows';
import { microsPerMinor } from '../written/micros';

/** A tenant's spending on calls in the present day and month, with the caps that hold. */
export interface Spending {
  readonly currency: Currency;
  readonly zone: Zone;
  readonly dayOn: CivilDate;
  readonly monthOn: CivilDate;
  readonly caps: readonly StoredCap[];
  readonly tenant: readonly MeterReading[];
  readonly seats: readonly { readonly seatId: string; readonly label: string; readonly readings: readonly MeterReading[] }[];
}

/** @throws Problem not-found for no such tenant. */
export async function readSpending(db: LedgerDatabase, tenantId: string, at: Instant): Promise<Spending> {
  const { rows } = await db.execute<{ zone: Zone; currency: Currency }>(sql`select zone, currency from tenant where id = ${tenantId}`);
  const [tenant] = rows;
  if (!tenant) throw notFound('tenant');
  const { currency, zone } = tenant;
  const caps = await readCaps(db, tenantId, null);
  const whole = await readMeters(db, tenantId, { seatId: EVERY_SEAT, zone, at, microsPerMinor: microsPerMinor(currency) });
  return {
    currency, zone, dayOn: spendingPeriodOn('day', at, zone), monthOn: spendingPeriodOn('month', at, zone), caps,
    tenant: whole.filter((reading) => reading.meter.startsWith('tenant')),
    seats: await readSeats(db, tenantId, { caps, zone, at, per: microsPerMinor(currency) }),
  };
}

interface SeatRow extends Record<string, unknown> {
  id: string;
  label: string;
  day: bigint;
  month: bigint;
  reserved: bigint;
}

async function readSeats(
  db: LedgerDatabase, tenantId: string, of: { caps: readonly StoredCap[]; zone: Zone; at: Instant; per: bigint },
): Promise<Spending['seats']> {
  const spent = (period: 'day' | 'month') => sql`coalesce((select m.spent_micros from spending_meter m where m.tenant_id = s.tenant_id and m.scope = 'seat' and m.seat_id = s.id
    and m.period = ${period} and m.starts_on = ${spendingPeriodOn(period, of.at, of.zone)}::date), 0)::bigint`;
  const { rows } = await db.execute<SeatRow>(sql`
    select s.id, s.label, ${spent('day')} as day, ${spent('month')} as month,
      coalesce((select sum(r.net_micros) from call_reservation r where r.tenant_id = s.tenant_id and r.seat_id = s.id and r.state in ('reserved', 'extended')), 0)::bigint as reserved
    from seat s where s.tenant_id = ${tenantId} and s.state <> 'released' order by s.label, s.id`);
  return rows.map((row) => {
    const reading = (meter: SpendingMeter, spentMicros: bigint): MeterReading => {
      const cap = capOf(of.caps, meter, row.id);
      return { meter, spentMicros, reservedMicros: row.reserved, capMicros: cap === null ? null : cap * of.per };
    };
    return { seatId: row.id, label: row.label, readings: [reading('seat-day', row.day), reading('seat-month', row.month)] };
  });
}


export interface SpendingNoticeRow extends Record<string, unknown> {
  id: string;
  kind: 'cap' | 'low-balance';
  at: number;
  facts: {
    readonly meter?: SpendingMeter; readonly percent?: number; readonly startsOn?: string; readonly seatId?: string | null; readonly leaseId?: string;
    readonly currency: string; readonly cap?: string; readonly line?: string; readonly balance?: string;
  };
  seat_label: string | null;
}

/** What the tenant was told of its spending, the last first. */
export async function readSpendingNotices(db: LedgerDatabase, tenantId: string, page: { readonly after: string | null; readonly most: number }): Promise<SpendingNoticeRow[]> {
  const { rows } = await db.execute<SpendingNoticeRow>(sql`
    select n.id, n.kind, epoch_ms(n.at) as at, n.facts, s.label as seat_label
    from spending_notice n left join seat s on s.tenant_id = n.tenant_id and s.id = (n.facts ->> 'seatId')::uuid
    where n.tenant_id = ${tenantId} and ${page.after ? sql`n.id < ${page.after}` : sql`true`} order by n.id desc limit ${page.most}`);
  return rows;
}
