import type { ClockAnchor } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import type { PlatformTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from './table-writer';

interface AnchorRow extends Record<string, unknown> {
  wall: number;
  uptime_ms: bigint;
  apart_since_ms: bigint | null;
  apart_by_ms: bigint | null;
}

/** What was last believed of a machine's clock, by whichever process; null: nothing yet, since its start. */
export async function readAnchor({ db }: PlatformTransaction, machine: string): Promise<ClockAnchor | null> {
  const { rows } = await db.execute<AnchorRow>(sql`
    select epoch_ms(wall_at) as wall, uptime_ms, apart_since_ms, apart_by_ms from machine_clock where machine = ${machine} for update`);
  const [row] = rows;
  if (!row) return null;
  const apart = row.apart_since_ms === null || row.apart_by_ms === null ? null : { sinceUptimeMs: Number(row.apart_since_ms), byMs: Number(row.apart_by_ms) };
  return { wall: row.wall as Instant, uptimeMs: Number(row.uptime_ms), apart };
}

export async function keepAnchor({ db }: PlatformTransaction, machine: string, { wall, uptimeMs, apart }: ClockAnchor): Promise<void> {
  await db.execute(sql`
    insert into machine_clock (machine, wall_at, uptime_ms, apart_since_ms, apart_by_ms)
    values (${machine}, ${timestamp(wall)}, ${uptimeMs}, ${apart?.sinceUptimeMs ?? null}, ${apart?.byMs ?? null})
    on conflict (machine) do update set wall_at = excluded.wall_at, uptime_ms = excluded.uptime_ms, apart_since_ms = excluded.apart_since_ms, apart_by_ms = excluded.apart_by_ms`);
}

/** The database server's clock. */
export async function databaseNow({ db }: PlatformTransaction): Promise<Instant> {
  const { rows } = await db.execute<{ at: number }>(sql`select epoch_ms(database_now()) as at`);
  return rows[0]!.at as Instant;
}
