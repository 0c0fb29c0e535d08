import { type Contract, PROMISED_AROUND_THE_CLOCK, type RentTerms } from '@seatline/billing-domain';
import type { CivilDate } from '@seatline/kernel';
import { pricingFromJson, pricingToJson, type StoredPricing } from './pricing-json';

/** A plan's terms: a contract without what only a lease has. */
export type PlanTerms = Omit<Contract, 'zone' | 'currency' | 'term' | 'version'>;

/** JSON has no bigint: amounts are kept as decimal text. */
interface StoredAmounts {
  readonly seatMonthlyMinor: string;
  readonly taxPercentMicros: string;
  /** Missing in what was written before plans had tiers and discounts. */
  readonly pricing?: StoredPricing;
}

/** Tax rates stand in a table of their own and are added by whoever reads the plan or the lease. */
export type StoredTerms = Stored<Omit<PlanTerms, keyof StoredAmounts | 'taxRates'>> & StoredAmounts;
export type StoredContract = Stored<Omit<Contract, keyof StoredAmounts | 'taxRates'>> & StoredAmounts;

/** Rows of `plan_tax_schedule`, as queries give them; null: none. */
export type StoredTaxRates = readonly { readonly from_on: string; readonly percent: string }[] | null;

function taxRatesFromJson(rates: StoredTaxRates): Contract['taxRates'] {
  return (rates ?? []).map(({ from_on, percent }) => ({ fromOn: from_on as CivilDate, percentMicros: BigInt(percent) }));
}

const ONLY_A_LEASE_HAS: readonly string[] = ['zone', 'currency', 'term', 'version'];

/** What of a contract is the plan's. */
export function termsOf(contract: Contract): PlanTerms {
  return Object.fromEntries(Object.entries(contract).filter(([field]) => !ONLY_A_LEASE_HAS.includes(field))) as unknown as PlanTerms;
}

/** What was written before it was said what is given back, or what delay costs, has the default. */
type Stored<Terms extends { serviceLevel: unknown; lateFees: unknown }> = Omit<Terms, 'serviceLevel' | 'lateFees'> & Partial<Pick<Terms, 'serviceLevel' | 'lateFees'>>;

type Amounts = Pick<Contract, keyof StoredAmounts>;

function amountsToJson({ seatMonthlyMinor, taxPercentMicros, pricing }: Amounts): Required<StoredAmounts> {
  return { seatMonthlyMinor: String(seatMonthlyMinor), taxPercentMicros: String(taxPercentMicros), pricing: pricingToJson(pricing) };
}

function amountsFromJson({ seatMonthlyMinor, taxPercentMicros, pricing }: StoredAmounts): Amounts {
  return { seatMonthlyMinor: BigInt(seatMonthlyMinor), taxPercentMicros: BigInt(taxPercentMicros), pricing: pricingFromJson(pricing) };
}

export function termsToJson({ taxRates: _kept, ...terms }: PlanTerms): StoredTerms {
  return { ...terms, ...amountsToJson(terms) };
}

export function termsFromJson(stored: StoredTerms, rates: StoredTaxRates = null): PlanTerms {
  return { ...stored, ...amountsFromJson(stored), serviceLevel: stored.serviceLevel ?? PROMISED_AROUND_THE_CLOCK, lateFees: stored.lateFees ?? null, taxRates: taxRatesFromJson(rates) };
}

export function contractToJson({ taxRates: _kept, ...contract }: Contract): StoredContract {
  return { ...contract, ...amountsToJson(contract) };
}

/** The contract that a lease was opened with, as its row holds it. What was checked when it was written is not checked again. */
export function contractFromJson(stored: StoredContract, rates: StoredTaxRates = null): Contract {
  return { ...stored, version: 1, ...amountsFromJson(stored), serviceLevel: stored.serviceLevel ?? PROMISED_AROUND_THE_CLOCK, lateFees: stored.lateFees ?? null, taxRates: taxRatesFromJson(rates) };
}

/** What of rent was agreed for a lease from a day on. */
export interface StoredRentTerms {
  readonly seatMonthlyMinor: string;
  readonly dayCount: Contract['dayCount'];
  readonly pricing: StoredPricing;
}

export function rentTermsToJson({ seatMonthlyMinor, dayCount, pricing }: RentTerms): StoredRentTerms {
  return { seatMonthlyMinor: String(seatMonthlyMinor), dayCount, pricing: pricingToJson(pricing) };
}

export function rentTermsFromJson({ seatMonthlyMinor, dayCount, pricing }: StoredRentTerms): RentTerms {
  return { seatMonthlyMinor: BigInt(seatMonthlyMinor), dayCount, pricing: pricingFromJson(pricing) };
}
