import { URGENT_TOPICS } from '@seatline/billing-domain';
import { type LedgerDatabase, RELAY_TASK, urgentTask } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { insertRows, selectRows } from '../table-writer';
import {
  ARREARS_HOLD, BILLED_USAGE, CONTRACT_VERSION, CREDIT_NOTE_LINE, DEPOSIT_EVENT, DISPUTE, DISPUTE_STEP, INCLUDED_POOL, INCLUDED_USAGE, INTERRUPTION_WITHDRAWAL, INVOICE_LINE, INVOICE_WRITE_OFF, LATE_FEE_CHARGE, LEASE,
  LEASE_ACCOUNT, LEASE_EVENT, LEASE_LATE_FEE, LEASE_ORDER, LEASE_SEAT, LEDGER_ENTRY, LEDGER_TX, NOTICE, NOTICE_SENDING, NUMBERED_CREDIT_NOTE, NUMBERED_INVOICE,
  OPERATOR_ALARM, OUTBOX, PAYMENT, PAYMENT_ALLOCATION, REFUND, REFUND_PAYOUT, REFUND_RETURN, RENT_CHARGE, SERVICE_CREDIT, SERVICE_CREDIT_SEAT,
  SERVICE_CREDIT_TIME, SERVICE_INTERRUPTION, SUSPENSION, UNAPPLIED_MONEY, UNAPPLIED_PART,
} from './lease-tables';
import type { RowSink } from './row-sink';

/**
 * Writes everything that was gathered, in one transaction of the caller's. What takes long comes first; the counters of document numbers, which
 * every issuer waits for, are taken last, when nothing but the documents themselves is left to do and the ledger was found balanced.
 */
export async function writeRows(db: LedgerDatabase, sink: RowSink): Promise<void> {
  await insertRows(db, LEASE, sink.newLeases);
  await writeState(db, sink);
  await insertRows(db, PAYMENT, sink.payments);
  await insertRows(db, REFUND_PAYOUT, sink.refunds);
  await insertRows(db, UNAPPLIED_MONEY, sink.money);
  await insertRows(db, ARREARS_HOLD, sink.holds);
  await insertRows(db, LEASE_LATE_FEE, sink.lateFees);
  await insertRows(db, LEDGER_TX, sink.transactions);
  await insertRows(db, LEDGER_ENTRY, sink.entries);
  await insertRows(db, INVOICE_LINE, sink.lines);
  await insertRows(db, RENT_CHARGE, sink.charges);
  await insertRows(db, LATE_FEE_CHARGE, sink.lateDays);
  await insertRows(db, CREDIT_NOTE_LINE, sink.creditLines);
  await insertRows(db, SERVICE_INTERRUPTION, sink.interruptions);
  await insertRows(db, INTERRUPTION_WITHDRAWAL, sink.withdrawals);
  await insertRows(db, SERVICE_CREDIT, sink.serviceCredits);
  await insertRows(db, SERVICE_CREDIT_SEAT, sink.serviceCreditSeats);
  await insertRows(db, SERVICE_CREDIT_TIME, sink.serviceCreditTimes);
  await insertRows(db, PAYMENT_ALLOCATION, sink.allocations);
  await insertRows(db, REFUND, sink.paymentRefunds);
  await insertRows(db, REFUND_RETURN, sink.refundReturns);
  await insertRows(db, DISPUTE, sink.disputes);
  await insertRows(db, DISPUTE_STEP, sink.disputeSteps);
  await insertRows(db, UNAPPLIED_PART, sink.moneyParts);
  await insertRows(db, DEPOSIT_EVENT, sink.deposits);
  await insertRows(db, INVOICE_WRITE_OFF, sink.writeOffs);
  await insertRows(db, LEASE_EVENT, sink.events);
  await insertRows(db, NOTICE, sink.notices);
  await insertRows(db, NOTICE_SENDING, sink.sendings);
  await insertRows(db, OPERATOR_ALARM, sink.alarms);
  await writeIncluded(db, sink);
  await linkBilledUsage(db, sink);
  await linkCorrections(db, sink);
  await announce(db, sink);
  if (sink.entries.length > 0) await db.execute(sql`set constraints ledger_balanced immediate`);
  await insertNumbered(db, sink);
  if (sink.entries.length > 0) await db.execute(sql`set constraints ledger_balanced deferred`);
}

