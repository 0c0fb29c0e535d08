-- An outage that was wrong is taken back: by whom, and why. What tenants were told of it is told to them again, as withdrawn.

alter table outage
  add column withdrawn_at timestamptz,
  add column withdrawn_by text,
  add column withdrawal_reason text check (length(btrim(withdrawal_reason)) between 1 and 500),
  add column withdrawal_told_at timestamptz,
  add constraint outage_withdrawn check (num_nonnulls(withdrawn_at, withdrawn_by, withdrawal_reason) in (0, 3)),
  add constraint outage_withdrawal_told check (withdrawal_told_at is null or withdrawn_at is not null);
create index outage_withdrawal_to_tell on outage (withdrawn_at) where withdrawn_at is not null and withdrawal_told_at is null;
grant update (withdrawn_at, withdrawn_by, withdrawal_reason, withdrawal_told_at) on outage to seatline_platform;

create function keep_withdrawal() returns trigger language plpgsql as $$
begin
  if old.withdrawn_at is not null and (new.withdrawn_at, new.withdrawn_by, new.withdrawal_reason) is distinct from (old.withdrawn_at, old.withdrawn_by, old.withdrawal_reason) then
    raise exception 'outage % was withdrawn, and stays so', old.id using errcode = '42501';
  end if;
  return new;
end $$;
create trigger withdrawn_once before update on outage for each row execute function keep_withdrawal();

-- That a tenant that had been told of an outage was told that it is withdrawn; once.
create table outage_withdrawal_notice (
  tenant_id uuid not null default current_tenant() references tenant,
  outage_id uuid not null references outage,
  at timestamptz not null,
  primary key (tenant_id, outage_id)
);
call protect_tenant_table('outage_withdrawal_notice', 'append-only', 'select');

-- An interruption of a lease that was withdrawn, which it can be while none of its time has been given back.
create table service_interruption_withdrawal (
  tenant_id uuid not null default current_tenant(),
  lease_id uuid not null,
  sequence int not null,
  reason text not null check (length(reason) <= 500),
  withdrawn_at timestamptz not null,
  primary key (tenant_id, lease_id, sequence),
  foreign key (tenant_id, lease_id, sequence) references service_interruption (tenant_id, lease_id, sequence)
);
call protect_tenant_table('service_interruption_withdrawal', 'append-only', 'select, insert');
create trigger final before update or delete on service_interruption_withdrawal for each row execute function refuse_change();

create function check_not_given_back() returns trigger language plpgsql as $$
begin
  if exists (
    select from service_interruption n
    join service_credit_time d on d.tenant_id = n.tenant_id and d.lease_id = n.lease_id and n.excess && tstzmultirange(d.during)
    where n.tenant_id = new.tenant_id and n.lease_id = new.lease_id and n.sequence = new.sequence
  ) then
    raise exception 'an interruption of which time was given back is not withdrawn' using errcode = '23514', constraint = 'withdrawn_before_given_back';
  end if;
  return null;
end $$;
create trigger withdrawn_before_given_back after insert on service_interruption_withdrawal for each row execute function check_not_given_back();
