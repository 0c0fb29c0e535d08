-- Billing: what is owed, what was paid, what was used, and what happens when it is not paid.
--
-- Money is bigint minor units beside its currency; unit prices and rated calls are bigint micros (millionths of the major unit). Civil
-- dates of a contract are `date`, periods half-open. What was said once (an invoice, a payment, a usage event, a ledger entry) is a row
-- that nobody changes; what became of it is a row of its own; "current" is a view. A lease's own row is the lock that everything which
-- changes its money takes first; the invoice counter is the lock taken last.

-- Milliseconds since 1970, as the domain counts instants.
create function epoch_ms(at timestamptz) returns float8 language sql immutable parallel safe
  return (extract(epoch from at) * 1000)::float8;
grant execute on function epoch_ms(timestamptz) to seatline_app, seatline_platform;

-- Refuses every change of a row, whoever asks: the owner, too.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are final: write a row of its own instead', tg_table_name using errcode = '42501';
end $$;

-- Many jobs of one task at once, a hundred times faster than one by one: a month's run tells of tens of thousands of events.
create function enqueue_jobs(task text, payloads json[]) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_jobs(array(
    select row(task, payload, null, null, 25::smallint, null, null, null)::graphile_worker.job_spec from unnest(payloads) as payload));
end $$;
alter function enqueue_jobs(text, json[]) owner to seatline_jobs;
revoke all on function enqueue_jobs(text, json[]) from public;
grant execute on function enqueue_jobs(text, json[]) to seatline_app, seatline_platform;

-- ---------------------------------------------------------------- above tenants: who invoices, what is offered, what calls cost

create table legal_entity (
  id uuid primary key default uuidv7(),
  code text not null unique check (code ~ '^[a-z0-9-]{1,40}$'),
  name text not null,
  tax_number text,
  invoice_prefix text not null unique check (invoice_prefix ~ '^[A-Z]{2,6}$'),
  zone text not null,
  bank_account_name text,                -- where transfers go to; printed on invoices
  bank_name text,
  bank_account_number text,
  check (num_nulls(bank_account_name, bank_name, bank_account_number) in (0, 3)),
  created_at timestamptz not null
);

-- A plan's terms from an instant on. Leases keep a copy of the terms that they were opened with.
create table plan_version (
  plan_code text not null check (plan_code ~ '^[a-z0-9-]{1,40}$'),
  version int not null check (version > 0),
  legal_entity_id uuid not null references legal_entity,
  name jsonb not null check (name ? 'en' and name ? 'zh-CN'),
  currency char(3) not null,
  terms jsonb not null,                  -- billing domain: Contract without zone, currency and term
  effective_from timestamptz not null,
  created_at timestamptz not null,
  primary key (plan_code, version),
  constraint plan_version_effective_key unique (plan_code, effective_from)
);

-- A rate deck as uploaded. The deck in force at an instant is the one of its direction and currency that took effect last before it, so
-- that a new version never touches an old one, and no two are in force at once.
create table rate_deck (
  id uuid primary key default uuidv7(),
  direction text not null check (direction in ('outbound', 'inbound')),
  currency char(3) not null,
  version int not null check (version > 0),
  name text not null check (length(btrim(name)) between 1 and 200),
  effective_from timestamptz not null,
  row_count int not null check (row_count > 0),
  created_at timestamptz not null,
  created_by text not null,
  constraint rate_deck_version_key unique (direction, currency, version),
  constraint rate_deck_effective_key unique (direction, currency, effective_from)
);

create table rate_deck_row (
  deck_id uuid not null references rate_deck,
  prefix text not null check (prefix ~ '^[0-9]{1,15}$'),
  in_force tstzrange not null check (not isempty(in_force)),
  per_minute_micros bigint not null check (per_minute_micros >= 0),
  connect_micros bigint not null check (connect_micros >= 0),
  initial_seconds int not null check (initial_seconds >= 0),
  increment_seconds int not null check (increment_seconds > 0),
  primary key (deck_id, prefix, in_force without overlaps)
);

-- Numbers without gaps: one row a legal entity, series and year, moved on in the very statement that inserts what is numbered.
create table number_counter (
  legal_entity_id uuid not null references legal_entity,
  series text not null check (series in ('invoice', 'credit-note', 'lease')),
  year int not null,
  next int not null default 1,
  primary key (legal_entity_id, series, year)
);

