-- An alarm that ends by itself says when; raised again after that it is a new one for the operator.
alter table operator_alarm add column cleared_at timestamptz;
alter table operator_alarm drop constraint operator_alarm_kind_check;
alter table operator_alarm add constraint operator_alarm_kind_check
  check (kind in ('last-warning-late', 'notice-undelivered', 'suspension-step-failed', 'reconciliation-failed'));

-- What concerns the whole platform and no tenant: each thing once while it lasts.
create table platform_alarm (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('clock-was-set', 'database-clock-differs')),
  ref text not null,
  facts jsonb not null default '{}',
  raised_at timestamptz not null,
  cleared_at timestamptz,
  seen_at timestamptz,
  seen_by text,
  check ((seen_at is null) = (seen_by is null))
);
create unique index platform_alarm_once on platform_alarm (kind, ref) where cleared_at is null;
alter table platform_alarm owner to seatline_owner;
grant select, insert, update on platform_alarm to seatline_platform;

-- A machine's clock when it was last believed, beside its uptime; `apart`: since when the clock goes another way, and by how much. One row for each start of a machine.
create table machine_clock (
  machine text primary key,
  wall_at timestamptz not null,
  uptime_ms bigint not null check (uptime_ms >= 0),
  apart_since_ms bigint,
  apart_by_ms bigint,
  check ((apart_since_ms is null) = (apart_by_ms is null))
);
alter table machine_clock owner to seatline_owner;
grant select, insert, update on machine_clock to seatline_platform;

-- The server's own clock, under a name of ours: a test lets it go wrong.
create function database_now() returns timestamptz language sql volatile as $$ select clock_timestamp() $$;
alter function database_now() owner to seatline_owner;
grant execute on function database_now() to seatline_platform;
