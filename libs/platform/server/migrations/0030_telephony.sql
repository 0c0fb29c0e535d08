-- Telephony: trunks, numbers, what carriers should know of seats, calls and their records.
--
-- What should be at a carrier is a row with a generation: `desired_gen` rises with every wish, `applied_gen` is the generation that the carrier has
-- last taken. Legs change, so a leg is a row that changes; everything that was told about it (call_event) and everything that is charged by (cdr)
-- is written once and never again: a correction is the next version.

-- What a tenant may do by telephone, and through which carrier. No row: the installation's first carrier and the domain's default policy.
create table tenant_telephony (
  tenant_id uuid primary key default current_tenant() references tenant,
  carrier text not null check (carrier in ('simulated', 'asterisk', 'twilio')),
  concurrent_calls_limit int not null default 30 check (concurrent_calls_limit between 0 and 100000),
  calls_per_second_limit int not null default 5 check (calls_per_second_limit between 0 and 1000),
  opened_prefixes text[] not null default '{}',
  closed_prefixes text[] not null default '{}',
  created_at timestamptz not null
);
call protect_tenant_table('tenant_telephony', 'aggregate', 'select, insert, update');

create table trunk (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  carrier text not null,
  name text not null check (length(btrim(name)) between 1 and 120),
  host text not null,
  port int not null check (port between 1 and 65535),
  username text,
  sealed_secret text,                      -- AES-256-GCM under the installation's secret; the text itself is nowhere kept
  match_addresses text[] not null,
  register boolean not null default false,
  removed_at timestamptz,
  desired_gen int not null default 1,
  applied_gen int not null default 0,
  attempts int not null default 0,
  last_error text,
  next_try_at timestamptz,
  claimed_until timestamptz,               -- one process at a time carries a change to the carrier
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  check ((username is null) = (sealed_secret is null))
);
create index trunk_to_apply on trunk (next_try_at) where applied_gen <> desired_gen;
call protect_tenant_table('trunk', 'aggregate', 'select');

-- Where a trunk's calls come from tells whose calls they are, so no two trunks of a carrier share an address, whichever tenants they belong to.
create table trunk_address (
  tenant_id uuid not null default current_tenant(),
  trunk_id uuid not null,
  carrier text not null,
  network inet not null,
  ports int4range not null,                -- all of them where none was named
  primary key (tenant_id, trunk_id, network, ports),
  foreign key (tenant_id, trunk_id) references trunk (tenant_id, id),
  constraint trunk_address_key exclude using gist (carrier with =, network inet_ops with &&, ports with &&)
);
call protect_tenant_table('trunk_address', 'aggregate');

-- The numbers that the operator has at its carriers.
create table number_stock (
  id uuid primary key default uuidv7(),
  e164 text not null check (e164 ~ '^\+[1-9][0-9]{4,14}$'),
  carrier text not null check (carrier in ('simulated', 'asterisk', 'twilio')),
  country char(2) not null,
  created_at timestamptz not null,
  constraint number_stock_e164_key unique (e164)
);
alter table number_stock owner to seatline_owner;
grant select, insert on number_stock to seatline_platform;

-- A number while a tenant rents it. The queue that it leads to is acd's; the reference stands in its migration.
create table did (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  stock_id uuid not null references number_stock,
  e164 text not null,
  carrier text not null,
  country char(2) not null,
  label text not null default '',
  queue_id uuid,
  rented_at timestamptz not null,
  released_at timestamptz,
  version int not null default 1,
  primary key (tenant_id, id)
);
create unique index did_rented_key on did (e164) where released_at is null;
create index did_of_tenant on did (tenant_id, e164) where released_at is null;
call protect_tenant_table('did', 'aggregate', 'select');

-- What a seat should be at its carrier.
create table seat_endpoint (
  tenant_id uuid not null default current_tenant() references tenant,
  seat_id uuid not null,
  carrier text not null,
  service text not null check (service in ('full', 'emergency-only', 'none')),
  applied_service text not null default 'none' check (applied_service in ('full', 'emergency-only', 'none')),
  sip_username text not null check (sip_username ~ '^[a-z0-9-]{1,64}$'),
  ha1 text not null check (ha1 ~ '^[0-9a-f]{32}$'),
  desired_gen int not null default 1,
  applied_gen int not null default 0,
  attempts int not null default 0,
  last_error text,
  next_try_at timestamptz,
  claimed_until timestamptz,
  online boolean not null default false,
  version int not null default 1,
  primary key (tenant_id, seat_id),
  foreign key (tenant_id, seat_id) references seat (tenant_id, id),
  constraint seat_endpoint_sip_username_key unique (sip_username)
);
create index seat_endpoint_to_apply on seat_endpoint (next_try_at) where applied_gen <> desired_gen;
call protect_tenant_table('seat_endpoint', 'aggregate', 'select');

-- ---------------------------------------------------------------- calls

