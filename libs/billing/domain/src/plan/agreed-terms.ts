import type { CivilDate } from '@seatline/kernel';
import type { Contract } from './contract';

/** What of a lease's terms may be agreed anew for the time from a later period's beginning on. Zone, anchor, term and clocks stay as they were signed. */
export type RentTerms = Pick<Contract, 'seatMonthlyMinor' | 'dayCount' | 'pricing'>;

/** Terms that follow what was agreed before; the lease's versions are its opening (1) and these, in the order of their days. */
export interface TermsChange {
  /** First day of the first period that the terms are for. */
  readonly fromOn: CivilDate;
  readonly terms: RentTerms;
  readonly reason: string;
}

/**
 * The contract in the version in force on a day: what was agreed last for a time that has begun by then. A period is priced by the version in force at
 * its start; what is invoiced keeps its version.
 * @param changes in the order of their days. Source: billing.md 4 (`contract_version`).
 */
export function contractOn(contract: Contract, changes: readonly TermsChange[], on: CivilDate): Contract {
  const place = changes.findLastIndex(({ fromOn }) => fromOn <= on);
  const change = changes[place];
  return change ? { ...contract, ...change.terms, version: place + 2 } : contract;
}
