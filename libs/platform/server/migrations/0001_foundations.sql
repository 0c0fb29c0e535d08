-- Roles are made by the migrator (roles.ts), since they belong to the cluster and not to one database:
--   seatline_owner     owns every object, cannot log in
--   seatline_app       the API's role: row-level security always applies, owns nothing
--   seatline_platform  the narrow second door for what stands above tenants: sign-in, number look-up, sweeps that pick tenants
--   seatline_jobs      owns the job queue's schema and nothing else

create extension if not exists btree_gist;

-- The tenant that a transaction works for. '' is what a pooled connection reads after its transaction, so it counts as none.
create function current_tenant() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.tenant_id', true), '')::uuid;
grant execute on function current_tenant() to seatline_app, seatline_platform;

-- One way to make a table a tenant's: row-level security enabled and forced, one policy for the application, grants by kind.
--   kind 'aggregate'   rows change: select, insert, update, delete
--   kind 'append-only' rows never change: select, insert
-- platform: what the platform's door may do with the table, '' for nothing; it then gets a policy of its own over all tenants.
create procedure protect_tenant_table(target regclass, kind text, platform text default '') language plpgsql as $$
begin
  execute format('alter table %s owner to seatline_owner', target);
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant_isolation on %s to seatline_app using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', target);
  if kind = 'aggregate' then
    execute format('grant select, insert, update, delete on %s to seatline_app', target);
  elsif kind = 'append-only' then
    execute format('grant select, insert on %s to seatline_app', target);
  else
    raise exception 'unknown kind of table: %', kind;
  end if;
  if platform <> '' then
    execute format('create policy platform_door on %s to seatline_platform using (true) with check (true)', target);
    execute format('grant %s on %s to seatline_platform', platform, target);
  end if;
end $$;

-- ---------------------------------------------------------------- above tenants

create table tenant (
  id uuid primary key default uuidv7(),
  name text not null check (length(btrim(name)) between 1 and 200),
  zone text not null default 'Asia/Shanghai',
  currency char(3) not null default 'CNY',
  country char(2) not null default 'CN',
  locale text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
  status text not null default 'open' check (status in ('open', 'closed')),
  version int not null default 1,
  created_at timestamptz not null
);
alter table tenant owner to seatline_owner;
alter table tenant enable row level security;
alter table tenant force row level security;
create policy own_row on tenant to seatline_app using (id = current_tenant()) with check (id = current_tenant());
create policy platform_door on tenant to seatline_platform using (true) with check (true);
grant select, update on tenant to seatline_app;
grant select, insert, update on tenant to seatline_platform;

-- A person exists once, whatever tenants they work for; only the platform's door sees persons.
create table person (
  id uuid primary key default uuidv7(),
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  display_name text not null check (length(btrim(display_name)) between 1 and 120),
  password_hash text,
  locale text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
  failed_sign_ins int not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null,
  constraint person_email_key unique (email)
);
alter table person owner to seatline_owner;
grant select, insert, update on person to seatline_platform;

create table operator_grant (
  person_id uuid not null references person,
  role text not null check (role in ('operator-admin', 'operator-billing', 'operator-support')),
  primary key (person_id, role)
);
alter table operator_grant owner to seatline_owner;
grant select, insert, delete on operator_grant to seatline_platform;

create table member (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  person_id uuid not null references person,
  display_name text not null,
  roles text[] not null check (roles <@ array['tenant-admin', 'tenant-billing', 'supervisor', 'quality', 'agent'] and cardinality(roles) > 0),
  status text not null default 'active' check (status in ('active', 'disabled')),
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, person_id)
);
call protect_tenant_table('member', 'aggregate', 'select, insert');

create table session (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person,
  tenant_id uuid references tenant,
  refresh_hash text not null,
  previous_refresh_hash text,
  refreshed_at timestamptz not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  ip text,
  user_agent text
);
create index session_person on session (person_id) where revoked_at is null;
alter table session owner to seatline_owner;
grant select, insert, update on session to seatline_platform;

-- ---------------------------------------------------------------- audit, outbox

-- Who did what to what, from where, why. Append-only; written in the transaction it tells of.
create table audit_entry (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  at timestamptz not null,
  actor_person_id uuid,
  actor_kind text not null check (actor_kind in ('member', 'operator', 'system')),
  actor_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  reason text,
  ip text,
  facts jsonb not null default '{}',
  primary key (tenant_id, id)
);
create index audit_entry_at on audit_entry (tenant_id, at desc);
call protect_tenant_table('audit_entry', 'append-only', 'select, insert');

-- What the platform's own door did (persons, operators, windows); no tenant owns these.
create table platform_audit_entry (
  id uuid primary key default uuidv7(),
  at timestamptz not null,
  actor_person_id uuid,
  actor_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  reason text,
  ip text,
  facts jsonb not null default '{}'
);
alter table platform_audit_entry owner to seatline_owner;
grant select, insert on platform_audit_entry to seatline_platform;

-- Domain events, written with the change that they tell of and handed to subscribers by jobs after the commit.
create table outbox (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  topic text not null,
  payload jsonb not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id)
);
call protect_tenant_table('outbox', 'append-only', 'select');

-- A subscriber's mark that it has handled an event, written in the transaction of its effect.
create table outbox_delivery (
  tenant_id uuid not null default current_tenant(),
  outbox_id uuid not null,
  subscriber text not null,
  delivered_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, outbox_id, subscriber),
  foreign key (tenant_id, outbox_id) references outbox (tenant_id, id)
);
call protect_tenant_table('outbox_delivery', 'append-only', 'select');

-- The application may put a job in the queue but not touch the queue. Payloads hold ids only.
create function enqueue_job(task text, payload json, run_at timestamptz default null, job_key text default null) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(task, payload => payload, run_at => run_at, job_key => job_key, max_attempts => 25);
end $$;
alter function enqueue_job(text, json, timestamptz, text) owner to seatline_jobs;
revoke all on function enqueue_job(text, json, timestamptz, text) from public;
grant execute on function enqueue_job(text, json, timestamptz, text) to seatline_app, seatline_platform;

-- ---------------------------------------------------------------- repeated requests

-- A POST that carries an Idempotency-Key is answered again with what it was answered first.
create table idempotency_key (
  tenant_id uuid not null default current_tenant() references tenant,
  key text not null check (length(key) between 1 and 255),
  request_hash text not null,
  status int,
  response jsonb,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, key)
);
call protect_tenant_table('idempotency_key', 'aggregate');
