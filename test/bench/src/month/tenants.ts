import type { BenchDatabase } from '../cluster';

/** Tables that a tenant with a paid lease has rows in and that the monthly run reads; they are filled again for every copy of the tenant. */
const TABLES = [
  'tenant', 'lease', 'lease_account', 'contract_version', 'lease_seat', 'lease_order', 'lease_event', 'invoice', 'invoice_line', 'rent_charge', 'payment', 'unapplied_money', 'payment_allocation',
  'deposit_event', 'ledger_tx', 'ledger_entry', 'notice', 'notice_sending', 'outbox',
] as const;

/** What a tenant's ids do not change: rows of these belong to nobody. */
const SHARED = ['legal_entity_id'];

/** Columns whose values may not come twice in the installation, with what the copy of that number has there instead. */
const DISTINCT: Readonly<Record<string, string>> = {
  'lease.number': "regexp_replace(t.number, '\\d+$', lpad((copy + 1)::text, 6, '0'))",
  'invoice.number': "regexp_replace(t.number, '\\d+$', lpad((t.year_sequence + copy * (select count(*) from invoice))::text, 6, '0'))",
  'invoice.year_sequence': 't.year_sequence + copy * (select count(*) from invoice)',
  'payment.reference': "t.reference || ' ' || copy",
};

/** A copy's ids are the first one's with another ending: they stay in the order in which they were made. */
const ENDING_AT = 25;

interface Column {
  readonly name: string;
  readonly type: string;
}

/**
 * Makes so many copies of the one tenant that the database has, with new ids and numbers, row for row. Whatever the product wrote for the first one
 * is thus as right for the others.
 */
export async function copyTenant(database: BenchDatabase, copies: number): Promise<void> {
  const [tenants] = await database.rows<{ n: number }>('select count(*)::int as n from tenant');
  if (tenants!.n !== 1) throw new Error('there must be one tenant to copy');
  // Foreign keys are checked by the conservation check and by the run itself; here they would only take long.
  await database.rows('set session_replication_role = replica');
  for (const table of TABLES) await copyRowsOf(database, table, copies);
  await database.rows('set session_replication_role = origin');
  await database.rows("update number_counter set next = next + $1 * (next - 1) where series in ('invoice', 'lease')", [copies]);
  await database.rows('vacuum analyze');
}

async function copyRowsOf(database: BenchDatabase, table: string, copies: number): Promise<void> {
  const columns = await database.rows<Column>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`, [table]);
  const list = columns.map((column) => column.name).join(', ');
  const values = columns.map((column) => valueOf(table, column)).join(', ');
  await database.rows(`insert into ${table} (${list}) select ${values} from generate_series(1, ${copies}) as c (copy), (select * from ${table}) t`);
}

function valueOf(table: string, { name, type }: Column): string {
  const distinct = DISTINCT[`${table}.${name}`];
  if (distinct !== undefined) return distinct;
  if (type !== 'uuid' || SHARED.includes(name)) return `t.${name}`;
  return `overlay(t.${name}::text placing lpad(to_hex(copy), 12, '0') from ${ENDING_AT})::uuid`;
}
