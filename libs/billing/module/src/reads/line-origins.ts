import type { DeckTable } from '@seatline/billing-domain';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';
import type { StoredContract } from '../persistence/contract-json';
import { BILLED_LINE, type BilledLineRow } from './billed-line';

/** A line of an invoice with what it was reckoned with; money as decimal text of minor units. */
export interface LineOriginRow extends BilledLineRow {
  line_no: number;
  included_micros: bigint | null;
  tax_percent_micros: bigint | null;
  currency: string;
  lease_number: string;
  plan_code: string;
  plan_version: number;
  contract_version: number;
  day_count: StoredContract['dayCount'];
  contract: StoredContract;
  late_fee: { invoice: number; dailyMillionths: number; baseMinor: string } | null;
  late_invoice_number: string | null;
  credits: { number: string; issued_at: number; net: string; tax: string }[] | null;
}

/** Every line of an invoice; none when the tenant has no such invoice. */
export async function readLineOrigins(db: LedgerDatabase, tenantId: string, invoiceId: string): Promise<LineOriginRow[]> {
  const { rows } = await db.execute<LineOriginRow>(sql`
    select x.line_no, ${BILLED_LINE}, x.included_micros, x.net_minor, x.tax_minor, x.tax_percent_micros, i.currency, x.late_fee,
      (select late.number from invoice late where late.tenant_id = i.tenant_id and late.lease_id = i.lease_id and late.sequence = (x.late_fee ->> 'invoice')::int) as late_invoice_number,
      l.number as lease_number, l.plan_code, coalesce(v.plan_version, a.plan_version) as plan_version, coalesce(x.contract_version, 1) as contract_version,
      l.contract, coalesce(v.terms ->> 'dayCount', l.contract ->> 'dayCount') as day_count,
      (select json_agg(json_build_object('number', c.number, 'issued_at', epoch_ms(c.issued_at), 'net', n.net_minor::text, 'tax', n.tax_minor::text)
          order by c.sequence)
        from credit_note_line n join credit_note c on c.tenant_id = n.tenant_id and c.id = n.credit_note_id
        where n.tenant_id = x.tenant_id and n.invoice_id = x.invoice_id and n.invoice_line_no = x.line_no) as credits
    from invoice_line x
    join invoice i on i.tenant_id = x.tenant_id and i.id = x.invoice_id
    join lease l on l.tenant_id = i.tenant_id and l.id = i.lease_id
    join lease_account a on a.tenant_id = l.tenant_id and a.lease_id = l.id
    left join contract_version v on v.tenant_id = x.tenant_id and v.lease_id = x.lease_id and v.version = coalesce(x.contract_version, 1)
    where x.tenant_id = ${tenantId} and x.invoice_id = ${invoiceId} order by x.line_no`);
  return rows;
}

/** Whether the tenant has the invoice: an empty list of one is something else than no invoice. */
export async function hasInvoice(db: LedgerDatabase, tenantId: string, invoiceId: string): Promise<boolean> {
  const { rows } = await db.execute(sql`select 1 from invoice where tenant_id = ${tenantId} and id = ${invoiceId}`);
  return rows.length > 0;
}

export interface OriginWindow {
  /** Place of the line, from 0. */
  readonly line: number;
  readonly after: string | null;
  readonly most: number;
}

/** A seat on a rent or deposit line. */
export interface LineSeatRow extends Record<string, unknown> {
  /** The seat's. */
  id: string;
  line_no: number;
  number: number;
  label: string | null;
  from_on: string | null;
  to_on: string | null;
  days: number | null;
  net_minor: bigint;
  currency: string;
}

/** The seats of a line: rent with each seat's own days and share, deposit with each seat's deposit, rent given back with each seat's part. */
export async function readLineSeats(db: LedgerDatabase, tenantId: string, invoiceId: string, { line, after, most }: OriginWindow): Promise<LineSeatRow[]> {
  const { rows } = await db.execute<LineSeatRow>(sql`
    select s.seat_id as id, x.line_no, s.number, t.label, lower(c.service)::text as from_on, upper(c.service)::text as to_on,
      upper(c.service) - lower(c.service) as days, coalesce(-g.net_minor, c.net_minor, x.net_minor / cardinality(x.seat_numbers)) as net_minor, i.currency
    from invoice_line x
    join invoice i on i.tenant_id = x.tenant_id and i.id = x.invoice_id
    join lease_seat s on s.tenant_id = x.tenant_id and s.lease_id = i.lease_id and s.number = any (x.seat_numbers)
    left join rent_charge c on c.tenant_id = x.tenant_id and c.invoice_id = x.invoice_id and c.line_no = x.line_no and c.seat_id = s.seat_id
    left join service_credit k on x.kind = 'sla' and k.tenant_id = x.tenant_id and k.invoice_id = x.invoice_id and k.line_no = x.line_no
    left join service_credit_seat g on g.tenant_id = k.tenant_id and g.lease_id = k.lease_id and g.sequence = k.sequence and g.seat_id = s.seat_id
    left join seat t on t.tenant_id = s.tenant_id and t.id = s.seat_id
    where x.tenant_id = ${tenantId} and x.invoice_id = ${invoiceId} and x.line_no = ${line}
      and ${after === null ? sql`true` : sql`s.number > (select number from lease_seat where tenant_id = ${tenantId} and seat_id = ${after})`}
    order by s.number limit ${most}`);
  return rows;
}

