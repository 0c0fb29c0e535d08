-- Calls are rated again by the decks in force for their answers. A call that is on no invoice simply has a new version; one that is on an invoice keeps its
-- link to the version that was billed, and what differs is a correction: a debit waits for the next telephone invoice, a credit names the line that it lowers.

-- A range of calls to be rated again, as it was asked for; what it would come to stands beside it, lease by lease, before anything is done.
create table rerating (
  id uuid primary key default uuidv7(),
  direction text not null check (direction in ('outbound', 'inbound')),
  only_tenant_id uuid references tenant,
  only_lease_id uuid,
  prefix text check (prefix ~ '^[0-9]{1,15}$'),
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  reason text not null check (length(btrim(reason)) > 0),
  created_at timestamptz not null,
  created_by text not null
);
alter table rerating owner to seatline_owner;
grant select, insert on rerating to seatline_platform;

create table rerating_lease (
  tenant_id uuid not null default current_tenant() references tenant,
  rerating_id uuid not null references rerating,
  lease_id uuid not null,
  calls int not null,                                -- looked at
  changed int not null,                              -- of those, with another price
  unpriced int not null,                             -- without a price by the decks of today; they keep the one that they have
  open_micros bigint not null,                       -- difference of calls on no invoice
  debit_micros bigint not null,                      -- difference that the next telephone invoice bills; negative takes back what waits for it
  credit_micros bigint not null check (credit_micros >= 0),
  primary key (tenant_id, rerating_id, lease_id),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);

-- That it was done to a lease, once.
create table rerating_done (
  tenant_id uuid not null default current_tenant() references tenant,
  rerating_id uuid not null,
  lease_id uuid not null,
  done_at timestamptz not null,
  done_by text not null,
  primary key (tenant_id, rerating_id, lease_id),
  foreign key (tenant_id, rerating_id, lease_id) references rerating_lease (tenant_id, rerating_id, lease_id)
);

create table usage_correction (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  rerating_id uuid not null,
  lease_id uuid not null,
  usage_id uuid not null,
  version int not null,                              -- the rating that made it necessary
  kind text not null check (kind in ('debit', 'credit')),
  micros bigint not null check (micros > 0 or (kind = 'debit' and micros < 0)),
  answered_on date not null,
  invoice_id uuid,                                   -- the line that a credit lowers
  line_no int,
  primary key (tenant_id, id),
  unique nulls not distinct (tenant_id, usage_id, version, kind, invoice_id, line_no),
  check ((kind = 'credit') = (invoice_id is not null) and (invoice_id is null) = (line_no is null)),
  foreign key (tenant_id, rerating_id, lease_id) references rerating_lease (tenant_id, rerating_id, lease_id),
  foreign key (tenant_id, usage_id, version) references rated_usage (tenant_id, usage_id, version),
  foreign key (tenant_id, invoice_id, line_no) references invoice_line (tenant_id, invoice_id, line_no)
);
create index usage_correction_of_lease on usage_correction (tenant_id, lease_id);
create index usage_correction_of_line on usage_correction (tenant_id, invoice_id, line_no) where kind = 'credit';

-- Which invoice line billed a debit: each at most once.
create table usage_correction_billing (
  tenant_id uuid not null default current_tenant() references tenant,
  correction_id uuid not null,
  invoice_id uuid not null,
  line_no int not null,
  primary key (tenant_id, correction_id),
  foreign key (tenant_id, correction_id) references usage_correction (tenant_id, id),
  foreign key (tenant_id, invoice_id, line_no) references invoice_line (tenant_id, invoice_id, line_no)
);
create index usage_correction_billing_of_line on usage_correction_billing (tenant_id, invoice_id, line_no);

call protect_tenant_table('rerating_lease', 'append-only', 'select, insert');
call protect_tenant_table('rerating_done', 'append-only', 'select');
call protect_tenant_table('usage_correction', 'append-only', 'select');
call protect_tenant_table('usage_correction_billing', 'append-only', 'select, insert');

do $$
declare target text; kinds text;
begin
  foreach target in array array['rerating', 'rerating_lease', 'rerating_done', 'usage_correction', 'usage_correction_billing'] loop
    execute format('create trigger final before update or delete on %I for each row execute function refuse_change()', target);
  end loop;
  -- One more kind of line beside those that there are by now.
  select pg_get_constraintdef(oid) into strict kinds from pg_constraint where conrelid = 'invoice_line'::regclass and conname = 'invoice_line_kind_check';
  execute 'alter table invoice_line drop constraint invoice_line_kind_check, add constraint invoice_line_kind_check '
    || replace(kinds, 'ARRAY[', 'ARRAY[''re-rating''::text, ');
end $$;
alter table invoice_line add constraint invoice_line_re_rating check (kind <> 're-rating' or (calls > 0 and cost_micros is not null));

