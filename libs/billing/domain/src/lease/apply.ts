import { addDays, type CivilDate, type Instant, type Refusal } from '@seatline/kernel';
import { paymentEntries, refundPayoutEntries } from '../ledger/postings';
import { periodAt, termEndOn } from '../plan/periods';
import { isRenewalInTime } from '../renewal/renewal';
import { changeTerms } from './agreed-terms';
import { addUnapplied } from './allocation';
import { advancedWork, finishWork, keepNextDue, type LeaseStep } from './advance';
import type { LeaseBook, Payment, RefundPayout } from './book';
import type { LeaseCommand, LeaseCommandName } from './commands';
import { followMoney, relieveArrears } from './consequences';
import { creditUnused } from './crediting';
import { refundableMinor, seatSummary } from './derived';
import type { LeaseRefusalCode } from './events';
import { hasIncludedMinutes } from './included-usage';
import { agreeLateFees, correctLateFees, waiveLateFee } from './late-fees';
import { dropOrders, fillOldestOrder, isOrderingBlocked } from './orders';
import { closeDispute, disputePayment, refund, resumeArrears, returnRefund } from './refunds';
import { activateReadySeats, markSeatsEnding, releaseSeats } from './seats';
import { skipEmptyCloses } from './usage-close';
import { correctUsage } from './usage-correction';
import { recordInterruption, withdrawInterruption } from './service-credits';
import { change, post, record, replaceInvoice, today, type Work } from './work';
import { recoverWriteOffs, undoWriteOff, writeOff } from './write-off';

export interface AppliedCommand extends LeaseStep {
  /** Why the command changed nothing; null when it was carried out. Due work before it was done either way. */
  readonly refusal: Refusal<LeaseRefusalCode> | null;
}

/**
 * Carries out a command on an open lease at an instant: first everything due up to that instant, then the command, then what it made due at that
 * instant. A refusal is a value with a code and is also among the events.
 * @throws RangeError when the instant is before the one up to which the book was advanced: the past is not rewritten.
 */
export function apply(book: LeaseBook, command: LeaseCommand, at: Instant): AppliedCommand {
  if (at < book.advancedTo) throw new RangeError('a command cannot come before what has already been done');
  const work = advancedWork(book, at);
  const handler = HANDLERS[command.do] as (work: Work, command: LeaseCommand) => Refusal<LeaseRefusalCode> | null;
  const refusal = handler(work, command);
  if (refusal) record(work, { type: 'refused', code: refusal.code });
  return { ...finishWork(work), refusal };
}

type Handler<Name extends LeaseCommandName> = (work: Work, command: Extract<LeaseCommand, { do: Name }>) => Refusal<LeaseRefusalCode> | null;

const HANDLERS: { readonly [Name in LeaseCommandName]: Handler<Name> } = {
  'add-seats': addSeats,
  'cancel-order': cancelOrder,
  'remove-seats': removeSeats,
  'hand-over-seats': handOverSeats,
  'end-lease': agreeEnd,
  'renew-lease': renew,
  'change-terms': changeTerms,
  pay,
  'pay-refund': payRefund,
  refund,
  'return-refund': returnRefund,
  'dispute-payment': disputePayment,
  'close-dispute': closeDispute,
  'resume-arrears': resumeArrears,
  'waive-payment': waivePayment,
  'hold-arrears': holdArrears,
  'write-off': writeOff,
  'undo-write-off': undoWriteOff,
  'agree-late-fees': agreeLateFees,
  'waive-late-fee': waiveLateFee,
  'record-usage': recordUsage,
  'correct-usage': (work, { debits, credits }) => {
    correctUsage(work, debits, credits);
    return null;
  },
  'record-interruption': recordInterruption,
  'withdraw-interruption': withdrawInterruption,
  'confirm-last-warning': confirmLastWarning,
};

function refusal(code: LeaseRefusalCode, facts: Refusal['facts'] = {}): Refusal<LeaseRefusalCode> {
  return { code, facts };
}

