import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type LeaseNoticeKind, openMinor } from '@seatline/billing-domain';
import { Audit, Outbox, SYSTEM_ACTOR, type TenantTransaction } from '@seatline/server';
import { insertCollectionNotice } from '../persistence/collections';
import type { LoadedLease } from '../persistence/lease-books/loaded-lease';
import type { PaymentAttempt } from '../persistence/payment-attempt.entity';
import { amountText } from '../written/amounts';

/** Says what became of a try to collect: in the audit always; to the tenant where it failed and something is still to pay. */
@Injectable()
export class TellCollection {
  constructor(
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  /** In the transaction that writes the outcome down, with the lease as it was before. */
  async run(tx: TenantTransaction, lease: LoadedLease, attempt: PaymentAttempt): Promise<void> {
    const { state, currency, amountMinor, collectionStep, cause, targetId, leaseId } = attempt;
    const facts = { amount: amountText(currency, amountMinor), currency, day: collectionStep };
    await this.audit.record(tx, SYSTEM_ACTOR, { action: state === 'succeeded' ? 'collection.paid' : 'collection.declined', subjectKind: 'invoice', subjectId: targetId, reason: cause, facts });
    const place = lease.invoiceIds.indexOf(targetId);
    const invoice = lease.book.invoices[place];
    if (state !== 'declined' || !invoice || openMinor(invoice) <= 0n) return;
    const kind: LeaseNoticeKind = attempt.refusal === 'needs-payer' ? 'collection-confirm' : 'collection-declined';
    const id = randomUUIDv7();
    const notice = { id, leaseId, kind, ref: `${invoice.number} ${collectionStep}`, invoiceId: targetId, at: attempt.finishedAt!.getTime() };
    if (await insertCollectionNotice(tx, notice)) await this.outbox.publish(tx, { topic: 'billing.notice-recorded', payload: { leaseId, noticeId: id, kind } });
  }
}
