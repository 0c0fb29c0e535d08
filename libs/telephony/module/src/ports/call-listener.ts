import type { TenantTransaction } from '@seatline/server';
import type { CallLeg, CarrierEvent, LegChange } from '@seatline/telephony-domain';
import type { CarrierName } from '../settings';

export type OfferedLeg = Extract<CarrierEvent, { type: 'leg.offered' }>;

/** What to do once the transaction has been committed: commands to the carrier. */
export type AfterCommit = () => Promise<void>;

/** A leg that has changed, as it was and as it is. */
export interface LegTold {
  readonly carrier: CarrierName;
  readonly before: CallLeg;
  readonly after: CallLeg;
  readonly change: LegChange;
}

/**
 * Who decides what becomes of calls. Each method runs in the transaction that stores what was told, so a decision and its cause are one; it touches
 * nothing outside the database and gives back what is to be done after the commit.
 */
export interface CallListener {
  legOffered(tx: TenantTransaction, carrier: CarrierName, offered: OfferedLeg): Promise<AfterCommit | null>;
  legChanged(tx: TenantTransaction, told: LegTold): Promise<AfterCommit | null>;
  /** Goes on with a call that this or another process had begun: brings the carrier to what the rows want. */
  resume(tenantId: string, callId: string): Promise<void>;
}
