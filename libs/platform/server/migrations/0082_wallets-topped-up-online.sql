-- Money for wallets that comes through a gateway, beside what comes by bank transfer.

alter table payment_attempt drop constraint payment_attempt_purpose_check;
alter table payment_attempt add constraint payment_attempt_purpose_check check (purpose in ('invoice', 'order', 'wallet')); -- a wallet is named by its lease

alter table wallet_top_up add column source text not null default 'bank-transfer' check (source in ('bank-transfer', 'gateway'));

-- Whether a wallet that falls low is filled from the tenant's default method; off where there is no row.
create table wallet_refill (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  below_minor bigint not null check (below_minor > 0),
  amount_minor bigint not null check (amount_minor > 0),
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (tenant_id, lease_id),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id)
);
call protect_tenant_table('wallet_refill', 'aggregate', 'select');
