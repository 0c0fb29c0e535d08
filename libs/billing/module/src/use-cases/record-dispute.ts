import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit, SYSTEM_ACTOR, type TenantTransaction } from '@seatline/server';
import { findGatewayPayment, moveReturned, type ReturnablePayment } from '../persistence/gateway-payments';
import { GatewayDisputeRow } from '../persistence/gateway-refund.entity';
import type { LoadedLease } from '../persistence/lease-books/loaded-lease';
import type { GatewayDispute } from '../ports/payment-gateway';
import { amountText } from '../written/amounts';
import { LeaseDesk } from './lease-desk';

/** A bank decides once. A refund that was paid out at the gateway may still fail, and then the money is back. */
const RANK = { asked: 0, open: 1, won: 2, lost: 2 } as const;
const REFUND_RANK = { ...RANK, won: 3 } as const;

/** What a gateway says of a dispute, or of a refund that was made there without us, which takes money back like one. */
export type TakenBack = GatewayDispute & { readonly isRefund: boolean };

/** Whether what is told is later than what is known: news comes in any order, and more than once. */
export function isNews({ state, isRefund }: TakenBack, known: GatewayDispute['state']): boolean {
  const rank = isRefund ? REFUND_RANK : RANK;
  return rank[state] > rank[known];
}

/**
 * Writes down what a gateway says of a dispute, under the lease's lock and only ever forwards. A bank that only inquires has taken nothing. What it takes
 * is taken out of what the payment still has: a refund that went out before is not taken twice.
 */
@Injectable()
export class RecordDispute {
  constructor(
    private readonly desk: LeaseDesk,
    private readonly audit: Audit,
  ) {}

  async run(tx: TenantTransaction, gateway: string, told: TakenBack): Promise<void> {
    const payment = await findGatewayPayment(tx, told.paymentReference ?? '');
    if (!payment) throw new Error('the gateway tells of a dispute of a payment that is not booked yet');
    const lease = await this.desk.take(tx, payment.leaseId);
    const at = new Date(this.desk.presentOf(lease));
    const known = await tx.entities.findOneBy(GatewayDisputeRow, { tenantId: tx.tenantId, gateway, gatewayReference: told.reference });
    if (known && !isNews(told, known.state)) return;
    const row = known ?? tx.entities.create(GatewayDisputeRow, {
      tenantId: tx.tenantId, id: randomUUIDv7(), leaseId: payment.leaseId, paymentId: payment.id, disputeSequence: null, gateway,
      gatewayReference: told.reference, amountMinor: told.amountMinor, currency: payment.currency, reason: told.reason, isRefund: told.isRefund, createdAt: at,
    });
    row.answerBy = told.answerBy === null ? null : new Date(told.answerBy);
    const from = known?.state ?? 'asked';
    row.state = told.state;
    row.changedAt = at;
    if (from === 'asked' && told.state !== 'asked') row.disputeSequence = await this.open(tx, lease, payment, told);
    if (row.disputeSequence !== null && (told.state === 'won' || told.state === 'lost')) await this.close(tx, payment, row, told.state);
    await tx.entities.save(row);
  }

  /** @returns its count in the lease; null when nothing of the payment was left to take. */
  private async open(tx: TenantTransaction, lease: LoadedLease, payment: ReturnablePayment, told: GatewayDispute): Promise<number | null> {
    const command = { do: 'dispute-payment', payment: payment.sequence, amountMinor: told.amountMinor, reason: told.reason } as const;
    const { refusal, events } = await this.desk.perform(tx, lease, command, { actor: SYSTEM_ACTOR });
    const opened = events.find((event) => event.type === 'payment-disputed');
    if (refusal || !opened) return null;
    await moveReturned(tx, payment.id, { disputedMinor: opened.dispute.amountMinor });
    const facts = { amount: amountText(payment.currency, opened.dispute.amountMinor), currency: payment.currency };
    await this.audit.record(tx, SYSTEM_ACTOR, { action: 'payment.disputed', subjectKind: 'payment', subjectId: payment.id, reason: told.reason, facts });
    return opened.dispute.number;
  }

  private async close(tx: TenantTransaction, payment: ReturnablePayment, { disputeSequence, isRefund }: GatewayDisputeRow, as: 'won' | 'lost'): Promise<void> {
    const dispute = disputeSequence ?? 0;
    const lease = await this.desk.take(tx, payment.leaseId);
    const { refusal } = await this.desk.perform(tx, lease, { do: 'close-dispute', dispute, as, ...(as === 'won' && isRefund ? { afterAll: true as const } : {}) }, { actor: SYSTEM_ACTOR });
    const amountMinor = lease.book.disputes[dispute - 1]?.amountMinor ?? 0n;
    if (!refusal && as === 'won') await moveReturned(tx, payment.id, { disputedMinor: -amountMinor });
    await this.audit.record(tx, SYSTEM_ACTOR, { action: `dispute.${as}`, subjectKind: 'payment', subjectId: payment.id });
  }
}
