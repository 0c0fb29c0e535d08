-- What delay costs can stand in a plan's terms, in a tenant's own prices and so in a contract. The law's limit for telephone charges holds there as it does for a lease's own agreement.
create function is_lawful_late_fee(terms jsonb) returns boolean language sql immutable set search_path = public as $$
  select coalesce((terms #>> '{telephone,dailyMillionths}')::int, 1) between 1 and 3000 and coalesce((terms #>> '{rent,dailyMillionths}')::int, 1) between 1 and 10000
$$;
alter table plan_version add constraint plan_version_lawful_late_fee check (is_lawful_late_fee(terms -> 'lateFees'));
alter table own_price add constraint own_price_lawful_late_fee check (is_lawful_late_fee(terms -> 'lateFees'));
alter table lease add constraint lease_lawful_late_fee check (is_lawful_late_fee(contract -> 'lateFees'));