-- What the ledger's accounts are. Balances are kept per tenant, lease and currency, by the entries themselves.
create table ledger_account (
  code text primary key,
  kind text not null check (kind in ('asset', 'liability', 'income', 'expense'))
);

do $$
declare target text;
begin
  foreach target in array array['legal_entity', 'plan_version', 'rate_deck', 'rate_deck_row', 'number_counter', 'ledger_account'] loop
    execute format('alter table %I owner to seatline_owner', target);
    execute format('grant select on %I to seatline_app', target);
    execute format('grant select, insert on %I to seatline_platform', target);
  end loop;
  foreach target in array array['plan_version', 'rate_deck', 'rate_deck_row'] loop
    execute format('create trigger final before update or delete on %I for each row execute function refuse_change()', target);
  end loop;
end $$;

-- Takes the next numbers of a series, the first of them returned. The row stays locked to the end of the transaction: taken last.
create function take_numbers(entity uuid, of_series text, of_year int, how_many int) returns int
language sql security definer set search_path = public as $$
  insert into number_counter as c (legal_entity_id, series, year, next) values (entity, of_series, of_year, how_many + 1)
  on conflict (legal_entity_id, series, year) do update set next = c.next + how_many
  returning next - how_many;
$$;
alter function take_numbers(uuid, text, int, int) owner to seatline_owner;
revoke all on function take_numbers(uuid, text, int, int) from public;
grant execute on function take_numbers(uuid, text, int, int) to seatline_app, seatline_platform;

insert into ledger_account (code, kind) values
  ('receivable', 'asset'), ('clearing', 'asset'), ('unapplied', 'liability'), ('deposit-liability', 'liability'),
  ('rent-deferred', 'liability'), ('rent-revenue', 'income'), ('telephone-revenue', 'income'), ('tax-payable', 'liability'),
  ('refund-payable', 'liability');

-- ---------------------------------------------------------------- the lease's account

-- What the lease engine knows of a lease beyond its own row; together with the rows below it is the engine's book. One row a lease.
create table lease_account (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  legal_entity_id uuid not null references legal_entity,
  plan_version int not null,
  opened_at timestamptz not null,
  ends_early boolean not null default false,
  ended_at timestamptz,
  settled_at timestamptz,                            -- when the deposit was settled
  rent_issued_through_on date not null,              -- end of the last period whose rent invoice's instant has passed
  usage_closed_through_on date not null,             -- end of the last period whose usage is closed
  renewal_notified_at timestamptz,
  orders_placed int not null default 0,
  deposit_releases int not null default 0,
  primary key (tenant_id, lease_id),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);

-- What the account knows of a seat. Who sits there, and whether the carrier has it, is tenancy's.
create table lease_seat (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  number int not null check (number > 0),
  seat_id uuid not null,
  state text not null check (state in ('ordered', 'active', 'released')),
  brought_by_invoice int not null,                   -- the lease's count
  from_on date not null,                             -- first day charged
  ends_on date,                                      -- first day without the seat; null: it lasts as long as the lease
  deposit_minor bigint not null check (deposit_minor >= 0),
  payment_waived boolean not null default false,
  primary key (tenant_id, lease_id, number),
  unique (tenant_id, seat_id),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);

-- Seats asked for. Number 0 is the order that opened the lease; the others are booked when they are paid.
create table lease_order (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  lease_id uuid not null,
  number int not null check (number >= 0),
  seats int not null check (seats > 0),
  ordered_on date not null,
  placed_at timestamptz not null,
  placed_by text not null,
  state text not null check (state in ('standing', 'filled', 'lapsed', 'cancelled')),
  closed_at timestamptz,
  invoice_id uuid,
  primary key (tenant_id, id),
  unique (tenant_id, lease_id, number),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  check ((state = 'filled') = (invoice_id is not null))
);

-- What happened to the lease, in its order: the timeline that `simulate` prints and support shows.
create table lease_event (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  sequence int not null check (sequence > 0),
  at timestamptz not null,
  type text not null,
  facts jsonb not null,
  primary key (tenant_id, lease_id, sequence),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);

-- ---------------------------------------------------------------- invoices and credit notes: final when they are written

