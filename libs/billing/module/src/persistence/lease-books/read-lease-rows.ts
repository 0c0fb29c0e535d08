import type { LedgerDatabase } from '@seatline/server';
import { type SQL, sql } from 'drizzle-orm';
import type {
  AllocationRow, CorrectionRow, CreditNoteRow, DisputeRow, HoldRow, InvoiceRow, LateFeeRow, LeaseHead, LeaseRows, LineRow, MoneyPartRow, MoneyRow,
  NoticeRow, OrderRow, PaymentRefundRow, PaymentRow, PoolRow, ReductionRow, RefundRow, SeatRow, SuspensionRow, UsageRow, WriteOffRow,
} from './lease-rows';
import type { LeaseKey } from './loaded-lease';
import { readServiceRows } from './read-service-rows';

/** The leases asked for, as a table `k` to join with. */
function keysTable(keys: readonly LeaseKey[]): SQL {
  const tenants = sql.param(keys.map((key) => key.tenantId));
  const leases = sql.param(keys.map((key) => key.leaseId));
  return sql`unnest(${tenants}::uuid[], ${leases}::uuid[]) as k (tenant_id, lease_id)`;
}

/**
 * Takes the lock of leases: payments, orders and the sweep take turns by it. It is a statement of its own, because what a statement that had to
 * wait for a lock reads beside the locked row is older than the row. `no key update` lets rows that merely name the lease be written meanwhile.
 */
export async function lockLeases(db: LedgerDatabase, keys: readonly LeaseKey[]): Promise<void> {
  await db.execute(sql`
    select 1 from ${keysTable(keys)} join lease l on l.tenant_id = k.tenant_id and l.id = k.lease_id
    order by l.tenant_id, l.id for no key update of l`);
}

export type ListReader = <Row extends Record<string, unknown> & { lease_id: string }>(query: SQL) => Promise<Map<string, Row[]>>;

/** One list of rows for each lease, by the lease's id. */
export type ByLease<Lists> = { readonly [List in keyof Lists]: Map<string, Extract<Lists[List], readonly unknown[]>[number][]> };

/** Reads leases with everything that the engine knows of them: a dozen statements, however many leases. */
export async function readLeaseRows(db: LedgerDatabase, keys: readonly LeaseKey[]): Promise<LeaseRows[]> {
  const k = keysTable(keys);
  const list: ListReader = async <Row extends { lease_id: string }>(query: SQL) => groupByLease((await db.execute(query)).rows as unknown as Row[]);
  const heads = await readHeads(db, keys);
  const lists = {
    ...(await readAgreed(k, list)), ...(await readDocuments(k, list)), ...(await readMoney(k, list)), ...(await readArrears(k, list)),
    ...(await readCorrections(k, list)), ...(await readGivenBack(k, list)), ...(await readServiceRows(k, list)),
  };
  return heads.map((head) => {
    const own = Object.entries(lists).map(([name, byLease]) => [name, byLease.get(head.lease_id) ?? []]);
    return { head, ...(Object.fromEntries(own) as Omit<LeaseRows, 'head'>) };
  });
}

async function readAgreed(k: SQL, list: ListReader): Promise<ByLease<Pick<LeaseRows, 'seats' | 'orders' | 'lateFees'>>> {
  return {
    lateFees: await list<LateFeeRow>(sql`
      select t.lease_id, t.from_on::text, t.terms, t.reason from ${k} join lease_late_fee t using (tenant_id, lease_id) order by t.lease_id, t.sequence`),
    seats: await list<SeatRow>(sql`
      select t.lease_id, t.number, t.seat_id, t.state, t.brought_by_invoice, t.from_on::text, t.ends_on::text, t.deposit_minor, t.payment_waived, epoch_ms(t.activated_at) as activated_at
      from ${k} join lease_seat t using (tenant_id, lease_id) order by t.lease_id, t.number`),
    orders: await list<OrderRow>(sql`
      select t.lease_id, t.id, t.number, t.seats, t.ordered_on::text
      from ${k} join lease_order t using (tenant_id, lease_id) where t.state = 'standing' order by t.lease_id, t.number`),
  };
}

