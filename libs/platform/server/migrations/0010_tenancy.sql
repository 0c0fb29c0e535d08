-- Tenancy: sign-in, invitations, who may use which seat, what is known of leases and seats, maintenance.

-- ---------------------------------------------------------------- persons and members

-- Failed sign-ins are counted by e-mail, known or not, so that a lock-out does not tell whether somebody has an account. The e-mail stands here as
-- a keyed hash: what strangers type in is not collected.
alter table person drop column failed_sign_ins, drop column locked_until;
create table sign_in_failure (
  email_hash text primary key,
  failures int not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
alter table sign_in_failure owner to seatline_owner;
grant select, insert, update, delete on sign_in_failure to seatline_platform;

-- A tenant sees the e-mails of its own members and of nobody else: the member's row carries a copy, kept by the database itself, because only the
-- platform's door may read persons.
alter table member add column email text;
update member m set email = p.email from person p where p.id = m.person_id;
alter table member alter column email set not null;
create function copy_member_email() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  select email into strict new.email from public.person where id = new.person_id;
  return new;
end $$;
alter function copy_member_email() owner to seatline_owner;
create trigger member_email before insert or update of person_id, email on member for each row execute function copy_member_email();

create table invitation (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  roles text[] not null check (roles <@ array['tenant-admin', 'tenant-billing', 'supervisor', 'quality', 'agent'] and cardinality(roles) > 0),
  token_hash text not null,
  invited_by text not null,                -- the name of whoever invited, as it was then
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  version int not null default 1,
  primary key (tenant_id, id),
  constraint invitation_token_key unique (token_hash)
);
-- A link is opened by somebody who has no tenant yet, and the operator invites a new tenant's first admin.
call protect_tenant_table('invitation', 'aggregate', 'select, insert');

-- ---------------------------------------------------------------- seats

-- What tenancy has heard from billing about a lease. event_id is the event that told its standing last: of two, the one recorded later holds.
create table lease_standing (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  activated boolean not null default false,
  suspended boolean not null default false,
  ended boolean not null default false,
  changed_at timestamptz,                  -- when it was suspended or restored
  event_id uuid,
  primary key (tenant_id, lease_id),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);
call protect_tenant_table('lease_standing', 'aggregate');

-- What a seat's state follows from (tenancy domain: Seat).
alter table seat
  add column activated boolean not null default false,
  add column release_wanted boolean not null default false,
  add column was_in_service boolean not null default false,
  add column wanted_service text check (wanted_service in ('full', 'emergency-only', 'none')),
  add column wanted_revision int not null default 0,
  add column applied_service text check (applied_service in ('full', 'emergency-only', 'none')),
  add column carrier_event_id uuid,
  add column failure_cause text,
  add column failed_attempts int not null default 0,
  add column retry_at timestamptz;
create index seat_retry on seat (retry_at) where retry_at is not null;
create index seat_of_lease on seat (tenant_id, lease_id);

create table seat_entitlement (
  tenant_id uuid not null default current_tenant() references tenant,
  seat_id uuid not null,
  member_id uuid not null,
  primary key (tenant_id, seat_id, member_id),
  foreign key (tenant_id, seat_id) references seat (tenant_id, id),
  foreign key (tenant_id, member_id) references member (tenant_id, id)
);
create index seat_entitlement_member on seat_entitlement (tenant_id, member_id);
call protect_tenant_table('seat_entitlement', 'aggregate');

create table seat_history (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  seat_id uuid not null,
  at timestamptz not null,
  from_state text,
  to_state text not null,
  cause text,
  primary key (tenant_id, id),
  foreign key (tenant_id, seat_id) references seat (tenant_id, id)
);
create index seat_history_of_seat on seat_history (tenant_id, seat_id, id);
call protect_tenant_table('seat_history', 'append-only');

-- ---------------------------------------------------------------- maintenance

-- A window belongs to the platform. `target` is what was planned and stays; the rows of maintenance_window_target are what it takes out of service, and
-- are gone when it is cancelled. The three marks say that every tenant it touches has been told.
create table maintenance_window (
  id uuid primary key default uuidv7(),
  during tstzrange not null check (not isempty(during) and lower_inc(during) and not upper_inc(during)
    and not lower_inf(during) and not upper_inf(during)),
  target jsonb not null,
  note text not null check (length(note) <= 500),
  emergency boolean not null default false,
  planned_by text not null,
  created_at timestamptz not null,
  cancelled_at timestamptz,
  announced_to_all_at timestamptz,
  started_for_all_at timestamptz,
  ended_for_all_at timestamptz,
  unique (id, during)
);
create table maintenance_window_target (
  window_id uuid not null,
  target_key text not null,                -- platform, carrier:<name>, tenant:<id>
  carrier text,
  target_tenant_id uuid references tenant,
  during tstzrange not null,
  primary key (window_id, target_key),
  -- The range follows the window's own when that is ended early.
  foreign key (window_id, during) references maintenance_window (id, during) on update cascade,
  constraint maintenance_windows_of_a_target_never_overlap exclude using gist (target_key with =, during with &&)
);
alter table maintenance_window owner to seatline_owner;
alter table maintenance_window_target owner to seatline_owner;
grant select, insert, update on maintenance_window to seatline_platform;
grant select, insert, delete on maintenance_window_target to seatline_platform;
-- A tenant sees the windows that may touch it, so that a seat's log-in is judged within one transaction; other tenants' it does not.
alter table maintenance_window enable row level security;
alter table maintenance_window force row level security;
alter table maintenance_window_target enable row level security;
alter table maintenance_window_target force row level security;
create policy platform_door on maintenance_window to seatline_platform using (true) with check (true);
create policy platform_door on maintenance_window_target to seatline_platform using (true) with check (true);
create policy touching on maintenance_window_target for select to seatline_app using (target_tenant_id is null or target_tenant_id = current_tenant());
create policy touching on maintenance_window for select to seatline_app
  using (exists (select from maintenance_window_target t where t.window_id = maintenance_window.id));
grant select (id, during, emergency, note, cancelled_at) on maintenance_window to seatline_app;
grant select on maintenance_window_target to seatline_app;

-- That a tenant was told of a window; once for each kind, whatever the sweep does.
create table maintenance_notice (
  tenant_id uuid not null default current_tenant() references tenant,
  window_id uuid not null references maintenance_window,
  kind text not null check (kind in ('announced', 'started', 'ended', 'cancelled')),
  at timestamptz not null,
  primary key (tenant_id, window_id, kind)
);
call protect_tenant_table('maintenance_notice', 'append-only', 'select');

-- ---------------------------------------------------------------- lists

create view member_list with (security_invoker = true) as
  select m.tenant_id, m.id, m.display_name, m.email, m.roles, m.status, m.created_at,
    array(select e.seat_id from seat_entitlement e where e.tenant_id = m.tenant_id and e.member_id = m.id order by e.seat_id) as seat_ids
  from member m;

create view seat_list with (security_invoker = true) as
  select s.tenant_id, s.id, s.lease_id, l.number as lease_number, s.number, s.label, s.state, s.cause, s.failure_cause, s.failed_attempts, s.retry_at,
    coalesce((select jsonb_agg(jsonb_build_object('memberId', m.id, 'displayName', m.display_name) order by m.display_name, m.id)
      from seat_entitlement e join member m on m.tenant_id = e.tenant_id and m.id = e.member_id
      where e.tenant_id = s.tenant_id and e.seat_id = s.id), '[]') as entitled
  from seat s join lease l on l.tenant_id = s.tenant_id and l.id = s.lease_id;

create view invitation_list with (security_invoker = true) as
  select tenant_id, id, email, roles, invited_by, created_at, expires_at, accepted_at, revoked_at from invitation;

create view maintenance_list with (security_invoker = true) as
  select w.id, lower(w.during) as start_at, upper(w.during) as end_at, w.emergency, w.note, t.carrier,
    case when t.target_key = 'platform' then 'platform' when t.carrier is not null then 'carrier' else 'tenants' end as target_kind
  from maintenance_window w join maintenance_window_target t on t.window_id = w.id
  where w.cancelled_at is null;

alter view member_list owner to seatline_owner;
alter view seat_list owner to seatline_owner;
alter view invitation_list owner to seatline_owner;
alter view maintenance_list owner to seatline_owner;
grant select on member_list, seat_list, invitation_list, maintenance_list to seatline_app;
