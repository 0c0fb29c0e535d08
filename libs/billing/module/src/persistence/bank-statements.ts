import type { IdentifiedLine } from '@seatline/billing-domain';
import type { CivilDate, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { createHash, randomUUIDv7 } from 'node:crypto';
import type { BankAccount } from './bank-accounts';
import { selectRows, timestamp } from './table-writer';

export interface NewStatement {
  readonly account: BankAccount;
  readonly fileName: string;
  readonly fileHash: string;
  readonly outgoing: number;
  readonly lines: readonly (IdentifiedLine & { readonly lineNo: number })[];
  readonly importedBy: string;
}

export async function isStatementKnown(db: LedgerDatabase, accountId: string, fileHash: string): Promise<boolean> {
  const { rows } = await db.execute(sql`select 1 from bank_statement where bank_account_id = ${accountId} and file_hash = ${fileHash}`);
  return rows.length > 0;
}

export interface KnownLine {
  readonly valueOn: CivilDate;
  readonly amountMinor: bigint;
}

/** The lines that an account has already, by what they are known by. */
export async function findKnownLines(db: LedgerDatabase, accountId: string, identities: readonly string[]): Promise<ReadonlyMap<string, KnownLine>> {
  const { rows } = await db.execute<{ identity: string; value_on: string; amount_minor: bigint }>(sql`
    select identity, value_on::text, amount_minor from bank_line where bank_account_id = ${accountId} and identity = any(${sql.param(identities)}::text[])`);
  return new Map(rows.map((row) => [row.identity, { valueOn: row.value_on as CivilDate, amountMinor: row.amount_minor }]));
}

const BANK_LINE = {
  table: 'bank_line',
  columns: {
    id: 'uuid', bank_account_id: 'uuid', statement_id: 'uuid', line_no: 'int', identity: 'text', reference: 'text', value_on: 'date', amount_minor: 'bigint',
    currency: 'text', payer_name: 'text', payer_account: 'text', remark: 'text', created_at: 'timestamptz',
  },
} as const;

/** Enters a file with the lines that are new. What the account has already stays as it came first. */
export async function insertStatement(db: LedgerDatabase, statement: NewStatement, known: ReadonlyMap<string, KnownLine>, at: Instant): Promise<{ id: string; newLines: number }> {
  const { account, fileName, fileHash, outgoing, lines, importedBy } = statement;
  const fresh = lines.filter(({ identity }) => !known.has(identity));
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into bank_statement (bank_account_id, file_name, file_hash, new_lines, known_lines, outgoing_lines, imported_at, imported_by)
    values (${account.id}, ${fileName}, ${fileHash}, ${fresh.length}, ${lines.length - fresh.length}, ${outgoing}, ${timestamp(at)}, ${importedBy}) returning id`);
  const { id } = rows[0]!;
  if (fresh.length > 0) {
    const values = fresh.map(({ line, identity, lineNo }) => ({
      id: randomUUIDv7(), bank_account_id: account.id, statement_id: id, line_no: lineNo, identity, reference: referenceOf(line.reference, line.valueOn, identity),
      value_on: line.valueOn, amount_minor: line.amountMinor, currency: account.currency, payer_name: line.payerName, payer_account: line.payerAccount,
      remark: line.remark, created_at: timestamp(at),
    }));
    await db.execute(sql`insert into bank_line (${sql.raw(Object.keys(BANK_LINE.columns).join(', '))}) ${selectRows(BANK_LINE, values)}`);
  }
  return { id, newLines: fresh.length };
}

/** The payment's reference: the bank's, or where it gives none, the day and what only this line has. */
function referenceOf(reference: string, valueOn: CivilDate, identity: string): string {
  return reference !== '' ? reference : `${valueOn} ${createHash('sha256').update(identity).digest('hex').slice(0, 16)}`;
}