async function writeState(db: LedgerDatabase, sink: RowSink): Promise<void> {
  if (sink.changedLeases.length > 0) {
    await db.execute(sql`
      update lease l set contract = r.contract, end_on = r.end_on, status = r.status, advanced_to = r.advanced_to, next_due_at = r.next_due_at,
        version = l.version + 1
      from (${selectRows(LEASE, sink.changedLeases)}) r where l.tenant_id = r.tenant_id and l.id = r.id`);
  }
  await writeContractVersions(db, sink);
  if (sink.accounts.length > 0) {
    await db.execute(sql`
      insert into lease_account (${sql.raw(Object.keys(LEASE_ACCOUNT.columns).join(', '))}) ${selectRows(LEASE_ACCOUNT, sink.accounts)}
      on conflict (tenant_id, lease_id) do update set ends_early = excluded.ends_early, ended_at = excluded.ended_at,
        settled_at = excluded.settled_at, rent_issued_through_on = excluded.rent_issued_through_on,
        usage_closed_through_on = excluded.usage_closed_through_on, renewal_notified_at = excluded.renewal_notified_at,
        orders_placed = excluded.orders_placed, deposit_releases = excluded.deposit_releases`);
  }
  if (sink.seats.length > 0) {
    await db.execute(sql`
      insert into lease_seat (${sql.raw(Object.keys(LEASE_SEAT.columns).join(', '))}) ${selectRows(LEASE_SEAT, sink.seats)}
      on conflict (tenant_id, lease_id, number) do update set state = excluded.state, ends_on = excluded.ends_on,
        deposit_minor = excluded.deposit_minor, payment_waived = excluded.payment_waived, activated_at = excluded.activated_at`);
  }
  if (sink.orders.length > 0) {
    await db.execute(sql`
      insert into lease_order (${sql.raw(Object.keys(LEASE_ORDER.columns).join(', '))}) ${selectRows(LEASE_ORDER, sink.orders)}
      on conflict (tenant_id, lease_id, number) do update set state = excluded.state, closed_at = excluded.closed_at, invoice_id = excluded.invoice_id`);
  }
  if (sink.suspensions.length > 0) {
    await db.execute(sql`
      insert into suspension (${sql.raw(Object.keys(SUSPENSION.columns).join(', '))}) ${selectRows(SUSPENSION, sink.suspensions)}
      on conflict (tenant_id, lease_id, sequence) do update set restored_at = excluded.restored_at`);
  }
}

/** A version's validity ends where the next begins; one that nothing was invoiced by yet can be agreed anew in its place. */
async function writeContractVersions(db: LedgerDatabase, sink: RowSink): Promise<void> {
  if (sink.contractVersions.length === 0) return;
  const rows = selectRows(CONTRACT_VERSION, sink.contractVersions);
  await db.execute(sql`
    update contract_version c set valid = daterange(lower(c.valid), lower(r.valid)) from (${rows}) r
    where c.tenant_id = r.tenant_id and c.lease_id = r.lease_id and c.version = r.version - 1`);
  await db.execute(sql`
    insert into contract_version (${sql.raw(Object.keys(CONTRACT_VERSION.columns).join(', '))}) ${rows}
    on conflict (tenant_id, lease_id, version) do update set valid = excluded.valid, terms = excluded.terms, reason = excluded.reason,
      agreed_by = excluded.agreed_by, agreed_at = excluded.agreed_at`);
}

/** Pools as they are used by now, and what they did for calls: before the calls are billed for the rest. */
async function writeIncluded(db: LedgerDatabase, sink: RowSink): Promise<void> {
  if (sink.includedPools.length > 0) {
    await db.execute(sql`
      insert into included_pool (${sql.raw(Object.keys(INCLUDED_POOL.columns).join(', '))}) ${selectRows(INCLUDED_POOL, sink.includedPools)}
      on conflict (tenant_id, lease_id, from_on) do update set used_seconds = excluded.used_seconds, covered_micros = excluded.covered_micros`);
  }
  if (sink.includedUsage.length === 0) return;
  await db.execute(sql`
    insert into included_usage (tenant_id, usage_id, version, lease_id, pool_from_on, seconds, micros)
    select k.tenant_id, k.usage_id, r.version, k.lease_id, k.pool_from_on, k.seconds, k.micros
    from (${selectRows(INCLUDED_USAGE, sink.includedUsage)}) k
    join lateral (
      select v.version from rated_usage v where v.tenant_id = k.tenant_id and v.usage_id = k.usage_id order by v.version desc limit 1
    ) r on true`);
}

/** Links calls to the lines that bill them, and refuses to go on if they are not exactly the calls that the lines were reckoned from. */
async function linkBilledUsage(db: LedgerDatabase, sink: RowSink): Promise<void> {
  if (sink.billedUsage.length === 0) return;
  const { rows } = await db.execute<{ invoice_id: string; calls: number }>(sql`
    with linked as (
      insert into usage_billing (tenant_id, usage_id, version, invoice_id, line_no)
      select distinct on (k.tenant_id, u.id) k.tenant_id, u.id, r.version, k.invoice_id,
        case when u.answered_at >= k.from_at then k.own_line_no else k.prior_line_no end
      from (${selectRows(BILLED_USAGE, sink.billedUsage.map((each) => each.row))}) k
      join usage_event u on u.tenant_id = k.tenant_id and u.lease_id = k.lease_id and u.answered_at < k.to_at
      join lateral (
        select v.version, v.cost_micros - coalesce(n.micros, 0) as cost_micros, v.rated_at from rated_usage v
        left join included_usage n on n.tenant_id = v.tenant_id and n.usage_id = v.usage_id and n.version = v.version
        where v.tenant_id = u.tenant_id and v.usage_id = u.id order by v.version desc limit 1
      ) r on r.cost_micros > 0 and r.rated_at < k.close_at
      where not exists (select from usage_billing b where b.tenant_id = u.tenant_id and b.usage_id = u.id)
        and not exists (select from prepaid_usage p where p.tenant_id = u.tenant_id and p.usage_id = u.id)
      order by k.tenant_id, u.id, k.close_at -- closes that are made up for together: the first that could bill a call has billed it
      returning invoice_id
    )
    select invoice_id, count(*)::int as calls from linked group by invoice_id`);
  for (const { row, calls } of sink.billedUsage) {
    const linked = rows.find((each) => each.invoice_id === row.invoice_id)?.calls ?? 0;
    if (linked !== calls) throw new Error(`an invoice of ${calls} calls would bill ${linked}`);
  }
}

