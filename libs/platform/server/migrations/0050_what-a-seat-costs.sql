-- What rent costs beyond a list price: lines say how their price came about (tier, discount, free seats), and one-off fees have lines of their own.

insert into ledger_account (code, kind) values ('fee-revenue', 'income');

alter table invoice_line
  add column price_basis jsonb,            -- rent: list price, tier, discount, whether free; null: the plan's seat price
  add column fee jsonb;                    -- fee: its code, and its name in both languages as it was agreed
alter table invoice_line drop constraint invoice_line_kind_check;
alter table invoice_line add constraint invoice_line_kind_check check (kind in ('rent', 'deposit', 'fee', 'telephone', 'prior-period'));
alter table invoice_line add constraint invoice_line_price_basis_check check (price_basis is null or kind = 'rent');
alter table invoice_line add constraint invoice_line_fee_check check (case kind
  when 'fee' then coalesce(seat_price_minor is not null and fee ? 'code' and (fee -> 'name') ?& array['en', 'zh-CN'], false)
  else fee is null end);
