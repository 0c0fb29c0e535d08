import type { BenchDatabase } from './cluster';
import { CopiedRows, fingerprintOf } from './copied-rows';

/** The rows that a run has written into one table, new ones and new versions of old ones. */
interface WrittenTable {
  readonly table: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly rows: CopiedRows;
  readonly howMany: number;
  readonly changes: 'inserted' | 'updated';
  readonly fingerprint: string;
}

/** Where the rows wait in a database in which they are to be written again. */
const WAITING = 'bench_rows';

/** What has been written in a database since a moment, found by the transactions that wrote it, whatever the tables. */
export class WrittenRows {
  private constructor(private readonly tables: readonly WrittenTable[]) {}

  /** A moment of the database, before the work. */
  static async momentOf(database: BenchDatabase): Promise<Moment> {
    const [row] = await database.rows<{ xid: string }>('select pg_current_xact_id()::text as xid');
    const counts = new Map<string, number>();
    for (const table of await tablesOf(database)) counts.set(table, await countOf(database, table));
    return { xid: row!.xid, counts };
  }

  static async since(database: BenchDatabase, moment: Moment): Promise<WrittenRows> {
    const written: WrittenTable[] = [];
    for (const table of await tablesOf(database)) {
      const found = await writtenIn(database, table, moment);
      if (found) written.push(found);
    }
    return new WrittenRows(await inOrderOfReference(database, written));
  }

  get howMany(): number {
    return this.tables.reduce((sum, table) => sum + table.howMany, 0);
  }

  /** Rows by table, the largest first. */
  get described(): string {
    const sorted = this.tables.toSorted((a, b) => b.howMany - a.howMany);
    return sorted.map(({ table, howMany, changes }) => `${table.replace(/^.*\./, '')} ${howMany}${changes === 'updated' ? ' changed' : ''}`).join(', ');
  }

  /** Lays the rows beside the tables of another database. */
  async layOut(database: BenchDatabase): Promise<void> {
    await database.rows(`create schema ${WAITING}`);
    for (const { table, columns, rows } of this.tables) {
      await database.rows(`create table ${waiting(table)} as select ${columns.join(', ')} from ${table} with no data`);
      await rows.putInto(await database.admin(), waiting(table));
    }
    await database.rows('vacuum analyze');
  }

  /** Writes them: one statement a table, all in one transaction. */
  async write(database: BenchDatabase): Promise<void> {
    await database.rows('begin');
    for (const written of this.tables) await database.rows(statementFor(written));
    await database.rows('commit');
  }

  /** @throws Error when the database does not hold exactly the same rows as the one that they were taken from. */
  async assertWrittenTo(database: BenchDatabase): Promise<void> {
    for (const { table, fingerprint } of this.tables) {
      const found = await fingerprintOf(await database.admin(), `select * from ${table}`);
      if (found !== fingerprint) throw new Error(`the baseline left other rows in ${table}: ${found}, not ${fingerprint}`);
    }
  }
}

export interface Moment {
  readonly xid: string;
  readonly counts: ReadonlyMap<string, number>;
}

const waiting = (table: string): string => `${WAITING}.${table.replace('.', '_')}`;

/** The product's own tables, and the queue's. */
async function tablesOf(database: BenchDatabase): Promise<string[]> {
  const rows = await database.rows<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'graphile_worker') order by 1`);
  return rows.map((row) => row.name);
}

async function countOf(database: BenchDatabase, table: string): Promise<number> {
  const [row] = await database.rows<{ n: number }>(`select count(*)::int as n from ${table}`);
  return row!.n;
}

async function writtenIn(database: BenchDatabase, table: string, moment: Moment): Promise<WrittenTable | null> {
  // Both numbers are of this cluster's first few million transactions, so they compare as they stand.
  const sinceThen = `xmin::text::bigint >= ${moment.xid}`;
  const howMany = await countOf(database, `${table} where ${sinceThen}`);
  if (howMany === 0) return null;
  const grown = (await countOf(database, table)) - (moment.counts.get(table) ?? 0);
  if (grown !== howMany && grown !== 0) throw new Error(`of ${howMany} rows written into ${table} ${grown} are new: the baseline writes either new rows or old ones`);
  const columns = await namesOf(database, `select attname as name from pg_attribute
    where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`, table);
  const key = await namesOf(database, `select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indrelid = $1::regclass and i.indisprimary`, table);
  const admin = await database.admin();
  return {
    table,
    columns,
    key,
    howMany,
    changes: grown === 0 ? 'updated' : 'inserted',
    rows: await CopiedRows.take(admin, columns, `select ${columns.join(', ')} from ${table} where ${sinceThen}`),
    fingerprint: await fingerprintOf(admin, `select * from ${table}`),
  };
}

async function namesOf(database: BenchDatabase, query: string, table: string): Promise<string[]> {
  return (await database.rows<{ name: string }>(query, [table])).map((row) => row.name);
}

/** What others refer to comes first. */
async function inOrderOfReference(database: BenchDatabase, tables: readonly WrittenTable[]): Promise<WrittenTable[]> {
  const references = await database.rows<{ from: string; to: string }>(`
    select fn.nspname || '.' || f.relname as from, tn.nspname || '.' || t.relname as to from pg_constraint c
    join pg_class f on f.oid = c.conrelid join pg_namespace fn on fn.oid = f.relnamespace
    join pg_class t on t.oid = c.confrelid join pg_namespace tn on tn.oid = t.relnamespace
    where c.contype = 'f' and not c.condeferrable and c.conrelid <> c.confrelid`);
  const left = [...tables];
  const ordered: WrittenTable[] = [];
  while (left.length > 0) {
    const next = left.findIndex(({ table }) => !references.some((reference) => reference.from === table && left.some((other) => other.table === reference.to)));
    if (next < 0) throw new Error('the tables refer to each other in a circle');
    ordered.push(...left.splice(next, 1));
  }
  return ordered;
}

function statementFor({ table, columns, key, changes }: WrittenTable): string {
  const list = columns.join(', ');
  if (changes === 'inserted') return `insert into ${table} (${list}) overriding system value select ${list} from ${waiting(table)}`;
  const sets = columns.filter((column) => !key.includes(column)).map((column) => `${column} = r.${column}`);
  const matches = key.map((column) => `t.${column} = r.${column}`);
  return `update ${table} t set ${sets.join(', ')} from ${waiting(table)} r where ${matches.join(' and ')}`;
}
