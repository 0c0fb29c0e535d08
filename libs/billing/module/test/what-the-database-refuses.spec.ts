import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instant } from '@seatline/kernel';
import { roleUrl } from '@seatline/server';
import pg from 'pg';
import { BillingHarness } from './harness';
import { Shop, until } from './shop';

let harness: BillingHarness;
let shop: Shop;
let other: Shop;
/** The application's own role, in the tenant's name. */
let app: pg.Client;

beforeAll(async () => {
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00' });
  shop = await Shop.openPaid(harness, 2, '2026-03-01');
  other = await Shop.openPaid(harness, 1, '2026-03-01');
  app = new pg.Client({ connectionString: roleUrl(harness.database.adminUrl, 'seatline_app', harness.database.secret) });
  await app.connect();
  await app.query("select set_config('app.tenant_id', $1, false)", [shop.tenantId]);
});
afterAll(async () => {
  await app.end();
  await harness.stop();
});

const FINAL_TABLES = [
  'invoice', 'invoice_line', 'rent_charge', 'payment', 'unapplied_money', 'payment_allocation', 'deposit_event', 'ledger_tx', 'ledger_entry',
  'rate_deck', 'rate_deck_row', 'rate_deck_decision',
];

describe('what was said once stays said', () => {
  it.each(FINAL_TABLES)('%s: nobody changes or deletes a row, the administrator included', async (table) => {
    const { rows } = await harness.admin.query<{ column_name: string }>(
      "select column_name from information_schema.columns where table_name = $1 and column_name not in ('tenant_id', 'id') limit 1",
      [table],
    );
    const column = rows[0]!.column_name;
    await expect(harness.admin.query(`update ${table} set ${column} = ${column}`)).rejects.toThrow(/rows of \w+ are final/);
    await expect(harness.admin.query(`delete from ${table}`)).rejects.toThrow(/rows of \w+ are final|violates foreign key/);
    await expect(app.query(`update ${table} set ${column} = ${column}`)).rejects.toThrow(/permission denied/);
    await expect(app.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
  });

  it('plan_version: nothing but the end of its validity is ever written, and never moved on or taken back', async () => {
    const change = (set: string) => harness.admin.query(`update plan_version set ${set}`);
    for (const set of ["name = name || '{\"en\":\"x\"}'", "terms = '{}'", "effective_from = effective_from + interval '1 day'", 'version = version + 100', "valid = tstzrange(null, upper(valid))"]) {
      await expect(change(set)).rejects.toThrow(/prices of plan_version are final/);
    }
    await harness.admin.query('begin');
    await change("valid = tstzrange(lower(valid), lower(valid) + interval '200 years')");
    await expect(change('valid = tstzrange(lower(valid), null)')).rejects.toThrow(/prices of plan_version are final/);
    await harness.admin.query('rollback');
    await expect(harness.admin.query('delete from plan_version')).rejects.toThrow(/rows of plan_version are final/);
    await expect(app.query("update plan_version set terms = '{}'")).rejects.toThrow(/permission denied/);
    await expect(app.query('update plan_version set valid = valid')).rejects.toThrow(/permission denied/);
  });
});

describe('the ledger', () => {
  const post = async (amounts: readonly [account: string, minor: number, currency?: string][]): Promise<void> => {
    await app.query('begin');
    try {
      const { rows } = await app.query<{ id: string }>(
        `insert into ledger_tx (lease_id, legal_entity_id, kind, ref, effective_on, recorded_at)
         select lease_id, legal_entity_id, 'allocation', 'test ' || uuidv7(), '2026-03-01', now() from lease_account returning id`,
      );
      for (const [place, [account, minor, currency = 'CNY']] of amounts.entries()) {
        await app.query(
          `insert into ledger_entry (tx_id, n, lease_id, legal_entity_id, account, currency, amount_minor)
           select $1, $2, lease_id, legal_entity_id, $3, $4, $5 from lease_account`,
          [rows[0]!.id, place + 1, account, currency, minor],
        );
      }
      await app.query('commit');
    } catch (error) {
      await app.query('rollback');
      throw error;
    }
  };

  it('refuses a transaction that does not sum to zero, at its commit', async () => {
    await expect(post([['receivable', 100], ['unapplied', -99]])).rejects.toThrow(/does not sum to zero/);
    await expect(post([['receivable', 100]])).rejects.toThrow(/does not sum to zero/);
  });

  it('refuses currencies that balance each other', async () => {
    await expect(post([['receivable', 100, 'CNY'], ['unapplied', -100, 'USD']])).rejects.toThrow(/does not sum to zero/);
  });

  it('refuses an entry that is added later to a transaction that balanced', async () => {
    await expect(
      app.query(`insert into ledger_entry (tx_id, n, lease_id, legal_entity_id, account, currency, amount_minor)
        select id, 99, lease_id, legal_entity_id, 'receivable', 'CNY', 1 from ledger_tx limit 1`),
    ).rejects.toThrow(/does not sum to zero/);
  });

  it('refuses an account that is not in the chart', async () => {
    await expect(post([['biscuits', 100], ['unapplied', -100]])).rejects.toThrow(/violates foreign key/);
  });
});

describe('a seat-day', () => {
  it('is not billed twice', async () => {
    await expect(
      app.query(`insert into rent_charge (seat_id, service, invoice_id, line_no, lease_id, legal_entity_id, net_minor)
        select seat_id, '[2026-03-31,2026-04-02)', invoice_id, line_no, lease_id, legal_entity_id, 1 from rent_charge limit 1`),
    ).rejects.toThrow(/rent_charge_pkey|conflicting key value/);
  });
});

describe('credits', () => {
  it('never exceed their line, in one note or in several', async () => {
    await app.query('begin');
    await app.query(`insert into credit_note (lease_id, legal_entity_id, invoice_id, sequence, year, year_sequence, number, issued_at, currency, net_minor, tax_minor, total_minor)
      select lease_id, legal_entity_id, id, 1, 2026, 900, 'X-1', now(), 'CNY', 400001, 0, 400001 from invoice where sequence = 1`);
    const credit = (lineNo: number, minor: number) =>
      app.query(
        `insert into credit_note_line (credit_note_id, line_no, invoice_id, invoice_line_no, lease_id, legal_entity_id, net_minor, tax_minor)
         select n.id, $1, i.id, 0, i.lease_id, i.legal_entity_id, $2, 0 from credit_note n, invoice i where n.number = 'X-1' and i.sequence = 1`,
        [lineNo, minor],
      );
    await credit(0, 400000);
    await expect(credit(1, 1)).rejects.toThrow(/credits exceed line 0/);
    await app.query('rollback');
  });
});

describe('document numbers', () => {
  it('have no gap after transactions that took one and were rolled back', async () => {
    for (let round = 0; round < 3; round += 1) {
      await app.query('begin');
      await app.query("select take_numbers(id, 'invoice', 2026, 5) from legal_entity");
      await app.query('rollback');
    }
    harness.clock.set(instant('2026-03-01T10:00:00+08:00'));
    await Shop.open(harness, 1, '2026-03-01');
    const { rows } = await harness.admin.query<{ year_sequence: number }>('select year_sequence from invoice order by year_sequence');
    expect(rows.map((row) => row.year_sequence)).toEqual([1, 2, 3]);
  });

  it('begin again with a legal entity’s year, by its own clocks', async () => {
    const late = await Shop.openPaid(harness, 1, '2026-12-01');
    await until(harness, '2026-12-31T23:59:59+08:00');
    const before = await harness.count('select count(*) from invoice where year = 2027');
    expect(before).toBe(0);
    await until(harness, '2027-01-25T00:00:00+08:00');
    await harness.sweep.run();
    const { rows } = await harness.admin.query<{ number: string }>('select min(number) as number from invoice where year = 2027');
    expect(rows[0]!.number).toBe('SLI-2027-000001');
    expect(late.leaseId).not.toBe('');
  });
});

describe('another tenant’s rows', () => {
  it('are not there for the application, whatever the table or view', async () => {
    const { rows: tables } = await harness.admin.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and has_table_privilege('seatline_app', c.oid, 'select')`,
    );
    expect(tables.length).toBeGreaterThan(25);
    for (const { name } of tables) {
      const { rows } = await app.query<{ count: string }>(`select count(*) from ${name} where tenant_id <> $1`, [shop.tenantId]);
      expect(`${name} ${rows[0]!.count}`).toBe(`${name} 0`);
    }
  });

  it('cannot be written to', async () => {
    const { rows } = await harness.admin.query<{ id: string }>('select id from invoice where lease_id = $1', [other.leaseId]);
    await expect(
      app.query(
        `insert into invoice_line (tenant_id, invoice_id, line_no, lease_id, legal_entity_id, kind, service, calls, cost_micros, net_minor, tax_minor)
         values ($1, $2, 9, $3, uuidv7(), 'telephone', '[2026-03-01,2026-04-01)', 1, 1, 0, 0)`,
        [other.tenantId, rows[0]!.id, other.leaseId],
      ),
    ).rejects.toThrow(/row-level security/);
    expect((await app.query('update lease set status = status where id = $1', [other.leaseId])).rowCount).toBe(0);
  });
});
