-- What delay costs: what was agreed of it, lease by lease, and the lines that charge it. Nothing is charged where nothing is agreed.

-- At most 3‰ a day for telephone charges is the law; null terms: no more fees from that day on.
create table lease_late_fee (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  sequence int not null check (sequence > 0),
  from_on date not null,
  terms jsonb,
  reason text not null check (length(btrim(reason)) > 0),
  agreed_by text not null,
  agreed_at timestamptz not null,
  primary key (tenant_id, lease_id, sequence),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  constraint lease_late_fee_lawful check (
    coalesce((terms #>> '{telephone,dailyMillionths}')::int, 1) between 1 and 3000
    and coalesce((terms #>> '{rent,dailyMillionths}')::int, 1) between 1 and 10000
  )
);
call protect_tenant_table('lease_late_fee', 'append-only', 'select, insert');
create trigger final before update or delete on lease_late_fee for each row execute function refuse_change();

-- A late fee's line: which invoice was late, at which rate, and what was late each day, summed over the days.
alter table invoice_line add column late_fee jsonb;
do $$
declare kinds text;
begin
  select pg_get_constraintdef(oid) into strict kinds from pg_constraint where conrelid = 'invoice_line'::regclass and conname = 'invoice_line_kind_check';
  execute 'alter table invoice_line drop constraint invoice_line_kind_check, add constraint invoice_line_kind_check '
    || replace(kinds, 'ARRAY[', 'ARRAY[''late-fee''::text, ');
end $$;
alter table invoice_line add constraint invoice_line_late_fee check (case kind
  when 'late-fee' then coalesce(service is not null and days > 0 and tax_minor = 0 and late_fee ?& array['invoice', 'dailyMillionths', 'baseMinor'], false)
  else late_fee is null end);

-- The days of an invoice's delay that a line charges. The key is what makes it impossible to charge one twice.
create table late_fee_charge (
  tenant_id uuid not null default current_tenant(),
  late_invoice_id uuid not null,
  service daterange not null check (not isempty(service)),
  invoice_id uuid not null,
  line_no int not null,
  lease_id uuid not null,
  legal_entity_id uuid not null,
  primary key (tenant_id, late_invoice_id, service without overlaps),
  foreign key (tenant_id, invoice_id, line_no) references invoice_line (tenant_id, invoice_id, line_no),
  foreign key (tenant_id, late_invoice_id) references invoice (tenant_id, id) deferrable initially deferred
);
call protect_tenant_table('late_fee_charge', 'append-only', 'select, insert');
create trigger final before update or delete on late_fee_charge for each row execute function refuse_change();
