-- Real-time credit control: money that calls may cost before they are made. Amounts of calls are micros (millionths of the major unit), caps and payments minor
-- units. Everything that changes what a tenant may still spend locks the tenant's row of `spending_control` first; a tenant without such a row is not watched
-- and pays nothing for this.

-- A tenant whose spending is watched: it has a cap, or a lease that pays its calls beforehand.
create table spending_control (
  tenant_id uuid primary key default current_tenant() references tenant,
  slice_seconds int not null default 300 check (slice_seconds between 30 and 7200),         -- talk that is given, and held, at a time
  extend_below_seconds int not null default 120 check (extend_below_seconds between 5 and 3600),
  created_at timestamptz not null,
  check (extend_below_seconds < slice_seconds)
);
call protect_tenant_table('spending_control', 'aggregate', 'select');

-- A lease's money for calls, tax included (billing domain: Wallet). No more is held than there is, and nothing is owed while something is free: two calls that
-- would spend the same yuan cannot both be written.
create table call_wallet (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  currency char(3) not null,
  balance_micros bigint not null default 0,
  reserved_micros bigint not null default 0 check (reserved_micros >= 0),
  owed_micros bigint not null default 0 check (owed_micros >= 0),
  low_balance_minor bigint not null default 0 check (low_balance_minor >= 0),               -- 0: nobody wants to be told
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, lease_id),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  constraint wallet_holds_what_it_has check (reserved_micros <= balance_micros),
  constraint wallet_owes_only_when_empty check (owed_micros = 0 or reserved_micros = balance_micros)
);
call protect_tenant_table('call_wallet', 'aggregate', 'select');

-- When a lease's calls are paid from its wallet; at any other time they go on its telephone invoices.
create table prepaid_period (
  tenant_id uuid not null default current_tenant(),
  lease_id uuid not null,
  during tstzrange not null check (not isempty(during) and lower_inc(during) and not upper_inc(during)),
  begun_by text not null,
  primary key (tenant_id, lease_id, during without overlaps),
  foreign key (tenant_id, lease_id) references call_wallet (tenant_id, lease_id)
);
call protect_tenant_table('prepaid_period', 'aggregate', 'select');

-- Money into a wallet by bank transfer.
create table wallet_top_up (
  tenant_id uuid not null default current_tenant(),
  id uuid not null default uuidv7(),
  lease_id uuid not null,
  legal_entity_id uuid not null references legal_entity,
  reference text not null check (length(btrim(reference)) between 1 and 140),
  amount_minor bigint not null check (amount_minor > 0),
  amount_micros bigint not null check (amount_micros > 0),
  currency char(3) not null,
  value_on date not null,
  booked_by text not null,
  booked_at timestamptz not null,
  primary key (tenant_id, id),
  constraint wallet_top_up_reference_key unique (legal_entity_id, reference),               -- one transfer is one top-up
  foreign key (tenant_id, lease_id) references call_wallet (tenant_id, lease_id)
);
create index wallet_top_up_of_lease on wallet_top_up (tenant_id, lease_id, id desc);
call protect_tenant_table('wallet_top_up', 'append-only', 'select');
create trigger final before update or delete on wallet_top_up for each row execute function refuse_change();

-- What a rating of a call took from the wallet; a later version carries the difference. A call that stands here is on no invoice.
create table prepaid_usage (
  tenant_id uuid not null default current_tenant(),
  usage_id uuid not null,
  version int not null,
  lease_id uuid not null,
  net_micros bigint not null,
  gross_micros bigint not null,
  charged_at timestamptz not null,
  primary key (tenant_id, usage_id, version),
  foreign key (tenant_id, usage_id, version) references rated_usage (tenant_id, usage_id, version),
  foreign key (tenant_id, lease_id) references call_wallet (tenant_id, lease_id)
);
create index prepaid_usage_of_lease on prepaid_usage (tenant_id, lease_id, charged_at);
call protect_tenant_table('prepaid_usage', 'append-only', 'select');
create trigger final before update or delete on prepaid_usage for each row execute function refuse_change();

