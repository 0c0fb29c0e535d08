import type { Zone } from '@seatline/kernel';

/** What the composition root tells tenancy. */
export interface TenancySettings {
  /** The installation's secret; keys for tokens are derived from it, each for one purpose. */
  readonly secret: string;
  /** Where browsers reach the portal, without a path: links in invitations begin with it, and https makes cookies secure. */
  readonly publicUrl: string;
  /** Days and months of the maintenance allowance are this zone's. */
  readonly operatorZone: Zone;
  /** Sign-ins, invitations opened and invitations made, each per address and minute. */
  readonly attemptsPerMinute: number;
}

export const TENANCY_SETTINGS = Symbol('TENANCY_SETTINGS');