/** A window or an outage for whose time a line gives back rent. */
export interface LineInterruptionRow extends Record<string, unknown> {
  id: string;
  line_no: number;
  kind: 'maintenance' | 'outage';
  reason: string;
  start_at: number;
  end_at: number;
  /** The time of it that the line gives back for, of all seats together. */
  seat_seconds: number;
}

/** What a line gives back rent for, by the time at which it began. */
export async function readLineInterruptions(db: LedgerDatabase, tenantId: string, invoiceId: string, { line, after, most }: OriginWindow): Promise<LineInterruptionRow[]> {
  const { rows } = await db.execute<LineInterruptionRow>(sql`
    select n.ref as id, k.line_no, n.kind, n.reason, epoch_ms(lower(n.during)) as start_at, epoch_ms(upper(n.during)) as end_at, ceil(s.seconds)::float8 as seat_seconds
    from service_credit k
    join service_interruption n on n.tenant_id = k.tenant_id and n.lease_id = k.lease_id
    cross join lateral (
      select sum(extract(epoch from upper(r) - lower(r))) as seconds
      from service_credit_time d, unnest(tstzmultirange(d.during) * n.excess) r
      where d.tenant_id = k.tenant_id and d.lease_id = k.lease_id and d.sequence = k.sequence
    ) s
    where k.tenant_id = ${tenantId} and k.invoice_id = ${invoiceId} and k.line_no = ${line} and s.seconds > 0
      and not exists (select from service_interruption_withdrawal w where w.tenant_id = n.tenant_id and w.lease_id = n.lease_id and w.sequence = n.sequence)
      and ${after === null ? sql`true` : sql`n.ref > ${after}`}
    order by n.ref limit ${most}`);
  return rows;
}

/** A call on a telephone line, with the price by which it was billed. */
export interface LineCallRow extends Record<string, unknown> {
  id: string;
  line_no: number;
  call_id: string;
  direction: 'inbound' | 'outbound' | 'internal';
  called_number: string | null;
  seat_label: string | null;
  answered_at: number;
  milliseconds: bigint;
  deck_name: string | null;
  deck_version: number | null;
  prefix: string | null;
  deck_table: DeckTable | null;
  band: string | null;
  per_minute_micros: bigint | null;
  connect_micros: bigint | null;
  billed_seconds: number | null;
  included_seconds: number;
  included_micros: bigint;
  cost_micros: bigint | null;
  currency: string;
}

/** The calls of a line, in the order of their records. */
export async function readLineCalls(db: LedgerDatabase, tenantId: string, invoiceId: string, { line, after, most }: OriginWindow): Promise<LineCallRow[]> {
  const { rows } = await db.execute<LineCallRow>(sql`
    select u.id, b.line_no, u.call_id, u.direction, case u.direction when 'inbound' then u.our_number else u.other_number end as called_number,
      t.label as seat_label, epoch_ms(u.answered_at) as answered_at, u.milliseconds, d.name as deck_name, d.version as deck_version, r.prefix, r.deck_table, r.band,
      p.per_minute_micros, p.connect_micros, r.billed_seconds, r.cost_micros, i.currency,
      coalesce(n.seconds, 0) as included_seconds, coalesce(n.micros, 0) as included_micros
    from usage_billing b
    join invoice i on i.tenant_id = b.tenant_id and i.id = b.invoice_id
    join rated_usage r on r.tenant_id = b.tenant_id and r.usage_id = b.usage_id and r.version = b.version
    join usage_event u on u.tenant_id = b.tenant_id and u.id = b.usage_id
    left join included_usage n on n.tenant_id = b.tenant_id and n.usage_id = b.usage_id and n.version = b.version
    left join rate_deck d on d.id = r.deck_id
    left join rate_deck_row p on p.deck_id = r.deck_id and p.deck_table = coalesce(r.deck_table, 'e164') and p.prefix = r.prefix and p.band = coalesce(r.band, '')
      and p.in_force @> u.answered_at
    left join seat t on t.tenant_id = u.tenant_id and t.id = u.seat_id
    where b.tenant_id = ${tenantId} and b.invoice_id = ${invoiceId} and b.line_no = ${line}
      and ${after === null ? sql`true` : sql`b.usage_id > ${after}`}
    order by b.usage_id limit ${most}`);
  return rows;
}
