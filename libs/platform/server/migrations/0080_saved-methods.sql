-- Methods that a tenant keeps with a gateway, and invoices that are charged to them when they are due, without anybody at a screen.

-- What a person knows it by, and the gateway's names for it; never more of a card than that.
create table saved_method (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null,                      -- the gateway's key for the saving, so it is committed before the gateway is asked
  gateway text not null,
  customer text not null,
  state text not null check (state in ('pending', 'failed', 'saved', 'removed')),
  saving_reference text,
  instrument_reference text,
  kind text not null default 'card' check (kind in ('card', 'alipay', 'wechat-pay')),
  brand text check (length(brand) between 1 and 40),
  last_four text check (last_four ~ '^[0-9]{4}$'),
  expires text check (expires ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  is_default boolean not null default false,
  cause text,
  saved_by text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  forgotten_at timestamptz,              -- since the gateway does not keep it any more
  version int not null default 1,
  primary key (tenant_id, id),
  check (state not in ('saved', 'removed') or instrument_reference is not null),
  check (not is_default or state = 'saved'),
  check (forgotten_at is null or state = 'removed')
);
create unique index saved_method_default on saved_method (tenant_id, gateway) where is_default;
create unique index saved_method_instrument on saved_method (tenant_id, gateway, instrument_reference) where instrument_reference is not null;
create index saved_method_waiting on saved_method (created_at) where state = 'pending' or (state = 'removed' and forgotten_at is null);
call protect_tenant_table('saved_method', 'aggregate', 'select');

-- Days from the due date, each later than the one before it (domain: isCollectionSchedule).
create function is_collection_schedule(days int[]) returns boolean language sql immutable set search_path = public as $$
  select cardinality(days) between 1 and 8
    and not exists (select from unnest(days) with ordinality as d (day, place) where day is null or day not between -7 and 60 or day <= days[place - 1])
$$;

-- Whether open invoices are charged by themselves; off where there is no row. A lease's own row goes before its tenant's.
create table collection_setting (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  lease_id uuid,                         -- null: every lease of the tenant without a row of its own
  automatic boolean not null default false,
  schedule_days int[] not null check (is_collection_schedule(schedule_days)),
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique nulls not distinct (tenant_id, lease_id),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);
call protect_tenant_table('collection_setting', 'aggregate', 'select');

-- A try of the schedule is one attempt, however many sweeps find that it is due.
alter table payment_attempt
  add column collection_step int,        -- the schedule's day; null: somebody asked for it
  add column refusal text check (refusal in ('may-retry', 'final', 'needs-payer')),
  add constraint payment_attempt_refusal check (refusal is null or state = 'declined'),
  add constraint payment_attempt_collection check (collection_step is null or purpose = 'invoice');
create unique index payment_attempt_collected_once on payment_attempt (tenant_id, target_id, collection_step) where collection_step is not null;

-- Two more kinds of notice beside what is known by now.
do $$
declare known text;
begin
  select string_agg(quote_literal(m[1]), ', ') into known
  from pg_constraint c cross join lateral regexp_matches(pg_get_constraintdef(c.oid), '''([^'']+)''::text', 'g') as m
  where c.conrelid = 'notice'::regclass and c.conname = 'notice_kind_check';
  alter table notice drop constraint notice_kind_check;
  execute format('alter table notice add constraint notice_kind_check check (kind in (%s, ''collection-declined'', ''collection-confirm''))', known);
end $$;
