-- What coming down and coming back consist of, step by step: planned when billing says so, ticked when the step's owner shows that it holds.
create table suspension_step (
  tenant_id uuid not null default current_tenant(),
  id uuid not null default uuidv7(),
  lease_id uuid not null,
  suspension int not null,                            -- the lease's own count
  direction text not null check (direction in ('down', 'up')),
  place int not null check (place > 0),
  kind text not null check (kind in ('refuse-log-ins', 'refuse-outbound', 'close-number', 'close-queue', 'emergency-only',
    'open-queue', 'open-number', 'allow-outbound', 'full-service', 'allow-log-ins')),
  target_kind text not null check (target_kind in ('lease', 'number', 'queue', 'seat')),
  target_id uuid not null,
  target_name text not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed', 'overtaken')),
  attempts int not null default 0 check (attempts >= 0),
  cause text,
  planned_at timestamptz not null,
  settled_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, lease_id, suspension, direction, place),
  foreign key (tenant_id, lease_id, suspension) references suspension (tenant_id, lease_id, sequence),
  check ((state in ('done', 'overtaken')) = (settled_at is not null))
);
create index suspension_step_open on suspension_step (tenant_id, lease_id) where state in ('waiting', 'failed');
call protect_tenant_table('suspension_step', 'aggregate', 'select');
