-- What was agreed, from when to when: a lease's contract by version, a plan's prices by version, and a tenant's own prices. No two are in force at once.

-- ---------------------------------------------------------------- the lease's contract

-- What a lease's rent is reckoned by. Version 1 is what it was opened with, its other terms in lease.contract; a later one begins with a period.
create table contract_version (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  version int not null check (version > 0),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  terms jsonb not null check (terms ?& array['seatMonthlyMinor', 'dayCount', 'pricing']),
  plan_version int,                        -- of the plan that version 1 was made of
  own_price_version int,                   -- of the tenant's own prices that took its place
  reason text check (version = 1 or length(btrim(reason)) > 0),
  agreed_by text not null,
  agreed_at timestamptz not null,
  primary key (tenant_id, lease_id, version),
  constraint contract_version_once unique (tenant_id, lease_id, valid without overlaps),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);

insert into contract_version (tenant_id, lease_id, version, valid, terms, plan_version, agreed_by, agreed_at)
select l.tenant_id, l.id, 1, daterange(l.start_on, null),
  jsonb_build_object('seatMonthlyMinor', l.contract -> 'seatMonthlyMinor', 'dayCount', l.contract -> 'dayCount', 'pricing', coalesce(l.contract -> 'pricing', '{}')),
  a.plan_version, 'Seatline', l.created_at
from lease l join lease_account a on a.tenant_id = l.tenant_id and a.lease_id = l.id;

-- The version that priced a rent line; null on lines that are older than versions, which were all priced by the first.
alter table invoice_line add column contract_version int;
alter table invoice_line add foreign key (tenant_id, lease_id, contract_version) references contract_version (tenant_id, lease_id, version);

-- What something was invoiced by stays as it was: only its validity may end, and not before what is billed.
create function keep_invoiced_version() returns trigger language plpgsql as $$
begin
  if (new.tenant_id, new.lease_id, new.version, lower(new.valid)) is distinct from (old.tenant_id, old.lease_id, old.version, lower(old.valid)) then
    raise exception 'a contract version stays where it is' using errcode = '42501', constraint = 'contract_version_final';
  end if;
  if exists (
    select from invoice_line x where x.tenant_id = old.tenant_id and x.lease_id = old.lease_id and x.contract_version = old.version
      and (new.terms is distinct from old.terms or not lower(x.service) <@ new.valid)
  ) then
    raise exception 'contract version % is invoiced and final', old.version using errcode = '42501', constraint = 'contract_version_final';
  end if;
  return new;
end $$;
create index invoice_line_of_version on invoice_line (tenant_id, lease_id, contract_version) where contract_version is not null;
create trigger final before update on contract_version for each row execute function keep_invoiced_version();
call protect_tenant_table('contract_version', 'aggregate', 'select, insert, update');

-- ---------------------------------------------------------------- plans

-- A plan's version is in force until the next one begins. Nothing else of it ever changes.
alter table plan_version add column valid tstzrange;
alter table plan_version disable trigger final;
update plan_version p set valid = tstzrange(p.effective_from, (
  select min(n.effective_from) from plan_version n where n.plan_code = p.plan_code and n.effective_from > p.effective_from));
drop trigger final on plan_version;
alter table plan_version alter column valid set not null;
alter table plan_version add constraint plan_version_valid_check check (not isempty(valid) and lower(valid) = effective_from);
alter table plan_version add constraint plan_version_once unique (plan_code, valid without overlaps);

create function keep_price_version() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'valid' is distinct from to_jsonb(old) - 'valid' or not new.valid <@ old.valid or lower(new.valid) <> lower(old.valid) then
    raise exception 'prices of % are final: only their validity may end', tg_table_name using errcode = '42501', constraint = 'price_version_final';
  end if;
  return new;
end $$;
create trigger final before update on plan_version for each row execute function keep_price_version();
create trigger kept before delete on plan_version for each row execute function refuse_change();
grant update (valid) on plan_version to seatline_platform;

-- ---------------------------------------------------------------- a tenant's own prices

-- Takes the place of the catalogue's version for one tenant, at order time and in quotes, while it is valid.
create table own_price (
  tenant_id uuid not null default current_tenant() references tenant,
  plan_code text not null,
  version int not null check (version > 0),
  valid tstzrange not null check (not isempty(valid) and not lower_inf(valid)),
  terms jsonb not null,                    -- as in plan_version
  reason text not null check (length(btrim(reason)) > 0),
  agreed_by text not null,
  agreed_at timestamptz not null,
  primary key (tenant_id, plan_code, version),
  constraint own_price_once unique (tenant_id, plan_code, valid without overlaps)
);
create trigger final before update on own_price for each row execute function keep_price_version();
create trigger kept before delete on own_price for each row execute function refuse_change();
call protect_tenant_table('own_price', 'aggregate');
