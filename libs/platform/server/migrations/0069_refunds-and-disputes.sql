-- Money that goes back: refunds that we give, and disputes in which a bank takes. What happened is rows that nobody changes; what a gateway says of it
-- is a row of its own that moves.

-- Lists of words that other migrations extend, too: what is allowed by now, and more.
do $$
declare
  wider record;
  known text;
begin
  for wider in select * from (values
    ('unapplied_money', 'source_kind', '''refund-return'', ''dispute-won'''),
    ('payment_allocation', 'source_kind', '''refund-return'', ''dispute-won'', ''dispute'''),
    ('ledger_tx', 'kind', '''refund'', ''refund-return'', ''dispute'', ''dispute-won''')
  ) as w (target, field, words) loop
    select string_agg(quote_literal(m[1]), ', ') into known
    from pg_constraint c cross join lateral regexp_matches(pg_get_constraintdef(c.oid), '''([^'']+)''::text', 'g') as m
    where c.conrelid = wider.target::regclass and c.conname = wider.target || '_' || wider.field || '_check';
    execute format('alter table %I drop constraint %I', wider.target, wider.target || '_' || wider.field || '_check');
    execute format('alter table %I add constraint %I check (%I in (%s, %s))', wider.target, wider.target || '_' || wider.field || '_check', wider.field, known, wider.words);
  end loop;
end $$;

-- How much of a gateway's payment was given back or taken back: never more than it brought, whoever writes, by the row's own lock.
create table gateway_payment (
  tenant_id uuid not null default current_tenant() references tenant,
  payment_id uuid not null,
  lease_id uuid not null,
  captured_minor bigint not null check (captured_minor > 0),
  refunded_minor bigint not null default 0 check (refunded_minor >= 0),
  disputed_minor bigint not null default 0 check (disputed_minor >= 0),
  primary key (tenant_id, payment_id),
  foreign key (tenant_id, payment_id) references payment (tenant_id, id),
  constraint gateway_payment_within_captured check (refunded_minor + disputed_minor <= captured_minor)
);
call protect_tenant_table('gateway_payment', 'aggregate', 'select');
insert into gateway_payment (tenant_id, payment_id, lease_id, captured_minor)
  select tenant_id, id, lease_id, amount_minor from payment where source = 'gateway';

create table refund (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  sequence int not null check (sequence > 0),
  legal_entity_id uuid not null references legal_entity,
  payment_sequence int not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  reason text not null check (length(btrim(reason)) > 0),
  refunded_at timestamptz not null,
  refunded_by text not null,
  primary key (tenant_id, lease_id, sequence),
  foreign key (tenant_id, lease_id, payment_sequence) references payment (tenant_id, lease_id, sequence)
);

-- A refund that its bank could not pay out.
create table refund_return (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  refund_sequence int not null,
  returned_at timestamptz not null,
  primary key (tenant_id, lease_id, refund_sequence),
  foreign key (tenant_id, lease_id, refund_sequence) references refund (tenant_id, lease_id, sequence)
);

create table dispute (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  sequence int not null check (sequence > 0),
  legal_entity_id uuid not null references legal_entity,
  payment_sequence int not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  reason text not null,
  opened_at timestamptz not null,
  primary key (tenant_id, lease_id, sequence),
  foreign key (tenant_id, lease_id, payment_sequence) references payment (tenant_id, lease_id, sequence)
);

-- What became of a dispute: the bank's decision, and the operator's that the amount is owed.
create table dispute_step (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  dispute_sequence int not null,
  step text not null check (step in ('won', 'lost', 'resumed')),
  taken_at timestamptz not null,
  taken_by text not null,
  reason text,
  primary key (tenant_id, lease_id, dispute_sequence, step),
  foreign key (tenant_id, lease_id, dispute_sequence) references dispute (tenant_id, lease_id, sequence)
);
create unique index dispute_decided_once on dispute_step (tenant_id, lease_id, dispute_sequence) where step in ('won', 'lost');

-- The free money that a refund or a dispute took.
create table unapplied_part (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  lease_id uuid not null,
  legal_entity_id uuid not null references legal_entity,
  taken_for text not null check (taken_for in ('refund', 'dispute')),
  taken_sequence int not null,
  source_kind text not null,
  source_sequence int not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  primary key (tenant_id, id),
  unique (tenant_id, lease_id, taken_for, taken_sequence, source_kind, source_sequence),
  foreign key (tenant_id, lease_id, source_kind, source_sequence) references unapplied_money (tenant_id, lease_id, source_kind, source_sequence)
);

-- A refund as it is asked of a gateway: committed before the call, its id the gateway's key.
create table gateway_refund (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null,
  lease_id uuid not null,
  payment_id uuid not null,
  refund_sequence int not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  gateway_payment_reference text not null,
  gateway_reference text,
  state text not null check (state in ('asked', 'pending', 'succeeded', 'failed')),
  cause text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, payment_id) references payment (tenant_id, id),
  foreign key (tenant_id, lease_id, refund_sequence) references refund (tenant_id, lease_id, sequence)
);
create index gateway_refund_unfinished on gateway_refund (tenant_id, created_at) where state in ('asked', 'pending');

create table gateway_dispute (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null,
  lease_id uuid not null,
  payment_id uuid not null,
  dispute_sequence int,                  -- null: nothing of the payment was left to take, or its bank only inquires
  gateway text not null,
  gateway_reference text not null,
  amount_minor bigint not null,          -- what the bank names, which may be more than was left
  currency char(3) not null,
  state text not null check (state in ('asked', 'open', 'won', 'lost')),
  reason text not null,
  answer_by timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version int not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, gateway, gateway_reference),
  foreign key (tenant_id, payment_id) references payment (tenant_id, id)
);

call protect_tenant_table('refund', 'append-only', 'select');
call protect_tenant_table('refund_return', 'append-only', 'select');
call protect_tenant_table('dispute', 'append-only', 'select');
call protect_tenant_table('dispute_step', 'append-only', 'select');
call protect_tenant_table('unapplied_part', 'append-only', 'select');
call protect_tenant_table('gateway_refund', 'aggregate', 'select');
call protect_tenant_table('gateway_dispute', 'aggregate', 'select');

do $$
declare target text;
begin
  foreach target in array array['refund', 'refund_return', 'dispute', 'dispute_step', 'unapplied_part'] loop
    execute format('create trigger final before update or delete on %I for each row execute function refuse_change()', target);
  end loop;
end $$;
