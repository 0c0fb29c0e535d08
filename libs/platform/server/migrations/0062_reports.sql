-- The bookkeeper's reports: read from the ledger and from the documents behind it, never kept.

-- What moves an open invoice, by the day that it counts from (as the ledger's own entries on `receivable` do): summed up to a day it is what was open
-- then, and over all invoices it is the ledger's balance.
create view receivable_movement with (security_invoker = true) as
select i.tenant_id, i.lease_id, i.legal_entity_id, i.id as invoice_id, i.currency, (i.issued_at at time zone l.zone)::date as moved_on, i.total_minor as amount_minor
from invoice i join lease l on l.tenant_id = i.tenant_id and l.id = i.lease_id
union all
select a.tenant_id, a.lease_id, a.legal_entity_id, a.invoice_id, a.currency, (a.allocated_at at time zone l.zone)::date, -a.amount_minor
from payment_allocation a join lease l on l.tenant_id = a.tenant_id and l.id = a.lease_id
union all
select d.tenant_id, d.lease_id, d.legal_entity_id, d.invoice_id, d.currency, (d.at at time zone l.zone)::date, -d.amount_minor
from deposit_event d join lease l on l.tenant_id = d.tenant_id and l.id = d.lease_id where d.kind = 'set-off'
union all
select c.tenant_id, c.lease_id, c.legal_entity_id, c.invoice_id, c.currency, (c.issued_at at time zone l.zone)::date, -c.total_minor
from credit_note c join lease l on l.tenant_id = c.tenant_id and l.id = c.lease_id;
alter view receivable_movement owner to seatline_owner;
grant select on receivable_movement to seatline_app, seatline_platform;

-- The journal is read by day, over all tenants.
create index ledger_tx_effective on ledger_tx (effective_on, id);
