-- Numbers of documents that a series leaves out for good, and why: after an older backup was restored they stand on documents that were sent out before.
-- Only here may a series have a gap; the nightly check takes no other.
create table number_gap (
  id uuid primary key default uuidv7(),
  legal_entity_id uuid not null,
  series text not null,
  year int not null,
  numbers int4range not null check (not isempty(numbers) and lower(numbers) > 0 and not upper_inf(numbers)),
  reason text not null check (length(btrim(reason)) between 1 and 500),
  recorded_at timestamptz not null,
  recorded_by text not null check (length(btrim(recorded_by)) between 1 and 120),
  foreign key (legal_entity_id, series, year) references number_counter,
  constraint number_gap_once unique (legal_entity_id, series, year, numbers without overlaps)
);
alter table number_gap owner to seatline_owner;
grant select on number_gap to seatline_platform;
create trigger final before update or delete on number_gap for each row execute function refuse_change();

-- Moves a series past a number that is known to be given out, and records what it leaves out. Null: it is past it already; a series never moves back.
create function skip_numbers(entity uuid, of_series text, of_year int, through int, why text, at timestamptz, who text) returns int4range
language plpgsql security definer set search_path = public as $$
declare first int;
begin
  insert into number_counter (legal_entity_id, series, year) values (entity, of_series, of_year) on conflict do nothing;
  select next into first from number_counter where legal_entity_id = entity and series = of_series and year = of_year for update;
  if first > through then return null; end if;
  insert into number_gap (legal_entity_id, series, year, numbers, reason, recorded_at, recorded_by)
  values (entity, of_series, of_year, int4range(first, through, '[]'), why, at, who);
  update number_counter set next = through + 1 where legal_entity_id = entity and series = of_series and year = of_year;
  return int4range(first, through, '[]');
end $$;
alter function skip_numbers(uuid, text, int, int, text, timestamptz, text) owner to seatline_owner;
revoke all on function skip_numbers(uuid, text, int, int, text, timestamptz, text) from public;
grant execute on function skip_numbers(uuid, text, int, int, text, timestamptz, text) to seatline_platform;
