import type { PlatformTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from './table-writer';

export type PlatformAlarmKind = 'clock-was-set' | 'database-clock-differs';

export interface PlatformAlarm {
  readonly kind: PlatformAlarmKind;
  /** What it is about: while it lasts it raises one alarm. */
  readonly ref: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** @returns whether it is a new one. */
export async function raisePlatformAlarm({ db }: PlatformTransaction, { kind, ref, facts }: PlatformAlarm, at: number): Promise<boolean> {
  const { rows } = await db.execute(sql`
    insert into platform_alarm (kind, ref, facts, raised_at) values (${kind}, ${ref}, ${JSON.stringify(facts)}::jsonb, ${timestamp(at)})
    on conflict (kind, ref) where cleared_at is null do nothing returning id`);
  return rows.length > 0;
}

/** @returns whether one had lasted until now. */
export async function clearPlatformAlarm({ db }: PlatformTransaction, { kind, ref }: Pick<PlatformAlarm, 'kind' | 'ref'>, at: number): Promise<boolean> {
  const { rows } = await db.execute(sql`
    update platform_alarm set cleared_at = ${timestamp(at)} where kind = ${kind} and ref = ${ref} and cleared_at is null returning id`);
  return rows.length > 0;
}

/** False: there is no such alarm. Seeing it twice leaves the first in place. */
export async function markPlatformAlarmSeen({ db }: PlatformTransaction, id: string, by: string, at: number): Promise<boolean> {
  const { rows } = await db.execute(sql`
    update platform_alarm set seen_at = coalesce(seen_at, ${timestamp(at)}), seen_by = coalesce(seen_by, ${by}) where id = ${id} returning id`);
  return rows.length > 0;
}
