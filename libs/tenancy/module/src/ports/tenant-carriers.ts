import type { TenantTransaction } from '@seatline/server';

/** Telephony's answer to "who carries this tenant's calls?"; bound in the application. */
export abstract class TenantCarriers {
  /** Null: not known, so a window of any carrier counts as the tenant's. */
  abstract carrierOf(tx: TenantTransaction): Promise<string | null>;
}