async function readDocuments(k: SQL, list: ListReader): Promise<ByLease<Pick<LeaseRows, 'invoices' | 'lines' | 'creditNotes'>>> {
  return {
    invoices: await list<InvoiceRow>(sql`
      select t.lease_id, t.id, t.number, t.kind, epoch_ms(t.issued_at) as issued_at, t.due_on::text, t.net_minor, t.tax_minor, t.total_minor,
        coalesce((select sum(d.amount_minor) from deposit_event d
          where d.tenant_id = t.tenant_id and d.invoice_id = t.id and d.kind = 'set-off'), 0)::bigint as set_off_minor
      from ${k} join invoice t using (tenant_id, lease_id) order by t.lease_id, t.sequence`),
    lines: await list<LineRow>(sql`
      select i.lease_id, i.sequence, t.kind, lower(t.service)::text as from_on, upper(t.service)::text as to_on, t.seat_numbers, t.seat_price_minor,
        t.days, t.period_days, t.whole_days, t.contract_version, t.price_basis, t.fee, t.late_fee, t.calls, t.cost_micros, t.net_minor, t.tax_minor, t.tax_percent_micros,
        t.included_seconds, t.included_used_seconds, t.included_micros,
        (coalesce(c.net_minor, 0) - coalesce(s.noted_net, 0))::bigint as credited_net_minor, (coalesce(c.tax_minor, 0) - coalesce(s.noted_tax, 0))::bigint as credited_tax_minor,
        coalesce(s.net_minor, 0)::bigint as service_net_minor, coalesce(s.tax_minor, 0)::bigint as service_tax_minor, o.of_invoice, o.of_line_no
      from ${k} join invoice i using (tenant_id, lease_id)
      join invoice_line t on t.tenant_id = i.tenant_id and t.invoice_id = i.id
      left join lateral (
        select sum(n.net_minor) as net_minor, sum(n.tax_minor) as tax_minor from credit_note_line n
        where n.tenant_id = t.tenant_id and n.invoice_id = t.invoice_id and n.invoice_line_no = t.line_no
      ) c on true
      left join lateral (
        select sum(v.net_minor) as net_minor, sum(v.tax_minor) as tax_minor, sum(v.net_minor) filter (where v.credit_note_id is not null) as noted_net,
          sum(v.tax_minor) filter (where v.credit_note_id is not null) as noted_tax
        from service_credit v where v.tenant_id = t.tenant_id and v.of_invoice_id = t.invoice_id and v.of_line_no = t.line_no
      ) s on t.kind = 'rent'
      left join lateral (
        select r.sequence as of_invoice, v.of_line_no from service_credit v join invoice r on r.tenant_id = v.tenant_id and r.id = v.of_invoice_id
        where v.tenant_id = t.tenant_id and v.invoice_id = t.invoice_id and v.line_no = t.line_no
      ) o on t.kind = 'sla'
      order by i.lease_id, i.sequence, t.line_no`),
    creditNotes: await list<CreditNoteRow>(sql`
      select t.lease_id, t.id, t.number, i.sequence as invoice, epoch_ms(t.issued_at) as issued_at, t.net_minor, t.tax_minor, t.total_minor,
        (select json_agg(json_build_object('line', n.invoice_line_no, 'net', n.net_minor::text, 'tax', n.tax_minor::text) order by n.line_no)
          from credit_note_line n where n.tenant_id = t.tenant_id and n.credit_note_id = t.id) as lines
      from ${k} join credit_note t using (tenant_id, lease_id)
      join invoice i on i.tenant_id = t.tenant_id and i.id = t.invoice_id order by t.lease_id, t.sequence`),
  };
}

async function readMoney(k: SQL, list: ListReader): Promise<ByLease<Pick<LeaseRows, 'payments' | 'refunds' | 'allocations' | 'money' | 'writeOffs'>>> {
  return {
    payments: await list<PaymentRow>(sql`
      select t.lease_id, t.amount_minor, epoch_ms(t.booked_at) as booked_at, t.value_on::text, t.for_order
      from ${k} join payment t using (tenant_id, lease_id) order by t.lease_id, t.sequence`),
    refunds: await list<RefundRow>(sql`
      select t.lease_id, t.amount_minor, epoch_ms(t.paid_at) as paid_at, t.value_on::text
      from ${k} join refund_payout t using (tenant_id, lease_id) order by t.lease_id, t.sequence`),
    allocations: await list<AllocationRow>(sql`
      select t.lease_id, t.source_kind, t.source_sequence, i.sequence as invoice, t.amount_minor, (t.allocated_at at time zone l.zone)::date::text as allocated_on
      from ${k} join payment_allocation t using (tenant_id, lease_id)
      join lease l on l.tenant_id = t.tenant_id and l.id = t.lease_id
      join invoice i on i.tenant_id = t.tenant_id and i.id = t.invoice_id order by t.lease_id, t.sequence`),
    writeOffs: await list<WriteOffRow>(sql`
      select t.lease_id, i.sequence as invoice, t.amount_minor
      from ${k} join invoice_write_off t using (tenant_id, lease_id)
      join invoice i on i.tenant_id = t.tenant_id and i.id = t.invoice_id order by t.lease_id, t.sequence`),
    money: await list<MoneyRow>(sql`
      select t.lease_id, t.source_kind, t.source_sequence, t.amount_minor
      from ${k} join unapplied_money t using (tenant_id, lease_id) order by t.lease_id, t.sequence`),
  };
}

