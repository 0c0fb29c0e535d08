-- A refund that somebody made at the gateway itself is taken out like a dispute that is lost at once. Such a refund can still fail, and then the money is back after all.
alter table gateway_dispute add column is_refund boolean not null default false;
update gateway_dispute set is_refund = true where reason = 'refunded at the gateway';
create index gateway_dispute_refunds on gateway_dispute (tenant_id, created_at) where is_refund and state = 'lost';

-- What was lost may be won after all, once; what is won is never lost.
drop index dispute_decided_once;
create function check_dispute_step() returns trigger language plpgsql as $$
begin
  if new.step = 'lost' and exists (
    select from dispute_step s where s.tenant_id = new.tenant_id and s.lease_id = new.lease_id and s.dispute_sequence = new.dispute_sequence and s.step = 'won'
  ) then
    raise exception 'dispute % of the lease was won', new.dispute_sequence using errcode = '23514', constraint = 'dispute_won_is_final';
  end if;
  return new;
end $$;
create trigger dispute_won_is_final before insert on dispute_step for each row execute function check_dispute_step();
