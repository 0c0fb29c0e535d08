-- Wishes for a seat are counted by tenancy, and the highest holds in whatever order they arrive: a restoration overtakes the suspension that is still on its way.
alter table seat_endpoint add column wanted_revision int not null default 0 check (wanted_revision >= 0);
