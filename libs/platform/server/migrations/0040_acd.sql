-- ACD: which caller meets which agent. Everything about a live call is in these rows, so any process can go on with it.
--
-- Locks are taken in one order: a call's leg, then routed_call, then agent. The match takes only what nobody holds (skip locked), so it waits for no one.

create table queue (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  name text not null check (length(btrim(name)) between 1 and 80),
  ring_timeout_seconds int not null default 15 check (ring_timeout_seconds between 5 and 120),
  wrap_up_seconds int not null default 60 check (wrap_up_seconds between 0 and 3600),
  removed_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index queue_name_key on queue (tenant_id, lower(name)) where removed_at is null;
call protect_tenant_table('queue', 'aggregate');

create table queue_member (
  tenant_id uuid not null default current_tenant(),
  queue_id uuid not null,
  member_id uuid not null,
  primary key (tenant_id, queue_id, member_id),
  foreign key (tenant_id, queue_id) references queue (tenant_id, id),
  foreign key (tenant_id, member_id) references member (tenant_id, id)
);
create index queue_member_of_member on queue_member (tenant_id, member_id);
call protect_tenant_table('queue_member', 'aggregate', 'select');

alter table did add constraint did_queue foreign key (tenant_id, queue_id) references queue (tenant_id, id);

-- A member at work. One row for each member who ever took a seat, so an agent holds at most one seat; the partial key lets a seat have one holder.
create table agent (
  tenant_id uuid not null default current_tenant(),
  member_id uuid not null,
  state text not null check (state in ('offline', 'ready', 'busy', 'ringing', 'talking', 'hold', 'wrap-up')),
  state_since timestamptz not null,
  reason text,
  seat_id uuid,
  before_state text check (before_state in ('ready', 'busy')),
  before_reason text,
  call_id uuid,
  due_at timestamptz,                      -- the end of wrap-up
  log_out_after_call text,                 -- why the agent leaves when the present call is over
  logged_in_at timestamptz,
  version int not null default 1,
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references member (tenant_id, id),
  foreign key (tenant_id, seat_id) references seat (tenant_id, id),
  constraint agent_offline_without_seat check ((state = 'offline') = (seat_id is null)),
  constraint agent_in_call check ((state in ('ringing', 'talking', 'hold')) = (call_id is not null))
);
create unique index agent_seat_held_once on agent (tenant_id, seat_id) where seat_id is not null;
create unique index agent_call_once on agent (tenant_id, call_id) where call_id is not null;
create index agent_ready on agent (tenant_id, state_since) where state = 'ready';
create index agent_due on agent (due_at) where due_at is not null;
call protect_tenant_table('agent', 'aggregate', 'select');

-- Every change of an agent's state; attendance, adherence and reports derive from these alone.
create table agent_state_event (
  tenant_id uuid not null default current_tenant(),
  id uuid not null default uuidv7(),
  member_id uuid not null,
  seat_id uuid,
  at timestamptz not null,
  from_state text not null,
  to_state text not null,
  reason text,
  call_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, member_id) references member (tenant_id, id)
);
create index agent_state_event_of_member on agent_state_event (tenant_id, member_id, at);
call protect_tenant_table('agent_state_event', 'append-only');