create index rated_usage_again on rated_usage (tenant_id, usage_id, version) where version > 1;

-- A call is billed in full once, whatever it is rated at later.
create unique index usage_billed_once on usage_billing (tenant_id, usage_id);

create or replace view usage_list with (security_invoker = true) as
select u.tenant_id, u.id, u.source, u.call_id, u.leg, u.lease_id, u.seat_id, u.member_id, u.direction, u.carrier_leg, u.our_number, u.other_number,
  u.answered_at, u.milliseconds, u.received_at, r.version, r.status, r.cause, r.deck_id, r.prefix, r.billed_seconds, r.cost_micros, r.rated_at,
  b.invoice_id, b.line_no, i.number as invoice_number, i.sequence as invoice_sequence
from usage_event u
join lateral (
  select * from rated_usage v where v.tenant_id = u.tenant_id and v.usage_id = u.id order by v.version desc limit 1
) r on true
left join usage_billing b on b.tenant_id = u.tenant_id and b.usage_id = u.id
left join invoice i on i.tenant_id = b.tenant_id and i.id = b.invoice_id;

-- ---------------------------------------------------------------- checks

-- A record's life is a ledger: received = rated + quarantined + unanswered + free; rated = invoiced + open + without charge, in calls and in money. Counted
-- per tenant, month of receipt (in the tenant's zone) and currency, each column from its own table, so that what was lost on the way shows.
create view usage_ledger with (security_invoker = true) as
select u.tenant_id, date_trunc('month', u.received_at at time zone t.zone)::date as month, l.currency,
  count(*)::int as received,
  count(*) filter (where r.status = 'rated')::int as rated,
  count(*) filter (where r.status = 'quarantined')::int as quarantined,
  count(*) filter (where r.status = 'unanswered')::int as unanswered,
  count(*) filter (where r.status = 'free')::int as free,
  count(b.line_kind)::int as invoiced,
  count(*) filter (where r.status = 'rated' and r.cost_micros > 0 and b.usage_id is null)::int as open,
  count(*) filter (where r.status = 'rated' and r.cost_micros = 0 and b.usage_id is null)::int as without_charge,
  coalesce(sum(r.cost_micros) filter (where r.status = 'rated'), 0)::bigint as rated_micros,
  coalesce(sum(b.cost_micros), 0)::bigint as invoiced_micros,
  coalesce(sum(c.settled_micros), 0)::bigint as corrected_micros,
  (coalesce(sum(r.cost_micros) filter (where b.usage_id is null), 0) + coalesce(sum(c.waiting_micros), 0))::bigint as open_micros
from usage_event u
join tenant t on t.id = u.tenant_id
left join lease l on l.tenant_id = u.tenant_id and l.id = u.lease_id
left join lateral (
  select v.status, v.cost_micros from rated_usage v where v.tenant_id = u.tenant_id and v.usage_id = u.id order by v.version desc limit 1
) r on true
left join lateral (
  select x.usage_id, o.cost_micros, i.kind as line_kind
  from usage_billing x
  join rated_usage o on o.tenant_id = x.tenant_id and o.usage_id = x.usage_id and o.version = x.version
  left join invoice_line i on i.tenant_id = x.tenant_id and i.invoice_id = x.invoice_id and i.line_no = x.line_no and i.kind in ('telephone', 'prior-period')
  where x.tenant_id = u.tenant_id and x.usage_id = u.id
) b on true
left join lateral (
  select sum(case when x.kind = 'credit' then -x.micros when g.correction_id is not null then x.micros end) as settled_micros,
    sum(x.micros) filter (where x.kind = 'debit' and g.correction_id is null) as waiting_micros
  from usage_correction x
  left join usage_correction_billing g on g.tenant_id = x.tenant_id and g.correction_id = x.id
  where x.tenant_id = u.tenant_id and x.usage_id = u.id
) c on true
group by 1, 2, 3;
alter view usage_ledger owner to seatline_owner;
grant select on usage_ledger to seatline_app, seatline_platform;

-- What the checks found, each time that they ran; a night has one run, whoever else wanted to.
create table check_run (
  id uuid primary key default uuidv7(),
  night date unique,                                 -- null: somebody asked for it
  ran_at timestamptz not null,
  ran_by text not null,
  breaches int not null check (breaches >= 0)
);
create table check_breach (
  run_id uuid not null references check_run,
  n int not null check (n > 0),
  rule text not null,
  at text not null,
  primary key (run_id, n)
);

do $$
declare target text;
begin
  foreach target in array array['check_run', 'check_breach'] loop
    execute format('alter table %I owner to seatline_owner', target);
    execute format('grant select, insert on %I to seatline_platform', target);
    execute format('create trigger final before update or delete on %I for each row execute function refuse_change()', target);
  end loop;
end $$;
