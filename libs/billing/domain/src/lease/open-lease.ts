import { civilDateAt, type Instant, type Result, accept, refuse } from '@seatline/kernel';
import { quote } from '../invoice/quote';
import type { Contract } from '../plan/contract';
import { periodAt, termEndOn } from '../plan/periods';
import { withDiscountFixed } from '../plan/seat-prices';
import { finishWork, type LeaseStep } from './advance';
import type { LeaseBook } from './book';
import { followMoney } from './consequences';
import type { LeaseRefusalCode } from './events';
import { enterSeats, issueInvoice, nextSeatNumbers } from './invoicing';
import { record, today, type Work } from './work';
import { taxedOn } from '../plan/tax-rates';

/**
 * Opens a lease: the first rent invoice is issued at once, due on the term's start, with each seat's deposit and its first period's rent. Opened late, it
 * also issues every later rent invoice whose instant has passed. Refused with `outside-term` when the term is over already.
 * @param seats a whole number from 1. Source: simulate.md (`open-lease`).
 */
export function openLease(agreed: Contract, seats: number, at: Instant): Result<LeaseStep, LeaseRefusalCode> {
  const contract = { ...agreed, pricing: withDiscountFixed(agreed.pricing, agreed.term.months) };
  const endOn = termEndOn(contract);
  if (civilDateAt(at, contract.zone) >= endOn) return refuse('outside-term', { endOn });
  const { startOn } = contract.term;
  const firstPeriod = periodAt(contract, startOn);
  const empty: LeaseBook = {
    contract, openedAt: at, endOn, endsEarly: false, endedAt: null, settledAt: null, advancedTo: at,
    rentIssuedThroughOn: firstPeriod.toOn, usageClosedThroughOn: startOn, renewalNotifiedAt: null,
    seats: [], orders: [], invoices: [], creditNotes: [], payments: [], allocations: [], unapplied: [], writeOffs: [], paymentRefunds: [], disputes: [], holds: [], suspensions: [],
    openUsage: [], openCorrections: [], takenBack: [], interruptions: [], serviceCredits: [], includedPools: [], termsChanges: [], lateFees: [], ordersPlaced: 0, depositReleases: 0, refundDueMinor: 0n, refunds: [],
  };
  const work: Work = { book: empty, events: [], at };
  record(work, { type: 'lease-opened', contract, seats });
  const { lines } = quote(taxedOn(contract, today(work)), seats, startOn, firstPeriod.toOn);
  const invoice = issueInvoice(work, 'rent', startOn, lines);
  enterSeats(work, invoice, nextSeatNumbers(work.book, seats), startOn);
  followMoney(work);
  return accept(finishWork(work));
}
