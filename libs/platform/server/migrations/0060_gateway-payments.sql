-- What a gateway is asked and what it answered: how an intent is paid, what its payer has to do next, and the gateway's record of each tenant.

alter table payment_attempt
  add column instrument jsonb not null default '{"kind": "test-card"}' check (instrument ->> 'kind' in ('saved', 'test-card', 'at-screen')),
  add column next_step jsonb; -- a redirect, a code to scan, a card form; null: nothing for the payer to do

create table gateway_customer (
  tenant_id uuid not null default current_tenant() references tenant,
  gateway text not null,
  reference text not null check (length(reference) between 1 and 255),
  created_at timestamptz not null,
  primary key (tenant_id, gateway)
);
call protect_tenant_table('gateway_customer', 'append-only');
