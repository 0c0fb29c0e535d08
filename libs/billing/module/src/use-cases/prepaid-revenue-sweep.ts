import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { addDays, type CivilDate, civilDateAt, type Clock, type Currency, microsToMinor, startOfDay, type Zone } from '@seatline/kernel';
import { CLOCK, Jobs, PlatformUnitOfWork, TenantUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { postWallet } from '../persistence/credit/top-up-rows';
import { findCreditLease, lockWallet } from '../persistence/credit/wallet-rows';
import { timestamp } from '../persistence/table-writer';

interface Sums extends Record<string, unknown> {
  net_micros: bigint;
  gross_micros: bigint;
  posted_net: bigint;
  posted_gross: bigint;
}

/**
 * Writes what prepaid calls have used of their wallets into the ledger, once for every local day: the tenant's credit falls, revenue is earned, tax is owed. The
 * sum of all days is rounded, not each day, so that no fraction is lost: a day's entry is the rounded sum up to it less what was entered before.
 */
@Injectable()
export class PrepaidRevenueSweep implements OnModuleInit {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every({ name: 'prepaid-revenue', everySeconds: 900, run: () => this.run() });
  }

  async run(): Promise<void> {
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<{ tenant_id: string; lease_id: string; zone: Zone }>(sql`
        select w.tenant_id, w.lease_id, w.zone from wallet_list w where not exists (
          select from ledger_tx x where x.tenant_id = w.tenant_id and x.lease_id = w.lease_id and x.kind = 'prepaid-calls'
            and x.ref = 'before ' || (${timestamp(this.clock.now())}::timestamptz at time zone w.zone)::date)
        and exists (select from prepaid_usage p where p.tenant_id = w.tenant_id and p.lease_id = w.lease_id)`),
    );
    for (const row of rows) await this.post(row.tenant_id, row.lease_id);
  }

  private async post(tenantId: string, leaseId: string): Promise<void> {
    await this.tenants.run(tenantId, async (tx) => {
      const lease = await findCreditLease(tx.ledger, tenantId, leaseId);
      if (!lease || !(await lockWallet(tx.ledger, tenantId, leaseId))) return;
      const at = this.clock.now();
      const today = civilDateAt(at, lease.zone);
      const ref = `before ${today}`;
      const { rows } = await tx.ledger.execute<Sums & { known: boolean }>(sql`
        select coalesce(sum(p.net_micros), 0)::bigint as net_micros, coalesce(sum(p.gross_micros), 0)::bigint as gross_micros,
          (select coalesce(-sum(e.amount_minor) filter (where e.account = 'telephone-revenue'), 0)::bigint ${postedOf(tenantId, leaseId)}) as posted_net,
          (select coalesce(sum(e.amount_minor) filter (where e.account = 'call-credit'), 0)::bigint ${postedOf(tenantId, leaseId)}) as posted_gross,
          exists (select from ledger_tx x where x.tenant_id = ${tenantId} and x.lease_id = ${leaseId} and x.kind = 'prepaid-calls' and x.ref = ${ref}) as known
        from prepaid_usage p where p.tenant_id = ${tenantId} and p.lease_id = ${leaseId} and p.charged_at < ${timestamp(startOfDay(today, lease.zone))}`);
      const sums = rows[0]!;
      const amounts = amountsOf(sums, lease.currency);
      if (sums.known || Object.values(amounts).every((minor) => minor === 0n)) return;
      await postWallet(tx.ledger, tenantId, lease, { kind: 'prepaid-calls', ref, effectiveOn: dayBefore(today), amounts }, at);
    });
  }
}

function postedOf(tenantId: string, leaseId: string): ReturnType<typeof sql> {
  return sql`from ledger_entry e join ledger_tx x on x.tenant_id = e.tenant_id and x.id = e.tx_id
    where x.tenant_id = ${tenantId} and x.lease_id = ${leaseId} and x.kind = 'prepaid-calls'`;
}

function amountsOf(sums: Sums, currency: Currency): Record<string, bigint> {
  const gross = microsToMinor(sums.gross_micros, currency) - sums.posted_gross;
  const net = microsToMinor(sums.net_micros, currency) - sums.posted_net;
  return { 'call-credit': gross, 'telephone-revenue': -net, 'tax-payable': net - gross };
}

/** What was used before a day counts on the day before it. */
function dayBefore(day: CivilDate): CivilDate {
  return addDays(day, -1);
}