create table invoice (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  lease_id uuid not null,
  legal_entity_id uuid not null references legal_entity,
  sequence int not null check (sequence > 0),        -- the lease's own count, from 1
  year int not null,
  year_sequence int not null check (year_sequence > 0),
  number text not null,                              -- SLI-2026-000001, without gaps in its legal entity and year
  kind text not null check (kind in ('rent', 'telephone')),
  issued_at timestamptz not null,
  due_on date not null,
  currency char(3) not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null check (total_minor = net_minor + tax_minor and total_minor >= 0),
  primary key (tenant_id, id),
  unique (tenant_id, lease_id, sequence),
  constraint invoice_year_sequence_key unique (legal_entity_id, year, year_sequence),
  constraint invoice_number_key unique (number),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);

-- The invoice itself is inserted last, with its number; its lines may stand before it inside the transaction.
create table invoice_line (
  tenant_id uuid not null default current_tenant(),
  invoice_id uuid not null,
  line_no int not null check (line_no >= 0),
  lease_id uuid not null,
  legal_entity_id uuid not null,
  kind text not null check (kind in ('rent', 'deposit', 'telephone', 'prior-period')),
  service daterange,                                 -- open below: however long ago (prior-period)
  seat_numbers int[] not null default '{}',
  seat_price_minor bigint,                           -- one seat, whole period (rent) or its deposit
  days int,
  period_days int,
  whole_days int,
  calls int,
  cost_micros bigint,
  net_minor bigint not null check (net_minor >= 0),
  tax_minor bigint not null check (tax_minor >= 0),
  primary key (tenant_id, invoice_id, line_no),
  foreign key (tenant_id, invoice_id) references invoice (tenant_id, id) deferrable initially deferred,
  check (kind not in ('rent', 'deposit') or cardinality(seat_numbers) > 0),
  check (kind <> 'rent' or (service is not null and seat_price_minor is not null and days is not null and period_days > 0)),
  check (kind not in ('telephone', 'prior-period') or (calls > 0 and cost_micros is not null))
);

-- One seat's days on one rent line. The key is what makes it impossible to bill a seat-day twice; what is given back is a credit's row.
create table rent_charge (
  tenant_id uuid not null default current_tenant(),
  seat_id uuid not null,
  service daterange not null check (not isempty(service)),
  invoice_id uuid not null,
  line_no int not null,
  lease_id uuid not null,
  legal_entity_id uuid not null,
  net_minor bigint not null,
  primary key (tenant_id, seat_id, service without overlaps),
  foreign key (tenant_id, invoice_id, line_no) references invoice_line (tenant_id, invoice_id, line_no)
);

create table credit_note (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  lease_id uuid not null,
  legal_entity_id uuid not null references legal_entity,
  invoice_id uuid not null,
  sequence int not null check (sequence > 0),
  year int not null,
  year_sequence int not null check (year_sequence > 0),
  number text not null,                              -- SLC-2026-000001
  issued_at timestamptz not null,
  currency char(3) not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null check (total_minor = net_minor + tax_minor and total_minor >= 0),
  primary key (tenant_id, id),
  unique (tenant_id, lease_id, sequence),
  constraint credit_note_year_sequence_key unique (legal_entity_id, year, year_sequence),
  constraint credit_note_number_key unique (number),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  foreign key (tenant_id, invoice_id) references invoice (tenant_id, id) deferrable initially deferred
);

create table credit_note_line (
  tenant_id uuid not null default current_tenant(),
  credit_note_id uuid not null,
  line_no int not null check (line_no >= 0),
  invoice_id uuid not null,
  invoice_line_no int not null,
  lease_id uuid not null,
  legal_entity_id uuid not null,
  net_minor bigint not null check (net_minor >= 0),
  tax_minor bigint not null check (tax_minor >= 0),
  primary key (tenant_id, credit_note_id, line_no),
  foreign key (tenant_id, credit_note_id) references credit_note (tenant_id, id) deferrable initially deferred,
  foreign key (tenant_id, invoice_id, invoice_line_no) references invoice_line (tenant_id, invoice_id, line_no)
);
create index credit_note_line_of_invoice on credit_note_line (tenant_id, invoice_id, invoice_line_no);

-- Credits of a line, all together, never exceed the line. The lease's row lock already orders them; the lock here holds for everyone else.
create function check_credit() returns trigger language plpgsql as $$
declare line invoice_line; credited_net bigint; credited_tax bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended(new.invoice_id::text, new.invoice_line_no));
  select * into line from invoice_line l where l.tenant_id = new.tenant_id and l.invoice_id = new.invoice_id and l.line_no = new.invoice_line_no;
  select coalesce(sum(c.net_minor), 0), coalesce(sum(c.tax_minor), 0) into credited_net, credited_tax
  from credit_note_line c where c.tenant_id = new.tenant_id and c.invoice_id = new.invoice_id and c.invoice_line_no = new.invoice_line_no;
  if credited_net > line.net_minor or credited_tax > line.tax_minor then
    raise exception 'credits exceed line % of invoice %', new.invoice_line_no, new.invoice_id using errcode = '23514', constraint = 'credit_within_line';
  end if;
  return null;
