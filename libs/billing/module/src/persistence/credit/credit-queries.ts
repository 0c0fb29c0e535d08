import { type SQL, sql } from 'drizzle-orm';

/** What must hold of wallets and prepaid calls, each as a query for what breaks it: one row a breach. */
export const CREDIT_QUERIES: Readonly<Record<string, SQL>> = {
  'a wallet is not what was paid in and not taken back, less what its calls cost': sql`
    select w.lease_id::text as at from call_wallet w
    left join (select tenant_id, lease_id, sum(amount_micros) as micros from wallet_money group by 1, 2) t using (tenant_id, lease_id)
    left join (select tenant_id, lease_id, sum(gross_micros) as micros from prepaid_usage group by 1, 2) p using (tenant_id, lease_id)
    where w.balance_micros - w.owed_micros <> coalesce(t.micros, 0) - coalesce(p.micros, 0)`,
  'a wallet holds something else than is held for its calls': sql`
    select w.lease_id::text as at from call_wallet w
    left join (
      select tenant_id, lease_id, sum(gross_micros) as micros from call_reservation where state in ('reserved', 'extended') group by 1, 2
    ) r using (tenant_id, lease_id)
    where w.reserved_micros <> coalesce(r.micros, 0)`,
  'a prepaid call was charged something else than its price': sql`
    select p.usage_id::text as at from prepaid_usage p
    join lateral (select v.cost_micros from rated_usage v where v.tenant_id = p.tenant_id and v.usage_id = p.usage_id order by v.version desc limit 1) r on true
    group by p.tenant_id, p.usage_id, r.cost_micros having sum(p.net_micros) <> coalesce(r.cost_micros, 0)`,
  'a call was paid from a wallet and stands on an invoice': sql`
    select distinct p.usage_id::text as at from prepaid_usage p join usage_billing b on b.tenant_id = p.tenant_id and b.usage_id = p.usage_id`,
  'a wallet’s top-ups, and what was taken back of them, are not what the ledger has of them': sql`
    select t.lease_id::text as at from (select tenant_id, lease_id, sum(amount_minor) as minor from wallet_money group by 1, 2) t
    left join (
      select e.tenant_id, e.lease_id, -sum(e.amount_minor) as minor from ledger_entry e join ledger_tx x on x.tenant_id = e.tenant_id and x.id = e.tx_id
      where e.account = 'call-credit' and x.kind in ('wallet-top-up', 'wallet-reversal', 'wallet-reversal-won') group by 1, 2
    ) l using (tenant_id, lease_id)
    where t.minor is distinct from l.minor`,
};