/** Refunds and disputes, and the free money that they took. */
async function readGivenBack(k: SQL, list: ListReader): Promise<ByLease<Pick<LeaseRows, 'parts' | 'paymentRefunds' | 'disputes'>>> {
  return {
    parts: await list<MoneyPartRow>(sql`
      select t.lease_id, t.taken_for, t.taken_sequence, t.source_kind, t.source_sequence, t.amount_minor
      from ${k} join unapplied_part t using (tenant_id, lease_id) order by t.lease_id, t.taken_for, t.taken_sequence, t.id`),
    paymentRefunds: await list<PaymentRefundRow>(sql`
      select t.lease_id, t.payment_sequence as payment, t.amount_minor, t.reason, epoch_ms(t.refunded_at) as refunded_at, epoch_ms(r.returned_at) as returned_at
      from ${k} join refund t using (tenant_id, lease_id)
      left join refund_return r on r.tenant_id = t.tenant_id and r.lease_id = t.lease_id and r.refund_sequence = t.sequence
      order by t.lease_id, t.sequence`),
    disputes: await list<DisputeRow>(sql`
      select t.lease_id, t.payment_sequence as payment, t.amount_minor, t.reason, epoch_ms(t.opened_at) as opened_at,
        c.step as closed_as, epoch_ms(c.taken_at) as closed_at, epoch_ms(r.taken_at) as resumed_at
      from ${k} join dispute t using (tenant_id, lease_id)
      left join lateral (
        select s.step, s.taken_at from dispute_step s
        where s.tenant_id = t.tenant_id and s.lease_id = t.lease_id and s.dispute_sequence = t.sequence and s.step in ('won', 'lost') order by s.step = 'won' desc limit 1 -- what was won after it was lost is won
      ) c on true
      left join dispute_step r on r.tenant_id = t.tenant_id and r.lease_id = t.lease_id and r.dispute_sequence = t.sequence and r.step = 'resumed'
      order by t.lease_id, t.sequence`),
  };
}

/** Holds, suspensions, and the notices of invoices with the instant of a last warning that really went out on a later day than it was due. */
async function readArrears(k: SQL, list: ListReader): Promise<ByLease<Pick<LeaseRows, 'holds' | 'suspensions' | 'notices'>>> {
  return {
    holds: await list<HoldRow>(sql`
      select t.lease_id, t.until_on::text, t.reason, epoch_ms(t.granted_at) as granted_at
      from ${k} join arrears_hold t using (tenant_id, lease_id) order by t.lease_id, t.sequence`),
    suspensions: await list<SuspensionRow>(sql`
      select t.lease_id, t.because, epoch_ms(t.suspended_at) as suspended_at, epoch_ms(t.restored_at) as restored_at
      from ${k} join suspension t using (tenant_id, lease_id) order by t.lease_id, t.sequence`),
    notices: await list<NoticeRow>(sql`
      select t.lease_id, i.sequence as invoice, t.kind,
        case when t.kind = 'last-warning' then (
          select epoch_ms(min(s.sent_at)) from notice_sending s where s.tenant_id = t.tenant_id and s.notice_id = t.id and s.outcome = 'sent'
          having (min(s.sent_at) at time zone l.zone)::date > (t.due_at at time zone l.zone)::date
        ) end as late_sent_at
      from ${k} join notice t using (tenant_id, lease_id)
      join invoice i on i.tenant_id = t.tenant_id and i.id = t.invoice_id
      join lease l on l.tenant_id = t.tenant_id and l.id = t.lease_id
      where t.kind in ('reminder', 'overdue', 'second', 'last-warning', 'termination-proposed')
      order by t.lease_id, t.due_at, i.sequence`),
  };
}

