import type { EarningLine } from '@seatline/billing-domain';
import type { CivilDate } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { sql } from 'drizzle-orm';

interface LineRow extends Record<string, unknown> {
  legal_entity_id: string;
  currency: string;
  issued_on: string;
  from_on: string;
  to_on: string;
  net_minor: bigint;
  credits: { on: string; net: string; from: string | null }[] | null;
}

export interface OwnedEarningLine extends EarningLine {
  readonly legalEntityId: string;
  readonly currency: string;
}

/**
 * The rent lines that can still be deferred on a day or later: those that are not over by then. A credit gives back the days from the seats' or the
 * lease's new end on, which the removal or the agreed end of the same instant says; what is given back for lost time is of days that are over.
 */
export async function readEarningLines(db: LedgerDatabase, from: CivilDate): Promise<OwnedEarningLine[]> {
  const { rows } = await db.execute<LineRow>(sql`
    select x.legal_entity_id, i.currency, (i.issued_at at time zone l.zone)::date::text as issued_on, lower(x.service)::text as from_on,
      upper(x.service)::text as to_on, x.net_minor,
      (select json_agg(json_build_object('on', k.given_on, 'net', k.net_minor::text, 'from', k.days_from) order by k.given_on, k.net_minor) from (
        select (c.issued_at at time zone l.zone)::date as given_on, n.net_minor, (
          select max(coalesce(v.facts ->> 'endsOn', v.facts ->> 'endOn')) from lease_event v
          where v.tenant_id = c.tenant_id and v.lease_id = c.lease_id and v.at = c.issued_at and v.type in ('seats-removed', 'end-agreed')
        ) as days_from
        from credit_note_line n join credit_note c on c.tenant_id = n.tenant_id and c.id = n.credit_note_id
        where n.tenant_id = x.tenant_id and n.invoice_id = x.invoice_id and n.invoice_line_no = x.line_no
        union all
        select (s.given_at at time zone l.zone)::date, s.net_minor, null from service_credit s
        where s.tenant_id = x.tenant_id and s.of_invoice_id = x.invoice_id and s.of_line_no = x.line_no and s.credit_note_id is null
      ) k) as credits
    from invoice_line x
    join invoice i on i.tenant_id = x.tenant_id and i.id = x.invoice_id
    join lease l on l.tenant_id = x.tenant_id and l.id = x.lease_id
    where x.kind = 'rent' and upper(x.service) > ${from}::date`);
  return rows.map((row) => ({
    legalEntityId: row.legal_entity_id,
    currency: row.currency,
    issuedOn: row.issued_on as CivilDate,
    fromOn: row.from_on as CivilDate,
    toOn: row.to_on as CivilDate,
    netMinor: row.net_minor,
    credits: (row.credits ?? []).map((credit) => ({ on: credit.on as CivilDate, netMinor: BigInt(credit.net), daysFromOn: credit.from as CivilDate | null })),
  }));
}
