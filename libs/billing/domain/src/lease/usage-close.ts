import { addDays, addMonths, type CivilDate, type Instant, microsToMinor, monthsBetween, startOfDay } from '@seatline/kernel';
import { type RentSpan, telephoneLines } from '../invoice/lines';
import { lateFeeLines } from '../late-fee/late-amounts';
import { depositReleaseEntries, recognitionEntries } from '../ledger/postings';
import { gridMonthAt, periodAt } from '../plan/periods';
import { addUnapplied, allocate } from './allocation';
import type { LeaseBook } from './book';
import { useIncludedMinutes } from './included-usage';
import { followMoney } from './consequences';
import { issueInvoice } from './invoicing';
import { change, post, record, today, type Work } from './work';
import { taxedOn } from '../plan/tax-rates';

const MILLISECONDS_PER_HOUR = 3_600_000;

/** The instant at which the usage of a period that ends on the day is closed: so many hours after its local midnight. */
export function closeAt(book: Pick<LeaseBook, 'contract'>, periodToOn: CivilDate): Instant {
  const { contract } = book;
  return (startOfDay(periodToOn, contract.zone) + contract.usageCloseHours * MILLISECONDS_PER_HOUR) as Instant;
}

/**
 * The period whose usage is closed next: the rental period, cut by the lease's end. After the end the closes go on month by month: in the lease's own
 * grid where it ended with a period, otherwise counted from its end.
 */
export function nextUsagePeriod(book: LeaseBook): RentSpan {
  const { contract, endOn, usageClosedThroughOn: fromOn } = book;
  if (fromOn >= endOn) {
    const endedWithPeriod = gridMonthAt(contract, endOn).fromOn === endOn;
    return { fromOn, toOn: endedWithPeriod ? gridMonthAt(contract, fromOn).toOn : addMonths(endOn, monthsBetween(endOn, fromOn) + 1) };
  }
  const { toOn } = periodAt(contract, fromOn);
  return { fromOn, toOn: toOn < endOn ? toOn : endOn };
}

/**
 * When the next close is due. Every period of the lease has one; after the end they go on while anything is left that would make a line, so null
 * once nothing is.
 */
export function nextCloseAt(book: LeaseBook): Instant | null {
  if (book.usageClosedThroughOn >= book.endOn && !hasBillableUsage(book)) return null;
  return closeAt(book, nextUsagePeriod(book).toOn);
}

/** Closes without anything to bill need not be kept once the lease is over; the next one that a record of this instant can be on is found from here. */
export function skipEmptyCloses(work: Work): void {
  while (work.book.usageClosedThroughOn >= work.book.endOn && !hasBillableUsage(work.book)) {
    const { toOn } = nextUsagePeriod(work.book);
    if (closeAt(work.book, toOn) > work.at) return;
    change(work, { usageClosedThroughOn: toOn });
  }
}

function hasBillableUsage(book: LeaseBook): boolean {
  const { currency } = book.contract;
  return [book.openUsage, book.openCorrections].some((days) => microsToMinor(days.reduce((sum, day) => sum + day.costMicros, 0n), currency) > 0n);
}

/**
 * Closes a period's usage: its included minutes are used, then comes the telephone invoice of what was answered before the period's end and has arrived by now, the rent of the period
 * becomes revenue, and the deposit of seats removed in it is released, which may pay open invoices and bring ordered seats.
 */
export function closeUsage(work: Work): void {
  const period = nextUsagePeriod(work.book);
  change(work, { usageClosedThroughOn: period.toOn });
  useIncludedMinutes(work, period);
  const { contract, openUsage, openCorrections, includedPools } = work.book;
  const pool = includedPools.find(({ fromOn }) => fromOn === period.fromOn);
  const lines = telephoneLines(taxedOn(contract, today(work)), openUsage, period, openCorrections, pool);
  let invoice: number | null = null;
  if (lines.length > 0) {
    change(work, { openUsage: openUsage.filter((day) => day.answeredOn >= period.toOn), openCorrections: [] });
    // After the settlement delay costs nothing more, whatever late records still bring.
    const late = work.book.settledAt === null ? lateFeeLines(work.book, 'telephone', today(work)) : [];
    invoice = issueInvoice(work, 'telephone', addDays(today(work), contract.telephoneDueDays), [...lines, ...late]).number;
  }
  record(work, { type: 'usage-closed', ...period, invoice });
  if (invoice !== null) allocate(work);
  recogniseRent(work, period.toOn);
  releaseDeposits(work, period.toOn);
}

/** Rent of lines that are over by the day is earned; what was credited before never is. */
function recogniseRent(work: Work, throughOn: CivilDate): void {
  let earnedMinor = 0n;
  const isDue = (line: { readonly toOn: CivilDate; readonly recognised: boolean }): boolean => !line.recognised && line.toOn <= throughOn;
  const invoices = work.book.invoices.map((invoice) => {
    if (!invoice.lines.some((line) => line.kind === 'rent' && isDue(line))) return invoice;
    const lines = invoice.lines.map((line) => {
      if (line.kind !== 'rent' || !isDue(line)) return line;
      earnedMinor += line.netMinor - line.creditedNetMinor - line.serviceNetMinor;
      return { ...line, recognised: true };
    });
    return { ...invoice, lines };
  });
  change(work, { invoices });
  post(work, 'rent-recognition', throughOn, recognitionEntries(earnedMinor));
}

function releaseDeposits(work: Work, throughOn: CivilDate): void {
  const removed = work.book.seats.filter((seat) => seat.depositMinor > 0n && seat.endsOn !== null && seat.endsOn <= throughOn);
  if (removed.length === 0) return;
  const minor = removed.reduce((sum, seat) => sum + seat.depositMinor, 0n);
  const release = work.book.depositReleases + 1;
  const seatNumbers = removed.map((seat) => seat.number);
  change(work, {
    seats: work.book.seats.map((seat) => (removed.includes(seat) ? { ...seat, depositMinor: 0n } : seat)),
    depositReleases: release,
  });
  record(work, { type: 'deposit-released', release, seatNumbers, minor });
  post(work, 'deposit-release', String(release), depositReleaseEntries(minor));
  addUnapplied(work, 'deposit-release', release, minor);
  followMoney(work);
}
