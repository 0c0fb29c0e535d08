-- A rate deck is uploaded, compared with what calls cost, and only then put in force. What was uploaded never changes; what was decided about it is a
-- row of its own, one a deck, so that of an activation and a discarding at once one is refused. A deck without a decision is staged and prices nothing.
alter table rate_deck add constraint rate_deck_kind_key unique (id, direction, currency);

create table rate_deck_decision (
  deck_id uuid primary key,
  direction text not null,
  currency char(3) not null,
  decision text not null check (decision in ('activated', 'discarded')),
  effective_from timestamptz,
  decided_at timestamptz not null,
  decided_by text not null,
  check ((decision = 'activated') = (effective_from is not null)),
  foreign key (deck_id, direction, currency) references rate_deck (id, direction, currency)
);

insert into rate_deck_decision (deck_id, direction, currency, decision, effective_from, decided_at, decided_by)
select id, direction, currency, 'activated', effective_from, created_at, created_by from rate_deck;

alter table rate_deck drop constraint rate_deck_effective_key, drop column effective_from;
alter table rate_deck_decision add constraint rate_deck_effective_key unique (direction, currency, effective_from);

alter table rate_deck_decision owner to seatline_owner;
grant select on rate_deck_decision to seatline_app;
grant select, insert on rate_deck_decision to seatline_platform;
create trigger final before update or delete on rate_deck_decision for each row execute function refuse_change();
