import { randomUUIDv7 } from 'node:crypto';
import type { CivilDate, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { LEDGER_ENTRY, LEDGER_TX } from '../lease-books/lease-tables';
import { insertRows, timestamp } from '../table-writer';
import type { CreditLease } from './wallet-rows';

export interface TopUp {
  readonly id: string;
  readonly leaseId: string;
  readonly source: 'bank-transfer' | 'gateway';
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly valueOn: CivilDate;
  readonly bookedBy: string;
}

interface Row extends Record<string, unknown> {
  id: string;
  lease_id: string;
  source: TopUp['source'];
  reference: string;
  amount_minor: bigint;
  currency: string;
  value_on: CivilDate;
  booked_by: string;
}

const COLUMNS = sql.raw('id, lease_id, source, reference, amount_minor, currency, value_on::text, booked_by');

function toTopUp(row: Row): TopUp {
  return {
    id: row.id, leaseId: row.lease_id, source: row.source, reference: row.reference, amountMinor: row.amount_minor, currency: row.currency, valueOn: row.value_on,
    bookedBy: row.booked_by,
  };
}

export async function findTransfer(db: LedgerDatabase, tenantId: string, reference: string): Promise<TopUp | null> {
  const { rows } = await db.execute<Row>(sql`
    select ${COLUMNS} from wallet_top_up where tenant_id = ${tenantId} and reference = ${reference}`);
  return rows[0] ? toTopUp(rows[0]) : null;
}

/** Whether the same transfer was booked to the lease's invoices: it is one payment only. */
export async function isTransferOfInvoices(db: LedgerDatabase, tenantId: string, reference: string): Promise<boolean> {
  const { rows } = await db.execute(sql`select 1 from payment where tenant_id = ${tenantId} and source = 'bank-transfer' and reference = ${reference}`);
  return rows.length > 0;
}

export async function insertTopUp(
  db: LedgerDatabase, tenantId: string, lease: CreditLease, topUp: Omit<TopUp, 'id' | 'leaseId'> & { readonly amountMicros: bigint }, at: Instant,
): Promise<TopUp> {
  const id = randomUUIDv7();
  await db.execute(sql`
    insert into wallet_top_up (tenant_id, id, lease_id, legal_entity_id, source, reference, amount_minor, amount_micros, currency, value_on, booked_by, booked_at)
    values (${tenantId}, ${id}, ${lease.id}, ${lease.legalEntityId}, ${topUp.source}, ${topUp.reference}, ${topUp.amountMinor}, ${topUp.amountMicros}, ${topUp.currency}, ${topUp.valueOn},
      ${topUp.bookedBy}, ${timestamp(at)})`);
  return { ...topUp, id, leaseId: lease.id };
}

export interface WalletPosting {
  readonly kind: 'wallet-top-up' | 'prepaid-calls' | 'wallet-reversal' | 'wallet-reversal-won';
  readonly ref: string;
  readonly effectiveOn: CivilDate;
  readonly amounts: Readonly<Record<string, bigint>>;
}

/** A ledger transaction of a wallet; amounts of 0 have no entry. The database refuses one that does not sum to zero. */
export async function postWallet(db: LedgerDatabase, tenantId: string, lease: CreditLease, posting: WalletPosting, at: Instant): Promise<void> {
  const id = randomUUIDv7();
  const owned = { tenant_id: tenantId, lease_id: lease.id, legal_entity_id: lease.legalEntityId };
  await insertRows(db, LEDGER_TX, [{ ...owned, id, kind: posting.kind, ref: posting.ref, effective_on: posting.effectiveOn, recorded_at: timestamp(at) }]);
  const amounts = Object.entries(posting.amounts).filter(([, minor]) => minor !== 0n);
  await insertRows(db, LEDGER_ENTRY, amounts.map(([account, minor], place) => ({
    ...owned, tx_id: id, n: place + 1, account, currency: lease.currency, amount_minor: minor,
  })));
}
