-- Our records of calls held against the carrier's, what a carrier takes for them, and what is left.

-- What a trunk's carrier takes by its price list, where its records say nothing of money, or are to be checked. The rows are a rate deck's.
create table cost_deck (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  trunk_id uuid not null,
  direction text not null check (direction in ('outbound', 'inbound')),
  currency char(3) not null,
  name text not null check (length(btrim(name)) between 1 and 200),
  zone text not null,                                -- whose clocks decide about time bands
  effective_from timestamptz not null,
  row_count int not null check (row_count > 0),
  created_at timestamptz not null,
  created_by text not null,
  primary key (tenant_id, id),
  constraint cost_deck_effective_key unique (tenant_id, trunk_id, direction, effective_from),
  foreign key (tenant_id, trunk_id) references trunk (tenant_id, id)
);
create table cost_deck_row (
  tenant_id uuid not null default current_tenant(),
  deck_id uuid not null,
  prefix text not null check (prefix ~ '^[0-9]{1,15}$'),
  in_force tstzrange not null check (not isempty(in_force)),
  per_minute_micros bigint not null check (per_minute_micros >= 0),
  connect_micros bigint not null check (connect_micros >= 0),
  initial_seconds int not null check (initial_seconds >= 0),
  increment_seconds int not null check (increment_seconds > 0),
  deck_table text not null default 'e164' check (deck_table in ('e164', 'short', 'service', 'internal')),
  band text not null default '',
  grace_seconds int not null default 0 check (grace_seconds >= 0),
  primary key (tenant_id, deck_id, deck_table, prefix, band, in_force without overlaps),
  foreign key (tenant_id, deck_id) references cost_deck (tenant_id, id)
);

-- One trunk's day, compared. Run again it is the same row with what is so by then.
create table carrier_reconciliation (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  trunk_id uuid not null,
  on_day date not null,                              -- of the operator's zone
  zone text not null,
  source text not null check (source in ('simulated', 'asterisk', 'twilio', 'upload')),
  status text not null check (status in ('done', 'failed')),
  failure text check ((status = 'failed') = (failure is not null)),
  ran_at timestamptz not null,
  ran_by text not null,
  known tstzrange,                                   -- how much of the day the carrier has records of; null: of nothing
  ours int not null check (ours >= 0),
  theirs int not null check (theirs >= 0),
  matched int not null check (matched between 0 and least(ours, theirs)),
  holes jsonb not null default '[]',                 -- numbers that the carrier gave and that did not come
  primary key (tenant_id, id),
  unique (tenant_id, trunk_id, on_day),
  foreign key (tenant_id, trunk_id) references trunk (tenant_id, id)
);

create table carrier_finding (
  tenant_id uuid not null default current_tenant(),
  id uuid not null default uuidv7(),
  reconciliation_id uuid not null,
  kind text not null check (kind in ('missing', 'doubled', 'extra', 'seconds', 'price')),
  ref text not null,                                 -- the carrier's record, or our leg where it has none
  usage_id uuid,
  direction text not null check (direction in ('inbound', 'outbound')),
  from_number text not null,
  to_number text not null,
  answered_at timestamptz not null,
  our_seconds int,
  their_seconds int,
  charged_micros bigint,                             -- what we charged; null: nothing yet, or no price
  due_micros bigint,                                 -- what we would charge if they are right; null: nobody can say
  charge_currency char(3),
  carrier_micros bigint,                             -- what the carrier takes; null: not known
  expected_micros bigint,                            -- what it should take by its price list
  carrier_currency char(3),
  value_micros bigint,                               -- what is at stake; null: nobody can say
  value_currency char(3),
  found_at timestamptz not null,
  cleared_at timestamptz,                            -- a later run did not find it any more
  primary key (tenant_id, id),
  unique (tenant_id, reconciliation_id, kind, ref),
  foreign key (tenant_id, reconciliation_id) references carrier_reconciliation (tenant_id, id),
  check ((kind = 'missing') <= (our_seconds is null)),
  check ((kind = 'extra') <= (their_seconds is null)),
  check ((value_micros is null) = (value_currency is null))
);

-- What somebody decided about a finding, once. Taken over: the call is a usage event of ours from then on.
create table carrier_finding_decision (
  tenant_id uuid not null default current_tenant(),
  finding_id uuid not null,
  decision text not null check (decision in ('acknowledged', 'taken-over')),
  reason text not null check (length(btrim(reason)) between 1 and 500),
  decided_at timestamptz not null,
  decided_by text not null,
  usage_id uuid check ((decision = 'taken-over') = (usage_id is not null)),
  primary key (tenant_id, finding_id),
  foreign key (tenant_id, finding_id) references carrier_finding (tenant_id, id),
  foreign key (tenant_id, usage_id) references usage_event (tenant_id, id)
);

-- What a carrier takes for a call, by version; the highest counts. No row: not known, which is not zero.
create table carrier_cost (
  tenant_id uuid not null default current_tenant() references tenant,
  usage_id uuid not null,
  version int not null check (version > 0),
  micros bigint not null check (micros >= 0),
  currency char(3) not null,
  source text not null check (source in ('carrier', 'cost-deck')),
  known_at timestamptz not null,
  primary key (tenant_id, usage_id, version),
  foreign key (tenant_id, usage_id) references usage_event (tenant_id, id)
);

call protect_tenant_table('cost_deck', 'append-only', 'select');
call protect_tenant_table('cost_deck_row', 'append-only');
call protect_tenant_table('carrier_reconciliation', 'aggregate', 'select');
call protect_tenant_table('carrier_finding', 'aggregate', 'select');
call protect_tenant_table('carrier_finding_decision', 'append-only', 'select');
call protect_tenant_table('carrier_cost', 'append-only', 'select');

do $$
declare target text;
begin
  foreach target in array array['cost_deck', 'cost_deck_row', 'carrier_finding_decision', 'carrier_cost'] loop
    execute format('create trigger final before update or delete on %I for each row execute function refuse_change()', target);
  end loop;
end $$;

-- A trunk's day as the operator reads it.
create view reconciliation_list with (security_invoker = true) as
select r.tenant_id, r.id, o.name as tenant_name, r.trunk_id, t.name as trunk_name, r.on_day, r.zone, r.source, r.status, r.failure, r.ran_at, r.ran_by, r.known, r.ours,
  r.theirs, r.matched, r.holes,
  (select count(*) from carrier_finding f where f.tenant_id = r.tenant_id and f.reconciliation_id = r.id and f.cleared_at is null)::int as findings,
  (select count(*) from carrier_finding f where f.tenant_id = r.tenant_id and f.reconciliation_id = r.id and f.cleared_at is null
    and not exists (select from carrier_finding_decision d where d.tenant_id = f.tenant_id and d.finding_id = f.id))::int as open_findings
from carrier_reconciliation r
join tenant o on o.id = r.tenant_id
join trunk t on t.tenant_id = r.tenant_id and t.id = r.trunk_id;
alter view reconciliation_list owner to seatline_owner;
grant select on reconciliation_list to seatline_app, seatline_platform;
