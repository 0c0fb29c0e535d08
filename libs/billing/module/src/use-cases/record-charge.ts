import { Injectable } from '@nestjs/common';
import type { TenantTransaction } from '@seatline/server';
import { keepCaptured } from '../persistence/gateway-payments';
import type { LoadedLease } from '../persistence/lease-books/loaded-lease';
import { PaymentAttempt } from '../persistence/payment-attempt.entity';
import type { ChargeOutcome } from '../ports/payment-gateway';
import { type BookedPayment, findPayment } from '../reads/payments';
import { LeaseDesk } from './lease-desk';
import { TellCollection } from './tell-collection';
import { TopUpWallet } from './top-up-wallet';

/** An intent as it stands, and the payment that it became. */
export interface Settled {
  readonly attempt: PaymentAttempt;
  readonly payment: BookedPayment | null;
}

/**
 * Writes down what a gateway says of an intent, under the lease's lock and only ever forwards: under way, declined, paid. Money that came after a no
 * (a payer's second try that crossed the first answer) is money all the same and is booked; what is paid stays paid, whatever arrives later.
 */
@Injectable()
export class RecordCharge {
  constructor(
    private readonly desk: LeaseDesk,
    private readonly tellCollection: TellCollection,
    private readonly topUps: TopUpWallet,
  ) {}

  /** @param amountMinor what the gateway took, where it said so. */
  async run(tx: TenantTransaction, attemptId: string, outcome: ChargeOutcome, amountMinor?: bigint): Promise<Settled> {
    const key = { tenantId: tx.tenantId, id: attemptId };
    const { leaseId } = await tx.entities.findOneByOrFail(PaymentAttempt, key);
    const lease = await this.desk.take(tx, leaseId);
    const attempt = await tx.entities.findOneByOrFail(PaymentAttempt, key); // as it is under the lock
    if (RANK[outcome.outcome] > RANK[attempt.state] || (outcome.outcome === 'pending' && attempt.state === 'created')) {
      note(attempt, outcome, this.desk.presentOf(lease));
      await tx.entities.save(attempt);
      if (outcome.outcome === 'succeeded') {
        await this.book(tx, lease, attempt, amountMinor ?? attempt.amountMinor);
      }
      if (attempt.collectionStep !== null && attempt.state !== 'created') await this.tellCollection.run(tx, lease, attempt);
    }
    const payment = attempt.state === 'succeeded' && attempt.purpose !== 'wallet' ? await findPayment(tx.ledger, tx.tenantId, 'gateway', attempt.gatewayReference!) : null;
    return { attempt, payment };
  }

  private async book(tx: TenantTransaction, lease: LoadedLease, attempt: PaymentAttempt, amountMinor: bigint): Promise<void> {
    const { purpose, requestedBy, leaseId } = attempt;
    const reference = attempt.gatewayReference!;
    if (purpose === 'wallet') return this.topUps.fromGateway(tx, { leaseId, reference, amountMinor, bookedBy: requestedBy });
    const by = { actor: requestedBy, payment: { source: 'gateway', reference } } as const;
    await this.desk.perform(tx, lease, { do: 'pay', amountMinor, forOrder: purpose === 'order', valueOn: null }, by);
    await keepCaptured(tx, reference);
  }
}

const RANK = { pending: 0, created: 0, declined: 1, succeeded: 2 } as const;

function note(attempt: PaymentAttempt, outcome: ChargeOutcome, at: number): void {
  if (outcome.reference !== undefined) attempt.gatewayReference = outcome.reference;
  attempt.nextStep = outcome.outcome === 'pending' ? outcome.nextStep : null;
  if (outcome.outcome === 'pending') return;
  attempt.state = outcome.outcome;
  attempt.finishedAt = new Date(at);
  attempt.cause = outcome.outcome === 'declined' ? outcome.cause : null;
  attempt.refusal = outcome.outcome === 'declined' ? (outcome.refusal ?? 'may-retry') : null;
}
