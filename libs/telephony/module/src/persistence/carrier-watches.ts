import type { Instant } from '@seatline/kernel';
import type { PlatformTransaction } from '@seatline/server';
import type { CarrierFailureCode, CarrierWatch } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import { timestamp } from '../calls/leg-row';
import type { CarrierName } from '../settings';

/** A time in which a carrier could not be reached; it goes on while it has no end. */
export interface CarrierOut extends Record<string, unknown> {
  readonly id: string;
  readonly carrier: CarrierName;
  readonly fromAt: Instant;
  readonly untilAt: Instant | null;
  readonly cause: CarrierFailureCode;
}

export interface WatchedCarrier extends Record<string, unknown> {
  readonly carrier: CarrierName;
  readonly lastProbedAt: Instant | null;
  readonly failedProbes: number;
  readonly outSince: Instant | null;
}

interface WatchRow extends Record<string, unknown> {
  lastProbedAt: Instant | null;
  claimedUntil: Instant | null;
  failingSince: Instant | null;
  lastFailedAt: Instant | null;
  failedProbes: number;
  out: boolean;
}

export interface LockedWatch extends CarrierWatch {
  readonly claimedUntil: Instant | null;
}

/** Of these carriers, those at which seats can call: nobody misses the others. */
export async function carriersWithSeats(tx: PlatformTransaction, carriers: readonly CarrierName[]): Promise<CarrierName[]> {
  const { rows } = await tx.db.execute<{ carrier: CarrierName }>(sql`
    select c.carrier from jsonb_array_elements_text(${JSON.stringify(carriers)}::jsonb) as c (carrier)
    where exists (select from seat_endpoint e where e.carrier = c.carrier and e.applied_service = 'full')`);
  return rows.map((row) => row.carrier);
}

/** What is known of a carrier, locked until the transaction ends. */
export async function lockWatch(tx: PlatformTransaction, carrier: CarrierName): Promise<LockedWatch> {
  await tx.db.execute(sql`insert into carrier_watch (carrier) values (${carrier}) on conflict do nothing`);
  const { rows } = await tx.db.execute<WatchRow>(sql`
    select epoch_ms(last_probed_at) as "lastProbedAt", epoch_ms(claimed_until) as "claimedUntil", epoch_ms(failing_since) as "failingSince",
      epoch_ms(last_failed_at) as "lastFailedAt", failed_probes as "failedProbes",
      exists (select from carrier_out o where o.carrier = w.carrier and o.until_at is null) as out
    from carrier_watch w where carrier = ${carrier} for update`);
  const [row] = rows;
  if (!row) throw new Error('a carrier without a row after it was made');
  const { lastProbedAt, claimedUntil, failingSince, lastFailedAt, failedProbes, out } = row;
  const failing = failingSince === null || lastFailedAt === null ? null : { since: failingSince, lastAt: lastFailedAt, probes: failedProbes };
  return { lastProbedAt, claimedUntil, failing, out };
}

export async function claimWatch(tx: PlatformTransaction, carrier: CarrierName, until: Instant | null): Promise<void> {
  await tx.db.execute(sql`update carrier_watch set claimed_until = ${timestamp(until)} where carrier = ${carrier}`);
}

export async function saveWatch(tx: PlatformTransaction, carrier: CarrierName, { lastProbedAt, failing }: CarrierWatch): Promise<void> {
  await tx.db.execute(sql`
    update carrier_watch set claimed_until = null, last_probed_at = ${timestamp(lastProbedAt)}, failing_since = ${timestamp(failing?.since ?? null)},
      last_failed_at = ${timestamp(failing?.lastAt ?? null)}, failed_probes = ${failing?.probes ?? 0}
    where carrier = ${carrier}`);
}

export async function beginCarrierOut(tx: PlatformTransaction, carrier: CarrierName, fromAt: Instant, cause: CarrierFailureCode): Promise<void> {
  await tx.db.execute(sql`insert into carrier_out (carrier, from_at, cause) values (${carrier}, ${timestamp(fromAt)}, ${cause})`);
}

export async function endCarrierOut(tx: PlatformTransaction, carrier: CarrierName, untilAt: Instant): Promise<void> {
  await tx.db.execute(sql`update carrier_out set until_at = ${timestamp(untilAt)} where carrier = ${carrier} and until_at is null`);
}

const COLUMNS = sql`id, carrier, epoch_ms(from_at) as "fromAt", epoch_ms(until_at) as "untilAt", cause`;

/** The latest first. */
export async function listCarrierOuts(tx: PlatformTransaction, after: string | null, most: number): Promise<CarrierOut[]> {
  const { rows } = await tx.db.execute<CarrierOut>(sql`select ${COLUMNS} from carrier_out where ${after}::uuid is null or id < ${after}::uuid order by id desc limit ${most}`);
  return rows;
}

export async function listWatchedCarriers(tx: PlatformTransaction): Promise<WatchedCarrier[]> {
  const { rows } = await tx.db.execute<WatchedCarrier>(sql`
    select w.carrier, epoch_ms(w.last_probed_at) as "lastProbedAt", w.failed_probes as "failedProbes",
      (select epoch_ms(o.from_at) from carrier_out o where o.carrier = w.carrier and o.until_at is null) as "outSince"
    from carrier_watch w order by w.carrier`);
  return rows;
}

/** Times that are over and that nobody has taken up, the oldest first. */
export async function carrierOutsToTakeUp(tx: PlatformTransaction): Promise<(CarrierOut & { readonly untilAt: Instant })[]> {
  const { rows } = await tx.db.execute<CarrierOut & { readonly untilAt: Instant }>(sql`
    select ${COLUMNS} from carrier_out where until_at is not null and taken_up_at is null order by until_at, id limit 100`);
  return rows;
}

export async function markTakenUp(tx: PlatformTransaction, id: string, at: Instant): Promise<void> {
  await tx.db.execute(sql`update carrier_out set taken_up_at = ${timestamp(at)} where id = ${id} and taken_up_at is null`);
}
