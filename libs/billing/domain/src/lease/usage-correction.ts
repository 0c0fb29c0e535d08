import { civilDateAt, microsToMinor } from '@seatline/kernel';
import type { CreditNoteLine, Invoice, TelephoneLine } from '../invoice/invoice';
import type { OpenUsage } from '../invoice/lines';
import { taxPercentOn } from '../plan/tax-rates';
import { taxMinor } from '../proration/prorate';
import type { LeaseBook, LineReduction } from './book';
import { followMoney } from './consequences';
import { issueCreditNote } from './crediting';
import { skipEmptyCloses } from './usage-close';
import { change, record, type Work } from './work';

/**
 * Calls that are on invoices got another price: what they cost more waits for the next telephone invoice, what they cost less is credited on the lines that
 * bill them. Told of nothing, it only finds the next close that usage of this instant can be on.
 */
export function correctUsage(work: Work, debits: readonly OpenUsage[], credits: readonly LineReduction[]): void {
  skipEmptyCloses(work);
  if (debits.length === 0 && credits.length === 0) return;
  change(work, { openCorrections: addDebits(work.book.openCorrections, debits) });
  record(work, { type: 'usage-corrected', debits, credits });
  const notes = work.book.creditNotes.length;
  for (const number of [...new Set(credits.map(({ invoice }) => invoice))].sort((a, b) => a - b)) {
    const invoice = work.book.invoices[number - 1];
    if (!invoice) throw new RangeError(`the lease has no invoice ${number}`);
    const ofInvoice = credits.filter((credit) => credit.invoice === number);
    const lines = reductionLines(work.book, invoice, ofInvoice);
    change(work, { takenBack: addReductions(work.book.takenBack, ofInvoice) });
    if (lines.length > 0) issueCreditNote(work, invoice, lines);
  }
  if (work.book.creditNotes.length > notes) followMoney(work);
}

/**
 * What is to be credited on an invoice for calls that cost less than its lines say: a line's net less what its calls still cost, that sum rounded once, as when
 * the line was made; its tax likewise. So what is kept and what is credited sum to the line, however often it is corrected, and never more is credited
 * than is left. A reduction below the smallest unit gives nothing yet; it counts for the next one.
 * @throws RangeError when a line bills no calls, or less than is to be taken back.
 */
export function reductionLines(book: LeaseBook, invoice: Invoice, reductions: readonly LineReduction[]): CreditNoteLine[] {
  return invoice.lines.flatMap((line, place): CreditNoteLine[] => {
    const micros = reductions.filter((each) => each.line === place).reduce((sum, each) => sum + each.micros, 0n);
    if (micros === 0n) return [];
    if (!('costMicros' in line)) throw new RangeError(`line ${place} of invoice ${invoice.number} bills no calls`);
    const before = takenBackOf(book, invoice.number, place);
    const left = leftOf(book, invoice, line, place);
    const kept = amountsOf(book, invoice, line.costMicros - before);
    const keepsNow = amountsOf(book, invoice, line.costMicros - before - micros);
    const netMinor = least(kept.netMinor - keepsNow.netMinor, left.netMinor);
    const tax = least(kept.taxMinor - keepsNow.taxMinor, left.taxMinor);
    return netMinor > 0n || tax > 0n ? [{ line: place, netMinor, taxMinor: tax }] : [];
  });
}

/** Taxed as the invoice was: by the rate of the day of its issue. */
function amountsOf({ contract }: LeaseBook, invoice: Invoice, costMicros: bigint): { netMinor: bigint; taxMinor: bigint } {
  if (costMicros < 0n) throw new RangeError('a line cannot give back more than it bills');
  const netMinor = microsToMinor(costMicros, contract.currency);
  return { netMinor, taxMinor: taxMinor(netMinor, taxPercentOn(contract, civilDateAt(invoice.issuedAt, contract.zone))) };
}

function leftOf(book: LeaseBook, invoice: Invoice, line: TelephoneLine, place: number): { netMinor: bigint; taxMinor: bigint } {
  const credited = book.creditNotes.filter((note) => note.invoice === invoice.number).flatMap((note) => note.lines.filter((each) => each.line === place));
  return {
    netMinor: credited.reduce((left, each) => left - each.netMinor, line.netMinor),
    taxMinor: credited.reduce((left, each) => left - each.taxMinor, line.taxMinor),
  };
}

function takenBackOf(book: LeaseBook, invoice: number, line: number): bigint {
  return book.takenBack.find((each) => each.invoice === invoice && each.line === line)?.micros ?? 0n;
}

/** By local day, as open usage is kept; a day that comes to nothing is left out. */
function addDebits(open: readonly OpenUsage[], debits: readonly OpenUsage[]): OpenUsage[] {
  const byDay = new Map<string, OpenUsage>();
  for (const debit of [...open, ...debits]) {
    const known = byDay.get(debit.answeredOn);
    byDay.set(debit.answeredOn, known ? { ...known, calls: known.calls + debit.calls, costMicros: known.costMicros + debit.costMicros } : debit);
  }
  return [...byDay.values()].filter((day) => day.costMicros !== 0n);
}

function addReductions(known: readonly LineReduction[], credits: readonly LineReduction[]): LineReduction[] {
  const byLine = new Map<string, LineReduction>();
  for (const credit of [...known, ...credits]) {
    const key = `${credit.invoice} ${credit.line}`;
    byLine.set(key, { ...credit, micros: credit.micros + (byLine.get(key)?.micros ?? 0n) });
  }
  return [...byLine.values()];
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
