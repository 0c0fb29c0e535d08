-- What a tenant asks for in the life of a lease, and what goes back to it at the end.

-- A ledger transaction may be a refund's payout, too. What others have added to the list stays in it.
do $$
declare known text;
begin
  select pg_get_expr(conbin, conrelid) into strict known from pg_constraint where conrelid = 'ledger_tx'::regclass and conname = 'ledger_tx_kind_check';
  alter table ledger_tx drop constraint ledger_tx_kind_check;
  execute format('alter table ledger_tx add constraint ledger_tx_kind_check check (%s or kind = ''refund-payout'')', known);
end $$;

-- A tenant's wish that its lease go on after a certain end. In time it is granted by the contract at once; a late one waits for the operator.
create table renewal_request (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  lease_id uuid not null,
  extends_from_on date not null,                     -- the end, as it was when it was asked
  months int not null check (months between 1 and 120),
  state text not null check (state in ('asked', 'granted', 'refused')),
  asked_at timestamptz not null,
  asked_by text not null,
  decided_at timestamptz,
  decided_by text,                                   -- null when granted: the contract itself, because it was asked in time
  reason text check (length(btrim(reason)) between 1 and 500),
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  check ((state = 'asked') = (decided_at is null)),
  check (state <> 'refused' or (decided_by is not null and reason is not null)),
  check (state <> 'asked' or (decided_by is null and reason is null))
);
-- An end is extended once: two requests at once, or one twice, are one. After a refusal it may be asked again.
create unique index renewal_request_once on renewal_request (tenant_id, lease_id, extends_from_on) where state in ('asked', 'granted');
create index renewal_request_asked on renewal_request (asked_at) where state = 'asked';
call protect_tenant_table('renewal_request', 'aggregate', 'select');

-- Deposit that was paid back, as the bank's statement shows it.
create table refund_payout (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  lease_id uuid not null,
  legal_entity_id uuid not null references legal_entity,
  sequence int not null check (sequence > 0),        -- the lease's own count
  reference text not null check (length(btrim(reference)) between 1 and 140),
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  value_on date not null,                            -- the bank's date
  paid_at timestamptz not null,
  paid_by text not null,
  primary key (tenant_id, id),
  unique (tenant_id, lease_id, sequence),
  constraint refund_payout_reference_key unique (legal_entity_id, reference), -- one transfer is one refund, whoever it was keyed in for
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);
call protect_tenant_table('refund_payout', 'append-only', 'select, insert');
create trigger final before update or delete on refund_payout for each row execute function refuse_change();

-- No more is paid back than was left, judged at the commit. The lease's row lock already orders payouts; the lock here holds for everyone else.
create function check_refund() returns trigger language plpgsql as $$
declare due bigint; paid bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended(new.lease_id::text, 52));
  select coalesce(sum(d.amount_minor), 0) into due from deposit_event d
  where d.tenant_id = new.tenant_id and d.lease_id = new.lease_id and d.kind = 'refund-due';
  select coalesce(sum(r.amount_minor), 0) into paid from refund_payout r where r.tenant_id = new.tenant_id and r.lease_id = new.lease_id;
  if paid > due then
    raise exception 'refunds of lease % exceed what is owed', new.lease_id using errcode = '23514', constraint = 'refund_within_due';
  end if;
  return null;
end $$;
create constraint trigger refund_within_due after insert on refund_payout deferrable initially deferred for each row execute function check_refund();

-- Every movement of a lease's deposit in its order, each with the ledger transaction that booked it and what is held after it.
create view deposit_movement with (security_invoker = true) as
with moved as (
  select d.tenant_id, d.lease_id, 1 as part, d.sequence, case when d.kind = 'taken' and i.sequence > 1 then 'topped-up' else d.kind end as kind,
    d.seat_numbers, d.amount_minor, d.currency, d.at, (d.at at time zone l.zone)::date as counts_from_on, d.invoice_id, i.number as invoice_number,
    null::text as reference,
    case d.kind when 'taken' then 'invoice' when 'released' then 'deposit-release' else 'deposit-settlement' end as tx_kind,
    case d.kind
      when 'taken' then i.sequence::text
      when 'released' then (count(*) filter (where d.kind = 'released') over (partition by d.tenant_id, d.lease_id order by d.sequence))::text
    end as tx_ref,
    case d.kind when 'taken' then d.amount_minor else -d.amount_minor end as held_minor
  from deposit_event d
  join lease l on l.tenant_id = d.tenant_id and l.id = d.lease_id
  left join invoice i on i.tenant_id = d.tenant_id and i.id = d.invoice_id
  union all
  select r.tenant_id, r.lease_id, 2, r.sequence, 'refunded', '{}', r.amount_minor, r.currency, r.paid_at, r.value_on, null, null, r.reference,
    'refund-payout', r.sequence::text, 0
  from refund_payout r
)
select m.tenant_id, m.lease_id, m.part, m.sequence, m.kind, m.seat_numbers, m.amount_minor, m.currency, m.at, m.counts_from_on, m.invoice_id,
  m.invoice_number, m.reference, t.id as tx_id, t.kind as tx_kind, t.ref as tx_ref,
  (sum(m.held_minor) over (partition by m.tenant_id, m.lease_id order by m.part, m.sequence))::bigint as held_after_minor
from moved m
left join ledger_tx t on t.tenant_id = m.tenant_id and t.lease_id = m.lease_id and t.kind = m.tx_kind and (m.tx_ref is null or t.ref = m.tx_ref);
alter view deposit_movement owner to seatline_owner;
grant select on deposit_movement to seatline_app, seatline_platform;