-- What is held for one call, at the price of its authorisation. Named by telephony's call id, of which billing keeps no foreign key.
create table call_reservation (
  tenant_id uuid not null default current_tenant() references tenant,
  call_id uuid not null,
  lease_id uuid not null,
  seat_id uuid not null,
  prepaid boolean not null,
  state text not null check (state in ('reserved', 'extended', 'settled', 'released')),
  prefix text not null,
  per_minute_micros bigint not null check (per_minute_micros >= 0),
  connect_micros bigint not null check (connect_micros >= 0),
  initial_seconds int not null,
  increment_seconds int not null,
  tax_percent_micros bigint not null,
  given_seconds int check (given_seconds > 0),                                               -- null: talking longer costs no more
  net_micros bigint not null check (net_micros >= 0),
  gross_micros bigint not null check (gross_micros >= 0),                                    -- held in the wallet
  bound_by text check (bound_by in ('balance', 'tenant-day', 'tenant-month', 'seat-day', 'seat-month')),
  authorised_at timestamptz not null,
  expires_at timestamptz not null,
  closed_at timestamptz,
  primary key (tenant_id, call_id),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  check (prepaid or gross_micros = 0),
  check ((state in ('settled', 'released')) = (closed_at is not null))
);
create index call_reservation_held on call_reservation (tenant_id, seat_id) where state in ('reserved', 'extended');
create index call_reservation_expired on call_reservation (expires_at) where state in ('reserved', 'extended');
call protect_tenant_table('call_reservation', 'aggregate', 'select');

-- What ended calls of a watched tenant cost by day and month of their answer, before tax. A meter of the tenant has the zero seat.
create table spending_meter (
  tenant_id uuid not null default current_tenant() references tenant,
  scope text not null check (scope in ('tenant', 'seat')),
  seat_id uuid not null default '00000000-0000-0000-0000-000000000000',
  period text not null check (period in ('day', 'month')),
  starts_on date not null,
  spent_micros bigint not null,
  primary key (tenant_id, scope, seat_id, period, starts_on),
  check ((scope = 'tenant') = (seat_id = '00000000-0000-0000-0000-000000000000'))
);
call protect_tenant_table('spending_meter', 'aggregate');

-- How much may be spent: the tenant's own caps, and the operator's above them. The zero seat: every seat.
create table spending_cap (
  tenant_id uuid not null default current_tenant() references tenant,
  set_by text not null check (set_by in ('tenant', 'operator')),
  scope text not null check (scope in ('tenant', 'seat')),
  seat_id uuid not null default '00000000-0000-0000-0000-000000000000',
  period text not null check (period in ('day', 'month')),
  cap_minor bigint not null check (cap_minor >= 0),
  set_by_name text not null,
  set_at timestamptz not null,
  primary key (tenant_id, set_by, scope, seat_id, period),
  check (scope = 'seat' or seat_id = '00000000-0000-0000-0000-000000000000')
);
call protect_tenant_table('spending_cap', 'aggregate');

-- What a tenant was told of its spending: each share of a cap once a period, a low wallet once a top-up.
create table spending_notice (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('cap', 'low-balance')),
  ref text not null,
  facts jsonb not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, kind, ref)
);
call protect_tenant_table('spending_notice', 'append-only');

-- ---------------------------------------------------------------- the ledger

insert into ledger_account (code, kind) values ('call-credit', 'liability');

-- Two kinds more, whichever others came before.
do $$
declare stands text;
begin
  select pg_get_constraintdef(oid) into stands from pg_constraint where conrelid = 'ledger_tx'::regclass and conname = 'ledger_tx_kind_check';
  alter table ledger_tx drop constraint ledger_tx_kind_check;
  execute 'alter table ledger_tx add constraint ledger_tx_kind_check ' || replace(stands, 'ARRAY[', 'ARRAY[''wallet-top-up''::text, ''prepaid-calls''::text, ');
end $$;

-- ---------------------------------------------------------------- what is read

create view wallet_list with (security_invoker = true) as
select w.tenant_id, w.lease_id, l.number as lease_number, l.zone, w.currency, w.balance_micros, w.reserved_micros, w.owed_micros, w.low_balance_minor,
  exists (select from prepaid_period p where p.tenant_id = w.tenant_id and p.lease_id = w.lease_id and upper_inf(p.during)) as prepaid,
  (select count(*) from call_reservation r where r.tenant_id = w.tenant_id and r.lease_id = w.lease_id and r.state in ('reserved', 'extended'))::int as calls
from call_wallet w join lease l on l.tenant_id = w.tenant_id and l.id = w.lease_id;
alter view wallet_list owner to seatline_owner;
grant select on wallet_list to seatline_app, seatline_platform;
