-- A deck has tables of its own for numbers that are no international ones, and its rows may hold in a band of the week only, by the clocks of the deck's zone.
alter table rate_deck add column zone text not null default 'Asia/Shanghai';

alter table rate_deck_row
  add column id uuid not null default uuidv7(),             -- the row's place in the file, for paging
  add column deck_table text not null default 'e164' check (deck_table in ('e164', 'short', 'service', 'internal')),
  add column band text not null default '',                 -- as it is written; '': the prefix's usual price
  add column minutes int4multirange not null default '{}',  -- the same as minutes of the local week, from Monday 00:00
  add column grace_seconds int not null default 0 check (grace_seconds >= 0),
  add constraint rate_deck_row_band check ((band = '') = isempty(minutes) and minutes <@ '{[0,10080)}'::int4multirange),
  drop constraint rate_deck_row_pkey,
  add primary key (deck_id, deck_table, prefix, band, in_force without overlaps),
  -- No two bands of a prefix have a minute in common, however they are written.
  add constraint rate_deck_row_bands_apart
    exclude using gist (deck_id with =, deck_table with =, prefix with =, in_force with &&, minutes with &&) where (band <> '');

create unique index rate_deck_row_in_order on rate_deck_row (deck_id, id);

-- Which row of the deck it was, beside the prefix; null for ratings of before, which knew one table without bands. A rating may have a cause though it has
-- a price: a call within its row's grace is free.
do $$
declare cause_check text;
begin
  select conname into strict cause_check from pg_constraint
  where conrelid = 'rated_usage'::regclass and contype = 'c' and pg_get_constraintdef(oid) ~ 'cause IS NOT NULL' and pg_get_constraintdef(oid) !~ 'cost_micros';
  execute format('alter table rated_usage drop constraint %I', cause_check);
end $$;
alter table rated_usage
  add column deck_table text check (deck_table in ('e164', 'short', 'service', 'internal')),
  add column band text check (band <> ''),
  add constraint rated_usage_cause check (status <> 'quarantined' or cause is not null),
  add constraint rated_usage_row check (prefix is not null or num_nonnulls(deck_table, band) = 0);

-- What a leg's called number was read as when the leg was entered: in which table of a deck it is looked up, and in which form. Both null: a leg of before,
-- priced by its number as reported. 'none': no number can be made of what was reported.
alter table usage_event
  add column called_table text check (called_table in ('e164', 'short', 'service', 'internal', 'none')),
  add column called_number text,
  add constraint usage_event_called check ((called_number is null) = (coalesce(called_table, 'none') = 'none'));
