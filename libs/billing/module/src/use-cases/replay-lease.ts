import { advance, apply, type LeaseBook, type LeaseCommand, type LeaseEvent, openLease } from '@seatline/billing-domain';
import { type Instant } from '@seatline/kernel';
import type { LoadedLease, WaitingUsage } from '../persistence/lease-books/loaded-lease';
import type { ToldMoment } from '../persistence/lease-history';
import { receive } from './bring-up';

interface Deed {
  readonly at: Instant;
  readonly command: LeaseCommand;
}

/**
 * The lease as it stood at an instant of its past: opened again, and everything that anybody did until then done again, with the calls as they arrived.
 * Nothing is read but what happened, so for the present it is a second opinion on what the tables hold.
 */
export function replayLease(lease: LoadedLease, moments: readonly ToldMoment[], usage: WaitingUsage, until: Instant): LeaseBook {
  let book = { ...openAgain(lease.book, moments), openUsage: usage.arrived[0]! };
  const closes = usage.closesAt.map((at, place) => ({ at, arrived: usage.arrived[place + 1]! }));
  const deeds = [...deedsOf(moments), ...lateWarnings(lease.book, moments)].sort((a, b) => a.at - b.at);
  for (const deed of deeds.filter(({ at }) => at <= until)) {
    book = passCloses(book, closes, deed.at);
    book = apply(book, deed.command, deed.at).book;
  }
  book = passCloses(book, closes, until);
  return advance(book, until).book;
}

function openAgain({ contract, openedAt }: LeaseBook, moments: readonly ToldMoment[]): LeaseBook {
  const renewedMonths = moments.reduce((sum, moment) => (moment.type === 'lease-renewed' ? sum + moment.months : sum), 0);
  const term = { ...contract.term, months: contract.term.months - renewedMonths };
  const opening = moments.find((moment) => moment.type === 'lease-opened');
  const opened = openLease({ ...contract, term }, opening?.type === 'lease-opened' ? opening.seats : 0, openedAt);
  if (!opened.ok) throw new Error('a lease that was opened cannot be opened again');
  return opened.value.book;
}

/** Due work comes before a deed of the same instant, closes among it; calls that arrived after a close are let in behind it. */
function passCloses(book: LeaseBook, closes: { at: Instant; arrived: WaitingUsage['arrived'][number] }[], until: Instant): LeaseBook {
  let current = book;
  while (closes[0] && closes[0].at <= until) {
    const { at, arrived } = closes.shift()!;
    current = receive(advance(current, at).book, arrived, at);
  }
  return current;
}

function deedsOf(moments: readonly ToldMoment[]): Deed[] {
  return moments.flatMap((moment, place): Deed[] => {
    const command = commandOf(moment, moments[place + 1]);
    return command ? [{ at: moment.at, command }] : [];
  });
}

/** The command that an event answers; null for what follows by itself. */
function commandOf(moment: ToldMoment, next: ToldMoment | undefined): LeaseCommand | null {
  switch (moment.type) {
    case 'order-placed':
      return { do: 'add-seats', seats: moment.order.seats };
    case 'order-cancelled':
      return { do: 'cancel-order', order: moment.order };
    case 'payment-booked':
      return { do: 'pay', amountMinor: moment.payment.amountMinor, forOrder: moment.payment.forOrder, valueOn: moment.payment.valueOn };
    case 'refund-paid':
      return { do: 'pay-refund', amountMinor: moment.refund.amountMinor, valueOn: moment.refund.valueOn };
    case 'refunded':
      return { do: 'refund', payment: moment.refund.payment, amountMinor: moment.refund.amountMinor, reason: moment.refund.reason };
    case 'refund-returned':
      return { do: 'return-refund', refund: moment.refund };
    case 'payment-disputed':
      return { do: 'dispute-payment', payment: moment.dispute.payment, amountMinor: moment.dispute.amountMinor, reason: moment.dispute.reason };
    case 'dispute-closed':
      return { do: 'close-dispute', dispute: moment.dispute, as: moment.as, ...(moment.afterAll ? { afterAll: true } : {}) };
    case 'arrears-resumed':
      return { do: 'resume-arrears', dispute: moment.dispute, reason: moment.reason };
    case 'payment-waived':
      return { do: 'waive-payment', reason: moment.reason };
    case 'arrears-held':
      return { do: 'hold-arrears', untilOn: moment.hold.untilOn, reason: moment.hold.reason };
    case 'end-agreed':
      return { do: 'end-lease', on: moment.endOn };
    case 'invoice-written-off':
      return { do: 'write-off', invoice: moment.writeOff.invoice, reason: moment.reason };
    case 'write-off-undone':
      return { do: 'undo-write-off', invoice: moment.writeOff.invoice, reason: moment.reason };
    case 'late-fees-agreed':
      return { do: 'agree-late-fees', terms: moment.agreement.terms, reason: moment.agreement.reason };
    case 'late-fee-waived':
      return { do: 'waive-late-fee', invoice: moment.invoice, line: moment.line, reason: moment.reason };
    case 'terms-changed':
      return { do: 'change-terms', fromOn: moment.fromOn, terms: moment.terms, reason: moment.reason };
    case 'lease-renewed':
      return { do: 'renew-lease', months: moment.months, consented: true };
    case 'usage-corrected':
      return { do: 'correct-usage', debits: moment.debits, credits: moment.credits };
    case 'service-interrupted':
      return { do: 'record-interruption', interruption: moment.interruption };
    case 'interruption-withdrawn':
      return { do: 'withdraw-interruption', interruption: moment.interruption, reason: moment.reason };
    case 'seats-handed-over':
      return { do: 'hand-over-seats', seats: moment.seatNumbers.length, on: moment.endsOn };
    case 'seats-removed':
      return { do: 'remove-seats', seats: moment.seatNumbers.length, when: releasedAtOnce(moment, next) ? 'now' : 'period-end' };
    default:
      return null;
  }
}

function releasedAtOnce(removed: LeaseEvent, next: ToldMoment | undefined): boolean {
  return next?.type === 'seats-released' && next.at === removed.at;
}

function lateWarnings(book: LeaseBook, moments: readonly ToldMoment[]): Deed[] {
  return moments.flatMap((moment): Deed[] => {
    if (moment.type !== 'notice-due' || moment.kind !== 'last-warning') return [];
    const sentAt = book.invoices[moment.invoice - 1]?.lastWarningSentAt ?? null;
    return sentAt === null ? [] : [{ at: moment.at, command: { do: 'confirm-last-warning', invoice: moment.invoice, sentAt } }];
  });
}
