import { addDays, type Instant, startOfDay } from '@seatline/kernel';
import { rentLines } from '../invoice/lines';
import { lateFeeLines } from '../late-fee/late-amounts';
import { periodAt } from '../plan/periods';
import { agreedOn } from './agreed-terms';
import { allocate } from './allocation';
import type { LeaseBook } from './book';
import { followMoney } from './consequences';
import { issueInvoice } from './invoicing';
import { activateReadySeats } from './seats';
import { enterServiceCredits, giveBackByNotes, serviceCreditLine, serviceCreditsWithin } from './service-credits';
import { change, today, type Work } from './work';
import { taxedOn } from '../plan/tax-rates';

/** When the next period's rent invoice is due to be issued: 00:00 local, the contract's lead days before the period; null when the lease has no further period. */
export function nextRentIssueAt(book: LeaseBook): Instant | null {
  if (book.rentIssuedThroughOn >= book.endOn) return null;
  return startOfDay(addDays(book.rentIssuedThroughOn, -book.contract.invoiceLeadDays), book.contract.zone);
}

/**
 * Issues the rent invoice of the next period for the seats that the period will have, all of them priced anew by their number and
 * by the contract in force at its start, due on its first day; a lease known to end inside it is
 * billed up to its end. Without seats there is no invoice, and the period counts as issued. What is to be given back for seats that
 * could not be used stands on it, or without one on credit notes. Money that waits is allocated to it.
 */
export function issueRent(work: Work): void {
  const { endOn, rentIssuedThroughOn: fromOn, seats } = work.book;
  const contract = agreedOn(work.book, fromOn);
  const period = periodAt(contract, fromOn);
  const staying = seats.filter((seat) => seat.endsOn === null || seat.endsOn > fromOn);
  change(work, { rentIssuedThroughOn: period.toOn });
  if (staying.length === 0) {
    if (giveBackByNotes(work)) followMoney(work);
    return;
  }
  const toOn = period.toOn < endOn ? period.toOn : endOn;
  const seatNumbers = staying.map((seat) => seat.number);
  const rent = rentLines(taxedOn(contract, today(work)), seatNumbers, 0, { fromOn, toOn });
  const lines = [...rent, ...lateFeeLines(work.book, 'rent', today(work))];
  const givenBack = serviceCreditsWithin(work.book, rent);
  const invoice = issueInvoice(work, 'rent', fromOn, [...lines, ...givenBack.map((due) => serviceCreditLine(work.book, due))]);
  enterServiceCredits(work, givenBack, invoice.number, lines.length);
  allocate(work);
  activateReadySeats(work);
}
