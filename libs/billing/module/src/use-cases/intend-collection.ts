import { randomUUIDv7 } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { collectionDue } from '@seatline/billing-domain';
import { Audit, SYSTEM_ACTOR, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { type CollectionCandidate, settingFor, triesOfLease } from '../persistence/collections';
import { PaymentAttempt } from '../persistence/payment-attempt.entity';
import { findInvoiceTarget } from '../persistence/payment-targets';
import { defaultMethod } from '../persistence/saved-methods';
import { PAYMENT_GATEWAY, type PaymentGateway } from '../ports/payment-gateway';
import { amountText } from '../written/amounts';
import { bringUp } from './bring-up';
import { LeaseDesk } from './lease-desk';

/** Decides under the lease's lock whether an invoice is charged now, and commits the intent to. */
@Injectable()
export class IntendCollection {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: LeaseDesk,
    private readonly audit: Audit,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway | null,
  ) {}

  get gatewayName(): string | null {
    return this.gateway?.name ?? null;
  }

  /** Null: nothing is due, by now. */
  async run({ tenantId, invoiceId }: CollectionCandidate): Promise<PaymentAttempt | null> {
    const { gateway } = this;
    return gateway ? this.tenants.run(tenantId, (tx) => this.intend(tx, gateway.name, invoiceId)) : null;
  }

  private async intend(tx: TenantTransaction, gateway: string, invoiceId: string): Promise<PaymentAttempt | null> {
    const { tenantId } = tx;
    const target = await findInvoiceTarget(tx.ledger, tenantId, invoiceId);
    if (!target) return null;
    const { leaseId } = target;
    const lease = await this.desk.take(tx, leaseId);
    const [setting, method] = [await settingFor(tx, leaseId), await defaultMethod(tx, gateway)];
    if (!setting?.automatic || !method) return null;
    // Somebody is paying it at this moment, or the last answer is still waited for.
    if (await tx.entities.existsBy(PaymentAttempt, { tenantId, purpose: 'invoice', targetId: invoiceId, state: 'created' })) return null;
    const at = this.desk.presentOf(lease);
    const { book } = bringUp(lease, at, null);
    const made = (await triesOfLease(tx, leaseId)).filter((each) => each.invoiceId === invoiceId);
    const instrument = { kind: 'saved', customer: method.customer, method: method.instrumentReference! } as const;
    const due = collectionDue(book, target.number, setting.scheduleDays, made, instrument.method, at);
    if (!due) return null;
    const { currency } = book.contract;
    const facts = { amount: amountText(currency, due.amountMinor), currency, gateway, day: due.step };
    await this.audit.record(tx, SYSTEM_ACTOR, { action: 'collection.started', subjectKind: 'invoice', subjectId: invoiceId, facts });
    return tx.entities.save(
      tx.entities.create(PaymentAttempt, {
        tenantId, id: randomUUIDv7(), leaseId, purpose: 'invoice', targetId: invoiceId, amountMinor: due.amountMinor, currency, gateway, instrument, state: 'created',
        collectionStep: due.step, requestedBy: 'Seatline', createdAt: new Date(at),
      }),
    );
  }
}
