import { contractOf, findLateFeeFault, findPricingFaults, type IncludedMinutes, type LateFeeTerms, type Pricing, type ServiceLevelTerms } from '@seatline/billing-domain';
import { civilDate, isCurrency, parseDecimal, parseMoney, RATE_DECIMALS, zone } from '@seatline/kernel';
import { Problem } from '@seatline/server';
import { CLOSED_BY_DEFAULT } from '@seatline/telephony-domain';
import { type PlanTerms, termsOf } from '../persistence/contract-json';

/** A pricing as a person writes it: amounts and percentages as decimals. */
export interface GivenPricing {
  readonly tierMode?: 'graduated' | 'volume' | undefined;
  readonly tiers?: readonly { readonly throughSeat?: number | null | undefined; readonly seatMonthly: string }[] | undefined;
  readonly termDiscounts?: readonly { readonly fromMonths: number; readonly percent: string }[] | undefined;
  readonly freeSeats?: number | undefined;
  readonly oneOffFees?: readonly { readonly code: string; readonly nameEn: string; readonly nameZh: string; readonly per: 'lease' | 'seat'; readonly amount: string }[] | undefined;
  readonly depositSeat?: string | null | undefined;
  readonly includedMinutes?: GivenIncludedMinutes | null | undefined;
}

/** Minutes a seat and period; no prefixes: every destination. Where nothing is said of exceptions, what is closed until a tenant opens it is one: premium numbers. */
export interface GivenIncludedMinutes {
  readonly perSeat: number;
  readonly prefixes?: readonly string[] | undefined;
  readonly exceptPrefixes?: readonly string[] | undefined;
}

export interface GivenRent {
  readonly seatMonthly: string;
  readonly dayCount?: 'actual' | 'fixed30' | undefined;
  readonly pricing?: GivenPricing | undefined;
}

/** A plan's terms as a person writes them; what is left out has the contract's default. */
export interface GivenTerms extends GivenRent {
  readonly anchor?: 'start-day' | 'calendar' | undefined;
  readonly depositMonths?: number | undefined;
  readonly taxPercent?: string | undefined;
  readonly invoiceLeadDays?: number | undefined;
  readonly rentGraceDays?: number | undefined;
  readonly telephoneGraceDays?: number | undefined;
  readonly rentAccruesWhileSuspended?: boolean | undefined;
  readonly serviceLevel?: ServiceLevelTerms | undefined;
  /** What delay costs; null or left out: nothing. */
  readonly lateFees?: LateFeeTerms | null | undefined;
}

/** Any term will do: what only a lease has is taken out again. */
const SOME_TERM = { zone: zone('UTC'), term: { startOn: civilDate('2026-01-01'), months: 1 } };

/** @throws Problem plan.bad-terms with every fault, late-fee.bad-terms */
export function termsGiven(currency: string, given: GivenTerms): PlanTerms {
  if (!isCurrency(currency)) throw new Problem('invalid-input', { faults: 'currency must be an ISO 4217 code' });
  const { depositMonths, anchor, invoiceLeadDays, lateFees, rentGraceDays, telephoneGraceDays, rentAccruesWhileSuspended, serviceLevel, taxPercent } = given;
  const chosen = { depositMonths, anchor, invoiceLeadDays, rentGraceDays, telephoneGraceDays, rentAccruesWhileSuspended, serviceLevel: serviceLevel && { ...serviceLevel }, lateFees };
  const fault = lateFees ? findLateFeeFault(lateFees) : null;
  if (fault) throw new Problem('late-fee.bad-terms', { fault });
  const rent = rentGiven(currency, given);
  const tax = taxPercent === undefined ? {} : { taxPercentMicros: percentOf('taxPercent', taxPercent) };
  return termsOf(contractOf({ ...SOME_TERM, currency, ...definedOf(chosen), ...rent, ...tax }));
}

/** What of the terms a lease may agree anew. @throws Problem plan.bad-terms */
export function rentGiven(currency: string, given: GivenRent): Pick<PlanTerms, 'seatMonthlyMinor' | 'dayCount' | 'pricing'> {
  const pricing = pricingGiven(currency, given.pricing ?? {});
  const faults = findPricingFaults(pricing).map(({ field, place, rule }) => `${field}[${place}]: ${rule}`);
  if (faults.length > 0) throw new Problem('plan.bad-terms', { faults: faults.join('; ') });
  return { seatMonthlyMinor: amountOf(currency, 'seatMonthly', given.seatMonthly), dayCount: given.dayCount ?? 'actual', pricing };
}

function pricingGiven(currency: string, given: GivenPricing): Pricing {
  const amount = (field: string, text: string): bigint => amountOf(currency, field, text);
  const tiers = (given.tiers ?? []).map((tier, place) => ({
    throughSeat: tier.throughSeat ?? null, seatMonthlyMinor: amount(`tiers[${place}].seatMonthly`, tier.seatMonthly),
  }));
  return {
    seatTiers: tiers.length === 0 ? null : { mode: given.tierMode ?? 'graduated', tiers },
    termDiscounts: (given.termDiscounts ?? []).map(({ fromMonths, percent }, place) => ({ fromMonths, percentMicros: percentOf(`termDiscounts[${place}].percent`, percent) })),
    discountMonths: null,
    freeSeats: given.freeSeats ?? 0,
    oneOffFees: (given.oneOffFees ?? []).map((fee, place) => ({
      code: fee.code, name: { en: fee.nameEn.trim(), 'zh-CN': fee.nameZh.trim() }, per: fee.per, amountMinor: amount(`oneOffFees[${place}].amount`, fee.amount),
    })),
    depositSeatMinor: given.depositSeat === undefined || given.depositSeat === null ? null : amount('depositSeat', given.depositSeat),
    includedMinutes: given.includedMinutes ? includedGiven(given.includedMinutes) : null,
  };
}

function includedGiven({ perSeat, prefixes = [], exceptPrefixes = CLOSED_BY_DEFAULT }: GivenIncludedMinutes): IncludedMinutes {
  return { perSeat, prefixes: [...new Set(prefixes)], exceptPrefixes: [...new Set(exceptPrefixes)] };
}

/** No price is larger; more is a slip of the keyboard. */
const MOST_MINOR = 1_000_000_000_000n;

function amountOf(currency: string, field: string, text: string): bigint {
  const parsed = isCurrency(currency) ? parseMoney(text, currency) : null;
  if (parsed === null || parsed.minor < 0n || parsed.minor > MOST_MINOR) throw new Problem('plan.bad-terms', { faults: `${field}: must be an amount of ${currency}, such as 2000.00` });
  return parsed.minor;
}

const HUNDRED_PERCENT = 100_000_000n;

function percentOf(field: string, text: string): bigint {
  const micros = parseDecimal(text, RATE_DECIMALS);
  if (micros === null || micros < 0n || micros > HUNDRED_PERCENT) throw new Problem('plan.bad-terms', { faults: `${field}: must be a percentage from 0 to 100, such as 5 or 7.5` });
  return micros;
}

function definedOf<Fields extends object>(fields: Fields): { [Field in keyof Fields]?: Exclude<Fields[Field], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [Field in keyof Fields]?: Exclude<Fields[Field], undefined> };
}
