import type { Refusal } from '@seatline/kernel';
import type { CreditNoteLine, LateFeeLine } from '../invoice/invoice';
import { lateFeeByNow } from '../late-fee/late-amounts';
import type { LateFeeAgreement } from '../late-fee/late-fee-terms';
import type { LeaseCommand } from './commands';
import { followMoney } from './consequences';
import { issueCreditNote } from './crediting';
import type { LeaseRefusalCode } from './events';
import { change, record, today, type Work } from './work';

/** From today on delay costs so much, or nothing any more; days before stay under what was agreed then. Refused with `outside-term` once the lease has ended. */
export function agreeLateFees(work: Work, { terms, reason }: Extract<LeaseCommand, { do: 'agree-late-fees' }>): Refusal<LeaseRefusalCode> | null {
  const { endedAt, endOn, lateFees } = work.book;
  if (endedAt !== null) return { code: 'outside-term', facts: { endOn } };
  const agreement: LateFeeAgreement = { fromOn: today(work), terms, reason };
  change(work, { lateFees: [...lateFees, agreement] });
  record(work, { type: 'late-fees-agreed', agreement });
  return null;
}

/** The operator lets a tenant off a late fee: what is left of its line is credited. Refused with `no-late-fee` where the line is none, or nothing is left of it. */
export function waiveLateFee(work: Work, { invoice: number, line: place, reason }: Extract<LeaseCommand, { do: 'waive-late-fee' }>): Refusal<LeaseRefusalCode> | null {
  const invoice = work.book.invoices[number - 1];
  const line = invoice?.lines[place];
  if (!invoice || line?.kind !== 'late-fee' || line.creditedNetMinor >= line.netMinor) return { code: 'no-late-fee', facts: { invoice: number } };
  record(work, { type: 'late-fee-waived', invoice: number, line: place, reason });
  issueCreditNote(work, invoice, [{ line: place, netMinor: line.netMinor - line.creditedNetMinor, taxMinor: 0n }]);
  followMoney(work);
  return null;
}

/** A payment counts from the bank's date. Where that shows fees to have been too high, what is too much of them is credited, each carrying invoice by a note of its own. */
export function correctLateFees(work: Work): void {
  const notes = work.book.creditNotes.length;
  for (const { number } of work.book.invoices) {
    const invoice = work.book.invoices[number - 1]!;
    const lines = invoice.lines.flatMap((line, place): CreditNoteLine[] => {
      const netMinor = line.kind === 'late-fee' ? tooMuchOf(work, line) : 0n;
      return netMinor > 0n ? [{ line: place, netMinor, taxMinor: 0n }] : [];
    });
    if (lines.length > 0) issueCreditNote(work, invoice, lines);
  }
  if (work.book.creditNotes.length > notes) followMoney(work);
}

function tooMuchOf(work: Work, line: LateFeeLine): bigint {
  return line.netMinor - line.creditedNetMinor - lateFeeByNow(work.book, line);
}