-- A call on its way between caller and agent; its id is telephony's call id. `queued_at` is its place in the queue and survives a missed offer.
create table routed_call (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  carrier text not null,
  direction text not null check (direction in ('inbound', 'outbound')),
  state text not null check (state in ('queued', 'offered', 'dialling', 'talking', 'ended')),
  queue_id uuid,
  other_number text not null,
  queued_at timestamptz,
  state_since timestamptz not null,
  member_id uuid,
  seat_id uuid,
  agent_leg_id text,                       -- the leg of the agent who has the call now
  outcome text,                            -- how it ended: completed, abandoned, unanswered, refused, failed
  recording_id uuid,
  trunk_id uuid,                           -- a call out: where it goes when the agent's phone is answered
  dial_number text,
  dial_shown text,
  emergency boolean not null default false,
  owner text not null,                     -- the process that runs the call's commands; another adopts it when the heartbeat stops
  heartbeat_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references call (tenant_id, id),
  foreign key (tenant_id, queue_id) references queue (tenant_id, id),
  constraint routed_call_has_agent check ((state in ('offered', 'talking')) <= (member_id is not null or direction = 'outbound'))
);
create unique index routed_call_agent_once on routed_call (tenant_id, member_id) where state in ('offered', 'dialling', 'talking') and member_id is not null;
create index routed_call_waiting on routed_call (tenant_id, queue_id, queued_at) where state = 'queued';
create index routed_call_open on routed_call (carrier, owner) where state <> 'ended';
call protect_tenant_table('routed_call', 'aggregate', 'select, update');

-- A call offered to an agent. An offer without an outcome is open; its timer is `due_at`.
create table offer (
  tenant_id uuid not null default current_tenant(),
  id uuid not null default uuidv7(),
  call_id uuid not null,
  member_id uuid not null,
  seat_id uuid not null,
  leg_id text not null,
  offered_at timestamptz not null,
  due_at timestamptz not null,
  outcome text check (outcome in ('answered', 'missed', 'declined', 'unreachable', 'withdrawn')),
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, call_id) references routed_call (tenant_id, id),
  foreign key (tenant_id, member_id) references member (tenant_id, id),
  check ((outcome is null) = (ended_at is null))
);
create unique index offer_open_of_call on offer (tenant_id, call_id) where outcome is null;
create unique index offer_open_of_member on offer (tenant_id, member_id) where outcome is null;
create index offer_due on offer (due_at) where outcome is null;
call protect_tenant_table('offer', 'aggregate', 'select');

-- A call as a person reads it: how it began, and what its legs tell.
create view call_overview with (security_invoker = true) as
  select c.tenant_id, c.id, c.carrier, c.direction, c.our_number, c.other_number, c.did_id, c.queue_id, q.name as queue_name, c.refusal, c.started_at,
    l.answered_at, case when l.open_legs = 0 then l.ended_at end as ended_at, coalesce(l.agent_member_id, c.member_id) as member_id, l.agent_seat_id as seat_id,
    s.label as seat_label, m.display_name as member_name, r.state, r.outcome,
    exists (select from recording g where g.tenant_id = c.tenant_id and g.call_id = c.id and g.status = 'ready') as recorded
  from call c
  left join lateral (
    select max(x.ended_at) as ended_at, count(*) filter (where x.stage <> 'ended') as open_legs,
      -- The parties talk from the moment at which the last of them has answered.
      case when count(x.answered_at) filter (where x.role = 'agent') > 0 and count(x.answered_at) filter (where x.role <> 'agent') > 0
        then greatest(min(x.answered_at) filter (where x.role = 'agent'), min(x.answered_at) filter (where x.role <> 'agent')) end as answered_at,
      (array_agg(x.member_id order by x.answered_at nulls last, x.created_at desc) filter (where x.role = 'agent'))[1] as agent_member_id,
      (array_agg(x.seat_id order by x.answered_at nulls last, x.created_at desc) filter (where x.role = 'agent'))[1] as agent_seat_id
    from call_leg x where x.tenant_id = c.tenant_id and x.call_id = c.id) l on true
  left join routed_call r on r.tenant_id = c.tenant_id and r.id = c.id
  left join queue q on q.tenant_id = c.tenant_id and q.id = c.queue_id
  left join seat s on s.tenant_id = c.tenant_id and s.id = l.agent_seat_id
  left join member m on m.tenant_id = c.tenant_id and m.id = coalesce(l.agent_member_id, c.member_id);
alter view call_overview owner to seatline_owner;
grant select on call_overview to seatline_app;
