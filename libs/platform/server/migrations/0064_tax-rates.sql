-- What tax a line bears: by the category of its lease's contract and the day of its invoice's issue. A contract without a category keeps its own rate.

create table tax_category (
  code text primary key check (code ~ '^[a-z0-9-]{1,40}$'),
  name jsonb not null check (name ? 'en' and name ? 'zh-CN'),
  created_at timestamptz not null
);

-- A rate from a day on, until the next one; no two of a category are in force on one day.
create table tax_rate (
  category text not null references tax_category,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  percent_micros bigint not null check (percent_micros between 0 and 100000000),
  reason text not null check (length(btrim(reason)) > 0),
  created_at timestamptz not null,
  created_by text not null,
  primary key (category, valid without overlaps)
);

-- What was invoiced by a rate stays explainable: of a rate only the end may move, and only where there was none.
create function keep_tax_rate() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - 'valid' is distinct from to_jsonb(old) - 'valid' or lower(new.valid) <> lower(old.valid) or not upper_inf(old.valid) then
    raise exception 'tax rates are final' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger final before update or delete on tax_rate for each row execute function keep_tax_rate();

-- Which category the leases of a plan are taxed by, from a day on.
create table plan_tax_category (
  plan_code text not null,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  category text not null references tax_category,
  reason text not null check (length(btrim(reason)) > 0),
  created_at timestamptz not null,
  created_by text not null,
  primary key (plan_code, valid without overlaps)
);
create trigger final before update or delete on plan_tax_category for each row execute function keep_tax_rate();

do $$
declare target text;
begin
  foreach target in array array['tax_category', 'tax_rate', 'plan_tax_category'] loop
    execute format('alter table %I owner to seatline_owner', target);
    execute format('grant select on %I to seatline_app', target);
    execute format('grant select, insert on %I to seatline_platform', target);
  end loop;
end $$;
grant update (valid) on tax_rate, plan_tax_category to seatline_platform;

-- The rates of a plan's leases, each from a day on until the next.
create view plan_tax_schedule with (security_invoker = true) as
select p.plan_code, greatest(lower(p.valid), lower(r.valid)) as from_on, r.percent_micros
from plan_tax_category p join tax_rate r on r.category = p.category and r.valid && p.valid;
alter view plan_tax_schedule owner to seatline_owner;
grant select on plan_tax_schedule to seatline_app, seatline_platform;

-- The rate that a rent line was taxed by, for its credits; null on lines that are older than this column, which bear their contract's.
alter table invoice_line add column tax_percent_micros bigint;
