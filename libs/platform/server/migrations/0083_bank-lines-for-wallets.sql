-- A line of a statement may be a wallet's top-up instead of a payment; everything else about it stays: one line is one booking, above the limit two persons said so.

alter table bank_match
  add column for_wallet boolean not null default false,
  add column top_up_id uuid,
  add foreign key (tenant_id, top_up_id) references wallet_top_up (tenant_id, id),
  add constraint bank_match_one_booking check (
    not (for_wallet and for_order) and (payment_id is null or not for_wallet) and (top_up_id is null or for_wallet)
  ),
  drop constraint bank_match_second_person,
  add constraint bank_match_second_person check (num_nonnulls(payment_id, top_up_id) = 0 or amount_minor <= limit_minor or second_by is not null);

create or replace function keep_booked_match() returns trigger language plpgsql as $$
begin
  if num_nonnulls(old.payment_id, old.top_up_id) > 0 then raise exception 'bank line % is booked', old.line_id using errcode = '42501'; end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
