import type { Amount, FindingKind } from '@seatline/billing-domain';
import type { CivilDate, Instant, Zone } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { ComparedTrunk, Time } from '../ports/carrier-side';
import { selectRows, timestamp } from './table-writer';

/** A trunk's day as it was compared. */
export interface Comparison {
  readonly trunkId: string;
  readonly on: CivilDate;
  readonly zone: Zone;
  readonly source: ComparedTrunk['source'];
  readonly ranAt: Instant;
  readonly ranBy: string;
  /** Null: it was compared. */
  readonly failure: string | null;
  readonly known: Time | null;
  readonly ours: number;
  readonly theirs: number;
  readonly matched: number;
  readonly holes: readonly { readonly from: number; readonly to: number }[];
}

export interface Finding {
  readonly kind: FindingKind;
  readonly ref: string;
  readonly usageId: string | null;
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly answeredAt: Instant;
  readonly ourSeconds: number | null;
  readonly theirSeconds: number | null;
  readonly charged: Amount | null;
  readonly due: Amount | null;
  readonly carrier: Amount | null;
  readonly expected: Amount | null;
  readonly value: Amount | null;
}

/** The row of a trunk's day, locked: two runs of one day take turns. A failure leaves what an earlier run found as it was. */
export async function saveComparison(db: LedgerDatabase, tenantId: string, run: Comparison): Promise<string> {
  const known = run.known === null ? null : `[${timestamp(run.known.fromAt)},${timestamp(run.known.toAt)})`;
  const counts = run.failure === null ? sql`, known = excluded.known, ours = excluded.ours, theirs = excluded.theirs, matched = excluded.matched, holes = excluded.holes` : sql``;
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into carrier_reconciliation (tenant_id, trunk_id, on_day, zone, source, status, failure, ran_at, ran_by, known, ours, theirs, matched, holes)
    values (${tenantId}, ${run.trunkId}, ${run.on}, ${run.zone}, ${run.source}, ${run.failure === null ? 'done' : 'failed'}, ${run.failure}, ${timestamp(run.ranAt)}, ${run.ranBy},
      ${known}::tstzrange, ${run.ours}, ${run.theirs}, ${run.matched}, ${JSON.stringify(run.holes)}::jsonb)
    on conflict (tenant_id, trunk_id, on_day) do update set zone = excluded.zone, source = excluded.source, status = excluded.status, failure = excluded.failure,
      ran_at = excluded.ran_at, ran_by = excluded.ran_by ${counts}
    returning id`);
  return rows[0]!.id;
}

const FINDING = {
  table: 'carrier_finding',
  columns: {
    tenant_id: 'uuid', reconciliation_id: 'uuid', kind: 'text', ref: 'text', usage_id: 'uuid', direction: 'text', from_number: 'text', to_number: 'text', answered_at: 'timestamptz',
    our_seconds: 'int', their_seconds: 'int', charged_micros: 'bigint', due_micros: 'bigint', charge_currency: 'text', carrier_micros: 'bigint', expected_micros: 'bigint',
    carrier_currency: 'text', value_micros: 'bigint', value_currency: 'text', found_at: 'timestamptz',
  },
} as const;

/** What was found, in place of what was found before: a finding keeps its row and what was decided of it, one that is not found any more is cleared. */
export async function saveFindings(db: LedgerDatabase, tenantId: string, reconciliationId: string, findings: readonly Finding[], at: Instant): Promise<void> {
  await db.execute(sql`
    update carrier_finding set cleared_at = ${timestamp(at)}
    where tenant_id = ${tenantId} and reconciliation_id = ${reconciliationId} and cleared_at is null
      and (kind, ref) not in (select * from unnest(${sql.param(findings.map(({ kind }) => kind))}::text[], ${sql.param(findings.map(({ ref }) => ref))}::text[]))`);
  if (findings.length === 0) return;
  const said = Object.keys(FINDING.columns).filter((column) => !['tenant_id', 'reconciliation_id', 'kind', 'ref', 'found_at'].includes(column));
  await db.execute(sql`
    insert into carrier_finding (${sql.raw(Object.keys(FINDING.columns).join(', '))}) ${selectRows(FINDING, findings.map((finding) => rowOf(finding, tenantId, reconciliationId, at)))}
    on conflict (tenant_id, reconciliation_id, kind, ref) do update set cleared_at = null, ${sql.raw(said.map((column) => `${column} = excluded.${column}`).join(', '))}`);
}

function rowOf(finding: Finding, tenantId: string, reconciliationId: string, at: Instant) {
  const { charged, due, carrier, expected, value } = finding;
  return {
    tenant_id: tenantId, reconciliation_id: reconciliationId, kind: finding.kind, ref: finding.ref, usage_id: finding.usageId, direction: finding.direction,
    from_number: finding.from, to_number: finding.to, answered_at: timestamp(finding.answeredAt), our_seconds: finding.ourSeconds, their_seconds: finding.theirSeconds,
    charged_micros: charged?.micros ?? null, due_micros: due?.micros ?? null, charge_currency: charged?.currency ?? due?.currency ?? null,
    carrier_micros: carrier?.micros ?? null, expected_micros: expected !== null && (carrier === null || carrier.currency === expected.currency) ? expected.micros : null,
    carrier_currency: carrier?.currency ?? expected?.currency ?? null, value_micros: value?.micros ?? null, value_currency: value?.currency ?? null, found_at: timestamp(at),
  };
}