end $$;
create trigger credit_within_line after insert on credit_note_line for each row execute function check_credit();

alter table lease_order add foreign key (tenant_id, invoice_id) references invoice (tenant_id, id) deferrable initially deferred;

-- ---------------------------------------------------------------- money in

create table payment (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  lease_id uuid not null,
  legal_entity_id uuid not null references legal_entity,
  sequence int not null check (sequence > 0),        -- the lease's own count, in the order of booking
  source text not null check (source in ('bank-transfer', 'gateway')),
  reference text not null check (length(btrim(reference)) between 1 and 140),
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  value_on date not null,                            -- the bank's date: what it counts from
  booked_at timestamptz not null,
  for_order boolean not null default false,
  booked_by text not null,
  primary key (tenant_id, id),
  unique (tenant_id, lease_id, sequence),
  constraint payment_reference_key unique (legal_entity_id, source, reference), -- one transfer is one payment, whoever it was keyed in for
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);

-- Money of the tenant that came in and serves no invoice yet, in the order in which it is used: payments, what credit notes gave back of
-- paid invoices, released deposits. What is left of each is the amount less its allocations.
create table unapplied_money (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  sequence int not null check (sequence > 0),
  legal_entity_id uuid not null references legal_entity,
  source_kind text not null check (source_kind in ('payment', 'credit-note', 'deposit-release')),
  source_sequence int not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  at timestamptz not null,
  primary key (tenant_id, lease_id, sequence),
  unique (tenant_id, lease_id, source_kind, source_sequence),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);

-- What pays what, oldest money first. A negative row takes it back when a credit leaves an invoice overpaid.
create table payment_allocation (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  sequence int not null check (sequence > 0),
  legal_entity_id uuid not null references legal_entity,
  source_kind text not null check (source_kind in ('payment', 'credit-note', 'deposit-release')),
  source_sequence int not null,                      -- the lease's payment, credit note or deposit release of that count
  invoice_id uuid not null,
  amount_minor bigint not null check (amount_minor <> 0),
  currency char(3) not null,
  allocated_at timestamptz not null,
  primary key (tenant_id, lease_id, sequence),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  foreign key (tenant_id, invoice_id) references invoice (tenant_id, id) deferrable initially deferred
);
create index payment_allocation_of_invoice on payment_allocation (tenant_id, invoice_id);

-- What became of deposits: given back to the tenant's free money seat by seat, and at the lease's end set off and refunded.
create table deposit_event (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  sequence int not null check (sequence > 0),
  legal_entity_id uuid not null references legal_entity,
  kind text not null check (kind in ('taken', 'released', 'set-off', 'refund-due')),
  seat_numbers int[] not null default '{}',
  invoice_id uuid,                                   -- that took it, or that it was set off against
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  at timestamptz not null,
  primary key (tenant_id, lease_id, sequence),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  foreign key (tenant_id, invoice_id) references invoice (tenant_id, id) deferrable initially deferred,
  check ((kind in ('taken', 'set-off')) = (invoice_id is not null))
);
create index deposit_event_of_invoice on deposit_event (tenant_id, invoice_id) where kind = 'set-off';

-- An intent to take money through a gateway, committed before the gateway is called; its id is the gateway's idempotency key.
create table payment_attempt (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  lease_id uuid not null,
  purpose text not null check (purpose in ('invoice', 'order')),
  target_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  gateway text not null,
  state text not null default 'created' check (state in ('created', 'succeeded', 'declined')),
  gateway_reference text,
  cause text,
  requested_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);
create index payment_attempt_unfinished on payment_attempt (tenant_id, created_at) where state = 'created';
create unique index payment_attempt_once on payment_attempt (tenant_id, purpose, target_id) where state = 'created';

-- ---------------------------------------------------------------- the ledger

