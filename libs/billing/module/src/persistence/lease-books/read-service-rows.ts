import { type SQL, sql } from 'drizzle-orm';
import type { InterruptionRow, LeaseRows, ServiceCreditRow } from './lease-rows';
import type { ByLease, ListReader } from './read-lease-rows';

const spans = (ranges: SQL): SQL => sql`(select coalesce(json_agg(json_build_array(epoch_ms(lower(r)), epoch_ms(upper(r))) order by lower(r)), '[]') from ${ranges})`;

/** When seats could not be used, and what was given back for it. */
export async function readServiceRows(k: SQL, list: ListReader): Promise<ByLease<Pick<LeaseRows, 'interruptions' | 'serviceCredits'>>> {
  return {
    interruptions: await list<InterruptionRow>(sql`
      select t.lease_id, t.kind, t.ref, epoch_ms(lower(t.during)) as start_at, epoch_ms(upper(t.during)) as end_at, t.reason,
        ${spans(sql`unnest(t.excess) as x (r)`)} as excess, epoch_ms(w.withdrawn_at) as withdrawn_at, w.reason as withdrawal_reason
      from ${k} join service_interruption t using (tenant_id, lease_id)
      left join service_interruption_withdrawal w on w.tenant_id = t.tenant_id and w.lease_id = t.lease_id and w.sequence = t.sequence order by t.lease_id, t.sequence`),
    serviceCredits: await list<ServiceCreditRow>(sql`
      select t.lease_id, o.sequence as of_invoice, t.of_line_no, i.sequence as invoice, t.line_no, n.sequence as credit_note, t.net_minor, t.tax_minor,
        epoch_ms(t.given_at) as given_at, (
          select json_agg(json_build_object('seat', s.number, 'net', p.net_minor::text, 'times', ${spans(sql`(
            select d.during from service_credit_time d
            where d.tenant_id = p.tenant_id and d.lease_id = p.lease_id and d.sequence = p.sequence and d.seat_id = p.seat_id) as x (r)`)}) order by s.number)
          from service_credit_seat p join lease_seat s on s.tenant_id = p.tenant_id and s.lease_id = p.lease_id and s.seat_id = p.seat_id
          where p.tenant_id = t.tenant_id and p.lease_id = t.lease_id and p.sequence = t.sequence
        ) as seats
      from ${k} join service_credit t using (tenant_id, lease_id)
      join invoice o on o.tenant_id = t.tenant_id and o.id = t.of_invoice_id
      left join invoice i on i.tenant_id = t.tenant_id and i.id = t.invoice_id
      left join credit_note n on n.tenant_id = t.tenant_id and n.id = t.credit_note_id
      order by t.lease_id, t.sequence`),
  };
}
