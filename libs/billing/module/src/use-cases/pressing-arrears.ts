import { Injectable } from '@nestjs/common';
import type { TenantTransaction } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { amountText } from '../written/amounts';
import { ExplainArrears, type ExplainedLease, suspensionAt } from './explain-arrears';

/** What a tenant must know about money that is overdue, ready to be shown beside anything. */
export interface PressingArrears {
  readonly leaseId: string;
  readonly leaseNumber: string;
  readonly status: 'overdue' | 'suspended' | 'held';
  readonly toPay: string;
  readonly currency: string;
  readonly dueOn: string;
  readonly lastDayToPayOn: string;
  readonly suspensionAt: string | null;
  readonly because: readonly string[];
}

/** The most pressing arrears of a tenant: a suspended lease before an overdue one, then the one that is due longest. Null when nothing is overdue. */
@Injectable()
export class FindPressingArrears {
  constructor(private readonly arrears: ExplainArrears) {}

  async of(tx: TenantTransaction): Promise<PressingArrears | null> {
    const { rows } = await tx.ledger.execute<{ lease_id: string }>(sql`
      select lease_id from invoice_list where tenant_id = ${tx.tenantId} and open_minor > 0 group by lease_id order by min(due_on)`);
    const found: PressingArrears[] = [];
    for (const row of rows) {
      const pressing = tell(await this.arrears.within(tx, row.lease_id, null));
      if (pressing) found.push(pressing);
    }
    return found.find((each) => each.status === 'suspended') ?? found[0] ?? null;
  }
}

function tell(explained: ExplainedLease): PressingArrears | null {
  const { lease, explanation, status } = explained;
  const first = explanation.invoices[0];
  if (status === 'clear' || !first) return null;
  const causes = explanation.isSuspended
    ? explanation.suspendedBecause
    : explanation.invoices.filter((invoice) => invoice.dueOn < explanation.on).map((invoice) => invoice.number);
  const at = status === 'held' ? null : suspensionAt(explained);
  const { currency } = lease.book.contract;
  return {
    leaseId: lease.leaseId,
    leaseNumber: lease.number,
    status,
    toPay: amountText(currency, explained.toPayMinor),
    currency,
    dueOn: first.dueOn,
    lastDayToPayOn: explanation.lastDayToPayOn ?? first.lastDayToPayOn,
    suspensionAt: at === null ? null : new Date(at).toISOString(),
    because: causes.map((number) => lease.invoiceNumbers[number - 1] ?? String(number)),
  };
}
