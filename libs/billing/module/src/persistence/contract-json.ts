import type { Contract } from '@seatline/billing-domain';

/** A plan's terms: a contract without what only a lease has. */
export type PlanTerms = Omit<Contract, 'zone' | 'currency' | 'term'>;

/** JSON has no bigint: these two fields are kept as decimal text. */
interface StoredAmounts {
  readonly seatMonthlyMinor: string;
  readonly taxPercentMicros: string;
}

export type StoredTerms = Omit<PlanTerms, keyof StoredAmounts> & StoredAmounts;
export type StoredContract = Omit<Contract, keyof StoredAmounts> & StoredAmounts;

const ONLY_A_LEASE_HAS: readonly string[] = ['zone', 'currency', 'term'];

/** What of a contract is the plan's. */
export function termsOf(contract: Contract): PlanTerms {
  return Object.fromEntries(Object.entries(contract).filter(([field]) => !ONLY_A_LEASE_HAS.includes(field))) as unknown as PlanTerms;
}

export function termsToJson(terms: PlanTerms): StoredTerms {
  return { ...terms, seatMonthlyMinor: String(terms.seatMonthlyMinor), taxPercentMicros: String(terms.taxPercentMicros) };
}

export function termsFromJson(stored: StoredTerms): PlanTerms {
  return { ...stored, seatMonthlyMinor: BigInt(stored.seatMonthlyMinor), taxPercentMicros: BigInt(stored.taxPercentMicros) };
}

export function contractToJson(contract: Contract): StoredContract {
  return { ...contract, seatMonthlyMinor: String(contract.seatMonthlyMinor), taxPercentMicros: String(contract.taxPercentMicros) };
}

/** The contract that a lease was opened with, as its row holds it. What was checked when it was written is not checked again. */
export function contractFromJson(stored: StoredContract): Contract {
  return { ...stored, seatMonthlyMinor: BigInt(stored.seatMonthlyMinor), taxPercentMicros: BigInt(stored.taxPercentMicros) };
}
