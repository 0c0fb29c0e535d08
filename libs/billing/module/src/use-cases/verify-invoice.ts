import { Injectable } from '@nestjs/common';
import { type Invoice, type InvoiceDifference, type InvoiceSources, type LeaseBook, type RatedAgain, priceBeyond, taxPercentOn, verifyCall, verifyInvoice, verifyServiceCredits } from '@seatline/billing-domain';
import { civilDateAt, type Instant } from '@seatline/kernel';
import { notFound, PlatformUnitOfWork, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { findInvoice, findInvoiceByNumber, readBilledCalls, readChargedSeatDays } from '../persistence/invoice-sources';
import { LeaseBooks } from '../persistence/lease-books/lease-books';
import type { LoadedLease } from '../persistence/lease-books/loaded-lease';
import { readMoments } from '../persistence/lease-history';
import { replayLease } from './replay-lease';
import { UsageRater } from './usage-rater';

export interface InvoiceVerification {
  readonly invoiceId: string;
  readonly number: string;
  readonly currency: string;
  /** Every difference up to a limit; none means that the invoice is what its sources make. */
  readonly differences: readonly InvoiceDifference[];
  /** How many differences there are beyond those told. */
  readonly untold: number;
  readonly checked: { readonly lines: number; readonly seats: number; readonly calls: number };
}

/** A thousand wrong calls mean the same as a hundred. */
const MOST_TOLD = 100;

const CALLS_AT_ONCE = 5_000;

/**
 * Computes an issued invoice again: the lease's history is told once more by the engine, each seat's days and each call's price are reckoned anew, and
 * what is stored is held against that. Only reads.
 */
@Injectable()
export class VerifyInvoice {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly platform: PlatformUnitOfWork,
    private readonly books: LeaseBooks,
    private readonly rater: UsageRater,
  ) {}

  /** By the number that is printed on it, whichever tenant's it is: for the operator's command line. @throws Problem not-found */
  async byNumber(number: string): Promise<InvoiceVerification> {
    const found = await this.platform.run((tx) => findInvoiceByNumber(tx.db, number));
    if (!found) throw notFound('invoice');
    return this.run(found.tenantId, found.invoiceId);
  }

  /** @throws Problem not-found */
  run(tenantId: string, invoiceId: string): Promise<InvoiceVerification> {
    return this.tenants.run(tenantId, (tx) => this.within(tx, invoiceId));
  }

  private async within(tx: TenantTransaction, invoiceId: string): Promise<InvoiceVerification> {
    const place = await findInvoice(tx.ledger, tx.tenantId, invoiceId);
    const [lease] = place ? await this.books.load(tx.ledger, [{ tenantId: tx.tenantId, leaseId: place.leaseId }], ONLY_WHAT_IS_BOOKED) : [];
    const invoice = lease?.book.invoices[(place?.sequence ?? 0) - 1];
    if (!place || !lease || !invoice) throw notFound('invoice');
    const notes = lease.book.creditNotes.filter((note) => note.invoice === invoice.number);
    const book = await this.toldAgain(tx, lease, notes.at(-1)?.issuedAt ?? invoice.issuedAt);
    const seatDays = await readChargedSeatDays(tx.ledger, tx.tenantId, invoiceId);
    const calls = await this.rateAgain(tx, lease, invoiceId);
    const sources = { ...toldOf(book, invoice), seatDays, ratedAgain: calls.ratedAgain };
    const givenBack = verifyServiceCredits(invoice.number, lease.book.serviceCredits, book.serviceCredits);
    const differences = [...calls.differences, ...verifyInvoice(invoice, notes, sources), ...givenBack];
    return {
      invoiceId,
      number: place.number,
      currency: book.contract.currency,
      differences: differences.slice(0, MOST_TOLD),
      untold: Math.max(0, differences.length - MOST_TOLD),
      checked: { lines: invoice.lines.length, seats: seatDays.length, calls: calls.ratedAgain.reduce((sum, each) => sum + each.calls, 0) },
    };
  }

  private async toldAgain(tx: TenantTransaction, lease: LoadedLease, until: Instant): Promise<LeaseBook> {
    const moments = await readMoments(tx.ledger, lease, lease.book);
    return replayLease(lease, moments, await this.books.usageSinceOpening(tx.ledger, lease, until), until);
  }

  /** Every call of the invoice by the deck version that priced it, some thousands at a time. */
  private async rateAgain(tx: TenantTransaction, lease: LoadedLease, invoiceId: string): Promise<{ ratedAgain: RatedAgain[]; differences: InvoiceDifference[] }> {
    const sums = new Map<number, RatedAgain>();
    const differences: InvoiceDifference[] = [];
    const of = { currency: lease.book.contract.currency };
    for (let after: string | null = null; ; ) {
      const calls = await readBilledCalls(tx.ledger, tx.tenantId, invoiceId, { after, most: CALLS_AT_ONCE });
      const ratings = await this.rater.rateAgain(tx.ledger, calls, of);
      calls.forEach(({ id, line, stored, includedSeconds }, position) => {
        const { prefix, table, band, billedSeconds, costMicros } = ratings[position]!;
        const sum = sums.get(line) ?? { line, calls: 0, costMicros: 0n };
        sums.set(line, { line, calls: sum.calls + 1, costMicros: sum.costMicros + priceBeyond(costMicros ?? 0n, billedSeconds ?? 0, includedSeconds) });
        differences.push(...verifyCall({ id, line, stored, again: { prefix, table, band, billedSeconds, costMicros } }));
      });
      if (calls.length < CALLS_AT_ONCE) return { ratedAgain: [...sums.values()], differences };
      after = calls.at(-1)!.id;
    }
  }
}

/** Nothing is brought to the present here, so no usage that waits is needed. */
const ONLY_WHAT_IS_BOOKED = { until: Number.MIN_SAFE_INTEGER as Instant, lock: false };

/** The same invoice in the history told again: the one of its number, unless that is of another kind or instant and another fits. */
function toldOf(book: LeaseBook, invoice: Invoice): Omit<InvoiceSources, 'seatDays' | 'ratedAgain'> {
  const fits = (candidate: Invoice | undefined): boolean => candidate?.kind === invoice.kind && candidate.issuedAt === invoice.issuedAt;
  const same = book.invoices[invoice.number - 1];
  const told = (fits(same) ? same : book.invoices.find(fits)) ?? null;
  const toldNotes = told === null ? [] : book.creditNotes.filter((note) => note.invoice === told.number);
  return { told, toldNotes, taxPercentMicros: taxPercentOn(book.contract, civilDateAt(invoice.issuedAt, book.contract.zone)), currency: book.contract.currency };
}
