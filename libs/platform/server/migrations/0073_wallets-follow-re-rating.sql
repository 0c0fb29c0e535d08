-- A call that was paid from a wallet and is rated again takes the difference from the wallet, or brings it back, by an entry of its own that names the
-- re-rating. What is not free then is owed, like any call that cost more than was held for it, and the next top-up pays it first.

alter table prepaid_usage
  add column id uuid not null default uuidv7(),
  add column rerating_id uuid,                       -- null: what the call took when it was rated first
  add constraint prepaid_usage_id_key unique (tenant_id, id),
  add foreign key (tenant_id, rerating_id, lease_id) references rerating_lease (tenant_id, rerating_id, lease_id);

-- Before tax, as the other differences are.
alter table rerating_lease
  add column wallet_calls int not null default 0,                                         -- of the changed ones, paid from a wallet
  add column wallet_debit_micros bigint not null default 0 check (wallet_debit_micros >= 0),
  add column wallet_credit_micros bigint not null default 0 check (wallet_credit_micros >= 0);

-- rated = invoiced + paid from wallets + open + without charge. A call that a wallet ever paid belongs to its wallet, whatever it is rated at later.
create or replace view usage_ledger with (security_invoker = true) as
select u.tenant_id, date_trunc('month', u.received_at at time zone t.zone)::date as month, l.currency,
  count(*)::int as received,
  count(*) filter (where r.status = 'rated')::int as rated,
  count(*) filter (where r.status = 'quarantined')::int as quarantined,
  count(*) filter (where r.status = 'unanswered')::int as unanswered,
  count(*) filter (where r.status = 'free')::int as free,
  count(b.line_kind)::int as invoiced,
  count(*) filter (where r.status = 'rated' and r.cost_micros > 0 and b.usage_id is null and w.net_micros is null)::int as open,
  count(*) filter (where r.status = 'rated' and r.cost_micros = 0 and b.usage_id is null and w.net_micros is null)::int as without_charge,
  coalesce(sum(r.cost_micros) filter (where r.status = 'rated'), 0)::bigint as rated_micros,
  coalesce(sum(b.cost_micros), 0)::bigint as invoiced_micros,
  coalesce(sum(c.settled_micros), 0)::bigint as corrected_micros,
  (coalesce(sum(r.cost_micros) filter (where b.usage_id is null and w.net_micros is null), 0) + coalesce(sum(c.waiting_micros), 0))::bigint as open_micros,
  count(w.net_micros)::int as prepaid,
  coalesce(sum(w.net_micros), 0)::bigint as prepaid_micros
from usage_event u
join tenant t on t.id = u.tenant_id
left join lease l on l.tenant_id = u.tenant_id and l.id = u.lease_id
left join lateral (
  select v.status, v.cost_micros from rated_usage v where v.tenant_id = u.tenant_id and v.usage_id = u.id order by v.version desc limit 1
) r on true
left join lateral (
  select x.usage_id, o.cost_micros, i.kind as line_kind
  from usage_billing x
  join rated_usage o on o.tenant_id = x.tenant_id and o.usage_id = x.usage_id and o.version = x.version
  left join invoice_line i on i.tenant_id = x.tenant_id and i.invoice_id = x.invoice_id and i.line_no = x.line_no and i.kind in ('telephone', 'prior-period')
  where x.tenant_id = u.tenant_id and x.usage_id = u.id
) b on true
left join lateral (
  select sum(case when x.kind = 'credit' then -x.micros when g.correction_id is not null then x.micros end) as settled_micros,
    sum(x.micros) filter (where x.kind = 'debit' and g.correction_id is null) as waiting_micros
  from usage_correction x
  left join usage_correction_billing g on g.tenant_id = x.tenant_id and g.correction_id = x.id
  where x.tenant_id = u.tenant_id and x.usage_id = u.id
) c on true
left join lateral (
  select sum(p.net_micros) as net_micros from prepaid_usage p where p.tenant_id = u.tenant_id and p.usage_id = u.id
) w on true
group by 1, 2, 3;
