import type { CivilDate } from '@seatline/kernel';
import { billableNetMinor } from '../invoice/credit';
import { type Invoice, openMinor, type RentLine } from '../invoice/invoice';
import { sumLines } from '../invoice/lines';
import { lateFeeMinor } from '../late-fee/late-amounts';
import { type LedgerTotals } from '../ledger/ledger';
import { taxMinor } from '../proration/prorate';
import { millisecondsOf, type TimeSpan, unitedSpans } from '../service-level/time-spans';
import type { LeaseBook, Seat } from './book';
import { creditBasis } from './crediting';
import { balancesOf, refundableMinor } from './derived';

/** Something that was lost or counted twice: which rule, and where. */
export interface ConservationBreach {
  readonly rule: 'ledger' | 'invoice-sum' | 'line-credit' | 'late-fee' | 'seat-day' | 'service-credit' | 'allocation' | 'refund' | 'write-off';
  readonly where: string;
}

/**
 * Looks for anything lost or counted twice in a lease account: the ledger sums to zero and agrees with the balances, invoices are the sum of their lines,
 * every line stands at exactly the days used, every seat-day is billed exactly once, no time of a seat is given back twice nor more of a line than it bills, what was paid on invoices is what was allocated and set off, and
 * no more was paid back than the deposit's settlement left.
 * An empty list means that all is conserved. Source: simulate.md (`conserved`), billing.md 3.
 * @param ledger the balances of the account's whole ledger; left out where only the book is at hand.
 */
export function findBreaches(book: LeaseBook, ledger?: LedgerTotals): ConservationBreach[] {
  return [
    ...(ledger ? ledgerBreaches(book, ledger) : []),
    ...book.invoices.flatMap((invoice) => invoiceBreaches(book, invoice)),
    ...seatDayBreaches(book),
    ...serviceCreditBreaches(book),
    ...lateFeeBreaches(book),
    ...(refundableMinor(book) >= 0n ? [] : [{ rule: 'refund' as const, where: 'paid beyond what was owed' }]),
  ];
}

function ledgerBreaches(book: LeaseBook, ledger: LedgerTotals): ConservationBreach[] {
  const { receivableMinor, depositMinor, unappliedMinor } = balancesOf(book);
  const breach = (where: string, holds: boolean): ConservationBreach[] => (holds ? [] : [{ rule: 'ledger', where }]);
  return [
    ...breach('sum', Object.values(ledger).reduce((sum, minor) => sum + minor, 0n) === 0n),
    ...breach('receivable', ledger.receivable === receivableMinor),
    ...breach('deposit-liability', ledger['deposit-liability'] === -depositMinor),
    ...breach('unapplied', ledger.unapplied === -unappliedMinor),
    ...breach('bad-debt', ledger['bad-debt'] === book.invoices.reduce((sum, invoice) => sum + invoice.writtenOffMinor, 0n)),
    ...breach('refund-payable', ledger['refund-payable'] === -refundableMinor(book)),
  ];
}

function invoiceBreaches(book: LeaseBook, invoice: Invoice): ConservationBreach[] {
  const where = `invoice ${invoice.number}`;
  const { totalMinor } = sumLines(invoice.lines);
  const credited = book.creditNotes.filter((note) => note.invoice === invoice.number).reduce((sum, note) => sum + note.totalMinor, 0n);
  const allocated = book.allocations.filter((allocation) => allocation.invoice === invoice.number).reduce((sum, { minor }) => sum + minor, 0n);
  const basis = creditBasis(book);
  const wrongLine = invoice.lines.find((line) => {
    if (line.kind !== 'rent') return false;
    const kept = billableNetMinor(line, basis);
    return line.netMinor - line.creditedNetMinor !== kept
      || line.taxMinor - line.creditedTaxMinor !== taxMinor(kept, line.taxPercentMicros);
  });
  const givenUp = book.writeOffs.filter((each) => each.invoice === invoice.number).reduce((sum, { minor }) => sum + minor, 0n);
  const paidOtherwise = invoice.paidMinor - allocated; // only a settled deposit pays without an allocation
  return [
    ...(invoice.totalMinor === totalMinor && invoice.creditedMinor === credited && openMinor(invoice) >= 0n ? [] : [{ rule: 'invoice-sum' as const, where }]),
    ...(invoice.writtenOffMinor === givenUp && givenUp >= 0n ? [] : [{ rule: 'write-off' as const, where }]),
    ...(wrongLine ? [{ rule: 'line-credit' as const, where }] : []),
    ...(paidOtherwise === 0n || (paidOtherwise > 0n && book.settledAt !== null) ? [] : [{ rule: 'allocation' as const, where }]),
  ];
}

