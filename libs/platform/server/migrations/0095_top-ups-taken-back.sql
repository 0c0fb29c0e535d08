-- What a bank or the gateway took back of a wallet's top-up: a dispute, or a refund that somebody made at the gateway itself (a dispute that is lost at once).

create table wallet_reversal (
  tenant_id uuid not null default current_tenant(),
  id uuid not null default uuidv7(),
  lease_id uuid not null,
  top_up_id uuid not null,
  gateway text not null,
  gateway_reference text not null,
  state text not null check (state in ('asked', 'open', 'won', 'lost')),                     -- asked: the bank only inquires, and has taken nothing
  asked_minor bigint not null check (asked_minor > 0),                                       -- what the bank names
  taken_minor bigint not null default 0 check (taken_minor between 0 and asked_minor),       -- what the top-up still had of it
  taken_micros bigint not null default 0 check (taken_micros >= 0),
  currency char(3) not null,
  reason text not null,
  answer_by timestamptz,
  created_at timestamptz not null,
  taken_at timestamptz,
  returned_id uuid not null default uuidv7(),                                                -- names its coming back, among a wallet's movements
  returned_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, gateway, gateway_reference),                                            -- told however often, it is taken once
  foreign key (tenant_id, top_up_id) references wallet_top_up (tenant_id, id),
  foreign key (tenant_id, lease_id) references call_wallet (tenant_id, lease_id),
  check (taken_at is not null or taken_minor = 0),
  check ((state = 'won') = (returned_at is not null))
);
create index wallet_reversal_of_lease on wallet_reversal (tenant_id, lease_id);
create index wallet_reversal_of_top_up on wallet_reversal (tenant_id, top_up_id);
create index wallet_reversal_undecided on wallet_reversal (gateway, created_at) where state in ('asked', 'open');
call protect_tenant_table('wallet_reversal', 'aggregate', 'select');

-- Never more is taken of a top-up than it brought. Whoever writes holds the tenant's row of `spending_control`; the lock here holds for everyone else.
create function check_wallet_reversal() returns trigger language plpgsql as $$
declare brought bigint; taken bigint;
begin
  select t.amount_minor into brought from wallet_top_up t where t.tenant_id = new.tenant_id and t.id = new.top_up_id;
  perform pg_advisory_xact_lock(hashtextextended(new.top_up_id::text, 95));
  select coalesce(sum(r.taken_minor), 0) into taken from wallet_reversal r where r.tenant_id = new.tenant_id and r.top_up_id = new.top_up_id and r.state <> 'won';
  if taken > brought then
    raise exception 'more is taken of top-up % than it brought', new.top_up_id using errcode = '23514', constraint = 'reversal_within_top_up';
  end if;
  return null;
end $$;
create constraint trigger reversal_within_top_up after insert or update on wallet_reversal deferrable initially deferred
  for each row execute function check_wallet_reversal();

-- What came into a wallet and was taken back of it, in one list; calls are `prepaid_usage`.
create view wallet_money with (security_invoker = true) as
select tenant_id, lease_id, id, 'top-up' as kind, booked_at as at, amount_minor, amount_micros, source, reference from wallet_top_up
union all
select tenant_id, lease_id, id, 'taken-back', taken_at, -taken_minor, -taken_micros, 'gateway', gateway_reference from wallet_reversal where taken_minor > 0
union all
select tenant_id, lease_id, returned_id, 'given-back', returned_at, taken_minor, taken_micros, 'gateway', gateway_reference from wallet_reversal
where taken_minor > 0 and state = 'won';
alter view wallet_money owner to seatline_owner;
grant select on wallet_money to seatline_app, seatline_platform;

-- Two kinds more, whichever others came before.
do $$
declare stands text;
begin
  select pg_get_constraintdef(oid) into stands from pg_constraint where conrelid = 'ledger_tx'::regclass and conname = 'ledger_tx_kind_check';
  alter table ledger_tx drop constraint ledger_tx_kind_check;
  execute 'alter table ledger_tx add constraint ledger_tx_kind_check ' || replace(stands, 'ARRAY[', 'ARRAY[''wallet-reversal''::text, ''wallet-reversal-won''::text, ');
end $$;
