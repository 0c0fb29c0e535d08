-- Fapiao: the tax authority's documents of our invoices. The number is the authority's; a credit note that comes after one needs a red letter.

-- To whom a tenant's fapiao are written.
create table tax_profile (
  tenant_id uuid not null default current_tenant() references tenant,
  title text not null check (length(btrim(title)) between 1 and 200),
  tax_number text check (tax_number ~ '^[0-9A-Z]{15,20}$'),   -- none: a private person
  address text not null,
  phone text not null,
  bank_name text not null,
  bank_account text not null,
  email text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (tenant_id)
);

-- One request of an invoice at a time; it keeps the profile of its day.
create table fapiao_request (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  lease_id uuid not null,
  invoice_id uuid not null,
  kind text not null check (kind in ('general', 'special')),
  title text not null,
  tax_number text,
  address text not null,
  phone text not null,
  bank_name text not null,
  bank_account text not null,
  email text not null,
  state text not null default 'requested' check (state in ('requested', 'issued', 'refused')),
  requested_at timestamptz not null,
  requested_by text not null,
  refused_reason text,
  decided_at timestamptz,
  decided_by text,
  primary key (tenant_id, id),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  foreign key (tenant_id, invoice_id) references invoice (tenant_id, id),
  check (kind = 'general' or tax_number is not null),
  check ((state = 'refused') = (refused_reason is not null)),
  check ((state = 'requested') = (decided_at is null) and (decided_at is null) = (decided_by is null))
);
create unique index fapiao_request_standing on fapiao_request (tenant_id, invoice_id) where state <> 'refused';

-- What the authority issued: the fapiao itself (blue) and its red letters, one a credit note.
create table fapiao_document (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  request_id uuid not null,
  kind text not null check (kind in ('blue', 'red')),
  credit_note_id uuid,
  number text not null check (number ~ '^[0-9]{8,20}$'),
  issued_on date not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  credit_notes_before int not null check (credit_notes_before >= 0),  -- the lease's count when it was issued: they are in the amount, later ones are not
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (tenant_id, id),
  constraint fapiao_number_key unique (number),
  foreign key (tenant_id, request_id) references fapiao_request (tenant_id, id),
  foreign key (tenant_id, credit_note_id) references credit_note (tenant_id, id),
  check ((kind = 'red') = (credit_note_id is not null))
);
create unique index fapiao_document_blue on fapiao_document (tenant_id, request_id) where kind = 'blue';
create unique index fapiao_document_red on fapiao_document (tenant_id, credit_note_id) where kind = 'red';

call protect_tenant_table('tax_profile', 'aggregate', 'select');
call protect_tenant_table('fapiao_request', 'aggregate', 'select');
call protect_tenant_table('fapiao_document', 'append-only', 'select');
create trigger final before update or delete on fapiao_document for each row execute function refuse_change();

-- A request with what became of it. `due_minor`: what a fapiao issued now would say: all but the deposit, which bears no tax, less what was credited.
create view fapiao_list with (security_invoker = true) as
select r.tenant_id, r.id, r.lease_id, r.invoice_id, i.number as invoice_number, r.kind, r.title, r.tax_number, r.address, r.phone, r.bank_name, r.bank_account,
  r.email, r.requested_at, r.requested_by, r.refused_reason, r.decided_by, i.currency, d.number, d.issued_on, d.amount_minor,
  case when r.state = 'issued' and n.red_needed > 0 then 'red-needed' when r.state = 'issued' and n.red_issued > 0 then 'red-issued' else r.state end as state,
  n.red_needed, a.due_minor
from fapiao_request r
join invoice i on i.tenant_id = r.tenant_id and i.id = r.invoice_id
left join fapiao_document d on d.tenant_id = r.tenant_id and d.request_id = r.id and d.kind = 'blue'
cross join lateral (
  select count(*) filter (where x.id is null)::int as red_needed, count(x.id)::int as red_issued
  from credit_note c left join fapiao_document x on x.tenant_id = c.tenant_id and x.credit_note_id = c.id
  where c.tenant_id = r.tenant_id and c.invoice_id = r.invoice_id and c.sequence > d.credit_notes_before
) n
cross join lateral (
  select (coalesce((select sum(l.net_minor + l.tax_minor) from invoice_line l where l.tenant_id = r.tenant_id and l.invoice_id = r.invoice_id and l.kind <> 'deposit'), 0)
    - coalesce((select sum(c.total_minor) from credit_note c where c.tenant_id = r.tenant_id and c.invoice_id = r.invoice_id), 0))::bigint as due_minor
) a;
alter view fapiao_list owner to seatline_owner;
grant select on fapiao_list to seatline_app, seatline_platform;
