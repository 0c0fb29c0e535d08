import type { MoneySource } from '@seatline/billing-domain';
import { randomUUIDv7 } from 'node:crypto';
import type { Instant } from '@seatline/kernel';
import { intArray, timestamp } from '../table-writer';
import type { EventOf, Gathering } from './gathering';

export function collectPayment(gathering: Gathering, { payment }: EventOf<'payment-booked'>): void {
  const { change, owned, currency, sink } = gathering;
  if (!change.payment) throw new Error('a payment was booked without saying how it came in');
  sink.payments.push({
    ...owned,
    id: randomUUIDv7(),
    sequence: payment.number,
    source: change.payment.source,
    reference: change.payment.reference,
    amount_minor: payment.amountMinor,
    currency,
    value_on: payment.valueOn,
    booked_at: timestamp(payment.bookedAt),
    for_order: payment.forOrder,
    booked_by: change.actor,
  });
  collectMoney(gathering, 'payment', payment.number, payment.amountMinor, payment.bookedAt);
}

export function collectRefund(gathering: Gathering, { refund }: EventOf<'refund-paid'>): void {
  const { change, owned, currency, sink } = gathering;
  if (change.refundReference === undefined) throw new Error('a refund was paid without the reference of its transfer');
  sink.refunds.push({
    ...owned,
    id: randomUUIDv7(),
    sequence: refund.number,
    reference: change.refundReference,
    amount_minor: refund.amountMinor,
    currency,
    value_on: refund.valueOn,
    paid_at: timestamp(refund.paidAt),
    paid_by: change.actor,
  });
}

export function collectAllocation(gathering: Gathering, { allocation, at }: EventOf<'allocated'>): void {
  const { ids, owned, currency, sink } = gathering;
  sink.allocations.push({
    ...owned,
    sequence: allocation.number,
    source_kind: allocation.source,
    source_sequence: allocation.sourceNumber,
    invoice_id: ids.invoice(allocation.invoice),
    amount_minor: allocation.minor,
    currency,
    allocated_at: timestamp(at),
  });
  // Money that a credit note took back out of a paid invoice is the tenant's to use again; what a dispute took is the bank's.
  if (allocation.minor < 0n && allocation.source !== 'dispute') collectMoney(gathering, allocation.source, allocation.sourceNumber, -allocation.minor, at);
}

export function collectDepositRelease(gathering: Gathering, event: EventOf<'deposit-released'>): void {
  collectDeposit(gathering, 'released', event.minor, event.at, { seats: event.seatNumbers });
  collectMoney(gathering, 'deposit-release', event.release, event.minor, event.at);
}

export function collectDepositSettlement(gathering: Gathering, event: EventOf<'deposit-settled'>): void {
  for (const { invoice, minor } of event.setOffs) collectDeposit(gathering, 'set-off', minor, event.at, { invoiceId: gathering.ids.invoice(invoice) });
  if (event.refundMinor > 0n) collectDeposit(gathering, 'refund-due', event.refundMinor, event.at, {});
}

/** What a credit note or a payment lowers by itself names it as the reason. */
function reasonOf(event: EventOf<'invoice-written-off' | 'write-off-undone' | 'write-off-lowered' | 'write-off-recovered'>): string {
  if (event.type === 'write-off-lowered') return `credit note ${event.creditNote} of the lease`;
  return event.type === 'write-off-recovered' ? `payment ${event.payment} of the lease` : event.reason;
}


export function collectWriteOff(gathering: Gathering, event: EventOf<'invoice-written-off' | 'write-off-undone' | 'write-off-lowered' | 'write-off-recovered'>): void {
  const { change, ids, owned, currency, sink } = gathering;
  const { writeOff, at } = event;
  sink.writeOffs.push({
    ...owned,
    sequence: writeOff.number,
    invoice_id: ids.invoice(writeOff.invoice),
    amount_minor: writeOff.minor,
    currency,
    reason: reasonOf(event),
    written_at: timestamp(at),
    written_by: change.actor,
  });
}

export function collectTransaction(gathering: Gathering, { transaction }: EventOf<'ledger-posted'>): void {
  const { owned, currency, sink } = gathering;
  const id = randomUUIDv7();
  sink.transactions.push({
    ...owned,
    id,
    kind: transaction.kind,
    ref: transaction.ref,
    effective_on: transaction.effectiveOn,
    recorded_at: timestamp(transaction.recordedAt),
  });
  transaction.entries.forEach((entry, place) => {
    sink.entries.push({ ...owned, tx_id: id, n: place + 1, account: entry.account, currency, amount_minor: entry.minor });
  });
}

export function collectMoney(gathering: Gathering, source: MoneySource, number: number, minor: bigint, at: Instant): void {
  gathering.counted.money += 1;
  gathering.sink.money.push({
    ...gathering.owned,
    sequence: gathering.counted.money,
    source_kind: source,
    source_sequence: number,
    amount_minor: minor,
    currency: gathering.currency,
    at: timestamp(at),
  });
}

type DepositTarget = { readonly seats?: readonly number[]; readonly invoiceId?: string };

function collectDeposit(gathering: Gathering, kind: string, minor: bigint, at: Instant, { seats = [], invoiceId }: DepositTarget): void {
  gathering.counted.deposits += 1;
  gathering.sink.deposits.push({
    ...gathering.owned,
    sequence: gathering.counted.deposits,
    kind,
    seat_numbers: intArray(seats),
    invoice_id: invoiceId ?? null,
    amount_minor: minor,
    currency: gathering.currency,
    at: timestamp(at),
  });
}