/** No day of an invoice's delay is charged twice, no fee is more than its days come to, and none is waived beyond what it is. */
function lateFeeBreaches(book: LeaseBook): ConservationBreach[] {
  const chargedThrough = new Map<number, CivilDate>();
  const breaches: ConservationBreach[] = [];
  for (const invoice of book.invoices) {
    for (const line of invoice.lines) {
      if (line.kind !== 'late-fee') continue;
      const before = chargedThrough.get(line.invoice);
      const holds = line.invoice < invoice.number && (before === undefined || line.fromOn >= before) && line.creditedNetMinor <= line.netMinor
        && line.netMinor <= lateFeeMinor(line.baseMinor, line.dailyMillionths);
      if (!holds) breaches.push({ rule: 'late-fee', where: `invoice ${invoice.number}` });
      chargedThrough.set(line.invoice, line.toOn);
    }
  }
  return breaches;
}

/** Every seat's lines follow each other without gap or overlap from its first day to what is invoiced so far or to its end. */
function seatDayBreaches(book: LeaseBook): ConservationBreach[] {
  const spans = new Map<number, Pick<RentLine, 'fromOn' | 'toOn'>[]>();
  for (const line of book.invoices.flatMap((invoice) => invoice.lines)) {
    if (line.kind !== 'rent') continue;
    for (const number of line.seatNumbers) {
      const known = spans.get(number);
      if (known) known.push(line);
      else spans.set(number, [line]);
    }
  }
  return book.seats
    .filter((seat) => !isBilledOnce(seat, spans.get(seat.number) ?? [], book))
    .map((seat) => ({ rule: 'seat-day', where: `seat ${seat.number}` }));
}

/** What is given back of a line is what its credits say and no more than is left of it; a seat's time is given back once. */
function serviceCreditBreaches(book: LeaseBook): ConservationBreach[] {
  if (book.serviceCredits.length === 0) return [];
  const lines = book.invoices.flatMap((invoice) => invoice.lines.flatMap((line, place): ConservationBreach[] => {
    if (line.kind !== 'rent') return [];
    const given = book.serviceCredits.filter((each) => each.ofInvoice === invoice.number && each.ofLine === place);
    const isTold = given.reduce((sum, each) => sum + each.netMinor, 0n) === line.serviceNetMinor && given.reduce((sum, each) => sum + each.taxMinor, 0n) === line.serviceTaxMinor;
    const isWithin = line.creditedNetMinor + line.serviceNetMinor <= line.netMinor && line.creditedTaxMinor + line.serviceTaxMinor <= line.taxMinor;
    return isTold && isWithin ? [] : [{ rule: 'service-credit', where: `invoice ${invoice.number} line ${place}` }];
  }));
  const times = new Map<number, TimeSpan[]>();
  for (const each of book.serviceCredits.flatMap(({ seats }) => seats)) times.set(each.seat, [...(times.get(each.seat) ?? []), ...each.times]);
  const seats = [...times].filter(([, spans]) => millisecondsOf(unitedSpans(spans)) !== millisecondsOf(spans));
  return [...lines, ...seats.map(([seat]): ConservationBreach => ({ rule: 'service-credit', where: `seat ${seat}` }))];
}

function isBilledOnce(seat: Seat, spans: readonly Pick<RentLine, 'fromOn' | 'toOn'>[], book: LeaseBook): boolean {
  const inOrder = [...spans].sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1));
  let billedThroughOn: CivilDate = seat.fromOn;
  for (const span of inOrder) {
    if (span.fromOn !== billedThroughOn) return false;
    billedThroughOn = span.toOn;
  }
  return [seat.endsOn ?? book.endOn, book.endOn, book.rentIssuedThroughOn].some((on) => on <= billedThroughOn);
}
