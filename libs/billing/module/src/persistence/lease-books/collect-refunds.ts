import type { MoneyPart } from '@seatline/billing-domain';
import { timestamp } from '../table-writer';
import type { EventOf, Gathering } from './gathering';
import { collectMoney } from './collect-money';

export function collectPaymentRefund(gathering: Gathering, { refund }: EventOf<'refunded'>): void {
  const { change, owned, currency, sink } = gathering;
  sink.paymentRefunds.push({
    ...owned,
    sequence: refund.number,
    payment_sequence: refund.payment,
    amount_minor: refund.amountMinor,
    currency,
    reason: refund.reason,
    refunded_at: timestamp(refund.refundedAt),
    refunded_by: change.actor,
  });
  collectParts(gathering, 'refund', refund.number, refund.parts);
}

export function collectRefundReturn(gathering: Gathering, { refund, minor, at }: EventOf<'refund-returned'>): void {
  gathering.sink.refundReturns.push({ ...gathering.key, refund_sequence: refund, returned_at: timestamp(at) });
  collectMoney(gathering, 'refund-return', refund, minor, at);
}

/** The invoices that it opens again are told by its negative allocations. */
export function collectDispute(gathering: Gathering, { dispute }: EventOf<'payment-disputed'>): void {
  const { owned, currency, sink } = gathering;
  sink.disputes.push({
    ...owned,
    sequence: dispute.number,
    payment_sequence: dispute.payment,
    amount_minor: dispute.amountMinor,
    currency,
    reason: dispute.reason,
    opened_at: timestamp(dispute.openedAt),
  });
  collectParts(gathering, 'dispute', dispute.number, dispute.parts);
}

export function collectDisputeClosed(gathering: Gathering, { dispute, as, at }: EventOf<'dispute-closed'>): void {
  collectStep(gathering, dispute, as, at, null);
  if (as === 'lost') return;
  const { amountMinor } = gathering.change.after.disputes[dispute - 1]!;
  collectMoney(gathering, 'dispute-won', dispute, amountMinor, at);
}

export function collectArrearsResumed(gathering: Gathering, { dispute, reason, at }: EventOf<'arrears-resumed'>): void {
  collectStep(gathering, dispute, 'resumed', at, reason);
}

function collectStep({ key, change, sink }: Gathering, dispute: number, step: string, at: number, reason: string | null): void {
  sink.disputeSteps.push({ ...key, dispute_sequence: dispute, step, taken_at: timestamp(at), taken_by: change.actor, reason });
}

function collectParts({ owned, currency, sink }: Gathering, takenFor: 'refund' | 'dispute', sequence: number, parts: readonly MoneyPart[]): void {
  for (const part of parts) {
    sink.moneyParts.push({
      ...owned, taken_for: takenFor, taken_sequence: sequence, source_kind: part.source, source_sequence: part.sourceNumber, amount_minor: part.minor, currency,
    });
  }
}
