import { addDays, type CivilDate, startOfDay } from '@seatline/kernel';
import type { Contract } from '../plan/contract';
import { periodAt, termEndOn } from '../plan/periods';
import { priceSeats } from '../plan/seat-prices';
import { taxMinor } from '../proration/prorate';
import type { InvoiceLine } from './invoice';
import { type JoinedLease, newSeatLines, sumLines } from './lines';

export interface Quote {
  readonly lines: readonly InvoiceLine[];
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
}

/**
 * What so many seats cost if they come on a day: at or before the term's start the opening invoice (deposit and the first period's rent),
 * inside the term an order paid that day. It is made by the very function that makes the invoice's lines, so the two cannot differ.
 * The seats are numbered from 1; a day at or after the term's end has no rent to quote and gives the deposit alone.
 * @param billedThroughOn the end of the last period whose invoice is out, where a lease knows it; by default what the calendar says for the
 * beginning of that day.
 * @param joins the lease that the seats join; null where they open one. Source: simulate.md (`open-lease`, `add-seats`).
 */
export function quote(
  contract: Contract, seats: number, on: CivilDate, billedThroughOn?: CivilDate, endOn: CivilDate = termEndOn(contract), joins: JoinedLease | null = null,
): Quote {
  const { startOn } = contract.term;
  const fromOn = on > startOn ? on : startOn;
  const seatNumbers = Array.from({ length: seats }, (_, index) => index + 1);
  const lines = newSeatLines(contract, seatNumbers, fromOn, billedThroughOn ?? rentInvoicedThroughOn(contract, on), endOn, joins);
  return { lines, ...sumLines(lines) };
}

/** What the rent of so many seats comes to for one whole period in which all of them are priced together, tax included, line by line. */
export function wholePeriodRentMinor(contract: Contract, seats: number): bigint {
  return priceSeats(contract, 0, seats).reduce((sum, part) => {
    const netMinor = part.seatPriceMinor * BigInt(part.seats);
    return sum + netMinor + taxMinor(netMinor, contract.taxPercentMicros);
  }, 0n);
}

/** The end of the last period whose rent invoice is out when the day begins; the first period's invoice is the opening's. */
function rentInvoicedThroughOn(contract: Contract, on: CivilDate): CivilDate {
  const dayBegins = startOfDay(on, contract.zone);
  let { toOn } = periodAt(contract, on);
  while (toOn < termEndOn(contract) && startOfDay(addDays(toOn, -contract.invoiceLeadDays), contract.zone) <= dayBegins) {
    toOn = periodAt(contract, toOn).toOn;
  }
  return toOn;
}
