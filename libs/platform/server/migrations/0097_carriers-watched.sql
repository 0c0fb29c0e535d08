-- Whether carriers can be reached, as we measure it: what the last probes said, and the times in which they said no.

-- One row a carrier. Several processes probe; who holds the row's claim is the one who does.
create table carrier_watch (
  carrier text primary key,
  claimed_until timestamptz,
  last_probed_at timestamptz,
  failing_since timestamptz,              -- the first of the failed probes in a row; null: the last one was answered
  last_failed_at timestamptz,
  failed_probes int not null default 0 check (failed_probes >= 0),
  constraint carrier_watch_failing check ((failing_since is null) = (failed_probes = 0) and (failing_since is null) = (last_failed_at is null))
);
alter table carrier_watch owner to seatline_owner;
grant select, insert, update on carrier_watch to seatline_platform;

-- A time in which a carrier could not be reached. It ends once, and is taken up once by whoever decides what it means.
create table carrier_out (
  id uuid primary key default uuidv7(),
  carrier text not null,
  from_at timestamptz not null,
  until_at timestamptz,
  cause text not null check (cause in ('unreachable', 'unavailable', 'refused')),
  taken_up_at timestamptz,
  constraint carrier_out_is_some_time check (until_at > from_at),
  constraint carrier_out_over_before_taken_up check (taken_up_at is null or until_at is not null),
  constraint carrier_out_once exclude using gist (carrier with =, tstzrange(from_at, until_at) with &&)
);
create index carrier_out_of on carrier_out (carrier, from_at desc);
create index carrier_out_to_take_up on carrier_out (until_at) where until_at is not null and taken_up_at is null;
alter table carrier_out owner to seatline_owner;
grant select, insert, update (until_at, taken_up_at) on carrier_out to seatline_platform;

create function keep_carrier_out() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.until_at is not null and new.until_at is distinct from old.until_at or old.taken_up_at is not null
    or (new.id, new.carrier, new.from_at, new.cause) is distinct from (old.id, old.carrier, old.from_at, old.cause) then
    raise exception 'a time in which a carrier was out ends once and stays as it was' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger final before update or delete on carrier_out for each row execute function keep_carrier_out();

-- An outage that was measured names the time that it was made of; there is one outage of it at most.
alter table outage add column measured_as uuid references carrier_out;
create unique index outage_measured_once on outage (measured_as) where measured_as is not null;
