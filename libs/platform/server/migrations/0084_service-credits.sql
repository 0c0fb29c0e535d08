-- Seats that could not be used: what was learnt of it, and what is given back of their rent.

-- A maintenance window that is over, or an outage, as it touched a lease. `excess` is the time of it that is to be credited: of maintenance what is beyond the
-- allowance. Each window and each outage counts once.
create table service_interruption (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  sequence int not null check (sequence > 0),
  kind text not null check (kind in ('maintenance', 'outage')),
  ref uuid not null,
  during tstzrange not null check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
  excess tstzmultirange not null,
  reason text not null check (length(reason) <= 500),
  recorded_at timestamptz not null,
  primary key (tenant_id, lease_id, sequence),
  constraint service_interruption_once unique (tenant_id, lease_id, kind, ref),
  constraint service_interruption_excess check (excess <@ during),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);

-- Rent of one line that is given back, on a line of a later invoice or on a credit note.
create table service_credit (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  legal_entity_id uuid not null references legal_entity,
  sequence int not null check (sequence > 0),
  of_invoice_id uuid not null,
  of_line_no int not null,
  invoice_id uuid,
  line_no int,
  credit_note_id uuid,
  net_minor bigint not null check (net_minor > 0),
  tax_minor bigint not null check (tax_minor >= 0),
  given_at timestamptz not null,
  primary key (tenant_id, lease_id, sequence),
  constraint service_credit_stands_once check ((invoice_id is null) = (line_no is null) and (invoice_id is null) <> (credit_note_id is null)),
  unique (tenant_id, invoice_id, line_no),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  foreign key (tenant_id, of_invoice_id, of_line_no) references invoice_line (tenant_id, invoice_id, line_no),
  foreign key (tenant_id, invoice_id, line_no) references invoice_line (tenant_id, invoice_id, line_no),
  foreign key (tenant_id, credit_note_id) references credit_note (tenant_id, id) deferrable initially deferred
);
create index service_credit_of_line on service_credit (tenant_id, of_invoice_id, of_line_no);
create index service_credit_note on service_credit (tenant_id, credit_note_id) where credit_note_id is not null;

create table service_credit_seat (
  tenant_id uuid not null default current_tenant(),
  lease_id uuid not null,
  sequence int not null,
  seat_id uuid not null,
  net_minor bigint not null check (net_minor > 0),
  primary key (tenant_id, lease_id, sequence, seat_id),
  foreign key (tenant_id, lease_id, sequence) references service_credit (tenant_id, lease_id, sequence)
);

-- The time of a seat that was given back. The key is what makes it impossible to give it back twice, whatever overlapped.
create table service_credit_time (
  tenant_id uuid not null default current_tenant(),
  seat_id uuid not null,
  during tstzrange not null check (not isempty(during)),
  lease_id uuid not null,
  sequence int not null,
  primary key (tenant_id, seat_id, during without overlaps),
  foreign key (tenant_id, lease_id, sequence, seat_id) references service_credit_seat (tenant_id, lease_id, sequence, seat_id)
);

-- Of a line never more is given back than it bills, by credit notes and for its seats' lost time together. A credit note's part is one of its lines, and counted there.
create or replace function check_credit() returns trigger language plpgsql as $$
declare invoice uuid; place int; line invoice_line; credited_net bigint; credited_tax bigint;
begin
  if tg_table_name = 'service_credit' then
    invoice := new.of_invoice_id; place := new.of_line_no;
  else
    invoice := new.invoice_id; place := new.invoice_line_no;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(invoice::text, place));
  select * into line from invoice_line l where l.tenant_id = new.tenant_id and l.invoice_id = invoice and l.line_no = place;
  select coalesce(sum(c.net_minor), 0), coalesce(sum(c.tax_minor), 0) into credited_net, credited_tax
  from (
    select n.net_minor, n.tax_minor from credit_note_line n where n.tenant_id = new.tenant_id and n.invoice_id = invoice and n.invoice_line_no = place
    union all
    select s.net_minor, s.tax_minor from service_credit s
    where s.tenant_id = new.tenant_id and s.of_invoice_id = invoice and s.of_line_no = place and s.credit_note_id is null
  ) c;
  if credited_net > line.net_minor or credited_tax > line.tax_minor then
    raise exception 'credits exceed line % of invoice %', place, invoice using errcode = '23514', constraint = 'credit_within_line';
  end if;
  return null;
end $$;
create trigger credit_within_line after insert on service_credit for each row execute function check_credit();

-- A line that gives back is negative, and no other is.
alter table invoice_line drop constraint invoice_line_net_minor_check, drop constraint invoice_line_tax_minor_check;
alter table invoice_line add constraint invoice_line_sign check (case kind when 'sla' then net_minor < 0 and tax_minor <= 0 else net_minor >= 0 and tax_minor >= 0 end);
do $$
declare kinds text;
begin
  select pg_get_constraintdef(oid) into kinds from pg_constraint where conrelid = 'invoice_line'::regclass and conname = 'invoice_line_kind_check';
  execute 'alter table invoice_line drop constraint invoice_line_kind_check, add constraint invoice_line_kind_check '
    || replace(kinds, 'ARRAY[', 'ARRAY[''sla''::text, ');
end $$;
alter table invoice_line add constraint invoice_line_sla check (kind <> 'sla'
  or (service is not null and cardinality(seat_numbers) > 0 and seat_price_minor is not null and days > 0 and period_days > 0 and tax_percent_micros is not null));

call protect_tenant_table('service_interruption', 'append-only', 'select, insert');
call protect_tenant_table('service_credit', 'append-only', 'select, insert');
call protect_tenant_table('service_credit_seat', 'append-only', 'select, insert');
call protect_tenant_table('service_credit_time', 'append-only', 'select, insert');

do $$
declare target text;
begin
  foreach target in array array['service_interruption', 'service_credit', 'service_credit_seat', 'service_credit_time'] loop
    execute format('create trigger final before update or delete on %I for each row execute function refuse_change()', target);
  end loop;
end $$;
