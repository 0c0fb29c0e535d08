import type { Carrier } from '@seatline/telephony-domain';

export type CarrierName = Carrier['name'];

/** What the composition root tells telephony. */
export interface TelephonySettings {
  /** The installation's secret; trunk secrets are sealed under a key that follows from it. */
  readonly secret: string;
  /** Where an agent's SIP phone registers, for each carrier that has such phones. */
  readonly phones: Partial<Record<CarrierName, { readonly domain: string; readonly server: string }>>;
}

export const TELEPHONY_SETTINGS = Symbol('TELEPHONY_SETTINGS');

/** The carriers of this installation, the preferred one first: it serves tenants that have no carrier yet. */
export const CARRIERS = Symbol('CARRIERS');
