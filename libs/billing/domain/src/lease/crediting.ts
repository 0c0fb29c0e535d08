import type { CivilDate } from '@seatline/kernel';
import { creditLines, type CreditBasis, type DaySpan, daysBegunWithin } from '../invoice/credit';
import type { CreditNote, CreditNoteLine, Invoice } from '../invoice/invoice';
import { creditNoteEntries } from '../ledger/postings';
import { releaseOverpayment } from './allocation';
import type { LeaseBook } from './book';
import { change, post, record, replaceInvoice, type Work } from './work';
import { lowerWriteOff } from './write-off';

/** The days for which suspended seats owe no rent: none where rent goes on accruing, and none for a suspension that has not ended. */
export function rentFreeDays(book: LeaseBook): DaySpan[] {
  if (book.contract.rentAccruesWhileSuspended) return [];
  return book.suspensions.flatMap(({ suspendedAt, restoredAt }) => (restoredAt === null ? [] : [daysBegunWithin(suspendedAt, restoredAt, book.contract.zone)]));
}

/** What the credits of this lease are reckoned from. */
export function creditBasis(book: LeaseBook): CreditBasis {
  return {
    contract: book.contract,
    endOn: book.endOn,
    pauses: rentFreeDays(book),
    seat: (number) => {
      const seat = book.seats[number - 1];
      if (!seat) throw new RangeError(`the lease has no seat ${number}`);
      return seat;
    },
  };
}

/**
 * Credits what is invoiced beyond the days used: one credit note per invoice, by invoice number. What was paid beyond an invoice's new total
 * becomes unapplied; allocating it is the caller's next step. True when anything was credited.
 */
export function creditUnused(work: Work, changedFromOn: CivilDate): boolean {
  const notes = work.book.creditNotes.length;
  const basis = creditBasis(work.book);
  for (const invoice of work.book.invoices) {
    const lines = creditLines(invoice, basis, changedFromOn);
    if (lines.length > 0) issueCreditNote(work, invoice, lines);
  }
  return work.book.creditNotes.length > notes;
}

/**
 * Issues a credit note on lines of an invoice. What it leaves overpaid becomes unapplied; allocating that is the caller's next step.
 * @param why `days`: days that are not owed, or calls; `service`: seats that could not be used, which whoever calls notes on the lines.
 */
export function issueCreditNote(work: Work, invoice: Invoice, lines: readonly CreditNoteLine[], why: 'days' | 'service' = 'days'): void {
  const netMinor = lines.reduce((sum, line) => sum + line.netMinor, 0n);
  const taxMinor = lines.reduce((sum, line) => sum + line.taxMinor, 0n);
  const note: CreditNote = {
    number: work.book.creditNotes.length + 1, invoice: invoice.number, issuedAt: work.at, lines, netMinor, taxMinor, totalMinor: netMinor + taxMinor,
  };
  change(work, { creditNotes: [...work.book.creditNotes, note] });
  replaceInvoice(work, {
    ...invoice,
    creditedMinor: invoice.creditedMinor + note.totalMinor,
    lines: invoice.lines.map((line, place) => {
      const credit = lines.find((candidate) => candidate.line === place);
      if (credit && line.kind === 'late-fee') return { ...line, creditedNetMinor: line.creditedNetMinor + credit.netMinor };
      if (!credit || line.kind !== 'rent' || why === 'service') return line;
      return { ...line, creditedNetMinor: line.creditedNetMinor + credit.netMinor, creditedTaxMinor: line.creditedTaxMinor + credit.taxMinor };
    }),
  });
  record(work, { type: 'credit-note-issued', creditNote: note });
  post(work, 'credit-note', String(note.number), creditNoteEntries(note, invoice));
  lowerWriteOff(work, invoice.number, note.number);
  releaseOverpayment(work, invoice.number, note.number);
}
