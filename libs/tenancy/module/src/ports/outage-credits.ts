/** How many leases an outage touched, as far as they have learnt of it, and how many of them were given rent back for any of its time. */
export interface OutageCredit {
  readonly leases: number;
  readonly credited: number;
}

/** Billing's answer to "was this outage credited?"; bound in the application. */
export abstract class OutageCredits {
  abstract of(outageId: string): Promise<OutageCredit>;
}
