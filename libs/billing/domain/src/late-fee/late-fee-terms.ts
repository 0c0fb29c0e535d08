import type { CivilDate } from '@seatline/kernel';
import type { InvoiceKind } from '../invoice/invoice';
import type { Contract } from '../plan/contract';

/** What a day of delay costs, for invoices of one kind. Whole numbers, so that they are the same wherever they are kept. */
export interface LateFeeRate {
  /** Of what is late at a day's end, in millionths: 500 is 0.05 % a day. */
  readonly dailyMillionths: number;
  /** The first day after the due date that counts; 1 is the next day. */
  readonly fromDay: number;
  /** An invoice's fees never come to more than so much of what was late on its first such day, in millionths; null: no limit. */
  readonly capMillionths: number | null;
}

/** Null: invoices of that kind bear none. */
export type LateFeeTerms = Readonly<Record<InvoiceKind, LateFeeRate | null>>;

/** What is agreed of a lease's late fees from a day on; null: none. */
export interface LateFeeAgreement {
  readonly fromOn: CivilDate;
  readonly terms: LateFeeTerms | null;
  readonly reason: string;
}

/** The law allows at most 3‰ a day for telephone charges (billing.md 1.5 row 42); for rent more than 1 % a day is a slip. */
export const MOST_DAILY_MILLIONTHS: Readonly<Record<InvoiceKind, number>> = { rent: 10_000, telephone: 3_000 };
export const LATEST_FIRST_DAY = 90;
export const MOST_CAP_MILLIONTHS = 1_000_000;

export type LateFeeFault = 'rate' | 'from-day' | 'cap';

/** Why terms cannot be agreed; null when they can. */
export function findLateFeeFault(terms: LateFeeTerms): LateFeeFault | null {
  const isWhole = (value: number, least: number, most: number): boolean => Number.isInteger(value) && value >= least && value <= most;
  for (const kind of ['rent', 'telephone'] as const) {
    const rate = terms[kind];
    if (!rate) continue;
    if (!isWhole(rate.dailyMillionths, 1, MOST_DAILY_MILLIONTHS[kind])) return 'rate';
    if (!isWhole(rate.fromDay, 1, LATEST_FIRST_DAY)) return 'from-day';
    if (rate.capMillionths !== null && !isWhole(rate.capMillionths, 1, MOST_CAP_MILLIONTHS)) return 'cap';
  }
  return null;
}

/** What was agreed in all, in the order of its days: with the contract as it was signed, and since. */
export function lateFeeAgreements({ contract, lateFees }: { readonly contract: Pick<Contract, 'term' | 'lateFees'>; readonly lateFees: readonly LateFeeAgreement[] }): readonly LateFeeAgreement[] {
  return contract.lateFees === null ? lateFees : [{ fromOn: contract.term.startOn, terms: contract.lateFees, reason: AS_SIGNED }, ...lateFees];
}

/** Said of what stands in the contract itself. */
const AS_SIGNED = 'as signed 合同约定';

/** What holds on a day: the last agreement of that day or before; null where none holds. */
export function lateFeesOn(agreements: readonly LateFeeAgreement[], on: CivilDate): LateFeeAgreement | null {
  return agreements.findLast((each) => each.fromOn <= on) ?? null;
}
