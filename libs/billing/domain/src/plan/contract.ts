import { type CivilDate, type Currency, currencyDecimals, type Zone } from '@seatline/kernel';
import { LIST_PRICE_ONLY, type Pricing } from './pricing';
import type { DatedTaxRate } from './tax-rates';
import type { LateFeeTerms } from '../late-fee/late-fee-terms';
import { PROMISED_AROUND_THE_CLOCK, type ServiceLevelTerms } from '../service-level/terms';

/**
 * What was agreed, as data. Every number that the contract pages leave open is a field here, so that no rule hides a constant
 * (domain.md 1, billing.md 1). A change of terms is a new contract version, never an edit of this one.
 */
export interface Contract {
  /** Counts what was agreed of a lease: 1 is what it was opened with. */
  readonly version: number;
  /** Where local midnight is: periods, due dates and suspensions follow this zone's calendar. */
  readonly zone: Zone;
  readonly currency: Currency;
  /** Rent of one seat for one whole period, in minor units. */
  readonly seatMonthlyMinor: bigint;
  /** Tiers, discounts, free seats and fees beside that price. */
  readonly pricing: Pricing;
  /** Deposit of one seat in monthly rents; never prorated, never taxed. */
  readonly depositMonths: number;
  /** `start-day`: periods begin on the start's day of the month, clamped. `calendar`: on the 1st, the first period being partial. */
  readonly anchor: 'start-day' | 'calendar';
  /** `actual`: days ÷ days of the whole period. `fixed30`: days ÷ 30, at most 1, a whole period being 1. */
  readonly dayCount: 'actual' | 'fixed30';
  readonly term: { readonly startOn: CivilDate; readonly months: number };
  /** A rent invoice is issued so many days before its period. */
  readonly invoiceLeadDays: number;
  /** Full local days after the due date before unpaid rent suspends. */
  readonly rentGraceDays: number;
  /** The same for telephone charges, which telecom rules protect longer. */
  readonly telephoneGraceDays: number;
  /** `full-days`: suspended at 00:00 of D+grace+1. `reaches`: the clause's other reading, at 00:00 of D+grace. */
  readonly graceReading: 'full-days' | 'reaches';
  readonly rentAccruesWhileSuspended: boolean;
  /** Tax on rent and telephone charges, in millionths of a percent: 6 % is 6000000. */
  readonly taxPercentMicros: bigint;
  /** What takes its place for what is issued from a day on; none where the plan has no tax category. */
  readonly taxRates: readonly DatedTaxRate[];
  /** Call records that arrive within so many hours after a period's end still belong to its invoice. */
  readonly usageCloseHours: number;
  readonly telephoneDueDays: number;
  readonly renewalNoticeMonths: number;
  /** An order for more seats stands through so many days after its own. */
  readonly orderStandsDays: number;
  /** A last warning that went out late moves the suspension to so many days after it. */
  readonly lateWarningDays: number;
  /** What is given back where seats could not be used. */
  readonly serviceLevel: ServiceLevelTerms;
  /** What delay costs from the start on, until something else is agreed for the lease; null: nothing. */
  readonly lateFees: LateFeeTerms | null;
}

/** The fields that have no default: whose lease, where, in what money, from when and for how long. */
export type ContractCore = Pick<Contract, 'zone' | 'currency' | 'term'>;

const DEFAULT_SEAT_MONTHLY = 2000n;

/**
 * A contract with the default of every field that the given terms leave out (domain.md 1, simulate.md): 2000.00 a seat and month in whatever
 * the currency's minor unit is, one month's deposit, start-day anchor, actual days, invoices 7 days ahead, 15 and 30 days of grace, tax 6 %.
 */
export function contractOf(terms: ContractCore & Partial<Contract>): Contract {
  return {
    seatMonthlyMinor: DEFAULT_SEAT_MONTHLY * 10n ** BigInt(currencyDecimals(terms.currency)),
    version: 1,
    pricing: LIST_PRICE_ONLY,
    depositMonths: 1,
    anchor: 'start-day',
    dayCount: 'actual',
    invoiceLeadDays: 7,
    rentGraceDays: 15,
    telephoneGraceDays: 30,
    graceReading: 'full-days',
    rentAccruesWhileSuspended: true,
    taxPercentMicros: 6_000_000n,
    taxRates: [],
    usageCloseHours: 48,
    telephoneDueDays: 10,
    renewalNoticeMonths: 1,
    orderStandsDays: 7,
    lateWarningDays: 4,
    serviceLevel: PROMISED_AROUND_THE_CLOCK,
    lateFees: null,
    ...terms,
  };
}
