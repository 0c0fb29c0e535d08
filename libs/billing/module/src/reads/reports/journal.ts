import type { CivilDate, Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from '../../persistence/table-writer';

export interface JournalRow extends Record<string, unknown> {
  legal_entity: string;
  effective_on: string;
  recorded_at: number;
  tx_id: string;
  kind: string;
  ref: string;
  document: string | null;
  tenant: string;
  lease: string;
  n: number;
  account: string;
  currency: string;
  amount_minor: bigint;
}

export interface JournalSpan {
  readonly fromOn: CivilDate;
  readonly toOn: CivilDate;
  /** What was recorded later is not in it, so that all of its pages show one instant. */
  readonly recordedBy: Instant;
}

/** The next entries of the journal after one of them, in the order of the day that they count from. */
export async function readJournal(db: LedgerDatabase, span: JournalSpan, after: JournalRow | null, most: number): Promise<JournalRow[]> {
  const { rows } = await db.execute<JournalRow>(sql`
    select n.code as legal_entity, x.effective_on::text, epoch_ms(x.recorded_at) as recorded_at, x.id as tx_id, x.kind, x.ref,
      case x.kind when 'invoice' then i.number when 'credit-note' then c.number when 'payment' then p.reference end as document,
      t.name as tenant, l.number as lease, e.n, e.account, e.currency, e.amount_minor
    from ledger_tx x
    join ledger_entry e on e.tenant_id = x.tenant_id and e.tx_id = x.id
    join lease l on l.tenant_id = x.tenant_id and l.id = x.lease_id
    join tenant t on t.id = x.tenant_id
    join legal_entity n on n.id = x.legal_entity_id
    left join invoice i on x.kind = 'invoice' and i.tenant_id = x.tenant_id and i.lease_id = x.lease_id and i.sequence::text = x.ref
    left join credit_note c on x.kind = 'credit-note' and c.tenant_id = x.tenant_id and c.lease_id = x.lease_id and c.sequence::text = x.ref
    left join payment p on x.kind = 'payment' and p.tenant_id = x.tenant_id and p.lease_id = x.lease_id and p.sequence::text = x.ref
    where x.effective_on between ${span.fromOn} and ${span.toOn} and x.recorded_at <= ${timestamp(span.recordedBy)}
      and ${after ? sql`(x.effective_on, x.id, e.n) > (${after.effective_on}::date, ${after.tx_id}::uuid, ${after.n}::int)` : sql`true`}
    order by x.effective_on, x.id, e.n limit ${most}`);
  return rows;
}
