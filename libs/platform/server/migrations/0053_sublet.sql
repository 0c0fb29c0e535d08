-- Handing seats on: by notice of the tenant that has them, acceptance of the one that gets them, and consent of the operator (domain.md 1).

-- What a tenant tells another so that it can be named to the platform; it cannot be guessed.
alter table tenant add column code text not null generated always as (upper(substr(md5(id::text), 1, 12))) stored;
alter table tenant add constraint tenant_code_key unique (code);

-- A request stands between two tenants: the giving one's own row, which the other sees only through the platform's door.
create table sublet (
  tenant_id uuid not null default current_tenant() references tenant,  -- who gives
  id uuid not null default uuidv7(),
  lease_id uuid not null,                            -- out of which lease
  to_tenant_id uuid not null references tenant check (to_tenant_id <> tenant_id),
  to_lease_id uuid,                                  -- into which lease; known from the acceptance on
  seats int not null check (seats > 0),
  takes_effect_on date not null,                     -- a period's first day of the giving lease
  takes_effect_at timestamptz not null,              -- its local midnight
  state text not null check (state in ('noticed', 'accepted', 'consented', 'effective', 'declined', 'refused', 'withdrawn', 'lapsed')),
  noticed_at timestamptz not null,
  noticed_by text not null,
  accepted_at timestamptz,
  accepted_by text,
  decided_at timestamptz,
  decided_by text,
  reason text check (length(btrim(reason)) between 1 and 500), -- of the operator, of who declines, or the code of why it lapsed
  closed_at timestamptz,
  order_number int,                                  -- the order in the receiving lease
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  foreign key (to_tenant_id, to_lease_id) references lease (tenant_id, id),
  foreign key (to_tenant_id, to_lease_id, order_number) references lease_order (tenant_id, lease_id, number) deferrable initially deferred,
  check ((accepted_at is null) = (accepted_by is null) and (accepted_at is null) = (to_lease_id is null)),
  check ((decided_at is null) = (decided_by is null)),
  -- No effect without notice, acceptance and consent; no consent and no refusal without a reason.
  check (state not in ('consented', 'effective') or (accepted_at is not null and decided_at is not null and reason is not null)),
  check (state not in ('accepted') or accepted_at is not null),
  check (state <> 'refused' or (decided_at is not null and reason is not null)),
  check ((state = 'effective') = (order_number is not null)),
  check ((state in ('noticed', 'accepted', 'consented')) = (closed_at is null)),
  check (state <> 'effective' or closed_at >= takes_effect_at)
);
-- The same notice given twice is one notice.
create unique index sublet_once on sublet (tenant_id, lease_id, to_tenant_id, takes_effect_on) where state in ('noticed', 'accepted', 'consented');
create index sublet_to on sublet (to_tenant_id, noticed_at desc);
create index sublet_due on sublet (takes_effect_at) where state in ('noticed', 'accepted', 'consented');
call protect_tenant_table('sublet', 'append-only', 'select, insert, update');

-- What was decided or done stays: a closed request is not opened again, and who, what and when never change.
create function keep_sublet() returns trigger language plpgsql as $$
begin
  if old.closed_at is not null then
    raise exception 'sublet % is closed', old.id using errcode = '42501';
  end if;
  if (new.tenant_id, new.id, new.lease_id, new.to_tenant_id, new.seats, new.takes_effect_on, new.takes_effect_at, new.noticed_at, new.noticed_by)
    is distinct from (old.tenant_id, old.id, old.lease_id, old.to_tenant_id, old.seats, old.takes_effect_on, old.takes_effect_at, old.noticed_at, old.noticed_by)
  then
    raise exception 'the terms of sublet % do not change', old.id using errcode = '42501';
  end if;
  return new;
end $$;
create trigger sublet_kept before update on sublet for each row execute function keep_sublet();
