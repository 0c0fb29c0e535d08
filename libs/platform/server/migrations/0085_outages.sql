-- Time outside of maintenance in which seats could not be used, as the operator recorded it. Like a window it belongs to the platform and names a target; it is never changed,
-- but for the mark that every tenant that it touched has been told.
create table outage (
  id uuid primary key default uuidv7(),
  during tstzrange not null check (not isempty(during) and lower_inc(during) and not upper_inc(during) and not lower_inf(during) and not upper_inf(during)),
  target jsonb not null,
  reason text not null check (length(btrim(reason)) between 1 and 500),
  recorded_by text not null,
  recorded_at timestamptz not null,
  told_to_all_at timestamptz,
  constraint outage_is_over check (upper(during) <= recorded_at)
);
create index outage_to_tell on outage (recorded_at) where told_to_all_at is null;
alter table outage owner to seatline_owner;
grant select, insert, update (told_to_all_at) on outage to seatline_platform;

-- That a tenant was told of an outage; once, whatever the sweep does.
create table outage_notice (
  tenant_id uuid not null default current_tenant() references tenant,
  outage_id uuid not null references outage,
  at timestamptz not null,
  primary key (tenant_id, outage_id)
);
call protect_tenant_table('outage_notice', 'append-only', 'select');
