import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from './table-writer';

/** Whose payment a line is said to be, inside one tenant. */
export interface BankMatch {
  readonly leaseId: string;
  readonly forOrder: boolean;
  readonly forWallet: boolean;
  readonly confirmedBy: string;
  readonly isBooked: boolean;
}

/** What a line became: one of the two. */
export type BookedAs = { readonly paymentId: string; readonly topUpId: null } | { readonly paymentId: null; readonly topUpId: string };

export interface Confirmation {
  readonly tenantId: string;
  readonly lineId: string;
  readonly leaseId: string;
  readonly forOrder: boolean;
  readonly forWallet: boolean;
  readonly amountMinor: bigint;
  readonly limitMinor: bigint;
  readonly by: { readonly personId: string; readonly name: string };
  readonly at: Instant;
}

/** The match of a line under its lock. */
export async function lockMatch(db: LedgerDatabase, tenantId: string, lineId: string): Promise<BankMatch | null> {
  const { rows } = await db.execute<{ lease_id: string; for_order: boolean; for_wallet: boolean; confirmed_by: string; booked: boolean }>(sql`
    select lease_id, for_order, for_wallet, confirmed_by, num_nonnulls(payment_id, top_up_id) > 0 as booked from bank_match where tenant_id = ${tenantId} and line_id = ${lineId} for update`);
  const [row] = rows;
  return row ? { leaseId: row.lease_id, forOrder: row.for_order, forWallet: row.for_wallet, confirmedBy: row.confirmed_by, isBooked: row.booked } : null;
}

export async function insertMatch(db: LedgerDatabase, said: Confirmation): Promise<void> {
  await db.execute(sql`
    insert into bank_match (tenant_id, line_id, lease_id, for_order, for_wallet, amount_minor, limit_minor, confirmed_by, confirmed_by_name, confirmed_at)
    values (${said.tenantId}, ${said.lineId}, ${said.leaseId}, ${said.forOrder}, ${said.forWallet}, ${said.amountMinor}, ${said.limitMinor}, ${said.by.personId}, ${said.by.name},
      ${timestamp(said.at)})`);
}

/** Enters the payment or the top-up, and who said it second where the first alone was not enough. */
export async function bookMatch(db: LedgerDatabase, said: Confirmation, booked: BookedAs, second: boolean): Promise<void> {
  const { by, at } = said;
  await db.execute(sql`
    update bank_match set payment_id = ${booked.paymentId}, top_up_id = ${booked.topUpId}, second_by = ${second ? by.personId : null}, second_by_name = ${second ? by.name : null},
      second_at = ${second ? timestamp(at) : null}
    where tenant_id = ${said.tenantId} and line_id = ${said.lineId}`);
}

/** Takes back what still waits for its second person; false where nothing does. */
export async function deleteWaitingMatch(db: LedgerDatabase, tenantId: string, lineId: string): Promise<boolean> {
  const { rows } = await db.execute(sql`delete from bank_match where tenant_id = ${tenantId} and line_id = ${lineId} and num_nonnulls(payment_id, top_up_id) = 0 returning line_id`);
  return rows.length > 0;
}

export async function insertIgnoredLine(db: LedgerDatabase, lineId: string, reason: string, by: string, at: Instant): Promise<void> {
  await db.execute(sql`insert into bank_line_ignored (line_id, reason, ignored_at, ignored_by) values (${lineId}, ${reason}, ${timestamp(at)}, ${by})`);
}

/** The legal entity and currency that a lease belongs to; null when the tenant has no such lease. */
export async function findLeaseBooks(db: LedgerDatabase, tenantId: string, leaseId: string): Promise<{ legalEntityId: string; currency: string } | null> {
  const { rows } = await db.execute<{ legal_entity_id: string; currency: string }>(sql`
    select a.legal_entity_id, l.currency from lease l join lease_account a on a.tenant_id = l.tenant_id and a.lease_id = l.id
    where l.tenant_id = ${tenantId} and l.id = ${leaseId}`);
  return rows[0] ? { legalEntityId: rows[0].legal_entity_id, currency: rows[0].currency } : null;
}
