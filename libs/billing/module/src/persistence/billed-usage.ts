import type { BilledPiece } from '@seatline/billing-domain';
import type { CivilDate, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { ReratingRange } from '../reads/reratings';
import { timestamp } from './table-writer';
import { type CalledColumns, calledOf, type StoredLeg, type UsageDirection, type UsageLease } from './usage';

/** A rated call, and what has become of its price so far. */
export type RatedLeg = Pick<StoredLeg, 'id' | 'lease' | 'direction' | 'carrierLeg' | 'ourNumber' | 'otherNumber' | 'answeredAt' | 'milliseconds' | 'called'> & {
  readonly version: number;
  readonly answeredOn: CivilDate;
  readonly costMicros: bigint;
  /** What lines bill of it, oldest first; empty while it is on no invoice. */
  readonly billed: readonly BilledPiece[];
  /** What waits for the next telephone invoice since it was rated again. */
  readonly waitingMicros: bigint;
  /** Of what it was billed for, covered by included minutes when its period was closed; a new price does not change them. */
  readonly includedSeconds: number;
  /** Of which period's pool. */
  readonly poolFromOn: CivilDate | null;
  /** What those seconds take off `costMicros`. */
  readonly includedMicros: bigint;
  /** A wallet paid it, or pays it if it comes to cost something: it goes on no invoice. */
  readonly prepaid: boolean;
}

interface LegRow extends CalledColumns {
  id: string;
  version: number;
  direction: UsageDirection;
  our_number: string | null;
  other_number: string | null;
  answered_at: number;
  answered_on: string;
  milliseconds: bigint;
  cost_micros: bigint;
  billed_invoice: number | null;
  billed_line: number | null;
  billed_micros: bigint | null;
  included_seconds: number;
  pool_from_on: CivilDate | null;
  included_micros: bigint;
  prepaid: boolean;
  corrections: { kind: 'debit' | 'credit'; micros: string; invoice: number | null; line: number | null }[] | null;
}

const LEGS_A_PAGE = 20_000;

/** A lease's rated calls of a range, piece by piece. */
export async function* ratedLegs(db: LedgerDatabase, tenantId: string, lease: UsageLease, range: ReratingRange): AsyncGenerator<RatedLeg[]> {
  for (let after: string | null = null; ; ) {
    const rows: LegRow[] = await readPage(db, tenantId, lease, range, after);
    if (rows.length > 0) yield rows.map((row) => toLeg(row, lease));
    if (rows.length < LEGS_A_PAGE) return;
    after = rows.at(-1)!.id;
  }
}

async function readPage(db: LedgerDatabase, tenantId: string, lease: UsageLease, range: ReratingRange, after: string | null): Promise<LegRow[]> {
  const called = sql.raw(range.direction === 'inbound' ? 'u.our_number' : 'u.other_number');
  const { rows } = await db.execute<LegRow>(sql`
    select u.id, r.version, u.direction, u.our_number, u.other_number, u.called_table, u.called_number, epoch_ms(u.answered_at) as answered_at,
      (u.answered_at at time zone ${lease.zone})::date::text as answered_on, u.milliseconds, r.cost_micros, i.sequence as billed_invoice,
      b.line_no as billed_line, o.cost_micros - coalesce(m.micros, 0) as billed_micros, c.corrections,
      coalesce(n.seconds, 0) as included_seconds, n.pool_from_on::text, coalesce(n.micros, 0) as included_micros, b.usage_id is null and (
        exists (select from prepaid_usage p where p.tenant_id = u.tenant_id and p.usage_id = u.id)
        or exists (select from prepaid_period p where p.tenant_id = u.tenant_id and p.lease_id = u.lease_id and p.during @> u.answered_at)) as prepaid
    from usage_event u
    join lateral (
      select v.version, v.status, v.cost_micros from rated_usage v where v.tenant_id = u.tenant_id and v.usage_id = u.id order by v.version desc limit 1
    ) r on r.status = 'rated'
    left join usage_billing b on b.tenant_id = u.tenant_id and b.usage_id = u.id
    left join invoice i on i.tenant_id = b.tenant_id and i.id = b.invoice_id
    left join rated_usage o on o.tenant_id = b.tenant_id and o.usage_id = b.usage_id and o.version = b.version
    left join included_usage n on n.tenant_id = u.tenant_id and n.usage_id = u.id and n.version = r.version
    left join included_usage m on m.tenant_id = o.tenant_id and m.usage_id = o.usage_id and m.version = o.version
    left join lateral (
      select json_agg(json_build_object('kind', x.kind, 'micros', x.micros::text, 'invoice', n.sequence, 'line', coalesce(x.line_no, g.line_no)) order by x.version)
        as corrections
      from usage_correction x
      left join usage_correction_billing g on g.tenant_id = x.tenant_id and g.correction_id = x.id
      left join invoice n on n.tenant_id = x.tenant_id and n.id = coalesce(x.invoice_id, g.invoice_id)
      where x.tenant_id = u.tenant_id and x.usage_id = u.id
    ) c on true
    where u.tenant_id = ${tenantId} and u.lease_id = ${lease.id} and u.direction = ${range.direction} and u.carrier_leg
      and u.answered_at >= ${timestamp(range.from)} and u.answered_at < ${timestamp(range.to)}
      and ${range.prefix === null ? sql`true` : sql`starts_with(ltrim(coalesce(u.called_number, ${called}), '+'), ${range.prefix})`}
      and ${after === null ? sql`true` : sql`u.id > ${after}`}
    order by u.id limit ${LEGS_A_PAGE}`);
  return rows;
}

function toLeg(row: LegRow, lease: UsageLease): RatedLeg {
  return {
    id: row.id,
    lease,
    direction: row.direction,
    carrierLeg: true,
    ourNumber: row.our_number,
    otherNumber: row.other_number,
    answeredAt: row.answered_at as Instant,
    milliseconds: Number(row.milliseconds),
    called: calledOf(row),
    version: row.version,
    answeredOn: row.answered_on as CivilDate,
    costMicros: row.cost_micros,
    billed: piecesOf(row),
    waitingMicros: sumOf(row, (correction) => correction.kind === 'debit' && correction.invoice === null),
    includedSeconds: row.included_seconds,
    poolFromOn: row.pool_from_on,
    includedMicros: row.included_micros,
    prepaid: row.prepaid,
  };
}

/** The line that billed the call, then those that billed what it cost more later, each less what it gave back. */
function piecesOf(row: LegRow): BilledPiece[] {
  if (row.billed_invoice === null || row.billed_line === null) return [];
  const pieces: BilledPiece[] = [{ invoice: row.billed_invoice, line: row.billed_line, micros: row.billed_micros ?? 0n }];
  for (const { kind, invoice, line } of row.corrections ?? []) {
    if (kind !== 'debit' || invoice === null || line === null || pieces.some((piece) => piece.invoice === invoice && piece.line === line)) continue;
    pieces.push({ invoice, line, micros: sumOf(row, (other) => other.kind === 'debit' && other.invoice === invoice && other.line === line) });
  }
  const inOrder = pieces.sort((a, b) => a.invoice - b.invoice || a.line - b.line);
  return inOrder.map((piece) => ({
    ...piece, micros: piece.micros - sumOf(row, (other) => other.kind === 'credit' && other.invoice === piece.invoice && other.line === piece.line),
  }));
}

type StoredCorrection = NonNullable<LegRow['corrections']>[number];

function sumOf(row: LegRow, which: (correction: StoredCorrection) => boolean): bigint {
  return (row.corrections ?? []).filter(which).reduce((sum, { micros }) => sum + BigInt(micros), 0n);
}
