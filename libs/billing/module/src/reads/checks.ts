import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

/** What the checks found when they ran. */
export interface CheckRun {
  readonly id: string;
  readonly ranAt: Instant;
  readonly ranBy: string;
  readonly nightly: boolean;
  readonly breaches: readonly { readonly rule: string; readonly at: string }[];
}

interface RunRow extends Record<string, unknown> {
  id: string;
  ran_at: number;
  ran_by: string;
  nightly: boolean;
  breaches: { rule: string; at: string }[] | null;
}

/** The last run first. */
export async function listCheckRuns(db: LedgerDatabase, page: { after: string | null; most: number }): Promise<CheckRun[]> {
  const { rows } = await db.execute<RunRow>(sql`
    select r.id, epoch_ms(r.ran_at) as ran_at, r.ran_by, r.night is not null as nightly,
      (select json_agg(json_build_object('rule', b.rule, 'at', b.at) order by b.n) from check_breach b where b.run_id = r.id) as breaches
    from check_run r where ${page.after === null ? sql`true` : sql`r.id < ${page.after}`} order by r.id desc limit ${page.most}`);
  return rows.map((row) => ({ id: row.id, ranAt: row.ran_at as Instant, ranBy: row.ran_by, nightly: row.nightly, breaches: row.breaches ?? [] }));
}

/** A month's records of a tenant: where each of them is by now. */
export interface UsageMonth extends Record<string, unknown> {
  tenant_id: string;
  tenant_name: string;
  month: string;
  currency: string | null;
  received: number;
  rated: number;
  quarantined: number;
  unanswered: number;
  free: number;
  invoiced: number;
  open: number;
  without_charge: number;
  rated_micros: bigint;
  invoiced_micros: bigint;
  corrected_micros: bigint;
  open_micros: bigint;
  prepaid: number;
  prepaid_micros: bigint;
  included: number;
  included_micros: bigint;
}

/** One month of all tenants, by name. `month` is its first day. */
export async function readUsageMonth(db: LedgerDatabase, month: string): Promise<UsageMonth[]> {
  const { rows } = await db.execute<UsageMonth>(sql`
    select g.tenant_id, t.name as tenant_name, g.month::text as month, g.currency, g.received, g.rated, g.quarantined, g.unanswered, g.free, g.invoiced,
      g.open, g.without_charge, g.rated_micros, g.invoiced_micros, g.corrected_micros, g.open_micros,
      g.prepaid, g.prepaid_micros, g.included, g.included_micros
    from usage_ledger g join tenant t on t.id = g.tenant_id where g.month = ${month}::date order by t.name, g.currency`);
  return rows;
}
