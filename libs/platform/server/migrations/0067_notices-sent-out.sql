-- Notices on their way to people: by e-mail and as webhooks, beside the portal.

-- A notice that is to be addressed: who receives it is asked after the commit that gave it. Jobs are hints, these rows are the truth.
create table notice_dispatch (
  tenant_id uuid not null default current_tenant(),
  notice_id uuid not null,
  addressed_at timestamptz,
  primary key (tenant_id, notice_id),
  foreign key (tenant_id, notice_id) references notice (tenant_id, id)
);
create index notice_dispatch_waiting on notice_dispatch (tenant_id, notice_id) where addressed_at is null;

-- Where a tenant's own systems hear of notices. While a new secret is rolled out, the one before signs too.
create table webhook_endpoint (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  url text not null check (length(url) between 8 and 2000),
  sealed_secret text not null,
  sealed_previous_secret text,
  previous_until timestamptz,
  created_by text not null,
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (tenant_id, id),
  check ((sealed_previous_secret is null) = (previous_until is null))
);
create unique index webhook_endpoint_once on webhook_endpoint (tenant_id, url) where removed_at is null;

-- One notice for one recipient by one channel; its id is what the receiver knows it by, however often it is tried. What it says is written once.
create table notice_message (
  tenant_id uuid not null default current_tenant(),
  id uuid not null default uuidv7(),
  notice_id uuid not null,
  channel text not null check (channel in ('email', 'webhook')),
  recipient uuid not null,                            -- the person, or the endpoint
  address text not null,                              -- the e-mail address, or the URL
  subject text not null,
  body text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'kept', 'failed')),
  attempts int not null default 0 check (attempts >= 0),
  tries_left int not null check (tries_left >= 0),
  cause text,
  next_try_at timestamptz,
  claimed_until timestamptz,
  created_at timestamptz not null,
  settled_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, notice_id, channel, recipient),
  foreign key (tenant_id, notice_id) references notice (tenant_id, id),
  check ((state = 'waiting') = (next_try_at is not null)),
  check ((state = 'waiting') = (settled_at is null))
);
create index notice_message_waiting on notice_message (next_try_at) where state = 'waiting';
create index notice_message_latest on notice_message (tenant_id, created_at desc, id desc);

-- Each try is a row of proof. The portal's has no recipient of its own: everybody of the tenant sees it.
alter table notice_sending add column recipient uuid not null default '00000000-0000-0000-0000-000000000000';
alter table notice_sending drop constraint notice_sending_pkey;
alter table notice_sending add primary key (tenant_id, notice_id, channel, recipient, attempt);
alter table notice_sending drop constraint notice_sending_outcome_check;
alter table notice_sending add constraint notice_sending_outcome_check check (outcome in ('sent', 'failed', 'kept'));

-- What the operator has to know and nobody else would tell: each thing once, until somebody says that they have seen it.
create table operator_alarm (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('last-warning-late', 'notice-undelivered', 'suspension-step-failed')),
  ref text not null,
  lease_id uuid,
  facts jsonb not null default '{}',
  raised_at timestamptz not null,
  seen_at timestamptz,
  seen_by text,
  primary key (tenant_id, id),
  unique (tenant_id, kind, ref),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  check ((seen_at is null) = (seen_by is null))
);
create index operator_alarm_latest on operator_alarm (raised_at desc, id desc);

call protect_tenant_table('notice_dispatch', 'aggregate', 'select');
call protect_tenant_table('webhook_endpoint', 'aggregate');
call protect_tenant_table('notice_message', 'aggregate', 'select');
call protect_tenant_table('operator_alarm', 'aggregate', 'select, insert');

-- A suspension because of an invoice whose last warning was given, but has no proof of sending, is refused (billing.md 1.4 row 34).
create function check_suspension_warned() returns trigger language plpgsql as $$
begin
  if exists (
    select from invoice i join notice n on n.tenant_id = i.tenant_id and n.invoice_id = i.id and n.kind = 'last-warning'
    where i.tenant_id = new.tenant_id and i.lease_id = new.lease_id and i.sequence = any (new.because)
      and not exists (select from notice_sending s where s.tenant_id = n.tenant_id and s.notice_id = n.id and s.outcome = 'sent')
  ) then
    raise exception 'lease % was not warned', new.lease_id using errcode = '23514', constraint = 'suspension_warned';
  end if;
  return null;
end $$;
create constraint trigger suspension_warned after insert on suspension deferrable initially deferred for each row execute function check_suspension_warned();
