-- As migration 0099 for payments of invoices: a refund of a wallet's top-up that somebody made at the gateway itself can fail after it was paid out, and then the money is the wallet's again.
alter table wallet_reversal add column is_refund boolean not null default false;
create index wallet_reversal_refunds on wallet_reversal (gateway, created_at) where is_refund and state = 'lost';
update wallet_reversal set is_refund = true where reason = 'refunded at the gateway';
set constraints reversal_within_top_up immediate;
set constraints reversal_within_top_up deferred;

-- It goes only forwards. What a bank decided stays; a refund that was lost may come back, once.
create function check_wallet_reversal_step() returns trigger language plpgsql as $$
begin
  if new.is_refund <> old.is_refund or (old.state = 'won' and new.state <> 'won') or (old.state = 'lost' and new.state <> 'lost' and not (new.is_refund and new.state = 'won')) then
    raise exception 'what was taken of a top-up (%) is %', new.id, old.state using errcode = '23514', constraint = 'wallet_reversal_step';
  end if;
  return new;
end $$;
create trigger wallet_reversal_step before update on wallet_reversal for each row execute function check_wallet_reversal_step();
