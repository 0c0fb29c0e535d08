-- The two aggregates that several domains name in their keys. A lease belongs to billing (what was agreed and what is owed), a seat to
-- tenancy (who may sit where). Their neighbours stand in the migrations of those domains.

create table lease (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  number text not null,                    -- SL-2026-000001, printed on contracts; one series for the platform
  plan_code text not null,
  zone text not null,
  currency char(3) not null,
  contract jsonb not null,                 -- the contract's parameters (billing domain: Contract)
  start_on date not null,
  end_on date not null,                    -- first day without service
  status text not null default 'pending' check (status in ('pending', 'in-service', 'suspended', 'ended')),
  advanced_to timestamptz,                 -- due work is done up to here
  next_due_at timestamptz,                 -- the next instant at which there is due work; the sweep's index
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  constraint lease_number_key unique (number)
);
create index lease_next_due on lease (next_due_at) where next_due_at is not null;
call protect_tenant_table('lease', 'aggregate', 'select');

-- A seat's id is chosen by billing when it is ordered; (lease, number) is how the lease engine names it.
create table seat (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null,
  lease_id uuid not null,
  number int not null check (number > 0),
  label text not null,
  state text not null default 'ordered'
    check (state in ('ordered', 'provisioning', 'failed', 'active', 'suspended', 'releasing', 'released')),
  cause text,                              -- why it is suspended or failed, as a code with a message in both languages
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, lease_id, number),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);
call protect_tenant_table('seat', 'aggregate', 'select');