/** What became of calls that were rated again after they had been billed: debits that wait, and what lines gave back; and what included minutes are used. */
async function readCorrections(k: SQL, list: ListReader): Promise<ByLease<Pick<LeaseRows, 'corrections' | 'reductions' | 'pools'>>> {
  return {
    pools: await list<PoolRow>(sql`
      select t.lease_id, t.from_on::text, t.to_on::text, t.seconds, t.used_seconds, t.covered_micros
      from ${k} join included_pool t using (tenant_id, lease_id) order by t.lease_id, t.from_on`),
    corrections: await list<CorrectionRow>(sql`
      select w.lease_id, w.answered_on::text, count(*)::int as calls, sum(w.micros)::bigint as cost_micros
      from (
        select t.lease_id, t.usage_id, t.answered_on, sum(t.micros) as micros
        from ${k} join usage_correction t using (tenant_id, lease_id)
        where t.kind = 'debit' and not exists (select from usage_correction_billing b where b.tenant_id = t.tenant_id and b.correction_id = t.id)
        group by 1, 2, 3 having sum(t.micros) <> 0
      ) w group by 1, 2 order by 1, 2`),
    reductions: await list<ReductionRow>(sql`
      select t.lease_id, i.sequence as invoice, t.line_no, sum(t.micros)::bigint as micros
      from ${k} join usage_correction t using (tenant_id, lease_id)
      join invoice i on i.tenant_id = t.tenant_id and i.id = t.invoice_id
      where t.kind = 'credit' group by 1, 2, 3 order by 1, 2, 3`),
  };
}

async function readHeads(db: LedgerDatabase, keys: readonly LeaseKey[]): Promise<LeaseHead[]> {
  const { rows } = await db.execute<LeaseHead>(sql`
    select l.id as lease_id, l.tenant_id, l.number, l.plan_code, a.plan_version, l.status, l.contract,
      l.status = 'in-service' or (l.status = 'suspended' and exists (
        select from lease_event x where x.tenant_id = l.tenant_id and x.lease_id = l.id and x.type = 'seats-activated')) as served, l.end_on::text,
      epoch_ms(l.advanced_to) as advanced_to, a.legal_entity_id, e.invoice_prefix, e.zone as entity_zone, epoch_ms(a.opened_at) as opened_at,
      a.ends_early, epoch_ms(a.ended_at) as ended_at, epoch_ms(a.settled_at) as settled_at, a.rent_issued_through_on::text,
      a.usage_closed_through_on::text, epoch_ms(a.renewal_notified_at) as renewal_notified_at, a.orders_placed, a.deposit_releases,
      (select json_agg(json_build_object('from_on', s.from_on, 'percent', s.percent_micros::text) order by s.from_on) from plan_tax_schedule s where s.plan_code = l.plan_code) as tax_rates,
      (select json_agg(json_build_object('from_on', lower(c.valid), 'terms', c.terms, 'reason', c.reason) order by c.version)
        from contract_version c where c.tenant_id = l.tenant_id and c.lease_id = l.id and c.version > 1) as terms_changes,
      coalesce((select sum(x.amount_minor) from deposit_event x
        where x.tenant_id = l.tenant_id and x.lease_id = l.id and x.kind = 'refund-due'), 0)::bigint as refund_due_minor,
      coalesce((select max(x.sequence) from lease_event x where x.tenant_id = l.tenant_id and x.lease_id = l.id), 0) as events,
      coalesce((select max(x.sequence) from deposit_event x where x.tenant_id = l.tenant_id and x.lease_id = l.id), 0) as deposits
    from ${keysTable(keys)}
    join lease l on l.tenant_id = k.tenant_id and l.id = k.lease_id
    join lease_account a on a.tenant_id = l.tenant_id and a.lease_id = l.id
    join legal_entity e on e.id = a.legal_entity_id
    order by l.tenant_id, l.id`);
  return rows;
}

/**
 * Rated calls that cost something and are on no invoice, by local day of the answer and by the close before which they arrived. Looked up only for
 * leases with a close at hand, since it is the one reading that grows with the number of calls.
 * `oneByOne`: calls that included minutes may cover and that nobody has looked at yet are a row each.
 * @param also `billed`: those on an invoice too, to tell the past again: each as it was rated before it was billed, a new price as the difference that it made.
 */
