import type { LeaseEvent } from '@seatline/billing-domain';
import { timestamp } from '../table-writer';
import { collectAnnouncements } from './collect-announcements';
import { collectBilledUsage, collectCreditNote, collectIncludedUsage, collectInvoice } from './collect-documents';
import { collectAllocation, collectDepositRelease, collectDepositSettlement, collectPayment, collectRefund, collectTransaction, collectWriteOff } from './collect-money';
import { collectArrearsResumed, collectDispute, collectDisputeClosed, collectPaymentRefund, collectRefundReturn } from './collect-refunds';
import { collectOrders } from './collect-orders';
import { collectInterruption, collectServiceCredit, collectWithdrawal } from './collect-service';
import { collectState } from './collect-state';
import { DocumentIds } from './document-ids';
import { factsOf, factsToJson } from './event-facts';
import { beginGathering, type Gathering } from './gathering';
import type { LeaseChange } from './loaded-lease';
import type { RowSink } from './row-sink';

/** Turns what happened to a lease into rows. The ids of its documents are the answer, for whoever has to name one. */
export function collectChange(change: LeaseChange, sink: RowSink): DocumentIds {
  const ids = new DocumentIds(change.before);
  for (const seat of change.after.seats) ids.seat(seat.number);
  const gathering = beginGathering(change, ids, sink);
  for (const event of change.events) collectEvent(gathering, event);
  collectOrders(gathering);
  collectState(change, ids.seats, sink);
  return ids;
}

function collectEvent(gathering: Gathering, event: LeaseEvent): void {
  collectRowsOf(gathering, event);
  collectAnnouncements(gathering, event);
  const facts = factsOf(event);
  if (facts === null) return;
  gathering.counted.events += 1;
  gathering.sink.events.push({
    ...gathering.key, sequence: gathering.counted.events, at: timestamp(event.at), type: event.type, facts: factsToJson(facts),
  });
}

function collectRowsOf(gathering: Gathering, event: LeaseEvent): void {
  switch (event.type) {
    case 'invoice-issued':
      return collectInvoice(gathering, event);
    case 'credit-note-issued':
      return collectCreditNote(gathering, event);
    case 'included-minutes-used':
      return collectIncludedUsage(gathering, event);
    case 'usage-closed':
      return collectBilledUsage(gathering, event);
    case 'payment-booked':
      return collectPayment(gathering, event);
    case 'allocated':
      return collectAllocation(gathering, event);
    case 'refunded':
      return collectPaymentRefund(gathering, event);
    case 'refund-returned':
      return collectRefundReturn(gathering, event);
    case 'payment-disputed':
      return collectDispute(gathering, event);
    case 'dispute-closed':
      return collectDisputeClosed(gathering, event);
    case 'arrears-resumed':
      return collectArrearsResumed(gathering, event);
    case 'deposit-released':
      return collectDepositRelease(gathering, event);
    case 'deposit-settled':
      return collectDepositSettlement(gathering, event);
    case 'invoice-written-off':
    case 'write-off-undone':
    case 'write-off-lowered':
    case 'write-off-recovered':
      return collectWriteOff(gathering, event);
    case 'refund-paid':
      return collectRefund(gathering, event);
    case 'service-interrupted':
      return collectInterruption(gathering, event);
    case 'interruption-withdrawn':
      return collectWithdrawal(gathering, event);
    case 'service-credited':
      return collectServiceCredit(gathering, event);
    case 'ledger-posted':
      return collectTransaction(gathering, event);
    default:
  }
}