/** Links what corrected calls cost more to the lines that bill it, and refuses to go on if they are not exactly the calls that the lines were reckoned from. */
async function linkCorrections(db: LedgerDatabase, sink: RowSink): Promise<void> {
  const billed = sink.billedUsage.filter((each) => each.corrected > 0);
  if (billed.length === 0) return;
  const { rows } = await db.execute<{ invoice_id: string; calls: number }>(sql`
    with linked as (
      insert into usage_correction_billing (tenant_id, correction_id, invoice_id, line_no)
      select distinct on (k.tenant_id, c.id) k.tenant_id, c.id, k.invoice_id, k.correction_line_no
      from (${selectRows(BILLED_USAGE, billed.map((each) => each.row))}) k
      join usage_correction c on c.tenant_id = k.tenant_id and c.lease_id = k.lease_id and c.kind = 'debit'
      where not exists (select from usage_correction_billing b where b.tenant_id = c.tenant_id and b.correction_id = c.id)
      order by k.tenant_id, c.id, k.close_at
      returning tenant_id, correction_id, invoice_id
    )
    select invoice_id, count(*)::int as calls from (
      select l.invoice_id from linked l join usage_correction c on c.tenant_id = l.tenant_id and c.id = l.correction_id
      group by l.invoice_id, c.usage_id having sum(c.micros) > 0
    ) x group by invoice_id`);
  for (const { row, corrected } of billed) {
    const linked = rows.find((each) => each.invoice_id === row.invoice_id)?.calls ?? 0;
    if (linked !== corrected) throw new Error(`an invoice of ${corrected} corrected calls would bill ${linked}`);
  }
}

async function announce(db: LedgerDatabase, sink: RowSink): Promise<void> {
  if (sink.outbox.length === 0) return;
  await db.execute(sql`
    with recorded as (
      insert into outbox (tenant_id, topic, payload) ${selectRows(OUTBOX, sink.outbox)} returning tenant_id, id, topic = any (${sql.param(URGENT_TOPICS)}::text[]) as urgent
    )
    select enqueue_jobs(case when urgent then ${urgentTask(RELAY_TASK)} else ${RELAY_TASK} end,
      array_agg(json_build_object('tenantId', tenant_id, 'outboxId', id) order by id)) from recorded group by urgent`);
}

/** Credit notes and invoices with the next numbers of their series, in the order of their issue. */
async function insertNumbered(db: LedgerDatabase, sink: RowSink): Promise<void> {
  if (sink.creditNotes.length > 0) {
    const columns = Object.keys(NUMBERED_CREDIT_NOTE.columns);
    await db.execute(numberedInsert('credit-note', 'C', 'credit_note', columns, selectRows(NUMBERED_CREDIT_NOTE, sink.creditNotes)));
  }
  if (sink.invoices.length > 0) {
    const columns = Object.keys(NUMBERED_INVOICE.columns);
    await db.execute(numberedInsert('invoice', 'I', 'invoice', columns, selectRows(NUMBERED_INVOICE, sink.invoices)));
  }
}

function numberedInsert(series: string, letter: string, table: string, columns: readonly string[], rows: ReturnType<typeof selectRows>) {
  const list = columns.join(', ');
  const own = columns.map((column) => `r.${column}`).join(', ');
  return sql`
    with r as (
      select *, row_number() over (partition by legal_entity_id, year order by issued_at, lease_id, sequence) as place from (${rows}) x
    ), taken as (
      select legal_entity_id, year, take_numbers(legal_entity_id, ${series}, year, how_many) as first
      from (select legal_entity_id, year, count(*)::int as how_many from r group by 1, 2 order by 1, 2) g
    )
    insert into ${sql.raw(table)} (${sql.raw(list)}, year_sequence, number)
    select ${sql.raw(own)}, t.first + r.place - 1,
      e.invoice_prefix || ${letter}::text || '-' || r.year || '-' || lpad((t.first + r.place - 1)::text, 6, '0')
    from r join taken t using (legal_entity_id, year) join legal_entity e on e.id = r.legal_entity_id`;
}