export async function readWaitingUsage(
  db: LedgerDatabase,
  leases: readonly (LeaseKey & { readonly closesAt: readonly number[]; readonly oneByOne: boolean })[],
  also: { readonly billed: boolean } = { billed: false },
): Promise<Map<string, UsageRow[]>> {
  if (leases.length === 0) return new Map();
  const asked = JSON.stringify(leases.map((lease) => ({ t: lease.tenantId, l: lease.leaseId, d: lease.oneByOne, c: lease.closesAt.map((at) => new Date(at).toISOString()) })));
  const { rows } = await db.execute<UsageRow>(sql`
    select k.l as lease_id, (u.answered_at at time zone l.zone)::date::text as answered_on,
      width_bucket(r.rated_at, k.c) as arrived, s.key, s.answered_at, s.billed_seconds, s.prefix, sum(r.calls)::int as calls, sum(r.cost_micros)::bigint as cost_micros
    from jsonb_to_recordset(${asked}::jsonb) as k (t uuid, l uuid, d boolean, c timestamptz[])
    join lease l on l.tenant_id = k.t and l.id = k.l
    join usage_event u on u.tenant_id = k.t and u.lease_id = k.l
    join lateral (${also.billed ? RATINGS_UNTIL_BILLED : RATING_WHILE_UNBILLED}) r on r.cost_micros <> 0
    left join lateral (
      select u.id as key, epoch_ms(u.answered_at) as answered_at, r.billed_seconds, r.prefix where k.d and r.fresh and u.direction = 'outbound' and r.prefix is not null
        and coalesce(r.deck_table, 'e164') = 'e164'
    ) s on true
    where not exists (select from prepaid_usage p where p.tenant_id = u.tenant_id and p.usage_id = u.id)
    group by 1, 2, 3, 4, 5, 6, 7 having sum(r.cost_micros) <> 0 order by 1, 3, 2, min(r.version), 4`);
  return groupByLease(rows);
}

/** What a call on no invoice is rated at now, less what included minutes take off it. `fresh`: they have not been asked yet. */
const RATING_WHILE_UNBILLED = sql`
  select v.cost_micros - coalesce(n.micros, 0) as cost_micros, v.rated_at, 1 as calls, v.version, v.billed_seconds, v.prefix, v.deck_table, n.usage_id is null as fresh
  from rated_usage v
  left join included_usage n on n.tenant_id = v.tenant_id and n.usage_id = v.usage_id and n.version = v.version
  where v.tenant_id = u.tenant_id and v.usage_id = u.id
    and not exists (select from usage_billing b where b.tenant_id = u.tenant_id and b.usage_id = u.id)
  order by v.version desc limit 1`;

/**
 * What each rating of a call changed until it was billed; what came after is a correction. Ratings before included minutes were asked stand whole, `fresh`: telling
 * the past again asks them again. What later ones changed is told of what is left of the price.
 */
const RATINGS_UNTIL_BILLED = sql`
  select v.rated_at, v.version, v.billed_seconds, v.prefix, v.deck_table, f.fresh,
    case when f.fresh then coalesce(v.cost_micros, 0) - coalesce(lag(v.cost_micros) over w, 0)
      else v.cost_micros - n.micros - lag(v.cost_micros - n.micros) over w end as cost_micros,
    case when f.fresh then (coalesce(v.cost_micros, 0) > 0)::int - (coalesce(lag(v.cost_micros) over w, 0) > 0)::int
      else (v.cost_micros > n.micros)::int - (lag(v.cost_micros) over w > lag(n.micros) over w)::int end as calls
  from rated_usage v
  left join included_usage n on n.tenant_id = v.tenant_id and n.usage_id = v.usage_id and n.version = v.version
  cross join lateral (
    select not exists (select from included_usage e where e.tenant_id = v.tenant_id and e.usage_id = v.usage_id and e.version < v.version) as fresh
  ) f
  where v.tenant_id = u.tenant_id and v.usage_id = u.id
    and v.version <= coalesce((select b.version from usage_billing b where b.tenant_id = u.tenant_id and b.usage_id = u.id), v.version)
  window w as (order by v.version)`;

function groupByLease<Row extends { lease_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.lease_id);
    if (group) group.push(row);
    else groups.set(row.lease_id, [row]);
  }
  return groups;
}
