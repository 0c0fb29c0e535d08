-- What is given up of an invoice (a bad debt), and taken back. The invoice stays as it was issued; what is open of it is less.

insert into ledger_account (code, kind) values ('bad-debt', 'expense');

-- A kind more than the constraint knows by now, whatever other migrations have added to it.
do $$
declare known text;
begin
  select pg_get_expr(conbin, conrelid) into strict known from pg_constraint where conrelid = 'ledger_tx'::regclass and conname = 'ledger_tx_kind_check';
  alter table ledger_tx drop constraint ledger_tx_kind_check;
  execute format('alter table ledger_tx add constraint ledger_tx_kind_check check (%s or kind = ''write-off'')', known);
end $$;

create table invoice_write_off (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  sequence int not null check (sequence > 0),
  legal_entity_id uuid not null references legal_entity,
  invoice_id uuid not null,
  amount_minor bigint not null check (amount_minor <> 0),  -- negative: taken back
  currency char(3) not null,
  reason text not null check (length(btrim(reason)) > 0),
  written_at timestamptz not null,
  written_by text not null,
  primary key (tenant_id, lease_id, sequence),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  foreign key (tenant_id, invoice_id) references invoice (tenant_id, id) deferrable initially deferred
);
create index invoice_write_off_of_invoice on invoice_write_off (tenant_id, invoice_id);
call protect_tenant_table('invoice_write_off', 'append-only', 'select, insert');
create trigger final before update or delete on invoice_write_off for each row execute function refuse_change();

create or replace view invoice_list with (security_invoker = true) as
select i.tenant_id, i.id, i.lease_id, l.number as lease_number, i.sequence, i.number, i.kind, i.issued_at, i.due_on, i.currency,
  i.net_minor, i.tax_minor, i.total_minor, s.paid_minor, s.credited_minor, i.total_minor - s.paid_minor - s.credited_minor - s.written_off_minor as open_minor,
  s.written_off_minor
from invoice i
join lease l on l.tenant_id = i.tenant_id and l.id = i.lease_id
cross join lateral (
  select
    coalesce((select sum(a.amount_minor) from payment_allocation a where a.tenant_id = i.tenant_id and a.invoice_id = i.id), 0)::bigint
    + coalesce((select sum(d.amount_minor) from deposit_event d
        where d.tenant_id = i.tenant_id and d.invoice_id = i.id and d.kind = 'set-off'), 0)::bigint as paid_minor,
    coalesce((select sum(c.net_minor + c.tax_minor) from credit_note_line c where c.tenant_id = i.tenant_id and c.invoice_id = i.id), 0)::bigint
      as credited_minor,
    coalesce((select sum(w.amount_minor) from invoice_write_off w where w.tenant_id = i.tenant_id and w.invoice_id = i.id), 0)::bigint as written_off_minor
) s;

create or replace view receivable_movement with (security_invoker = true) as
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
from credit_note c join lease l on l.tenant_id = c.tenant_id and l.id = c.lease_id
union all
select w.tenant_id, w.lease_id, w.legal_entity_id, w.invoice_id, w.currency, (w.written_at at time zone l.zone)::date, -w.amount_minor
from invoice_write_off w join lease l on l.tenant_id = w.tenant_id and l.id = w.lease_id;
