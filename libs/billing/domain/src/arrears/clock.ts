import { addDays, type CivilDate, civilDateAt, daysBetween, type Instant, startOfDay } from '@seatline/kernel';
import { comparePriority, type Invoice, type InvoiceKind, openMinor } from '../invoice/invoice';
import type { Contract } from '../plan/contract';

/** An invoice as the arrears clock sees it: `heldDays` are the days for which a dispute kept its clock from going. */
export type ClockedInvoice = Invoice & { readonly heldDays?: number };

type Clocked = Pick<Invoice, 'kind' | 'dueOn' | 'lastWarningSentAt'> & { readonly heldDays?: number };

/** A promise to pay that the operator accepted: no suspension through the whole of the day. */
export interface ArrearsHold {
  readonly untilOn: CivilDate;
  readonly reason: string;
  readonly grantedAt: Instant;
}

/** Full days that an invoice of this kind may stay unpaid after its due date. */
export function graceDays(contract: Contract, kind: InvoiceKind): number {
  return kind === 'rent' ? contract.rentGraceDays : contract.telephoneGraceDays;
}

/** Calendar days after the due date; 0 on it and before. */
export function daysPastDue(dueOn: CivilDate, on: CivilDate): number {
  return Math.max(0, daysBetween(dueOn, on));
}

/**
 * The local day at whose beginning an unpaid invoice suspends the lease: due date + grace + 1, so that the last day of grace is whole; one day
 * earlier in the clause's other reading (`graceReading: 'reaches'`). A last warning known to have gone out late moves it to `lateWarningDays`
 * after the warning's own day. Due 2026-03-01 with 15 days: 2026-03-17.
 * Source: domain.md 3, billing.md 1.5 row 37.
 */
export function suspensionOn(contract: Contract, invoice: Clocked): CivilDate {
  const days = graceDays(contract, invoice.kind) + (contract.graceReading === 'full-days' ? 1 : 0);
  const byClock = addDays(invoice.dueOn, days + (invoice.heldDays ?? 0));
  if (invoice.lastWarningSentAt === null) return byClock;
  const byWarning = addDays(civilDateAt(invoice.lastWarningSentAt, contract.zone), contract.lateWarningDays);
  return byWarning > byClock ? byWarning : byClock;
}

/** The instant of `suspensionOn`: local midnight, across a daylight-saving change too. */
export function suspensionAt(contract: Contract, invoice: Clocked): Instant {
  return startOfDay(suspensionOn(contract, invoice), contract.zone);
}

/** The first instant at which no hold holds: 00:00 of the day after the longest one's last day; null without holds. */
export function holdEndsAt(contract: Contract, holds: readonly ArrearsHold[]): Instant | null {
  if (holds.length === 0) return null;
  const longest = holds.reduce((latest, hold) => (hold.untilOn > latest ? hold.untilOn : latest), holds[0]!.untilOn);
  return startOfDay(addDays(longest, 1), contract.zone);
}

/** The open invoices that are beyond their grace at the instant, by number. Holds do not change that; they only keep it from suspending. */
export function beyondGrace(contract: Contract, open: readonly Invoice[], at: Instant): Invoice[] {
  return open.filter((invoice) => suspensionAt(contract, invoice) <= at).sort((a, b) => a.number - b.number);
}

/**
 * When the lease is suspended next if nothing is paid: the earliest suspension among the open invoices, but not before the longest hold
 * ends. Null while nothing is open. It may lie in the past, when an invoice became that old before anybody looked.
 */
export function nextSuspensionAt(contract: Contract, open: readonly Invoice[], holds: readonly ArrearsHold[]): Instant | null {
  if (open.length === 0) return null;
  const earliest = Math.min(...open.map((invoice) => suspensionAt(contract, invoice)));
  return Math.max(earliest, holdEndsAt(contract, holds) ?? earliest) as Instant;
}

/** Overdue: the due date is before today and something is open. While anything is overdue no seats can be ordered (domain.md 3). */
export function overdueInvoices(open: readonly Invoice[], on: CivilDate): Invoice[] {
  return open.filter((invoice) => invoice.dueOn < on && openMinor(invoice) > 0n).sort(comparePriority);
}
