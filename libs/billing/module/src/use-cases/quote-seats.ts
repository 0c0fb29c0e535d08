import { Inject, Injectable } from '@nestjs/common';
import { agreedOn, type Quote, quoteOrder, taxedOn, wholePeriodRentMinor } from '@seatline/billing-domain';
import { type CivilDate, type Clock, civilDateAt } from '@seatline/kernel';
import { CLOCK, Problem, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { LeaseBooks } from '../persistence/lease-books/lease-books';
import { bringUp } from './bring-up';
import { LeaseDesk } from './lease-desk';
import { contractFor, openingQuote, requireSeats, type SeatsWanted } from './order-terms';

export interface QuotedSeats extends Quote {
  readonly currency: string;
  readonly dueOn: CivilDate;
  /** What a whole period costs more from then on, tax included: with volume tiers less than the seats alone, even less than nothing. */
  readonly monthlyMinor: bigint;
  /** The lease that the seats would join; null where they open one. */
  readonly leaseId: string | null;
}

/** What an order placed now would be invoiced, by the very functions that make the invoice. Nothing is written. */
@Injectable()
export class QuoteSeats {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly books: LeaseBooks,
    private readonly desk: LeaseDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  run(tenantId: string, wanted: SeatsWanted): Promise<QuotedSeats> {
    return this.tenants.run(tenantId, async (tx) => {
      const open = await this.books.findOpen(tx.ledger, tenantId);
      return open ? this.more(tx, open.leaseId, wanted) : this.opening(tx, wanted);
    });
  }

  private async opening(tx: TenantTransaction, wanted: SeatsWanted): Promise<QuotedSeats> {
    const now = this.clock.now();
    const agreed = await contractFor(tx.ledger, tx.tenantId, wanted, now);
    const contract = taxedOn(agreed.contract, civilDateAt(now, agreed.contract.zone));
    const quote = openingQuote(contract, wanted.seats);
    return { ...quote, currency: contract.currency, dueOn: contract.term.startOn, monthlyMinor: wholePeriodRentMinor(contract, wanted.seats), leaseId: null };
  }

  private async more(tx: TenantTransaction, leaseId: string, wanted: SeatsWanted): Promise<QuotedSeats> {
    requireSeats(wanted.seats);
    const lease = await this.desk.look(tx, leaseId);
    if (lease.planCode !== wanted.planCode) throw new Problem('order.other-plan', { plan: lease.planCode });
    const at = this.desk.presentOf(lease);
    const { book } = bringUp(lease, at, null);
    const today = civilDateAt(at, book.contract.zone);
    if (today >= book.endOn) throw new Problem('lease.outside-term', { endOn: book.endOn });
    const quote = quoteOrder(book, wanted.seats, today);
    const there = book.seats.filter((seat) => seat.endsOn === null).length;
    const agreed = taxedOn(agreedOn(book, book.rentIssuedThroughOn), today);
    const monthlyMinor = wholePeriodRentMinor(agreed, there + wanted.seats) - wholePeriodRentMinor(agreed, there);
    return { ...quote, currency: book.contract.currency, dueOn: today, monthlyMinor, leaseId };
  }
}