create table ledger_tx (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  lease_id uuid not null,
  legal_entity_id uuid not null references legal_entity,
  kind text not null check (kind in ('invoice', 'payment', 'allocation', 'credit-note', 'rent-recognition', 'deposit-release', 'deposit-settlement')),
  ref text not null,
  effective_on date not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, lease_id, kind, ref),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);

create table ledger_entry (
  tenant_id uuid not null default current_tenant(),
  tx_id uuid not null,
  n int not null check (n > 0),
  lease_id uuid not null,
  legal_entity_id uuid not null,
  account text not null references ledger_account,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor <> 0),
  primary key (tenant_id, tx_id, n),
  foreign key (tenant_id, tx_id) references ledger_tx (tenant_id, id)
);
create index ledger_entry_balance on ledger_entry (tenant_id, lease_id, account) include (currency, amount_minor);

-- Entries of a transaction sum to zero in every currency, judged at the commit, whoever wrote them and in how many statements.
create function check_ledger_balance() returns trigger language plpgsql as $$
begin
  if exists (select from ledger_entry e where e.tenant_id = new.tenant_id and e.tx_id = new.tx_id group by e.currency having sum(e.amount_minor) <> 0) then
    raise exception 'ledger transaction % does not sum to zero', new.tx_id using errcode = '23514', constraint = 'ledger_balanced';
  end if;
  return null;
end $$;
create constraint trigger ledger_balanced after insert on ledger_entry deferrable initially deferred for each row execute function check_ledger_balance();

-- ---------------------------------------------------------------- arrears

create table arrears_hold (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  sequence int not null check (sequence > 0),
  until_on date not null,                            -- no suspension through the whole of this day
  reason text not null check (length(btrim(reason)) > 0),
  granted_by text not null,
  granted_at timestamptz not null,
  primary key (tenant_id, lease_id, sequence),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);

create table suspension (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  sequence int not null check (sequence > 0),
  because int[] not null,                            -- invoices, by the lease's count
  suspended_at timestamptz not null,
  restored_at timestamptz,
  primary key (tenant_id, lease_id, sequence),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  constraint suspension_once exclude using gist (tenant_id with =, lease_id with =, tstzrange(suspended_at, restored_at) with &&)
);

create table notice (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  lease_id uuid not null,
  kind text not null check (kind in
    ('invoice-issued', 'reminder', 'overdue', 'second', 'last-warning', 'termination-proposed', 'renewal', 'suspended', 'restored')),
  ref text not null,                                 -- what it is about: an invoice's number in the lease, or the instant
  invoice_id uuid,
  due_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, lease_id, kind, ref),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  foreign key (tenant_id, invoice_id) references invoice (tenant_id, id) deferrable initially deferred
);
create index notice_at on notice (tenant_id, recorded_at desc);

-- Proof of sending, one row a channel and try.
create table notice_sending (
  tenant_id uuid not null default current_tenant(),
  notice_id uuid not null,
  channel text not null check (channel in ('portal', 'email', 'webhook')),
  attempt int not null default 1 check (attempt > 0),
  sent_at timestamptz not null,
  outcome text not null check (outcome in ('sent', 'failed')),
  detail text,
  primary key (tenant_id, notice_id, channel, attempt),
  foreign key (tenant_id, notice_id) references notice (tenant_id, id)
);

-- ---------------------------------------------------------------- usage
-- The one large part: besides the tenant and its own tables it names leases, seats and members without a foreign key, so that a record
-- of anything that was ever received can be kept.

-- One leg of a call, as received. The key lives for ever: the same event twice is one row.
create table usage_event (
  tenant_id uuid not null default current_tenant() references tenant,
  source text not null,
  call_id text not null,
  leg text not null,
  id uuid not null default uuidv7(),
  legal_entity_id uuid,
  lease_id uuid,
  seat_id uuid,
  member_id uuid,
  direction text not null check (direction in ('inbound', 'outbound', 'internal')),
  carrier_leg boolean not null,
  our_number text,
  other_number text,
  answered_at timestamptz,
  milliseconds bigint not null check (milliseconds >= 0),
  received_at timestamptz not null,
  primary key (tenant_id, source, call_id, leg),
  unique (tenant_id, id)
);
create index usage_event_answered on usage_event (tenant_id, lease_id, answered_at desc);

-- The same key with another content: the first stays, the operator decides.
create table usage_conflict (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  source text not null,
  call_id text not null,
  leg text not null,
  received jsonb not null,
  received_at timestamptz not null,
  primary key (tenant_id, id)
);

