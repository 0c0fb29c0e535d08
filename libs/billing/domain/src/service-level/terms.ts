/** What a lease promises of its seats' usability, and what is given back where it is not kept. Part of the contract as it was signed. */
export interface ServiceLevelTerms {
  /** `by-time`: in proportion to the time lost. `by-days`: each local day with more time lost than the threshold, as a whole (billing.md 1.1 row 10). */
  readonly creditBasis: 'by-time' | 'by-days';
  /** By days: so many minutes lost of a day are still no lost day. */
  readonly dayThresholdMinutes: number;
  /** Of outages so many minutes a seat and calendar month are borne by the tenant. Maintenance has its own allowance, which is the operator's. */
  readonly toleratedMinutes: number;
  /** Of what a seat owes for the days of one rent line at most so much is given back, in whole percent. */
  readonly capPercent: number;
}

/** domain.md 1 and 5: open 24 hours a day, so nothing is tolerated beside maintenance; the excess is given back in proportion to the rent, up to all of it. */
export const PROMISED_AROUND_THE_CLOCK: ServiceLevelTerms = { creditBasis: 'by-time', dayThresholdMinutes: 0, toleratedMinutes: 0, capPercent: 100 };