function addSeats(work: Work, { seats }: Extract<LeaseCommand, { do: 'add-seats' }>): Refusal<LeaseRefusalCode> | null {
  const on = today(work);
  if (on >= work.book.endOn) return refusal('outside-term', { endOn: work.book.endOn });
  if (isOrderingBlocked(work.book, on)) return refusal('overdue');
  const order = { number: work.book.ordersPlaced + 1, seats, orderedOn: on };
  change(work, { orders: [...work.book.orders, order], ordersPlaced: order.number });
  record(work, { type: 'order-placed', order });
  followMoney(work);
  return null;
}

function cancelOrder(work: Work, { order: number }: Extract<LeaseCommand, { do: 'cancel-order' }>): Refusal<LeaseRefusalCode> | null {
  const order = work.book.orders.find((candidate) => candidate.number === number);
  if (!order) return refusal('no-such-order', { order: number });
  dropOrders(work, [order], 'order-cancelled');
  followMoney(work);
  return null;
}

/** The last added go first. Seats whose end is set already are not counted again. */
function removeSeats(work: Work, { seats, when }: Extract<LeaseCommand, { do: 'remove-seats' }>): Refusal<LeaseRefusalCode> | null {
  const on = today(work);
  const { contract, endOn } = work.book;
  if (on >= endOn) return refusal('outside-term', { endOn });
  const { lasting } = seatSummary(work.book.seats);
  if (lasting.length < seats) return refusal('not-enough-seats', { seats: lasting.length });
  const leaving = lasting.slice(lasting.length - seats).map((seat) => seat.number);
  const endsOn = when === 'now' ? addDays(on, 1) : earlier(periodAt(contract, on).toOn, endOn);
  markSeatsEnding(work, leaving, endsOn);
  if (when === 'now') releaseSeats(work, leaving);
  if (creditUnused(work, endsOn)) followMoney(work);
  return null;
}

/**
 * Seats end here because another tenant's lease takes them on: on that day, which is the other's already, or after it if nobody looked. The last added go first, and
 * all that was prepaid for them from the day on is credited.
 */
function handOverSeats(work: Work, { seats, on }: Extract<LeaseCommand, { do: 'hand-over-seats' }>): Refusal<LeaseRefusalCode> | null {
  const { endOn } = work.book;
  if (on > today(work) || on >= endOn) return refusal('outside-term', { endOn });
  const { lasting } = seatSummary(work.book.seats);
  if (lasting.length < seats) return refusal('not-enough-seats', { seats: lasting.length });
  const leaving = lasting.slice(lasting.length - seats).map((seat) => seat.number);
  markSeatsEnding(work, leaving, on, 'seats-handed-over');
  releaseSeats(work, leaving);
  if (creditUnused(work, on)) followMoney(work);
  return null;
}

function agreeEnd(work: Work, { on }: Extract<LeaseCommand, { do: 'end-lease' }>): Refusal<LeaseRefusalCode> | null {
  const { contract, endedAt, endOn } = work.book;
  if (endedAt !== null || on < contract.term.startOn || on > endOn || on < today(work)) return refusal('outside-term', { endOn });
  change(work, { endOn: on, endsEarly: on < termEndOn(contract) });
  record(work, { type: 'end-agreed', endOn: on });
  if (creditUnused(work, on)) followMoney(work);
  return null;
}

function renew(work: Work, { months, consented }: Extract<LeaseCommand, { do: 'renew-lease' }>): Refusal<LeaseRefusalCode> | null {
  const { contract, endedAt, endOn, endsEarly } = work.book;
  if (endedAt !== null || endsEarly) return refusal('outside-term', { endOn });
  if (!consented && !isRenewalInTime(contract, today(work))) return refusal('renewal-late', { endOn });
  const renewed = { ...contract, term: { ...contract.term, months: contract.term.months + months } };
  change(work, { contract: renewed, endOn: termEndOn(renewed), renewalNotifiedAt: null });
  record(work, { type: 'lease-renewed', months, endOn: work.book.endOn });
  return null;
}

