import type { CivilDate, Instant } from '@seatline/kernel';
import type { OneOffFee } from '../plan/pricing';
import type { PriceBasis } from '../plan/seat-prices';

export type InvoiceKind = 'rent' | 'telephone';

export type NoticeKind = 'reminder' | 'overdue' | 'second' | 'last-warning' | 'termination-proposed';

/** Rent of seats with the same dates and price. The net is one seat's rent, rounded once, times the seats. */
export interface RentLine {
  readonly kind: 'rent';
  /** The version of the lease's contract that it was priced by. */
  readonly contractVersion: number;
  readonly seatNumbers: readonly number[];
  /** Rent of one seat for a whole period, in minor units: what the line was reckoned with. */
  readonly seatPriceMinor: bigint;
  /** How that price came about; null: it is the plan's seat price. */
  readonly priceBasis: PriceBasis | null;
  readonly fromOn: CivilDate;
  /** The first day that the line does not cover. */
  readonly toOn: CivilDate;
  readonly days: number;
  readonly periodDays: number;
  /** Calendar days of the whole period that the line belongs to. */
  readonly wholeDays: number;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  /** The rate of the day of issue: its credits are taxed by it, whatever the rate is by then. */
  readonly taxPercentMicros: bigint;
  /** What credit notes have taken back of net and tax so far. */
  readonly creditedNetMinor: bigint;
  readonly creditedTaxMinor: bigint;
  /** What was given back of them because seats could not be used, by a line of a later invoice or a credit note of its own. */
  readonly serviceNetMinor: bigint;
  readonly serviceTaxMinor: bigint;
  /** Whether the period is over and its rent has become revenue. */
  readonly recognised: boolean;
}

export interface DepositLine {
  readonly kind: 'deposit';
  readonly seatNumbers: readonly number[];
  readonly seatDepositMinor: bigint;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
}

/** A one-off fee of the lease (no seats) or of the seats that the invoice brings. Earned at once, never credited. */
export interface FeeLine {
  readonly kind: 'fee';
  readonly code: string;
  readonly name: OneOffFee['name'];
  /** Empty where the fee is the lease's own. */
  readonly seatNumbers: readonly number[];
  readonly unitMinor: bigint;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
}

/**
 * Calls of the invoice's own period (`telephone`), earlier ones that arrived late or waited (`prior-period`), or what calls of earlier invoices cost more since
 * they were rated again (`re-rating`); their costs summed, then rounded once.
 */
export interface TelephoneLine {
  readonly kind: 'telephone' | 'prior-period' | 're-rating';
  /** Calls answered from the beginning of `fromOn` (null: however long ago) to before `toOn`. */
  readonly fromOn: CivilDate | null;
  readonly toOn: CivilDate;
  readonly calls: number;
  readonly costMicros: bigint;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  /** What the period's rent includes of talk, on the line of its own calls: the line bills what is beyond. Absent where it includes none. */
  readonly included?: IncludedOnLine;
}

/** Included minutes of a period as its telephone line says them. */
export interface IncludedOnLine {
  readonly seconds: number;
  readonly usedSeconds: number;
  /** What they took off the prices of the period's calls. */
  readonly coveredMicros: bigint;
}

/** Rent of an earlier line that is given back because its seats could not be used: negative amounts, taxed as that line was. */
export interface ServiceCreditLine {
  readonly kind: 'sla';
  /** The rent line that it gives back of: the lease's invoice, and the line's place in it from 0. */
  readonly ofInvoice: number;
  readonly ofLine: number;
  readonly seatNumbers: readonly number[];
  readonly seatPriceMinor: bigint;
  /** From the first to after the last of the days touched. */
  readonly fromOn: CivilDate;
  readonly toOn: CivilDate;
  /** How many local days are touched. */
  readonly days: number;
  readonly periodDays: number;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly taxPercentMicros: bigint;
}

/** What the delay of an older invoice of the same kind costs, for some of its late days. Bears no tax and no fees of its own. */
export interface LateFeeLine {
  readonly kind: 'late-fee';
  /** The invoice that was late, by the lease's own count. */
  readonly invoice: number;
  /** From the first of the days to the day after the last. */
  readonly fromOn: CivilDate;
  readonly toOn: CivilDate;
  /** How many of them count: on the others nothing was late, or a promise or a dispute held. */
  readonly days: number;
  readonly dailyMillionths: number;
  /** What was late at the end of each day, summed over the days. */
  readonly baseMinor: bigint;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  /** What was waived, or credited because money turned out to have been there earlier. */
  readonly creditedNetMinor: bigint;
}

export type InvoiceLine = RentLine | DepositLine | FeeLine | TelephoneLine | LateFeeLine | ServiceCreditLine;

/** An invoice as issued (never rewritten) and what has become of it since: `paidMinor`, `creditedMinor`, the notices. */
export interface Invoice {
  /** Counts the lease's invoices from 1, whatever their kind. The document's legal number is the shell's affair. */
  readonly number: number;
  readonly kind: InvoiceKind;
  readonly issuedAt: Instant;
  readonly dueOn: CivilDate;
  readonly lines: readonly InvoiceLine[];
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  readonly paidMinor: bigint;
  readonly creditedMinor: bigint;
  /** What the operator has given up of it; it counts as unpaid for ever, but nobody asks for it any more. */
  readonly writtenOffMinor: bigint;
  readonly noticesSent: readonly NoticeKind[];
  /** When the last warning really went out, once that is known; null means in time. */
  readonly lastWarningSentAt: Instant | null;
}

export interface CreditNoteLine {
  /** Place of the credited line in its invoice, from 0. */
  readonly line: number;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
}

export interface CreditNote {
  /** Counts the lease's credit notes from 1. */
  readonly number: number;
  readonly invoice: number;
  readonly issuedAt: Instant;
  readonly lines: readonly CreditNoteLine[];
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
}

/** What is still to be paid of an invoice: total − paid − credited − written off. Never negative. */
export function openMinor(invoice: Invoice): bigint {
  return invoice.totalMinor - invoice.paidMinor - invoice.creditedMinor - invoice.writtenOffMinor;
}

/** The order in which money serves open invoices: earliest due date first, on the same date rent before telephone, then by number (domain.md 3). */
export function comparePriority(a: Invoice, b: Invoice): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1;
  if (a.kind !== b.kind) return a.kind === 'rent' ? -1 : 1;
  return a.number - b.number;
}
