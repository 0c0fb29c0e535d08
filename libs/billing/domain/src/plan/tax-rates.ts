import type { CivilDate } from '@seatline/kernel';
import type { Contract } from './contract';

/** A tax rate from a day on, until the next one of its category. */
export interface DatedTaxRate {
  readonly fromOn: CivilDate;
  /** Millionths of a percent. */
  readonly percentMicros: bigint;
}

/**
 * The tax rate of lines that are issued on a day: the last of the contract's category that has begun, or the contract's own where it has no category or
 * none has begun. A rate that begins on a day holds for what is issued on that day; what was issued before keeps its rate.
 * Source: issue 3 ("tax by dated rates"), billing.md 1.2 row 17.
 */
export function taxPercentOn(contract: Pick<Contract, 'taxPercentMicros' | 'taxRates'>, on: CivilDate): bigint {
  return contract.taxRates.reduce<DatedTaxRate | null>((last, rate) => (rate.fromOn <= on && (last === null || rate.fromOn > last.fromOn) ? rate : last), null)
    ?.percentMicros ?? contract.taxPercentMicros;
}

/** The contract as it taxes what is issued on a day. */
export function taxedOn(contract: Contract, on: CivilDate): Contract {
  const taxPercentMicros = taxPercentOn(contract, on);
  return taxPercentMicros === contract.taxPercentMicros ? contract : { ...contract, taxPercentMicros };
}