function pay(work: Work, { amountMinor, forOrder, valueOn }: Extract<LeaseCommand, { do: 'pay' }>): Refusal<LeaseRefusalCode> | null {
  const payment: Payment = {
    number: work.book.payments.length + 1, amountMinor, bookedAt: work.at, valueOn: valueOn ?? today(work), forOrder,
  };
  change(work, { payments: [...work.book.payments, payment] });
  record(work, { type: 'payment-booked', payment });
  post(work, 'payment', String(payment.number), paymentEntries(amountMinor), payment.valueOn);
  addUnapplied(work, 'payment', payment.number, amountMinor);
  if (forOrder) fillOldestOrder(work);
  followMoney(work);
  recoverWriteOffs(work, payment.number);
  if (payment.valueOn < today(work)) correctLateFees(work);
  return null;
}

/** Paid back by parts or at once, but never more than the settlement left. */
function payRefund(work: Work, { amountMinor, valueOn }: Extract<LeaseCommand, { do: 'pay-refund' }>): Refusal<LeaseRefusalCode> | null {
  if (amountMinor > refundableMinor(work.book)) return refusal('refund-exceeds');
  const refund: RefundPayout = { number: work.book.refunds.length + 1, amountMinor, paidAt: work.at, valueOn: valueOn ?? today(work) };
  change(work, { refunds: [...work.book.refunds, refund] });
  record(work, { type: 'refund-paid', refund });
  post(work, 'refund-payout', String(refund.number), refundPayoutEntries(amountMinor), refund.valueOn);
  return null;
}

function waivePayment(work: Work, { reason }: Extract<LeaseCommand, { do: 'waive-payment' }>): Refusal<LeaseRefusalCode> | null {
  const waiting = seatSummary(work.book.seats).ordered;
  if (waiting.length === 0) return refusal('not-enough-seats', { seats: 0 });
  change(work, { seats: work.book.seats.map((seat) => (waiting.includes(seat) ? { ...seat, paymentWaived: true } : seat)) });
  record(work, { type: 'payment-waived', seatNumbers: waiting.map((seat) => seat.number), reason });
  activateReadySeats(work);
  return null;
}

function holdArrears(work: Work, { untilOn, reason }: Extract<LeaseCommand, { do: 'hold-arrears' }>): Refusal<LeaseRefusalCode> | null {
  const hold = { untilOn, reason, grantedAt: work.at };
  change(work, { holds: [...work.book.holds, hold] });
  record(work, { type: 'arrears-held', hold });
  relieveArrears(work);
  return null;
}

/** A rated call that costs something waits for the next close; one that costs nothing is on no invoice. Where minutes may be included it waits as a call of its own. */
function recordUsage(work: Work, { answeredOn, costMicros, talk }: Extract<LeaseCommand, { do: 'record-usage' }>): Refusal<LeaseRefusalCode> | null {
  if (costMicros === 0n) return null;
  skipEmptyCloses(work);
  const before = work.book;
  const { openUsage } = before;
  const own = talk !== undefined && hasIncludedMinutes(before);
  const place = own ? -1 : openUsage.findIndex((day) => day.answeredOn === answeredOn && day.talk === undefined);
  const known = openUsage[place];
  change(work, {
    openUsage: known
      ? openUsage.with(place, { answeredOn, calls: known.calls + 1, costMicros: known.costMicros + costMicros })
      : [...openUsage, { answeredOn, calls: 1, costMicros, ...(own ? { talk } : {}) }],
  });
  if (before.usageClosedThroughOn < before.endOn) keepNextDue(before, work.book); // every period of the lease has its close, used or not
  return null;
}

/** What is known of the sending of a last warning: one that went out late moves the suspension, and may restore a lease suspended too early. */
function confirmLastWarning(work: Work, { invoice, sentAt }: Extract<LeaseCommand, { do: 'confirm-last-warning' }>): Refusal<LeaseRefusalCode> | null {
  const warned = work.book.invoices[invoice - 1];
  if (!warned) return refusal('no-such-invoice', { invoice });
  replaceInvoice(work, { ...warned, lastWarningSentAt: sentAt });
  relieveArrears(work);
  return null;
}

function earlier(a: CivilDate, b: CivilDate): CivilDate {
  return a < b ? a : b;
}