-- A call as it began. What became of it is in its legs; call_overview puts both together.
create table call (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null,
  carrier text not null,
  direction text not null check (direction in ('inbound', 'outbound')),
  our_number text not null,
  other_number text not null,
  did_id uuid,
  queue_id uuid,
  member_id uuid,                          -- who called out; null for a call that came in
  refusal text,                            -- why it was not let through, as a code; null for one that was
  started_at timestamptz not null,
  primary key (tenant_id, id)
);
create index call_started on call (tenant_id, started_at desc, id);
call protect_tenant_table('call', 'append-only', 'select');

create table call_leg (
  tenant_id uuid not null default current_tenant() references tenant,
  id text not null,                        -- ours for a leg that we dial, the carrier's for one that somebody else begins
  call_id uuid not null,
  cdr_id uuid not null default uuidv7(),
  carrier text not null,
  role text not null check (role in ('caller', 'agent', 'callee')),
  direction text not null check (direction in ('in', 'out')),
  party_kind text not null check (party_kind in ('trunk', 'seat')),
  party_id uuid not null,
  seat_id uuid,
  member_id uuid,
  dialled text,                            -- the number given to the trunk
  shown text,                              -- the number that the callee sees
  stage text not null check (stage in ('new', 'offered', 'ringing', 'answered', 'ended')),
  created_at timestamptz not null,
  ringing_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  cause int,
  estimated boolean not null default false,
  primary key (tenant_id, id),
  foreign key (tenant_id, call_id) references call (tenant_id, id),
  check ((stage = 'ended') = (ended_at is not null)),
  check (answered_at <= ended_at)
);
create index call_leg_of_call on call_leg (tenant_id, call_id);
create index call_leg_by_name on call_leg (id);            -- a carrier's event names the leg and not the tenant
create index call_leg_open on call_leg (carrier) where stage <> 'ended';
create index call_leg_live on call_leg (tenant_id, call_id) where stage <> 'ended';
create index call_leg_began on call_leg (tenant_id, created_at);
call protect_tenant_table('call_leg', 'aggregate', 'select');

-- Everything that a carrier told about a leg, each occurrence once however often and by whichever way it was told.
create table call_event (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  carrier text not null,
  provider_event_id text not null,
  call_id uuid,
  leg_id text,
  type text not null,
  at timestamptz not null,
  source text not null check (source in ('live', 'history', 'snapshot', 'control')),
  cause int,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  constraint call_event_once unique (tenant_id, carrier, provider_event_id)
);
create index call_event_of_call on call_event (tenant_id, call_id, at);
call protect_tenant_table('call_event', 'append-only', 'select');

-- The record of an ended leg. Later knowledge (a true end instead of an estimated one) is the next version of the same record.
create table cdr (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null,
  version int not null check (version > 0),
  call_id uuid not null,
  leg_id text not null,
  carrier text not null,
  direction text not null check (direction in ('inbound', 'outbound', 'internal')),
  carrier_leg boolean not null,
  our_number text not null,
  other_number text not null,
  started_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz not null,
  milliseconds bigint not null check (milliseconds >= 0),
  cause int not null,
  outcome text not null,
  seat_id uuid,
  member_id uuid,
  lease_id uuid,
  estimated boolean not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id, version),
  constraint cdr_leg_once unique (tenant_id, leg_id, version),
  foreign key (tenant_id, leg_id) references call_leg (tenant_id, id),
  check ((answered_at is not null) or milliseconds = 0)
);
create index cdr_of_call on cdr (tenant_id, call_id);
call protect_tenant_table('cdr', 'append-only');

create view cdr_current with (security_invoker = true) as
  select distinct on (tenant_id, id) * from cdr order by tenant_id, id, version desc;
alter view cdr_current owner to seatline_owner;
grant select on cdr_current to seatline_app;

create table recording (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null,
  call_id uuid not null,
  leg_id text not null,
  carrier text not null,
  status text not null default 'requested' check (status in ('requested', 'ready', 'failed')),
  seconds double precision,
  bytes bigint,
  requested_at timestamptz not null,
  ready_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, call_id) references call (tenant_id, id)
);
create index recording_of_call on recording (tenant_id, call_id);
call protect_tenant_table('recording', 'aggregate', 'select');

-- ---------------------------------------------------------------- what we know of a carrier

-- The connection to a carrier: how far its own record was read, and when it was last seen alive (a leg that a crash of the carrier ended without a
-- trace is closed at that moment).
create table carrier_link (
  carrier text primary key,
  boot_id text,
  history_after text,
  last_seen_at timestamptz
);
alter table carrier_link owner to seatline_owner;
grant select, insert, update on carrier_link to seatline_platform;

-- Lines of a carrier's own record, stored in the transaction that moves `history_after`, deleted when the tenant's own rows have taken them up. What
-- belongs to no tenant that we know stays and is listed.
create table carrier_fact (
  carrier text not null,
  provider_event_id text not null,
  leg_id text not null,
  tenant_id uuid,
  fact jsonb not null,
  at timestamptz not null,
  ordinal bigint generated always as identity,
  stored_at timestamptz not null default clock_timestamp(),
  primary key (carrier, provider_event_id)
);
alter table carrier_fact owner to seatline_owner;
grant select, insert, delete on carrier_fact to seatline_platform;
