-- How long a call out may be talked, as billing has told: given in seconds from the answer, cut at an instant from the answer on. Null: without limit.
alter table routed_call
  add column talk_seconds int check (talk_seconds > 0),
  add column extend_below_seconds int,
  add column talk_until timestamptz,
  add column talk_extend_at timestamptz,          -- when more is asked for
  add constraint routed_call_talk check (talk_seconds is not null or num_nonnulls(talk_until, talk_extend_at, extend_below_seconds) = 0);
create index routed_call_talk_ends on routed_call (talk_extend_at) where state = 'talking' and talk_until is not null;
