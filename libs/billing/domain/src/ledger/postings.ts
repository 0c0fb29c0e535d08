import type { CreditNote, Invoice, InvoiceLine } from '../invoice/invoice';
import { isBalanced, type LedgerAccount, type LedgerEntry } from './ledger';

/** Leaves out zero entries, so that an invoice without tax has no tax entry. @throws RangeError when the entries do not sum to zero. */
function entries(amounts: Partial<Record<LedgerAccount, bigint>>): LedgerEntry[] {
  const list = (Object.entries(amounts) as [LedgerAccount, bigint][])
    .filter(([, minor]) => minor !== 0n)
    .map(([account, minor]) => ({ account, minor }));
  if (!isBalanced({ entries: list })) throw new RangeError('a ledger transaction does not sum to zero');
  return list;
}

function sumOf(lines: readonly InvoiceLine[], kinds: readonly InvoiceLine['kind'][]): bigint {
  return lines.filter((line) => kinds.includes(line.kind)).reduce((sum, line) => sum + line.netMinor, 0n);
}

/**
 * An invoice: receivable + total; rent becomes deferred revenue until its period is over, call charges and one-off fees are earned, tax is owed, and a deposit is a
 * liability from the start. Rent that is given back comes out of what is deferred, or out of revenue where its period was recognised.
 * @param takenFromRevenueMinor how much of it that is. Source: billing.md 4.
 */
export function invoiceEntries(invoice: Invoice, takenFromRevenueMinor = 0n): LedgerEntry[] {
  return entries({
    receivable: invoice.totalMinor,
    'rent-deferred': -sumOf(invoice.lines, ['rent', 'sla']) - takenFromRevenueMinor,
    'rent-revenue': takenFromRevenueMinor,
    'telephone-revenue': -sumOf(invoice.lines, ['telephone', 'prior-period', 're-rating']),
    'fee-revenue': -sumOf(invoice.lines, ['fee', 'late-fee']),
    'deposit-liability': -sumOf(invoice.lines, ['deposit']),
    'tax-payable': -invoice.taxMinor,
  });
}

/** Money came in and belongs to the tenant until it is allocated. */
export function paymentEntries(amountMinor: bigint): LedgerEntry[] {
  return entries({ clearing: amountMinor, unapplied: -amountMinor });
}

/** Free money of the tenant goes back to where it came from. */
export function refundEntries(amountMinor: bigint): LedgerEntry[] {
  return entries({ unapplied: amountMinor, clearing: -amountMinor });
}

/** A refund that could not be paid out is the tenant's again. */
export function refundReturnEntries(amountMinor: bigint): LedgerEntry[] {
  return entries({ clearing: amountMinor, unapplied: -amountMinor });
}

/** A bank takes money back: out of what was free, and out of what had paid invoices, which are owed again. */
export function disputeEntries(freeMinor: bigint, reversedMinor: bigint): LedgerEntry[] {
  return entries({ receivable: reversedMinor, unapplied: freeMinor, clearing: -(freeMinor + reversedMinor) });
}

/** The bank gives it back after all. */
export function disputeWonEntries(amountMinor: bigint): LedgerEntry[] {
  return entries({ clearing: amountMinor, unapplied: -amountMinor });
}

/** Unapplied money serves an invoice; a negative amount takes it back, when a credit note leaves an invoice overpaid. */
export function allocationEntries(amountMinor: bigint): LedgerEntry[] {
  return entries({ unapplied: amountMinor, receivable: -amountMinor });
}

/** A credit note takes rent back where it stands: out of what is deferred, or out of revenue once the period was recognised; call charges were earned at once. */
export function creditNoteEntries(note: CreditNote, invoice: Invoice): LedgerEntry[] {
  const recognised = note.lines
    .filter(({ line }) => isRecognised(invoice.lines[line]))
    .reduce((sum, line) => sum + line.netMinor, 0n);
  const calls = note.lines.filter(({ line }) => isOfCalls(invoice.lines[line])).reduce((sum, line) => sum + line.netMinor, 0n);
  const fees = note.lines.filter(({ line }) => invoice.lines[line]?.kind === 'late-fee').reduce((sum, line) => sum + line.netMinor, 0n);
  return entries({
    receivable: -note.totalMinor,
    'rent-deferred': note.netMinor - recognised - calls - fees,
    'rent-revenue': recognised,
    'telephone-revenue': calls,
    'fee-revenue': fees,
    'tax-payable': note.taxMinor,
  });
}

function isRecognised(line: InvoiceLine | undefined): boolean {
  return line?.kind === 'rent' && line.recognised;
}

function isOfCalls(line: InvoiceLine | undefined): boolean {
  return line !== undefined && 'costMicros' in line;
}

/** The period is over: its rent, less what was credited, is earned. */
export function recognitionEntries(earnedMinor: bigint): LedgerEntry[] {
  return entries({ 'rent-deferred': earnedMinor, 'rent-revenue': -earnedMinor });
}

/** The deposit of removed seats becomes the tenant's free money. */
export function depositReleaseEntries(amountMinor: bigint): LedgerEntry[] {
  return entries({ 'deposit-liability': amountMinor, unapplied: -amountMinor });
}

/** The lease is over: the deposit pays what is open, the rest is owed back. */
export function depositSettlementEntries(setOffMinor: bigint, refundMinor: bigint): LedgerEntry[] {
  return entries({ 'deposit-liability': setOffMinor + refundMinor, receivable: -setOffMinor, 'refund-payable': -refundMinor });
}

/** A debt is given up: it leaves the receivables as a loss, its tax with it. A negative amount takes that back. Source: billing.md 1.4 row 33. */
export function writeOffEntries(amountMinor: bigint): LedgerEntry[] {
  return entries({ 'bad-debt': amountMinor, receivable: -amountMinor });
}

/** Deposit that was owed back left the bank: nothing is owed any more for that much. */
export function refundPayoutEntries(amountMinor: bigint): LedgerEntry[] {
  return entries({ 'refund-payable': amountMinor, clearing: -amountMinor });
}
