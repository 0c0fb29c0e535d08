import { type Contract, taxPercentOn, type Wallet } from '@seatline/billing-domain';
import { civilDateAt, type Currency, type Instant, type Zone } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { contractFromJson, type StoredContract, type StoredTaxRates } from '../contract-json';
import { timestamp } from '../table-writer';

/** What credit control asks of a lease. */
export interface CreditLease {
  readonly id: string;
  readonly legalEntityId: string;
  readonly currency: Currency;
  readonly zone: Zone;
  /** As it says how calls are taxed. */
  readonly contract: Pick<Contract, 'taxPercentMicros' | 'taxRates'>;
  readonly ended: boolean;
}

/** The tax rate of a call by the local day of its answer, whenever its record comes and however often it is rated again. */
export function callTaxPercent({ contract, zone }: CreditLease, answeredAt: Instant): bigint {
  return taxPercentOn(contract, civilDateAt(answeredAt, zone));
}

interface LeaseRow extends Record<string, unknown> {
  id: string;
  legal_entity_id: string;
  currency: Currency;
  zone: Zone;
  contract: StoredContract;
  tax_rates: StoredTaxRates;
  ended: boolean;
}

export async function findCreditLease(db: LedgerDatabase, tenantId: string, leaseId: string): Promise<CreditLease | null> {
  const { rows } = await db.execute<LeaseRow>(sql`
    select l.id, a.legal_entity_id, l.currency, l.zone, l.contract, l.status = 'ended' as ended,
      (select json_agg(json_build_object('from_on', s.from_on, 'percent', s.percent_micros::text) order by s.from_on) from plan_tax_schedule s where s.plan_code = l.plan_code) as tax_rates
    from lease l join lease_account a on a.tenant_id = l.tenant_id and a.lease_id = l.id where l.tenant_id = ${tenantId} and l.id = ${leaseId}`);
  const [row] = rows;
  if (!row) return null;
  const { id, currency, zone, ended } = row;
  return { id, legalEntityId: row.legal_entity_id, currency, zone, ended, contract: contractFromJson(row.contract, row.tax_rates) };
}

export interface StoredWallet extends Wallet {
  readonly leaseId: string;
  readonly lowBalanceMinor: bigint;
}

interface WalletRow extends Record<string, unknown> {
  lease_id: string;
  balance_micros: bigint;
  reserved_micros: bigint;
  owed_micros: bigint;
  low_balance_minor: bigint;
}

/** A lease without calls paid beforehand has an empty wallet that nobody sees. */
export async function beginWallet(db: LedgerDatabase, tenantId: string, lease: CreditLease, at: Instant): Promise<void> {
  await db.execute(sql`
    insert into call_wallet (tenant_id, lease_id, currency, created_at) values (${tenantId}, ${lease.id}, ${lease.currency}, ${timestamp(at)}) on conflict do nothing`);
}

/** The wallet under its own lock, below the tenant's: null where the lease has none. */
export async function lockWallet(db: LedgerDatabase, tenantId: string, leaseId: string): Promise<StoredWallet | null> {
  const { rows } = await db.execute<WalletRow>(sql`
    select lease_id, balance_micros, reserved_micros, owed_micros, low_balance_minor from call_wallet
    where tenant_id = ${tenantId} and lease_id = ${leaseId} for no key update`);
  const [row] = rows;
  if (!row) return null;
  return {
    leaseId: row.lease_id, balanceMicros: row.balance_micros, reservedMicros: row.reserved_micros, owedMicros: row.owed_micros, lowBalanceMinor: row.low_balance_minor,
  };
}

export async function saveWallet(db: LedgerDatabase, tenantId: string, leaseId: string, wallet: Wallet): Promise<void> {
  await db.execute(sql`
    update call_wallet set balance_micros = ${wallet.balanceMicros}, reserved_micros = ${wallet.reservedMicros}, owed_micros = ${wallet.owedMicros}, version = version + 1
    where tenant_id = ${tenantId} and lease_id = ${leaseId}`);
}

export async function setLowBalance(db: LedgerDatabase, tenantId: string, leaseId: string, minor: bigint): Promise<void> {
  await db.execute(sql`update call_wallet set low_balance_minor = ${minor}, version = version + 1 where tenant_id = ${tenantId} and lease_id = ${leaseId}`);
}

/** From an instant until another; null: until further notice. */
export interface PrepaidPeriod {
  readonly from: Instant;
  readonly to: Instant | null;
}

/** When the lease’s calls are paid from its wallet. */
export async function readPrepaidPeriods(db: LedgerDatabase, tenantId: string, leaseId: string): Promise<PrepaidPeriod[]> {
  const { rows } = await db.execute<{ from: Instant; to: Instant | null }>(sql`
    select epoch_ms(lower(during)) as from, epoch_ms(upper(during)) as to from prepaid_period where tenant_id = ${tenantId} and lease_id = ${leaseId}`);
  return rows;
}

/** Whether a call answered at the instant is paid from the wallet. */
export function isPrepaidAt(periods: readonly PrepaidPeriod[], at: Instant): boolean {
  return periods.some(({ from, to }) => from <= at && (to === null || at < to));
}

export async function beginPrepaid(db: LedgerDatabase, tenantId: string, leaseId: string, at: Instant, by: string): Promise<void> {
  await db.execute(sql`
    insert into prepaid_period (tenant_id, lease_id, during, begun_by) values (${tenantId}, ${leaseId}, tstzrange(${timestamp(at)}, null), ${by})`);
}

/** What began at this very instant never was. */
export async function endPrepaid(db: LedgerDatabase, tenantId: string, leaseId: string, at: Instant): Promise<void> {
  await db.execute(sql`
    delete from prepaid_period where tenant_id = ${tenantId} and lease_id = ${leaseId} and lower(during) >= ${timestamp(at)}`);
  await db.execute(sql`
    update prepaid_period set during = tstzrange(lower(during), ${timestamp(at)})
    where tenant_id = ${tenantId} and lease_id = ${leaseId} and upper_inf(during)`);
}
