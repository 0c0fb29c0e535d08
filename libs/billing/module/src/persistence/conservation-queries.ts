import type { NumberSeries } from '@seatline/billing-domain';
import { type SQL, sql } from 'drizzle-orm';
import { CREDIT_QUERIES } from './credit/credit-queries';

/** A series is given out and left out, number by number from 1 to its counter's: no hole, and nothing that bears a number which was left out. */
const unrecordedGap = (table: 'invoice' | 'credit_note', series: NumberSeries): SQL => sql`
  select e.code || ' ' || t.year as at
  from (
    select legal_entity_id, year, int4range(year_sequence, year_sequence, '[]') as numbers from ${sql.raw(table)}
    union all select legal_entity_id, year, numbers from number_gap where series = ${series}
  ) t
  join legal_entity e on e.id = t.legal_entity_id
  left join number_counter c on c.legal_entity_id = t.legal_entity_id and c.series = ${series} and c.year = t.year
  group by e.code, t.year, c.next
  having range_agg(t.numbers) is distinct from int4multirange(int4range(1, c.next)) or sum(upper(t.numbers) - lower(t.numbers)) is distinct from c.next - 1`;

/** What must hold over all rows of all tenants, each as a query for what breaks it: one row a breach, `at` says where. */
export const CONSERVATION_QUERIES: Readonly<Record<string, SQL>> = {
  ...CREDIT_QUERIES,
  'a ledger transaction does not sum to zero': sql`
    select tx_id::text as at from ledger_entry group by tenant_id, tx_id, currency having sum(amount_minor) <> 0`,
  'a lease owes something else than its ledger says': sql`
    select l.number as at from lease l
    left join (select tenant_id, lease_id, sum(open_minor) as minor from invoice_list group by 1, 2) o on o.tenant_id = l.tenant_id and o.lease_id = l.id
    left join lease_balance b on b.tenant_id = l.tenant_id and b.lease_id = l.id
    where coalesce(o.minor, 0) <> coalesce(b.receivable_minor, 0)`,
  'a lease’s deposit is not what its seats have paid': sql`
    select l.number as at from lease l
    left join (select tenant_id, lease_id, sum(deposit_minor) as minor from lease_seat group by 1, 2) s on s.tenant_id = l.tenant_id and s.lease_id = l.id
    left join lease_balance b on b.tenant_id = l.tenant_id and b.lease_id = l.id
    where coalesce(s.minor, 0) <> coalesce(b.deposit_minor, 0)`,
  'a lease’s free money is not what came in less what it paid': sql`
    select l.number as at from lease l
    left join (select tenant_id, lease_id, sum(amount_minor) as minor from unapplied_money group by 1, 2) m on m.tenant_id = l.tenant_id and m.lease_id = l.id
    left join (select tenant_id, lease_id, sum(amount_minor) as minor from payment_allocation where amount_minor > 0 group by 1, 2) a
      on a.tenant_id = l.tenant_id and a.lease_id = l.id
    left join (select tenant_id, lease_id, sum(amount_minor) as minor from unapplied_part group by 1, 2) p on p.tenant_id = l.tenant_id and p.lease_id = l.id
    left join lease_balance b on b.tenant_id = l.tenant_id and b.lease_id = l.id
    where coalesce(m.minor, 0) - coalesce(a.minor, 0) - coalesce(p.minor, 0) <> coalesce(b.unapplied_minor, 0)`,
  'a lease is owed another refund than its settlement left': sql`
    select l.number as at from lease l
    left join (select tenant_id, lease_id, sum(amount_minor) as minor from deposit_event where kind = 'refund-due' group by 1, 2) d
      on d.tenant_id = l.tenant_id and d.lease_id = l.id
    left join (select tenant_id, lease_id, sum(amount_minor) as minor from refund_payout group by 1, 2) r on r.tenant_id = l.tenant_id and r.lease_id = l.id
    left join lease_balance b on b.tenant_id = l.tenant_id and b.lease_id = l.id
    where coalesce(d.minor, 0) - coalesce(r.minor, 0) <> coalesce(b.refundable_minor, 0) or coalesce(r.minor, 0) > coalesce(d.minor, 0)`,
  'a lease has written off something else than its ledger says': sql`
    select l.number as at from lease l
    left join (select tenant_id, lease_id, sum(amount_minor) as minor from invoice_write_off group by 1, 2) w on w.tenant_id = l.tenant_id and w.lease_id = l.id
    left join (select tenant_id, lease_id, sum(amount_minor) as minor from ledger_entry where account = 'bad-debt' group by 1, 2) e
      on e.tenant_id = l.tenant_id and e.lease_id = l.id
    where coalesce(w.minor, 0) <> coalesce(e.minor, 0)`,
  'money paid more than it was': sql`
    select l.number || ' ' || m.source_kind || ' ' || m.source_sequence as at
    from unapplied_money m join lease l on l.tenant_id = m.tenant_id and l.id = m.lease_id
    join payment_allocation a on a.tenant_id = m.tenant_id and a.lease_id = m.lease_id and a.source_kind = m.source_kind
      and a.source_sequence = m.source_sequence and a.amount_minor > 0
    group by l.number, m.tenant_id, m.lease_id, m.source_kind, m.source_sequence, m.amount_minor having sum(a.amount_minor) > m.amount_minor`,
  'an invoice is not the sum of its lines, or is paid beyond its total': sql`
    select v.number as at from invoice_list v
    left join (select tenant_id, invoice_id, sum(net_minor) as net, sum(tax_minor) as tax from invoice_line group by 1, 2) x
      on x.tenant_id = v.tenant_id and x.invoice_id = v.id
    where (v.net_minor, v.tax_minor) is distinct from (x.net, x.tax) or v.open_minor < 0`,
  'invoice numbers have a gap that is not recorded': unrecordedGap('invoice', 'invoice'),
  'credit note numbers have a gap that is not recorded': unrecordedGap('credit_note', 'credit-note'),
  'a seat’s days are not billed from its first day on without a gap': sql`
    with billed as materialized (
      select tenant_id, lease_id, seat_id, range_agg(service) as days from rent_charge group by 1, 2, 3
    ), wanted as materialized (
      select s.tenant_id, s.lease_id, s.seat_id, s.number, s.from_on, least(coalesce(s.ends_on, l.end_on), l.end_on, a.rent_issued_through_on) as through_on
      from lease_seat s
      join lease l on l.tenant_id = s.tenant_id and l.id = s.lease_id
      join lease_account a on a.tenant_id = s.tenant_id and a.lease_id = s.lease_id
    )
    select w.lease_id || ' seat ' || w.number as at
    from wanted w left join billed b using (tenant_id, lease_id, seat_id)
    where w.from_on < w.through_on
      and (b.days is null or (select count(*) from unnest(b.days)) <> 1 or lower(b.days) <> w.from_on or upper(b.days) < w.through_on)`,
  'a rent line is not the sum of its seats': sql`
    select x.invoice_id || ' line ' || x.line_no as at from invoice_line x
    left join (select tenant_id, invoice_id, line_no, sum(net_minor) as net from rent_charge group by 1, 2, 3) c using (tenant_id, invoice_id, line_no)
    where x.kind = 'rent' and x.net_minor is distinct from c.net`,
  'a call was received and neither rated, free, unanswered nor quarantined': sql`
    select u.id::text as at from usage_event u
    where not exists (select from rated_usage r where r.tenant_id = u.tenant_id and r.usage_id = u.id)`,
  'a telephone line does not bill the calls that it says': sql`
    select x.invoice_id || ' line ' || x.line_no as at from invoice_line x
    left join (
      select b.tenant_id, b.invoice_id, b.line_no, count(*) as calls, sum(r.cost_micros - coalesce(n.micros, 0)) as cost_micros
      from usage_billing b join rated_usage r on r.tenant_id = b.tenant_id and r.usage_id = b.usage_id and r.version = b.version
      left join included_usage n on n.tenant_id = b.tenant_id and n.usage_id = b.usage_id and n.version = b.version group by 1, 2, 3
    ) c using (tenant_id, invoice_id, line_no)
    where x.kind in ('telephone', 'prior-period') and (x.calls, x.cost_micros) is distinct from (c.calls, c.cost_micros)`,
  'a re-rating line does not bill the corrections that it says': sql`
    select x.invoice_id || ' line ' || x.line_no as at from invoice_line x
    left join (
      select tenant_id, invoice_id, line_no, count(*) filter (where micros > 0) as calls, sum(micros)::bigint as cost_micros
      from (
        select b.tenant_id, b.invoice_id, b.line_no, c.usage_id, sum(c.micros) as micros
        from usage_correction_billing b join usage_correction c on c.tenant_id = b.tenant_id and c.id = b.correction_id group by 1, 2, 3, 4
      ) w group by 1, 2, 3
    ) c using (tenant_id, invoice_id, line_no)
    where x.kind = 're-rating' and (x.calls, x.cost_micros) is distinct from (c.calls, c.cost_micros)`,
  'a call that was billed and rated again is not billed, corrected and waiting for exactly its price': sql`
    select now.usage_id::text as at
    from rated_usage now
    join usage_billing u on u.tenant_id = now.tenant_id and u.usage_id = now.usage_id and u.version < now.version
    join rated_usage r on r.tenant_id = u.tenant_id and r.usage_id = u.usage_id and r.version = u.version
    left join included_usage m on m.tenant_id = u.tenant_id and m.usage_id = u.usage_id and m.version = u.version
    left join included_usage n on n.tenant_id = now.tenant_id and n.usage_id = now.usage_id and n.version = now.version
    left join lateral (
      select sum(case c.kind when 'debit' then c.micros else -c.micros end) as micros from usage_correction c
      where c.tenant_id = u.tenant_id and c.usage_id = u.usage_id
    ) c on true
    where now.version > 1
      and not exists (select from rated_usage v where v.tenant_id = now.tenant_id and v.usage_id = now.usage_id and v.version > now.version)
      and r.cost_micros - coalesce(m.micros, 0) + coalesce(c.micros, 0) is distinct from now.cost_micros - coalesce(n.micros, 0)`,
  'records received in a month are not rated, quarantined, unanswered and free in sum': sql`
    select tenant_id || ' ' || month as at from usage_ledger where received <> rated + quarantined + unanswered + free`,
  'included minutes were used for something else than their pool says': sql`
    select p.lease_id || ' ' || p.from_on as at from included_pool p
    left join (
      select n.tenant_id, n.lease_id, n.pool_from_on as from_on, sum(n.seconds) as seconds, sum(n.micros) as micros from included_usage n
      where not exists (select from included_usage e where e.tenant_id = n.tenant_id and e.usage_id = n.usage_id and e.version < n.version) group by 1, 2, 3
    ) u using (tenant_id, lease_id, from_on)
    where (p.used_seconds, p.covered_micros) is distinct from (coalesce(u.seconds, 0), coalesce(u.micros, 0))`,
  'a call was covered for more than it costs, or not since it was rated again, or beside a wallet': sql`
    select n.usage_id::text as at from included_usage n
    join rated_usage r on r.tenant_id = n.tenant_id and r.usage_id = n.usage_id and r.version = n.version
    where n.micros > r.cost_micros or exists (select from prepaid_usage w where w.tenant_id = n.tenant_id and w.usage_id = n.usage_id)
      or exists (select from rated_usage v where v.tenant_id = n.tenant_id and v.usage_id = n.usage_id and v.version = n.version + 1
        and not exists (select from included_usage e where e.tenant_id = v.tenant_id and e.usage_id = v.usage_id and e.version = v.version))`,
  'rated calls of a month are not invoiced, paid from wallets, included, open and without charge in sum, or their money is not': sql`
    select tenant_id || ' ' || month as at from usage_ledger
    where rated <> invoiced + prepaid + included + open + without_charge
      or rated_micros <> invoiced_micros + corrected_micros + prepaid_micros + included_micros + open_micros`,
};
