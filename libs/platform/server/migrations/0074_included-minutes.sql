-- Minutes of talk that a lease's rent includes: its seats of a period have them together, and calls use them in the order of their answers when the period's usage
-- is closed (billing domain: lease/included-usage). What was covered once stays so; what nobody used lapses.

-- The pool of one closed period. A late record may still use what is left of it; nothing is ever used twice, nor more than there is.
create table included_pool (
  tenant_id uuid not null default current_tenant() references tenant,
  lease_id uuid not null,
  from_on date not null,
  to_on date not null check (to_on > from_on),
  seconds bigint not null check (seconds > 0),
  used_seconds bigint not null check (used_seconds >= 0),
  covered_micros bigint not null check (covered_micros >= 0),
  closed_at timestamptz not null,
  primary key (tenant_id, lease_id, from_on),
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  constraint included_pool_holds_what_it_has check (used_seconds <= seconds)
);
call protect_tenant_table('included_pool', 'aggregate', 'select, insert, update');

-- What a pool did for a call: its seconds, fixed when they were given, and what they take off the price of a rating of it; each later rating has its own row.
create table included_usage (
  tenant_id uuid not null default current_tenant(),
  usage_id uuid not null,
  version int not null,
  lease_id uuid not null,
  pool_from_on date not null,
  seconds int not null check (seconds > 0),
  micros bigint not null check (micros >= 0),
  primary key (tenant_id, usage_id, version),
  foreign key (tenant_id, usage_id, version) references rated_usage (tenant_id, usage_id, version),
  foreign key (tenant_id, lease_id, pool_from_on) references included_pool (tenant_id, lease_id, from_on)
);
create index included_usage_of_pool on included_usage (tenant_id, lease_id, pool_from_on);
call protect_tenant_table('included_usage', 'append-only', 'select, insert');
create trigger final before update or delete on included_usage for each row execute function refuse_change();

-- On the line of a period's own calls: what its rent includes, what of it was used, what that took off the prices. The line bills what is beyond.
alter table invoice_line
  add column included_seconds bigint,
  add column included_used_seconds bigint,
  add column included_micros bigint,
  add constraint invoice_line_included check (num_nulls(included_seconds, included_used_seconds, included_micros) in (0, 3) and (included_seconds is null or kind = 'telephone'));

-- rated = invoiced + paid from wallets + included in the rent + open + without charge. A call that was covered in part is invoiced or open, for the rest of its price.
create or replace view usage_ledger with (security_invoker = true) as
select u.tenant_id, date_trunc('month', u.received_at at time zone t.zone)::date as month, l.currency,
  count(*)::int as received,
  count(*) filter (where r.status = 'rated')::int as rated,
  count(*) filter (where r.status = 'quarantined')::int as quarantined,
  count(*) filter (where r.status = 'unanswered')::int as unanswered,
  count(*) filter (where r.status = 'free')::int as free,
  count(b.line_kind)::int as invoiced,
  count(*) filter (where r.status = 'rated' and r.cost_micros > coalesce(r.included_micros, 0) and b.usage_id is null and w.net_micros is null)::int as open,
  count(*) filter (where r.status = 'rated' and r.cost_micros = 0 and r.included_micros is null and b.usage_id is null and w.net_micros is null)::int as without_charge,
  coalesce(sum(r.cost_micros) filter (where r.status = 'rated'), 0)::bigint as rated_micros,
  coalesce(sum(b.cost_micros), 0)::bigint as invoiced_micros,
  coalesce(sum(c.settled_micros), 0)::bigint as corrected_micros,
  (coalesce(sum(r.cost_micros - coalesce(r.included_micros, 0)) filter (where b.usage_id is null and w.net_micros is null), 0) + coalesce(sum(c.waiting_micros), 0))::bigint as open_micros,
  count(w.net_micros)::int as prepaid,
  coalesce(sum(w.net_micros), 0)::bigint as prepaid_micros,
  count(*) filter (where r.cost_micros = r.included_micros and b.usage_id is null)::int as included,
  coalesce(sum(r.included_micros), 0)::bigint as included_micros
from usage_event u
join tenant t on t.id = u.tenant_id
left join lease l on l.tenant_id = u.tenant_id and l.id = u.lease_id
left join lateral (
  select v.status, v.cost_micros, n.micros as included_micros from rated_usage v
  left join included_usage n on n.tenant_id = v.tenant_id and n.usage_id = v.usage_id and n.version = v.version
  where v.tenant_id = u.tenant_id and v.usage_id = u.id order by v.version desc limit 1
) r on true
left join lateral (
  select x.usage_id, o.cost_micros - coalesce(n.micros, 0) as cost_micros, i.kind as line_kind
  from usage_billing x
  join rated_usage o on o.tenant_id = x.tenant_id and o.usage_id = x.usage_id and o.version = x.version
  left join included_usage n on n.tenant_id = x.tenant_id and n.usage_id = x.usage_id and n.version = x.version
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
