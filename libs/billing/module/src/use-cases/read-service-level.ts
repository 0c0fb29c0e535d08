import { Inject, Injectable } from '@nestjs/common';
import {
  availabilityOf, closeAt, dueServiceCredits, type LeaseBook, millisecondsOf, type Seat, type SeatAvailability, seatTimeOf, type ServiceCredit, type ServiceInterruption, type ServiceLevelTerms,
} from '@seatline/billing-domain';
import { addDays, addMonths, type CivilDate, civilDateAt, type Clock, type Instant, startOfDay, startOfMonth } from '@seatline/kernel';
import { CLOCK, TenantUnitOfWork } from '@seatline/server';
import type { LoadedLease } from '../persistence/lease-books/loaded-lease';
import { LeaseDesk } from './lease-desk';

/** Seats of which the same can be said. */
export interface AvailableSeats extends SeatAvailability {
  readonly seats: readonly number[];
}

export interface TellableInterruption extends ServiceInterruption {
  readonly creditableSeconds: number;
}

/** What has not been given back yet, and where it will stand. */
export interface ComingCredit {
  readonly seats: number;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly by: 'invoice' | 'credit-note';
  readonly on: CivilDate;
}

/** What was given back, and the document on which it stands. */
export interface GivenCredit extends ServiceCredit {
  readonly ofInvoiceNumber: string;
  readonly documentNumber: string;
  /** Null where it stands on a credit note. */
  readonly invoiceId: string | null;
}

export interface ServiceLevel {
  readonly leaseId: string;
  readonly leaseNumber: string;
  readonly zone: string;
  readonly currency: string;
  readonly monthOn: CivilDate;
  readonly terms: ServiceLevelTerms;
  readonly availability: readonly AvailableSeats[];
  readonly interruptions: readonly TellableInterruption[];
  readonly credits: readonly GivenCredit[];
  readonly coming: ComingCredit | null;
}

/** How a lease's seats could be used in a month, what interrupted them, and what was and will be given back for it. */
@Injectable()
export class ReadServiceLevel {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: LeaseDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param monthOn the first day of a calendar month; null: the present one of the lease's zone. @throws Problem not-found */
  run(tenantId: string, leaseId: string, monthOn: CivilDate | null): Promise<ServiceLevel> {
    return this.tenants.run(tenantId, async (tx) => {
      const lease = await this.desk.look(tx, leaseId);
      const now = this.clock.now();
      return levelOf(lease, monthOn ?? startOfMonth(civilDateAt(now, lease.book.contract.zone)), now);
    });
  }
}

function levelOf(lease: LoadedLease, monthOn: CivilDate, now: Instant): ServiceLevel {
  const { book } = lease;
  const { currency, zone } = book.contract;
  const month = { startAt: startOfDay(monthOn, zone), endAt: startOfDay(addMonths(monthOn, 1), zone) };
  const interruptions = book.interruptions
    .filter(({ startAt, endAt }) => startAt < month.endAt && endAt > month.startAt)
    .map((each) => ({ ...each, creditableSeconds: each.withdrawn === undefined ? Math.ceil(millisecondsOf(each.excess) / 1000) : 0 }));
  return {
    leaseId: lease.leaseId, leaseNumber: lease.number, zone, currency, monthOn, terms: book.contract.serviceLevel, interruptions,
    availability: availabilityIn(book, monthOn, now), credits: book.serviceCredits.map((credit) => givenCredit(credit, lease)), coming: comingCredit(book),
  };
}

function givenCredit(credit: ServiceCredit, { creditNoteNumbers, invoiceIds, invoiceNumbers }: LoadedLease): GivenCredit {
  const { on } = credit;
  const ofInvoiceNumber = invoiceNumbers[credit.ofInvoice - 1] ?? '';
  if ('creditNote' in on) return { ...credit, ofInvoiceNumber, documentNumber: creditNoteNumbers[on.creditNote - 1] ?? '', invoiceId: null };
  return { ...credit, ofInvoiceNumber, documentNumber: invoiceNumbers[on.invoice - 1] ?? '', invoiceId: invoiceIds[on.invoice - 1] ?? null };
}

/** Seats that came, could be used and went together are told together. */
function availabilityIn(book: LeaseBook, monthOn: CivilDate, now: Instant): AvailableSeats[] {
  const alike = new Map<string, Seat[]>();
  for (const seat of book.seats.filter(({ activatedAt }) => activatedAt !== null)) {
    const key = `${seat.activatedAt ?? ''} ${seat.fromOn} ${seat.endsOn ?? ''}`;
    alike.set(key, [...(alike.get(key) ?? []), seat]);
  }
  return [...alike.values()]
    .map((seats) => ({ seats: seats.map(({ number }) => number), ...availabilityOf(book.interruptions, seatTimeOf(book, seats[0]!), monthOn, now, book.contract.zone) }))
    .filter(({ promisedSeconds, maintenanceSeconds }) => promisedSeconds > 0 || maintenanceSeconds > 0);
}

function comingCredit(book: LeaseBook): ComingCredit | null {
  const due = dueServiceCredits(book);
  if (due.length === 0) return null;
  const by = book.rentIssuedThroughOn < book.endOn ? 'invoice' : 'credit-note';
  return {
    seats: new Set(due.flatMap(({ seats }) => seats.map(({ seat }) => seat))).size,
    netMinor: due.reduce((sum, each) => sum + each.netMinor, 0n),
    taxMinor: due.reduce((sum, each) => sum + each.taxMinor, 0n),
    by,
    on: by === 'invoice' ? addDays(book.rentIssuedThroughOn, -book.contract.invoiceLeadDays) : civilDateAt(closeAt(book, book.endOn), book.contract.zone),
  };
}
