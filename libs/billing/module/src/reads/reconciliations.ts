import type { Amount, FindingKind } from '@seatline/billing-domain';
import type { CivilDate, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { Finding } from '../persistence/reconciliation-rows';

export interface ReconciliationRow extends Record<string, unknown> {
  id: string;
  tenant_id: string;
  tenant_name: string;
  trunk_id: string;
  trunk_name: string;
  on_day: CivilDate;
  zone: string;
  source: string;
  status: 'done' | 'failed';
  failure: string | null;
  ran_at: Instant;
  ran_by: string;
  known_from: Instant | null;
  known_to: Instant | null;
  ours: number;
  theirs: number;
  matched: number;
  holes: { from: number; to: number }[];
  findings: number;
  open_findings: number;
}

/** Trunks' days that were compared, the last run first; `id` picks one. Through the platform's door. */
export async function readReconciliations(db: LedgerDatabase, filter: { id?: string; after: string | null; most: number }): Promise<ReconciliationRow[]> {
  const conditions = [
    sql`true`,
    ...(filter.id === undefined ? [] : [sql`r.id = ${filter.id}`]),
    ...(filter.after === null ? [] : [sql`(r.on_day, r.id) < (select on_day, id from carrier_reconciliation where id = ${filter.after})`]),
  ];
  const { rows } = await db.execute<ReconciliationRow>(sql`
    select r.id, r.tenant_id, r.tenant_name, r.trunk_id, r.trunk_name, r.on_day::text, r.zone, r.source, r.status, r.failure, epoch_ms(r.ran_at) as ran_at, r.ran_by,
      epoch_ms(lower(r.known)) as known_from, epoch_ms(upper(r.known)) as known_to, r.ours, r.theirs, r.matched, r.holes, r.findings, r.open_findings
    from reconciliation_list r where ${sql.join(conditions, sql` and `)} order by r.on_day desc, r.id desc limit ${filter.most}`);
  return rows;
}

/** A finding as it stands, with what was decided about it. */
export interface FindingRow extends Finding {
  readonly id: string;
  readonly decision: { readonly kind: 'acknowledged' | 'taken-over'; readonly reason: string; readonly by: string; readonly at: Instant } | null;
}

interface StoredFinding extends Record<string, unknown> {
  id: string;
  kind: FindingKind;
  ref: string;
  usage_id: string | null;
  direction: 'inbound' | 'outbound';
  from_number: string;
  to_number: string;
  answered_at: Instant;
  our_seconds: number | null;
  their_seconds: number | null;
  charged_micros: bigint | null;
  due_micros: bigint | null;
  charge_currency: string | null;
  carrier_micros: bigint | null;
  expected_micros: bigint | null;
  carrier_currency: string | null;
  value_micros: bigint | null;
  value_currency: string | null;
  decision: 'acknowledged' | 'taken-over' | null;
  reason: string | null;
  decided_by: string | null;
  decided_at: Instant | null;
}

/** What a day's comparison found and still finds, by kind and time. */
export async function readFindings(db: LedgerDatabase, reconciliationId: string): Promise<FindingRow[]> {
  const { rows } = await db.execute<StoredFinding>(sql`
    select f.id, f.kind, f.ref, coalesce(f.usage_id, d.usage_id) as usage_id, f.direction, f.from_number, f.to_number, epoch_ms(f.answered_at) as answered_at, f.our_seconds,
      f.their_seconds, f.charged_micros, f.due_micros, f.charge_currency, f.carrier_micros, f.expected_micros, f.carrier_currency, f.value_micros, f.value_currency, d.decision,
      d.reason, d.decided_by, epoch_ms(d.decided_at) as decided_at
    from carrier_finding f left join carrier_finding_decision d on d.tenant_id = f.tenant_id and d.finding_id = f.id
    where f.reconciliation_id = ${reconciliationId} and (f.cleared_at is null or d.finding_id is not null)
    order by array_position(array['missing', 'doubled', 'extra', 'seconds', 'price'], f.kind), f.answered_at, f.id`);
  return rows.map((row) => ({
    id: row.id, kind: row.kind, ref: row.ref, usageId: row.usage_id, direction: row.direction, from: row.from_number, to: row.to_number, answeredAt: row.answered_at,
    ourSeconds: row.our_seconds, theirSeconds: row.their_seconds, charged: amountOf(row.charged_micros, row.charge_currency), due: amountOf(row.due_micros, row.charge_currency),
    carrier: amountOf(row.carrier_micros, row.carrier_currency), expected: amountOf(row.expected_micros, row.carrier_currency), value: amountOf(row.value_micros, row.value_currency),
    decision: row.decision === null ? null : { kind: row.decision, reason: row.reason ?? '', by: row.decided_by ?? '', at: row.decided_at ?? (0 as Instant) },
  }));
}

function amountOf(micros: bigint | null, currency: string | null): Amount | null {
  return micros === null || currency === null ? null : { micros, currency };
}
