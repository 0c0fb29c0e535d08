import { Injectable } from '@nestjs/common';
import { Audit, notFound, type Principal, TenantUnitOfWork } from '@seatline/server';
import { findInvoiceTarget } from '../persistence/payment-targets';
import { LeaseDesk, nameOf, problemOf } from './lease-desk';

/** Gives up what is open of an invoice, or takes that back; both with a reason that the tenant can read. */
@Injectable()
export class WriteOffDesk {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: LeaseDesk,
    private readonly audit: Audit,
  ) {}

  writeOff(actor: Principal, tenantId: string, invoiceId: string, reason: string): Promise<void> {
    return this.run(actor, tenantId, invoiceId, reason, 'write-off');
  }

  undo(actor: Principal, tenantId: string, invoiceId: string, reason: string): Promise<void> {
    return this.run(actor, tenantId, invoiceId, reason, 'undo-write-off');
  }

  private async run(actor: Principal, tenantId: string, invoiceId: string, reason: string, act: 'write-off' | 'undo-write-off'): Promise<void> {
    const refusal = await this.tenants.run(tenantId, async (tx) => {
      const target = await findInvoiceTarget(tx.ledger, tenantId, invoiceId);
      if (!target) throw notFound('invoice');
      const lease = await this.desk.take(tx, target.leaseId);
      const done = await this.desk.perform(tx, lease, { do: act, invoice: target.number, reason }, { actor: nameOf(actor) });
      if (done.refusal) return { ...done.refusal, facts: { number: lease.invoiceNumbers[target.number - 1] ?? target.number } };
      const action = act === 'write-off' ? 'invoice.written-off' : 'invoice.write-off-undone';
      await this.audit.record(tx, actor, { action, reason, subjectKind: 'invoice', subjectId: invoiceId });
      return null;
    });
    if (refusal) throw problemOf(refusal);
  }
}