-- What a usage event costs, by version; the highest counts. 'quarantined' has no price, which is not a price of zero.
create table rated_usage (
  tenant_id uuid not null default current_tenant() references tenant,
  usage_id uuid not null,
  version int not null default 1 check (version > 0),
  status text not null check (status in ('rated', 'unanswered', 'free', 'quarantined')),
  cause text check ((status = 'quarantined') = (cause is not null)),
  deck_id uuid references rate_deck,
  prefix text,
  billed_seconds int,
  cost_micros bigint check ((status = 'quarantined') = (cost_micros is null)),
  rated_at timestamptz not null,
  primary key (tenant_id, usage_id, version),
  foreign key (tenant_id, usage_id) references usage_event (tenant_id, id)
);

create index rated_usage_quarantined on rated_usage (tenant_id, usage_id) where status = 'quarantined';

-- Which invoice line billed which version of a usage event: each at most once.
create table usage_billing (
  tenant_id uuid not null default current_tenant() references tenant,
  usage_id uuid not null,
  version int not null,
  invoice_id uuid not null,
  line_no int not null,
  primary key (tenant_id, usage_id, version),
  foreign key (tenant_id, usage_id, version) references rated_usage (tenant_id, usage_id, version),
  foreign key (tenant_id, invoice_id, line_no) references invoice_line (tenant_id, invoice_id, line_no)
);
create index usage_billing_of_invoice on usage_billing (tenant_id, invoice_id, line_no);

-- ---------------------------------------------------------------- who may do what

-- The platform's door takes part because the sweep works on the leases of many tenants in one transaction.
grant update on lease to seatline_platform;
grant insert on outbox to seatline_platform;

call protect_tenant_table('lease_account', 'aggregate', 'select, insert, update');
call protect_tenant_table('lease_seat', 'aggregate', 'select, insert, update');
call protect_tenant_table('lease_order', 'aggregate', 'select, insert, update');
call protect_tenant_table('suspension', 'aggregate', 'select, insert, update');
call protect_tenant_table('payment_attempt', 'aggregate', 'select');
call protect_tenant_table('lease_event', 'append-only', 'select, insert');
call protect_tenant_table('invoice', 'append-only', 'select, insert');
call protect_tenant_table('invoice_line', 'append-only', 'select, insert');
call protect_tenant_table('rent_charge', 'append-only', 'select, insert');
call protect_tenant_table('credit_note', 'append-only', 'select, insert');
call protect_tenant_table('credit_note_line', 'append-only', 'select, insert');
call protect_tenant_table('payment', 'append-only', 'select, insert');
call protect_tenant_table('unapplied_money', 'append-only', 'select, insert');
call protect_tenant_table('payment_allocation', 'append-only', 'select, insert');
call protect_tenant_table('deposit_event', 'append-only', 'select, insert');
call protect_tenant_table('ledger_tx', 'append-only', 'select, insert');
call protect_tenant_table('ledger_entry', 'append-only', 'select, insert');
call protect_tenant_table('arrears_hold', 'append-only', 'select, insert');
call protect_tenant_table('notice', 'append-only', 'select, insert');
call protect_tenant_table('notice_sending', 'append-only', 'select, insert');
call protect_tenant_table('usage_event', 'append-only', 'select');
call protect_tenant_table('usage_conflict', 'append-only', 'select');
call protect_tenant_table('rated_usage', 'append-only', 'select, insert');
call protect_tenant_table('usage_billing', 'append-only', 'select, insert');

do $$
declare target text;
begin
  foreach target in array array['invoice', 'invoice_line', 'rent_charge', 'credit_note', 'credit_note_line', 'payment', 'unapplied_money',
    'payment_allocation', 'deposit_event', 'ledger_tx', 'ledger_entry', 'usage_event', 'rated_usage', 'usage_billing'] loop
    execute format('create trigger final before update or delete on %I for each row execute function refuse_change()', target);
  end loop;
end $$;

-- ---------------------------------------------------------------- what is read

create view invoice_list with (security_invoker = true) as
select i.tenant_id, i.id, i.lease_id, l.number as lease_number, i.sequence, i.number, i.kind, i.issued_at, i.due_on, i.currency,
  i.net_minor, i.tax_minor, i.total_minor, s.paid_minor, s.credited_minor, i.total_minor - s.paid_minor - s.credited_minor as open_minor
from invoice i
join lease l on l.tenant_id = i.tenant_id and l.id = i.lease_id
cross join lateral (
  select
    coalesce((select sum(a.amount_minor) from payment_allocation a where a.tenant_id = i.tenant_id and a.invoice_id = i.id), 0)::bigint
    + coalesce((select sum(d.amount_minor) from deposit_event d
        where d.tenant_id = i.tenant_id and d.invoice_id = i.id and d.kind = 'set-off'), 0)::bigint as paid_minor,
    coalesce((select sum(c.net_minor + c.tax_minor) from credit_note_line c where c.tenant_id = i.tenant_id and c.invoice_id = i.id), 0)::bigint
      as credited_minor
) s;

create view lease_balance with (security_invoker = true) as
select tenant_id, lease_id, currency,
  coalesce(sum(amount_minor) filter (where account = 'receivable'), 0)::bigint as receivable_minor,
  coalesce(-sum(amount_minor) filter (where account = 'deposit-liability'), 0)::bigint as deposit_minor,
  coalesce(-sum(amount_minor) filter (where account = 'unapplied'), 0)::bigint as unapplied_minor,
  coalesce(-sum(amount_minor) filter (where account = 'refund-payable'), 0)::bigint as refundable_minor
from ledger_entry group by tenant_id, lease_id, currency;

create view lease_list with (security_invoker = true) as
select l.tenant_id, l.id, l.number, l.plan_code, l.zone, l.currency, l.contract, l.start_on, l.end_on, l.status, l.created_at,
  (select count(*) from lease_seat s where s.tenant_id = l.tenant_id and s.lease_id = l.id and s.state = 'ordered')::int as seats_ordered,
  (select count(*) from lease_seat s where s.tenant_id = l.tenant_id and s.lease_id = l.id and s.state = 'active')::int as seats_active,
  coalesce(b.receivable_minor, 0)::bigint as receivable_minor, coalesce(b.deposit_minor, 0)::bigint as deposit_minor,
  coalesce(b.unapplied_minor, 0)::bigint as unapplied_minor, coalesce(b.refundable_minor, 0)::bigint as refundable_minor
from lease l
cross join lateral ( -- of this lease alone: joined to the view above, a list of fifty leases would add up the whole ledger
  select
    sum(e.amount_minor) filter (where e.account = 'receivable') as receivable_minor,
    -sum(e.amount_minor) filter (where e.account = 'deposit-liability') as deposit_minor,
    -sum(e.amount_minor) filter (where e.account = 'unapplied') as unapplied_minor,
    -sum(e.amount_minor) filter (where e.account = 'refund-payable') as refundable_minor
  from ledger_entry e where e.tenant_id = l.tenant_id and e.lease_id = l.id and e.currency = l.currency
) b;

create view usage_list with (security_invoker = true) as
select u.tenant_id, u.id, u.source, u.call_id, u.leg, u.lease_id, u.seat_id, u.member_id, u.direction, u.carrier_leg, u.our_number, u.other_number,
  u.answered_at, u.milliseconds, u.received_at, r.version, r.status, r.cause, r.deck_id, r.prefix, r.billed_seconds, r.cost_micros, r.rated_at,
  b.invoice_id, b.line_no, i.number as invoice_number, i.sequence as invoice_sequence
from usage_event u
join lateral (
  select * from rated_usage v where v.tenant_id = u.tenant_id and v.usage_id = u.id order by v.version desc limit 1
) r on true
left join usage_billing b on b.tenant_id = u.tenant_id and b.usage_id = u.id and b.version = r.version
left join invoice i on i.tenant_id = b.tenant_id and i.id = b.invoice_id;

-- Calls without a price by now.
create view unrated_call with (security_invoker = true) as
select u.tenant_id, u.id, u.lease_id, u.direction, u.our_number, u.other_number, u.answered_at, u.milliseconds, u.received_at, r.version, r.cause
from rated_usage r
join usage_event u on u.tenant_id = r.tenant_id and u.id = r.usage_id
where r.status = 'quarantined'
  and not exists (select from rated_usage n where n.tenant_id = r.tenant_id and n.usage_id = r.usage_id and n.version > r.version);

do $$
declare target text;
begin
  foreach target in array array['invoice_list', 'lease_balance', 'lease_list', 'usage_list', 'unrated_call'] loop
    execute format('alter view %I owner to seatline_owner', target);
    execute format('grant select on %I to seatline_app, seatline_platform', target);
  end loop;
end $$;
